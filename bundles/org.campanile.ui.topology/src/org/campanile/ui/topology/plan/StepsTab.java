package org.campanile.ui.topology.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.campanile.core.deploy.PlanSchedule;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.ui.Clip;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.TextExport;
import org.campanile.ui.topology.deploy.Times;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The steps of the plan: what each does, what it waits for and when it is done, beside the original's rounds on the same times. UI thread only. */
final class StepsTab {

    private enum Order {
        TIME("In order of time"), SERVICE("By service"), UNIT("By unit");

        private final String label;

        Order(String label) {
            this.label = label;
        }
    }

    /** @param service name of the step's service, empty for the stack */
    private record Row(PlanSchedule.Line line, String service) {
        PlannedStep step() {
            return line.step();
        }
    }

    private final Composite area;
    private final Services services;
    private final Combo order;
    private final Label icon;
    private final Label sentence;
    private final Button export;
    private final TableKit<Row> table;
    private PlanState shown;
    private boolean following;

    /** @param select told the ids of the services that the user chose among the steps */
    StepsTab(Composite parent, String name, Services services, Consumer<Set<String>> select) {
        this.services = services;
        area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        area.setLayout(layout);
        Composite head = new Composite(area, SWT.NONE);
        GridLayout row = new GridLayout(4, false);
        row.marginHeight = 2;
        row.marginWidth = 8;
        head.setLayout(row);
        head.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        icon = new Label(head, SWT.NONE);
        sentence = Names.name(new Label(head, SWT.WRAP), name + ".sentence");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 200;
        sentence.setLayoutData(wide);
        order = Names.name(new Combo(head, SWT.READ_ONLY), name + ".order");
        for (Order one : Order.values()) {
            order.add(one.label);
        }
        order.select(0);
        order.setToolTipText("The order of the rows; a click on a column's title sorts by it");
        order.addListener(SWT.Selection, e -> reorder());
        export = Names.name(new Button(head, SWT.PUSH), name + ".json");
        export.setText("Export as JSON…");
        export.setToolTipText("As the command environment plan writes it with -f json");
        export.addListener(SWT.Selection, e -> TextExport.ask(area.getShell(), "Export as JSON", shown.environment().name() + "-plan.json", shown.plan().toJson() + "\n"));
        table = new TableKit<>(area, name, r -> r.step().id(), true, columns());
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.item("Copy plan as JSON", "copyJson", () -> Clip.copy(area.getDisplay(), shown.plan().toJson()));
        table.onSelect(rows -> {
            Set<String> ids = rows.stream().map(r -> r.step().service()).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
            if (!following && !ids.isEmpty()) {
                select.accept(ids);
            }
        });
    }

    private List<TableColumnSpec<Row>> columns() {
        return List.of(
                TableColumnSpec.<Row>text("unit", "Unit", 14, r -> r.step().unit().isEmpty() ? "Stack" : r.step().hostName()).image(this::image),
                TableColumnSpec.<Row>text("service", "Service", 16, Row::service),
                TableColumnSpec.<Row>text("kind", "Kind", 11, r -> kind(r.step())),
                TableColumnSpec.<Row>text("template", "Step", 24, r -> r.step().template()).tooltip(r -> r.step().optional() ? "If it fails, that is only a warning" : null),
                TableColumnSpec.<Row>text("functions", "Functions", 30, r -> String.join(", ", r.step().functions())).tooltip(r -> String.join("\n", r.step().functions())),
                TableColumnSpec.<Row>text("after", "Waits for", 34, r -> String.join(", ", r.step().after())).tooltip(r -> String.join("\n", r.step().after())),
                TableColumnSpec.<Row>text("expected", "Expected", 11, r -> time(r.step().expectedSeconds())).right()
                        .order(Comparator.comparingInt(r -> r.step().expectedSeconds())),
                TableColumnSpec.<Row>text("done", "Done after", 12, r -> time(r.line().ends())).right().order(Comparator.comparingDouble(r -> r.line().ends())),
                TableColumnSpec.<Row>text("critical", "Critical", 8, r -> r.line().critical() ? "Yes" : "")
                        .tooltip(r -> r.line().critical() ? "The whole takes longer when this step does" : null),
                TableColumnSpec.<Row>text("rounds", "Done in rounds", 18, r -> time(r.line().roundEnds()) + " (" + r.line().round() + ")").right()
                        .tooltip(r -> "When the original conductor would have done it, and in which of its rounds").order(Comparator.comparingDouble(r -> r.line().roundEnds())));
    }

