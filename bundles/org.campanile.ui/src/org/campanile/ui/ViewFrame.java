package org.campanile.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/**
 * The ground of a view: a banner for what failed, and below it either what the view is for, while it has nothing to show, or its page. UI thread only.
 */
public final class ViewFrame {

    private final FailureBanner banner;
    private final Composite stack;
    private final EmptyState empty;
    private final Composite page;

    /**
     * Shows what the view is for.
     *
     * @param columns of the page's grid
     * @param icon name of a picture
     * @param title what is not there
     * @param words what will be shown here, in a sentence or two
     */
    public ViewFrame(Composite parent, Services services, int columns, String icon, String title, String words) {
        Composite all = new Composite(parent, SWT.NONE);
        all.setLayout(plain(1));
        banner = new FailureBanner(all, services);
        stack = new Composite(all, SWT.NONE);
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        stack.setLayout(new StackLayout());
        empty = new EmptyState(stack, services, icon, title, words);
        page = new Composite(stack, SWT.NONE);
        page.setLayout(plain(columns));
        filled(false);
    }

    private static GridLayout plain(int columns) {
        GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = 4;
        layout.marginHeight = 4;
        layout.verticalSpacing = 4;
        return layout;
    }

    /** Where failures are told. */
    public FailureBanner banner() {
        return banner;
    }

    /** What the view is for, to add the first action to it. */
    public EmptyState empty() {
        return empty;
    }

    /** Where the view's own widgets are made. */
    public Composite page() {
        return page;
    }

    /** What lives as long as the view. */
    public Composite control() {
        return stack;
    }

    /** Shows the page, or what the view is for. */
    public void filled(boolean on) {
        ((StackLayout) stack.getLayout()).topControl = on ? page : empty;
        stack.layout();
    }

    /** Gives the focus to the page's control that stands for it, or to what is shown in the page's place. */
    public void focus(Control onPage) {
        (((StackLayout) stack.getLayout()).topControl == page ? onPage : empty).setFocus();
    }
}
