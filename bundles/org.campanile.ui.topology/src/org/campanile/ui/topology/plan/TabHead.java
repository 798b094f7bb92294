package org.campanile.ui.topology.plan;

import org.campanile.ui.Names;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The row above a tab's table: a mark, a sentence that says it all, and behind them what can be done. UI thread only. */
final class TabHead extends Composite {

    private static final int ACTIONS = 2;

    private final Label icon;
    private final Label sentence;

    /** @param name of the tab */
    TabHead(Composite parent, String name) {
        super(parent, SWT.NONE);
        GridLayout row = new GridLayout(2 + ACTIONS, false);
        row.marginHeight = 2;
        row.marginWidth = 8;
        setLayout(row);
        setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        icon = new Label(this, SWT.NONE);
        sentence = Names.name(new Label(this, SWT.WRAP), name + ".sentence");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 200;
        sentence.setLayoutData(wide);
    }

    /** The ground of a tab that has such a head. */
    static Composite area(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 4;
        layout.marginHeight = 0;
        area.setLayout(layout);
        return area;
    }

    void mark(Image state) {
        icon.setImage(state);
    }

    void say(String text) {
        sentence.setText(text.replace("&", "&&"));
    }

    /** What is said besides, when somebody points at the sentence. */
    void tip(String text) {
        sentence.setToolTipText(text.replace("&", "&&"));
    }
}
