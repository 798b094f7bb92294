package org.campanile.ui.topology.deploy;

import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.topology.frame.NamedDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** What dialogs about runs have in common: text to read in a size that can be changed. UI thread only. */
abstract class RunDialog extends NamedDialog {

    RunDialog(Shell parent, String id, String title) {
        super(parent, id, title);
    }

    /** A text to read and to copy from, its columns in line. */
    Text text(Composite parent, int style, String content) {
        Text text = Names.name(new Text(parent, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | style), id() + ".text");
        text.setFont(Fonts.mono());
        text.setText(content);
        return text;
    }

    /** Fills the dialog, which is so large at first. */
    GridData large(int characters, int lines) {
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true);
        large.widthHint = convertWidthInCharsToPixels(characters);
        large.heightHint = convertHeightInCharsToPixels(lines);
        return large;
    }
}
