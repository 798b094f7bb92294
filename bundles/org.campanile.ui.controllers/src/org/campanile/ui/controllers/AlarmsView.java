package org.campanile.ui.controllers;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.campanile.core.inventory.Alarm;
import org.campanile.core.inventory.Inventory;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.osgi.util.NLS;
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

    /** So long is an exact time without its zone. */
    private static final int SECONDS = 19;
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
        return List.of("bell", Messages.nothingChosen, Messages.chooseForAlarms);
    }

    @Override
    void create(Composite parent) {
        banner = new FailureBanner(parent, services());
        note = Names.name(new Label(parent, SWT.WRAP), NOTE);
        note.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        table = new TableKit<>(parent, TABLE, l -> l.alarm().uuid(), true, List.of(
                TableColumnSpec.<Line>text("severity", Messages.severity, 10, l -> l.alarm().severity()).image(l -> services().icons().state(state(l.alarm()))),
                TableColumnSpec.<Line>text("about", Messages.chosen, 7, l -> l.own() ? Messages.yes : ""),
                TableColumnSpec.<Line>text("id", Messages.alarm, 8, l -> l.alarm().id()),
                TableColumnSpec.<Line>text("host", Messages.node, 12, l -> l.alarm().host()),
                TableColumnSpec.<Line>text("group", Messages.serviceGroup, 17, l -> l.alarm().group()),
                TableColumnSpec.<Line>text("text", Messages.says, 60, l -> l.alarm().text()).naming().tooltip(l -> l.alarm().text()),
                TableColumnSpec.<Line>text("repair", Messages.proposedRepair, 18, l -> l.alarm().repair()).tooltip(l -> l.alarm().repair()),
                TableColumnSpec.<Line>text("raised", Messages.raised, 20, l -> raised(l.alarm(), SECONDS)).tooltip(l -> raised(l.alarm(), Integer.MAX_VALUE)),
                TableColumnSpec.<Line>text("entity", Messages.about, 10, l -> l.alarm().entity()).tooltip(l -> l.alarm().entity())));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
    }

    /** When it was raised, in the user's zone, in so many letters; fault management tells UTC without saying so. */
    private static String raised(Alarm alarm, int letters) {
        try {
            TemporalAccessor at = DateTimeFormatter.ISO_DATE_TIME.parseBest(alarm.raised().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            String exact = Ages.exact(at instanceof OffsetDateTime zoned ? zoned.toInstant() : LocalDateTime.from(at).toInstant(ZoneOffset.UTC));
            return exact.substring(0, Math.min(letters, exact.length()));
        } catch (DateTimeParseException e) {
            // in another form: as it is told
            return alarm.raised();
        }
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
            note.setText(Messages.readingAlarms);
        }
        services().jobs().job(NLS.bind(Messages.readTheAlarms, system.name()), task -> {
            Optional<Inventory> inventory = system.owner().inventory(system, task);
            return inventory.filter(Inventory::hasAlarms).isEmpty() ? Optional.<List<Alarm>>empty() : Optional.of(inventory.get().alarms(task));
            // Of no widget: the connections are given back even when the view was closed meanwhile.
        }).system().done(found -> chosen().filter(c -> c.system() == system && !note.isDisposed()).ifPresent(c -> {
            banner.clear();
            alarms = found.orElse(List.of());
            note.setText(found.isEmpty() ? Messages.noFaultManagement : alarms.isEmpty() ? Messages.noAlarmIsActive
                    : alarms.size() == 1 ? Messages.oneAlarmIsActive : NLS.bind(Messages.alarmsAreActive, alarms.size()));
            lines(c);
        })).failed(f -> {
            if (!note.isDisposed() && chosen().filter(c -> c.system() == system).isPresent()) {
                note.setText("");
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
        boolean ofGroup = alarm.host().isEmpty() && !alarm.group().isEmpty() && alarm.group().equals(selection.group());
        boolean node = selection.node().isEmpty() || alarm.host().equals(selection.node()) || ofGroup;
        boolean group = selection.group().isEmpty() || alarm.group().isEmpty() && !alarm.id().startsWith("400") || alarm.group().equals(selection.group());
        return some && node && group;
    }
}
