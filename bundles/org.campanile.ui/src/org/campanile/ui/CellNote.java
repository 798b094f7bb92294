package org.campanile.ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;

/** What is to be said about the cell that is edited: a line below it, or above it where there is no room. UI thread only. */
final class CellNote {

    private static final int CHARACTERS = 64;

    private final Table table;
    private final Services services;
    private Composite box;
    private String words = "";

    CellNote(Table table, Services services) {
        this.table = table;
        this.services = services;
    }

    /** Lets a screen reader tell what is said here as the description of the cell. */
    void describe(Control cell) {
        cell.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getDescription(AccessibleEvent e) {
                e.result = words;
            }
        });
    }

    /** Says it; empty words take it away. */
    void show(Control beside, String text, State how) {
        if (text.equals(words)) {
            return;
        }
        hide();
        if (text.isEmpty()) {
            return;
        }
        words = text;
        Theme theme = services.theme();
        box = new Composite(table, SWT.BORDER);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 6;
        layout.marginHeight = 3;
        box.setLayout(layout);
        Label icon = new Label(box, SWT.NONE);
        icon.setImage(services.icons().state(how));
        icon.setLayoutData(new GridData(SWT.BEGINNING, SWT.BEGINNING, false, false));
        Label line = Names.name(new Label(box, SWT.WRAP), table.getData(Names.KEY) + ".cell.note");
        line.setText(text.replace("&", "&&"));
        GridData room = new GridData(SWT.FILL, SWT.CENTER, true, false);
        int most = (int) (CHARACTERS * Fonts.averageCharWidth(line));
        room.widthHint = Math.min(Math.min(most, table.getClientArea().width - 48), line.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
        line.setLayoutData(room);
        for (Control part : new Control[] {box, icon, line}) {
            part.setBackground(theme.color(how == State.FAILED ? Theme.Tone.FAILED_GROUND : Theme.Tone.ATTENTION_GROUND));
            part.setForeground(theme.color(Theme.Tone.TEXT));
        }
        follow(beside);
        box.moveAbove(null);
        // On GTK a child of a table that is not in front after this is covered by the table's rows.
        beside.moveAbove(null);
    }

    /** The cell has moved. */
    void follow(Control beside) {
        if (box == null || box.isDisposed()) {
            return;
        }
        Point size = box.computeSize(SWT.DEFAULT, SWT.DEFAULT);
        Rectangle cell = beside.getBounds();
        Rectangle area = table.getClientArea();
        int below = cell.y + cell.height + 1;
        int y = below + size.y > area.y + area.height && cell.y - size.y - 1 > area.y ? cell.y - size.y - 1 : below;
        box.setBounds(Math.clamp(cell.x, area.x, Math.max(area.x, area.x + area.width - size.x)), y, size.x, size.y);
    }

    void hide() {
        words = "";
        if (box != null) {
            box.dispose();
            box = null;
        }
    }
}
