package org.campanile.ui.setup.wizard;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Forms that may be higher than their page. UI thread only. */
final class Scrolling {

    private static final int HEIGHT = 260;

    private Scrolling() {
    }

    /** An area that scrolls; what gets the focus by key is scrolled to. */
    static ScrolledComposite area(Composite parent) {
        ScrolledComposite scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        scroll.setShowFocusedControl(true);
        GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
        data.widthHint = 600;
        data.heightHint = HEIGHT;
        scroll.setLayoutData(data);
        scroll.addListener(SWT.Resize, e -> {
            if (scroll.getContent() instanceof Composite content) {
                fit(scroll, content);
            }
        });
        return scroll;
    }

    /** Gives the content the height it needs at this width, and once more when the bar has come or gone, which GTK tells only later. */
    static void fit(ScrolledComposite scroll, Composite content) {
        if (scroll.isDisposed()) {
            return;
        }
        fitNow(scroll, content);
        scroll.getDisplay().asyncExec(() -> {
            if (!scroll.isDisposed() && !content.isDisposed() && content.getSize().x != scroll.getClientArea().width) {
                scroll.layout(true);
                fitNow(scroll, content);
            }
        });
    }

    private static void fitNow(ScrolledComposite scroll, Composite content) {
        content.layout(true, true);
        int width = scroll.getClientArea().width;
        scroll.setMinHeight(content.computeSize(width <= 0 ? SWT.DEFAULT : width, SWT.DEFAULT).y);
        Control focus = content.getDisplay().getFocusControl();
        Rectangle seen = scroll.getClientArea();
        scroll.getVerticalBar().setIncrement(Math.max(16, seen.height / 12));
        if (focus != null && focus.getParent() == content) {
            scroll.showControl(focus);
        }
    }
}
