package org.campanile.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabDraft.SystemDraft;
import org.campanile.core.lab.LabProblem;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The StarlingX systems whose controllers are watched: none, one or several. */
final class ControllersPage extends LabPage {

    private Composite rows;
    private boolean writing;

    ControllersPage(Services services, LabEdit edit) {
        super("controllers", "Controllers", "StarlingX systems of this lab, by the address of their Service Manager. A lab may have none.", services, edit,
                List.of("controllers["));
    }

    @Override
    void build(Composite area) {
        rows = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(4, false);
        layout.marginWidth = 0;
        rows.setLayout(layout);
        rows.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        Button add = Form.named(new Button(area, SWT.PUSH), "controllers.add");
        add.setText("Add system");
        add.addListener(SWT.Selection, e -> {
            List<SystemDraft> more = new ArrayList<>(edit().draft().systems());
            more.add(new SystemDraft("system-" + (more.size() + 1), List.of(""), "", false));
            replace(more);
        });
    }

    private void replace(List<SystemDraft> systems) {
        edit().draft(edit().draft().withSystems(systems));
        write(edit().draft());
        changed();
    }

    @Override
    void write(LabDraft draft) {
        writing = true;
        for (Control child : rows.getChildren()) {
            child.dispose();
        }
        if (!draft.systems().isEmpty()) {
            for (String title : List.of("Name", "Addresses (floating one first, separated by spaces)", "Server", "")) {
                new Label(rows, SWT.NONE).setText(title);
            }
        }
        for (int i = 0; i < draft.systems().size(); i++) {
            row(i, draft.systems().get(i));
        }
        writing = false;
        rows.getParent().layout(true, true);
    }

    private void row(int index, SystemDraft system) {
        String at = "controllers[" + index + "]";
        Text name = text(at + ".name", system.name(), 100, false);
        name.setMessage("system-1");
        Text urls = text(at + ".urls", String.join(" ", system.urls()), 260, true);
        urls.setMessage("http://10.10.10.2:7777");
        Button strict = Form.named(new Button(rows, SWT.CHECK), at + ".strict_usm");
        strict.setText("Strict");
        strict.setToolTipText("The server counts a deployment service (USM) without a usable answer as not in sync");
        strict.setSelection(system.strictUsm());
        strict.addListener(SWT.Selection, e -> changed());
        Button remove = Form.named(new Button(rows, SWT.PUSH), at + ".remove");
        remove.setText("Remove");
        remove.addListener(SWT.Selection, e -> {
            List<SystemDraft> fewer = new ArrayList<>(edit().draft().systems());
            fewer.remove(index);
            // not in the midst of the button's own event, since the rows are made anew
            remove.getDisplay().asyncExec(() -> replace(fewer));
        });
    }

    private Text text(String field, String value, int width, boolean grab) {
        Text text = Form.named(new Text(rows, SWT.BORDER), field);
        text.setText(value);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, grab, false);
        data.widthHint = width;
        text.setLayoutData(data);
        text.addListener(SWT.Modify, e -> {
            if (!writing) {
                changed();
            }
        });
        return text;
    }

    @Override
    LabDraft read(LabDraft draft) {
        List<SystemDraft> read = new ArrayList<>();
        for (int i = 0; i < draft.systems().size(); i++) {
            String at = "controllers[" + i + "]";
            SystemDraft old = draft.systems().get(i);
            List<String> urls = Stream.of(((Text) field(at + ".urls")).getText().strip().split("[\\s,]+")).toList();
            read.add(new SystemDraft(((Text) field(at + ".name")).getText(), urls, old.region(), ((Button) field(at + ".strict_usm")).getSelection()));
        }
        return draft.withSystems(read);
    }

    private Control field(String id) {
        return Stream.of(rows.getChildren()).filter(c -> ("org.campanile.ui.wizard." + id).equals(c.getData(Names.KEY))).findFirst().orElseThrow();
    }

    @Override
    void mark(List<LabProblem> problems) {
        for (Control child : rows.getChildren()) {
            child.setToolTipText(child instanceof Text ? message(problems, child) : child.getToolTipText());
        }
    }

    private static String message(List<LabProblem> problems, Control child) {
        return problems.stream().filter(p -> ("org.campanile.ui.wizard." + p.field()).startsWith(String.valueOf(child.getData(Names.KEY)))).findFirst()
                .map(LabProblem::message).orElse(null);
    }
}