    private Image image(Row row) {
        return services.icons().image(switch (row.step().kind()) {
            case HEAT -> "layers";
            case PROBE -> "radio";
            case AGENT -> "square-terminal";
        });
    }

    private static String kind(PlannedStep step) {
        return switch (step.kind()) {
            case HEAT -> "Heat";
            case PROBE -> "Probe";
            case AGENT -> "Agent plan";
        };
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
        shown = state;
        sentence.setText(words(state).replace("&", "&&"));
        sentence.setToolTipText(state.plan().findings().isEmpty() ? null : String.join("\n", state.plan().findings().stream().map(Problem::message).toList()).replace("&", "&&"));
        mood();
        export.setEnabled(!state.plan().steps().isEmpty());
        rows();
        area.layout(true, true);
    }

    private void mood() {
        if (shown != null) {
            boolean wrong = !shown.plan().runnable();
            icon.setImage(services.icons().state(wrong ? State.FAILED : shown.plan().findings().isEmpty() ? State.GOOD : State.ATTENTION));
        }
    }

    /** How long it takes, and how long the original would have taken. */
    static String words(PlanState state) {
        if (state.plan().steps().isEmpty()) {
            return "Nothing is to be done: what is deployed is as this environment says.";
        }
        PlanSchedule schedule = state.schedule();
        int count = state.plan().steps().size();
        String text = count + (count == 1 ? " step" : " steps") + ", all done after about " + time(schedule.seconds()) + ". In the original's rounds, each waiting for all of the one before: about "
                + time(schedule.roundSeconds()) + " in " + schedule.rounds() + (schedule.rounds() == 1 ? " round." : " rounds.");
        return state.plan().findings().isEmpty() ? text : text + " " + state.plan().findings().getFirst().message();
    }

    private void reorder() {
        table.unsorted();
        rows();
    }

    private void rows() {
        if (shown == null) {
            return;
        }
        Environment environment = shown.environment();
        Map<String, Integer> places = new HashMap<>();
        boolean byUnit = Order.values()[order.getSelectionIndex()] == Order.UNIT;
        for (Service service : environment.services()) {
            places.put(service.id(), places.size() + 1);
            for (Unit unit : service.units()) {
                places.put(unit.id(), places.size() + 1);
            }
        }
        List<Row> rows = new ArrayList<>(shown.schedule().lines().stream()
                .map(line -> new Row(line, environment.service(line.step().service()).map(Service::name).orElse(""))).toList());
        Comparator<Row> time = Comparator.comparingDouble((Row r) -> r.line().begins()).thenComparingDouble(r -> r.line().ends());
        rows.sort(switch (Order.values()[order.getSelectionIndex()]) {
            case TIME -> time;
            case SERVICE, UNIT -> Comparator.comparingInt((Row r) -> places.getOrDefault(byUnit ? r.step().unit() : r.step().service(), 0)).thenComparing(time);
        });
        table.show(rows);
    }

    /** Selects the steps of services that were selected elsewhere. */
    void select(Set<String> ids) {
        Set<String> now = table.selection().stream().map(r -> r.step().service()).collect(Collectors.toSet());
        if (now.equals(ids)) {
            return;
        }
        following = true;
        try {
            List<Row> rows = table.shown();
            int[] mine = IntStream.range(0, rows.size()).filter(i -> ids.contains(rows.get(i).step().service())).toArray();
            table.table().setSelection(mine);
        } finally {
            following = false;
        }
    }
}
