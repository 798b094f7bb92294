package org.campanile.ui.topology.frame;

import org.campanile.ui.Names;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;

/** A dialog whose window has a name and a title and can be made larger. UI thread only. */
public abstract class NamedDialog extends TitleAreaDialog {

    private final String id;
    private final String title;

    /**
     * @param id name of its window, begins the names of its widgets
     * @param title of its window
     */
    protected NamedDialog(Shell parent, String id, String title) {
        super(parent);
        this.id = id;
        this.title = title;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
        Names.name(shell, id);
    }

    /** What the names of its widgets begin with. */
    protected final String id() {
        return id;
    }
}
