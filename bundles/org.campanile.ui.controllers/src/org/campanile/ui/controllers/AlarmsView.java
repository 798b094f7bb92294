package org.campanile.ui.controllers;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.campanile.core.inventory.Alarm;
import org.campanile.core.inventory.Inventory;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/**
 * The active alarms of the chosen system from its fault management, those about the chosen node or group first. Read when the system is chosen and every
 * half minute. UI thread only; reading runs in jobs.
 */
public final class AlarmsView extends FollowingView implements Refreshable {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.controllers.alarms";
    /** Name of the table. */
    public static final String TABLE = ID + ".table";
    /** Name of the sentence above it. */
    public static final String NOTE = ID + ".note";

    private static final long EVERY_NANOS = 30_000_000_000L;
    private static final List<String> SEVERITIES = List.of("critical", "major", "minor", "warning");

    /** An alarm and whether it is about what is chosen. */
    private record Line(Alarm alarm, boolean own) {
    }

    private FailureBanner banner;
    private Label note;
    private TableKit<Line> table;
    private List<Alarm> alarms = List.of();
    private boolean reading;
    private long read;

    @Override
    List<String> emptyWords() {
        return List.of("bell", "Nothing chosen", "Choose a system on the board to see the alarms of its fault management.");
    }

    @Override
    void create(Composite parent) {
        banner = new FailureBanner(parent, services());
        note = Names.name(new Label(parent, SWT.WRAP), NOTE);
        note.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        table = new TableKit<>(parent, TABLE, l -> l.alarm().uuid(), true, List.of(
                TableColumnSpec.<Line>text("severity", "Severity", 10, l -> l.alarm().severity()).image(l -> services().icons().state(state(l.alarm()))),
                TableColumnSpec.<Line>text("about", "Chosen", 7, l -> l.own() ? "yes" : ""),
                TableColumnSpec.<Line>text("id", "Alarm", 8, l -> l.alarm().id()),
                TableColumnSpec.<Line>text("host", "Node", 12, l -> l.alarm().host()),
                TableColumnSpec.<Line>text("group", "Service group", 17, l -> l.alarm().group()),
                TableColumnSpec.<Line>text("text", "Says", 60, l -> l.alarm().text()).tooltip(l -> l.alarm().text()),
                TableColumnSpec.<Line>text("repair", "Proposed repair", 18, l -> l.alarm().repair()).tooltip(l -> l.alarm().repair()),
                TableColumnSpec.<Line>text("raised", "Raised", 17, l -> l.alarm().raised()),
                TableColumnSpec.<Line>text("entity", "About", 10, l -> l.alarm().entity()).tooltip(l -> l.alarm().entity())));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
    }

    private static State state(Alarm alarm) {
        return switch (alarm.severity()) {
            case "critical", "major" -> State.FAILED;
            case "minor", "warning" -> State.ATTENTION;
            default -> State.UNKNOWN;
        };
    }

    @Override
    void turned() {
        alarms = List.of();
        read = 0;
        if (banner != null) {
            banner.clear();
            note.setText("");
        }
    }

    @Override
    void recolor() {
        table.repaint();
    }

    @Override
    public void refresh() {
        if (!reading) {
            chosen().ifPresent(c -> load(c.system()));
        }
    }

    @Override
    void show(BoardSelection selection, SystemView view) {
        lines(selection);
        if (!reading && (read == 0 || System.nanoTime() - read > EVERY_NANOS)) {
            load(selection.system());
        }
    }

    private void load(ControllerSystem system) {
        if (!system.owner().keep()) {
            return;
        }
        reading = true;
        if (note.getText().isEmpty()) {
            note.setText("Reading the alarms…");
        }
        services().jobs().job("Read the alarms of " + system.name(), task -> {
            Optional<Inventory> inventory = system.owner().inventory(system, task);
            return inventory.filter(Inventory::hasAlarms).isEmpty() ? Optional.<List<Alarm>>empty() : Optional.of(inventory.get().alarms(task));
            // Of no widget: the connections are given back even when the view was closed meanwhile.
        }).system().done(found -> chosen().filter(c -> c.system() == system && !note.isDisposed()).ifPresent(c -> {
            banner.clear();
            alarms = found.orElse(List.of());
            note.setText(found.isEmpty() ? "The catalogue lists no fault management for this system, so its alarms are not known here."
                    : alarms.isEmpty() ? "No alarm is active." : alarms.size() + (alarms.size() == 1 ? " alarm is active." : " alarms are active."));
            lines(c);
        })).failed(f -> {
            if (!note.isDisposed() && chosen().filter(c -> c.system() == system).isPresent()) {
                banner.show(f, () -> load(system));
            }
        }).finished(() -> {
            reading = false;
            read = chosen().filter(c -> c.system() == system).isPresent() ? System.nanoTime() : 0;
            system.owner().release();
        }).start();
    }

    private void lines(BoardSelection selection) {
        table.show(alarms.stream().map(a -> new Line(a, own(a, selection))).sorted(Comparator.comparing((Line l) -> !l.own())
                .thenComparing(l -> SEVERITIES.indexOf(l.alarm().severity()))).toList());
    }

    /** Whether an alarm is about the chosen node or group. */
    private static boolean own(Alarm alarm, BoardSelection selection) {
        boolean some = !selection.node().isEmpty() || !selection.group().isEmpty();
        boolean node = selection.node().isEmpty() || alarm.host().equals(selection.node());
        boolean group = selection.group().isEmpty() || alarm.group().isEmpty() && !alarm.id().startsWith("400") || alarm.group().equals(selection.group());
        return some && node && group;
    }
}
