package org.campanile.ui;

import org.eclipse.swt.widgets.Widget;

/** Names widgets so that tests and scripts find them whatever their label says. UI thread only. */
public final class Names {

    /** Key of a widget's name in its data. */
    public static final String KEY = "org.campanile.id";

    /** Key that marks the text field that Ctrl+F (command {@code org.campanile.ui.filter}) goes to. */
    public static final String FILTER = "org.campanile.filter";

    private Names() {
    }

    /** Names {@code widget} and answers it. */
    public static <W extends Widget> W name(W widget, String id) {
        widget.setData(KEY, id);
        return widget;
    }
}
