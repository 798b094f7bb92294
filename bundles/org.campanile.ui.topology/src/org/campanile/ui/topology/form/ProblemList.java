package org.campanile.ui.topology.form;

import java.util.List;
import java.util.function.Consumer;

import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.ui.ColumnRoom;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** All that is wrong with the document: Enter or a double click goes there, the button repairs it where there is one way. UI thread only. */
public final class ProblemList extends Composite {

    private static final int MESSAGE_CHARACTERS = 50;
    private static final int NAME_CHARACTERS = 16;

    private final Services services;
    private final EnvironmentDocument document;
    private final Label title;
    private final Table table;
    private final Button fix;
    private List<Problem> shown = List.of();

    /** @param open goes to where a problem is */
    public ProblemList(Composite parent, Services services, EnvironmentDocument document, Consumer<Problem> open) {
        super(parent, SWT.NONE);
        this.services = services;
        this.document = document;
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        setLayout(layout);
        title = Names.name(new Label(this, SWT.NONE), Topology.PROBLEMS + ".title");
        title.setFont(Fonts.bold(title));
        title.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        fix = Names.name(new Button(this, SWT.PUSH), Topology.PROBLEMS + ".fix");
        fix.setText(Messages.fix);
        fix.setEnabled(false);
        fix.addListener(SWT.Selection, e -> repair());
        table = Names.name(new Table(this, SWT.VIRTUAL | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Topology.PROBLEMS);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        table.addListener(SWT.SetData, e -> {
            ((TableItem) e.item).setText(new String[] {shown.get(e.index).message(), whose(shown.get(e.index))});
            ((TableItem) e.item).setImage(picture(shown.get(e.index)));
        });
        for (int characters : new int[] {MESSAGE_CHARACTERS, NAME_CHARACTERS}) {
            new TableColumn(table, SWT.NONE).setWidth((int) (characters * Fonts.averageCharWidth(table)));
        }
        ColumnRoom.share(table);
        table.addListener(SWT.Selection, e -> offer());
        table.addListener(SWT.DefaultSelection, e -> {
            if (selected() != null) {
                open.accept(selected());
            }
        });
        table.addListener(SWT.MouseMove, e -> {
            TableItem item = table.getItem(new org.eclipse.swt.graphics.Point(e.x, e.y));
            int index = item == null ? -1 : table.indexOf(item);
            table.setToolTipText(index < 0 || index >= shown.size() ? null : words(shown.get(index)));
        });
        refresh();
        services.theme().follow(table, table::clearAll);
    }

    /** Height that the line above the list takes, all there is to see while nothing is wrong. */
    public int leastHeight() {
        GridLayout layout = (GridLayout) getLayout();
        return 2 * layout.marginHeight + Math.max(title.computeSize(SWT.DEFAULT, SWT.DEFAULT).y, fix.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
    }

    /** Shows what is wrong now. */
    public void refresh() {
        List<Problem> now = document.problems();
        Problem before = selected();
        shown = now;
        table.setItemCount(now.size());
        table.clearAll();
        int again = before == null ? -1 : now.stream().map(Problem::message).toList().indexOf(before.message());
        if (again >= 0) {
            table.setSelection(again);
        } else {
            table.deselectAll();
        }
        long errors = now.stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
        title.setText(title(now.size(), errors));
        title.requestLayout();
        offer();
    }

    private static String title(int problems, long errors) {
        if (problems == 0) {
            return Messages.noProblems;
        }
        if (errors == 0) {
            return NLS.bind(Messages.problemsNoError, problems);
        }
        if (errors == problems) {
            return errors == 1 ? Messages.oneProblemAnError : NLS.bind(Messages.problemsAllErrors, errors);
        }
        return errors == 1 ? NLS.bind(Messages.problemsOneError, problems) : NLS.bind(Messages.problemsSomeErrors, problems, errors);
    }

    private static String words(Problem problem) {
        return problem.message() + "\n" + problem.fix();
    }

    /** Two services may have the same problem, so it is said whose it is. */
    private String whose(Problem problem) {
        return document.environment().service(problem.serviceId()).map(Service::name).orElse("");
    }

    private Image picture(Problem problem) {
        return switch (problem.severity()) {
            case ERROR -> services.icons().state(State.FAILED);
            case WARNING -> services.icons().state(State.ATTENTION);
            case INFO -> services.icons().image("info", Theme.Tone.ACCENT, 16);
        };
    }

    private Problem selected() {
        int index = table.getSelectionIndex();
        return index >= 0 && index < shown.size() ? shown.get(index) : null;
    }

    private void offer() {
        Problem problem = selected();
        boolean can = problem != null && problem.quickFix().isPresent();
        String label = can ? problem.quickFix().get().label() : Messages.fix;
        if (!fix.getText().equals(label)) {
            fix.setText(label);
            fix.requestLayout();
        }
        fix.setEnabled(can);
        fix.setVisible(!shown.isEmpty());
        fix.setToolTipText(problem == null ? null : problem.fix());
    }

    private void repair() {
        Problem problem = selected();
        if (problem != null) {
            problem.quickFix().ifPresent(f -> document.edit(f.label(), f.edit()));
        }
    }
}
