package org.campanile.ui.topology.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.campanile.core.deploy.PlanSchedule;
import org.campanile.ui.Clip;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.TextExport;
import org.campanile.ui.topology.deploy.Times;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;

/** The steps of the plan: what each does, what it waits for and when it is done, beside the original's rounds on the same times. UI thread only. */
final class StepsTab {

    private enum Order {
        TIME(Messages.inOrderOfTime), SERVICE(Messages.byService), UNIT(Messages.byUnit);

        private final String label;

        Order(String label) {
            this.label = label;
        }
    }

    private final Composite area;
    private final Services services;
    private final Combo order;
    private final TabHead head;
    private final Button export;
    private final TableKit<StepRow> table;
    private PlanState shown;
    private boolean following;

    /** @param select told the ids of the services that the user chose among the steps */
    StepsTab(Composite parent, String name, Services services, Consumer<Set<String>> select) {
        this.services = services;
        area = TabHead.area(parent);
        head = new TabHead(area, name);
        order = Names.name(new Combo(head, SWT.READ_ONLY), name + ".order");
        for (Order one : Order.values()) {
            order.add(one.label);
        }
        order.select(0);
        order.setToolTipText(Messages.orderOfRows);
        order.addListener(SWT.Selection, e -> reorder());
        export = Names.name(new Button(head, SWT.PUSH), name + ".json");
        export.setText(Messages.exportAsJsonEllipsis);
        export.setToolTipText(Messages.asTheCommandWritesIt);
        export.addListener(SWT.Selection, e -> TextExport.ask(area.getShell(), Messages.exportAsJson, shown.environment().name() + "-plan.json",
                shown.plan().toJson() + "\n"));
        table = new TableKit<>(area, name, StepRow::id, true, columns());
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.item(Messages.copyPlanAsJson, "copyJson", () -> Clip.copy(area.getDisplay(), shown.plan().toJson()));
        table.onSelect(rows -> {
            Set<String> ids = rows.stream().map(StepRow::serviceId).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
            if (!following && !ids.isEmpty()) {
                select.accept(ids);
            }
        });
    }

    private List<TableColumnSpec<StepRow>> columns() {
        return List.of(
                TableColumnSpec.text("unit", Messages.unit, 14, StepRow::unit).image(r -> services.icons().image(r.icon())),
                TableColumnSpec.text("service", Messages.service, 16, StepRow::service),
                TableColumnSpec.text("kind", Messages.kind, 11, StepRow::kindWord),
                TableColumnSpec.text("template", Messages.step, 24, StepRow::template).tooltip(r -> r.optional() ? Messages.failureIsOnlyAWarning : null),
                TableColumnSpec.text("functions", Messages.functions, 30, StepRow::functions).tooltip(r -> r.functions().replace(", ", "\n")),
                TableColumnSpec.text("after", Messages.waitsFor, 34, StepRow::after).tooltip(r -> r.after().replace(", ", "\n")),
                TableColumnSpec.<StepRow>text("expected", Messages.expected, 11, r -> time(r.expected())).right().order(Comparator.comparingInt(StepRow::expected)),
                TableColumnSpec.<StepRow>text("done", Messages.doneAfter, 12, r -> time(r.ends())).right().order(Comparator.comparingDouble(StepRow::ends)),
                TableColumnSpec.<StepRow>text("critical", Messages.critical, 8, r -> r.critical() ? Messages.yes : "")
                        .tooltip(r -> r.critical() ? Messages.wholeTakesLonger : null),
                TableColumnSpec.<StepRow>text("rounds", Messages.doneInRounds, 18, r -> time(r.roundEnds()) + " (" + r.round() + ")").right()
                        .tooltip(r -> Messages.whenTheOriginalWould).order(Comparator.comparingDouble(StepRow::roundEnds)));
    }

    static String time(double seconds) {
        return Times.words(Duration.ofSeconds(Math.round(seconds)));
    }

    Composite control() {
        return area;
    }

    int count() {
        return shown == null ? 0 : shown.plan().steps().size();
    }

    void repaint() {
        table.repaint();
        mood();
    }

    void show(PlanState state) {
        if (state == shown) {
            return;
        }
        shown = state;
        head.say(words(state));
        List<String> more = new ArrayList<>(List.of(Messages.howRoundsWork));
        state.plan().findings().forEach(f -> more.add(f.message()));
        head.tip(String.join("\n", more));
        mood();
        export.setEnabled(!state.plan().steps().isEmpty());
        rows();
        area.layout(true, true);
    }

    private void mood() {
        if (shown != null) {
            boolean wrong = !shown.plan().runnable();
            head.mark(services.icons().state(wrong ? State.FAILED : shown.plan().findings().isEmpty() ? State.GOOD : State.ATTENTION));
        }
    }

    /** How long it takes, and how long the original would have taken. */
    static String words(PlanState state) {
        if (state.plan().steps().isEmpty()) {
            boolean imageless = state.environment().services().stream().allMatch(service -> service.image().isEmpty());
            return state.environment().unitCount() == 0 ? Messages.nothingToDoWithoutUnits
                    : imageless ? Messages.nothingToDoWithoutImages : Messages.nothingToDoAsDeployed;
        }
        PlanSchedule schedule = state.schedule();
        Object[] all = { state.plan().steps().size(), time(schedule.seconds()), time(schedule.roundSeconds()), schedule.rounds() };
        String text = state.plan().steps().size() == 1 ? NLS.bind(Messages.oneStepDoneAfter, time(schedule.seconds()))
                : schedule.rounds() == 1 ? NLS.bind(Messages.stepsDoneAfterInOneRound, all) : NLS.bind(Messages.stepsDoneAfter, all);
        return state.plan().findings().isEmpty() ? text : text + " " + state.plan().findings().getFirst().message();
    }

    private void reorder() {
        table.unsorted();
        rows();
        table.table().setTopIndex(0);
    }

    private void rows() {
        if (shown == null) {
            return;
        }
        Comparator<StepRow> grouped = switch (Order.values()[order.getSelectionIndex()]) {
            case TIME -> StepRow.TIME;
            case SERVICE -> Comparator.comparingInt(StepRow::servicePlace).thenComparing(StepRow.TIME);
            case UNIT -> Comparator.comparingInt(StepRow::unitPlace).thenComparing(StepRow.TIME);
        };
        List<StepRow> rows = new ArrayList<>(shown.steps());
        rows.sort(grouped);
        table.show(rows);
    }

    /** Selects the steps of services that were selected elsewhere. */
    void select(Set<String> ids) {
        Set<String> now = table.selection().stream().map(StepRow::serviceId).collect(Collectors.toSet());
        if (now.equals(ids)) {
            return;
        }
        following = true;
        try {
            List<StepRow> rows = table.shown();
            int[] mine = IntStream.range(0, rows.size()).filter(i -> ids.contains(rows.get(i).serviceId())).toArray();
            table.table().setSelection(mine);
        } finally {
            following = false;
        }
    }
}
