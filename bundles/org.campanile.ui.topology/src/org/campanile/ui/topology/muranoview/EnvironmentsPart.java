package org.campanile.ui.topology.muranoview;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.murano.MuranoComponent;
import org.campanile.core.murano.MuranoDeployment;
import org.campanile.core.murano.MuranoDraft;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoReport;
import org.campanile.ui.Ages;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.frame.Tabs;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** Murano's environments, and of the selected one its services, sessions, deployments and reports. UI thread only. */
final class EnvironmentsPart {

    /** A service with what was last told of it. */
    private record ServiceRow(MuranoComponent service, Optional<MuranoReport> last) {
    }

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final SashForm area;
    private final CTabFolder tabs;
    private final TableKit<MuranoEnvironment> environments;
    private final TableKit<ServiceRow> components;
    private final TableKit<MuranoDraft> sessions;
    private final TableKit<MuranoDeployment> deployments;
    private final TableKit<MuranoReport> reports;
    private Map<String, String> names = Map.of();
    private boolean showing;

    /**
     * @param again called when something else was selected, so that it is read
     * @param other called when another session was selected
     */
    EnvironmentsPart(Composite parent, Services services, Runnable again, Runnable other) {
        area = new SashForm(parent, SWT.HORIZONTAL);
        environments = new TableKit<>(area, MuranoIds.ENVIRONMENTS, MuranoEnvironment::id, false, List.of(
                TableColumnSpec.<MuranoEnvironment>text("name", Messages.environment, 20, MuranoEnvironment::name)
                        .image(e -> services.icons().state(Words.state(e.status()))),
                TableColumnSpec.text("status", Messages.status, 12, MuranoEnvironment::status),
                TableColumnSpec.<MuranoEnvironment>text("version", Messages.version, 7, e -> String.valueOf(e.version())).right(),
                TableColumnSpec.<MuranoEnvironment>text("updated", Messages.updatedUtc, 18, e -> Words.time(e.updated())),
                TableColumnSpec.<MuranoEnvironment>text("id", Messages.id, 10, MuranoEnvironment::id).tooltip(MuranoEnvironment::id)));
        tabs = new CTabFolder(area, SWT.BOTTOM | SWT.FLAT);
        components = new TableKit<>(tabs, MuranoIds.SERVICES, r -> r.service().id(), false, List.of(
                TableColumnSpec.<ServiceRow>text("name", Messages.service, 18, r -> r.service().name().isEmpty() ? r.service().id() : r.service().name())
                        .image(r -> services.icons().state(state(r))),
                TableColumnSpec.text("type", Messages.type, 20, r -> r.service().type()), TableColumnSpec.text("status", Messages.status, 10, r -> r.service().status()),
                TableColumnSpec.<ServiceRow>text("last", Messages.lastReport, 50, r -> r.last().map(MuranoReport::text).orElse(""))
                        .tooltip(r -> r.last().map(MuranoReport::details).orElse("")),
                TableColumnSpec.text("at", Messages.reported, 12, r -> r.last().map(l -> Ages.exact(l.at())).orElse("")),
                TableColumnSpec.<ServiceRow>text("id", Messages.id, 8, r -> r.service().id()).tooltip(r -> r.service().id())));
        Composite drafts = new Composite(tabs, SWT.NONE);
        drafts.setLayout(GridLayoutFactory.fillDefaults().spacing(0, 0).create());
        sessions = new TableKit<>(drafts, MuranoIds.SESSIONS, MuranoDraft::id, false, List.of(
                TableColumnSpec.<MuranoDraft>text("state", Messages.state, 12, MuranoDraft::state).image(s -> services.icons().state(Words.state(s.state()))),
                TableColumnSpec.text("user", Messages.user, 24, MuranoDraft::user),
                TableColumnSpec.<MuranoDraft>text("version", Messages.version, 8, s -> String.valueOf(s.version())).right()
                        .tooltip(s -> Messages.sessionVersionTip),
                TableColumnSpec.text("updated", Messages.updatedUtc, 19, s -> Words.time(s.updated())), TableColumnSpec.text("id", Messages.id, 24, MuranoDraft::id)));
        sessions.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        Label hint = new Label(drafts, SWT.NONE);
        hint.setText(Messages.whichSessions);
        hint.setLayoutData(GridDataFactory.swtDefaults().indent(4, 0).create());
        services.theme().follow(hint, () -> hint.setForeground(services.theme().color(Theme.Tone.MUTED)));
        SashForm history = new SashForm(tabs, SWT.HORIZONTAL);
        deployments = new TableKit<>(history, MuranoIds.DEPLOYMENTS, MuranoDeployment::id, false, List.of(
                TableColumnSpec.<MuranoDeployment>text("started", Messages.started, 20, d -> Ages.exact(d.started()))
                        .order((a, b) -> a.started().compareTo(b.started())).image(d -> services.icons().state(Words.state(d))),
                TableColumnSpec.text("state", Messages.state, 16, Words::words),
                TableColumnSpec.<MuranoDeployment>text("took", Messages.took, 10, EnvironmentsPart::took).right().order(Comparator.comparing(d -> took(d, Instant.MAX))),
                TableColumnSpec.<MuranoDeployment>text("error", Messages.why, 60, MuranoDeployment::error).tooltip(MuranoDeployment::error),
                TableColumnSpec.text("id", Messages.id, 10, MuranoDeployment::id)));
        reports = new TableKit<>(history, MuranoIds.REPORTS, MuranoReport::id, true, List.of(
                TableColumnSpec.<MuranoReport>text("at", Messages.reported, 12, r -> CLOCK.format(r.at().atZone(ZoneId.systemDefault())))
                        .tooltip(r -> Ages.exact(r.at())).order((a, b) -> a.at().compareTo(b.at())).image(r -> services.icons().state(Words.level(r.level()))),
                TableColumnSpec.text("level", Messages.level, 8, MuranoReport::level),
                TableColumnSpec.text("about", Messages.about, 18, r -> names.getOrDefault(r.entityId(), r.entityId())),
                TableColumnSpec.<MuranoReport>text("text", Messages.report, 60, MuranoReport::text).tooltip(MuranoReport::details),
                TableColumnSpec.<MuranoReport>text("details", Messages.details, 30, MuranoReport::details).tooltip(MuranoReport::details)));
        deployments.plain();
        history.setWeights(2, 3);
        Tabs.add(tabs, Messages.services, components.control());
        Tabs.add(tabs, Messages.sessions, drafts);
        Tabs.add(tabs, Messages.deploymentsAndReports, history);
        tabs.setSelection(0);
        area.setWeights(2, 3);
        environments.onSelect(rows -> asked(again));
        deployments.onSelect(rows -> asked(again));
        sessions.onSelect(rows -> asked(other));
    }

    private void asked(Runnable again) {
        if (!showing) {
            again.run();
        }
    }

    /** 0.2 tells no status of a service, but what it reported last. */
    private static State state(ServiceRow row) {
        return row.service().status().isEmpty() ? row.last().map(l -> Words.level(l.level())).orElse(State.UNKNOWN) : Words.state(row.service().status());
    }

    private static String took(MuranoDeployment d) {
        return Ages.duration(took(d, Instant.now()));
    }

    private static Duration took(MuranoDeployment d, Instant now) {
        return Duration.between(d.started(), d.finished().orElse(now));
    }

    Control control() {
        return area;
    }

    /** Adds an entry to the menus of the tables that it is about. */
    void item(Verb verb, Runnable run) {
        TableKit<?> table = verb == Verb.DEPLOY_SESSION || verb == Verb.DROP_SESSION ? sessions : environments;
        table.item(verb.label(), verb.id(), run);
    }

    Optional<MuranoEnvironment> selected() {
        return environments.selected();
    }

    /** The selected session, or the only one. */
    Optional<MuranoDraft> session() {
        return sessions.selected().or(() -> sessions.shown().size() == 1 ? Optional.of(sessions.shown().getFirst()) : Optional.empty());
    }

    /** The deployment whose reports are wanted; empty for the newest. */
    String deployment() {
        return deployments.selected().map(MuranoDeployment::id).orElse("");
    }

    /** Shows what was seen; the first environment is selected when none is. */
    void show(Look now) {
        showing = true;
        try {
            environments.show(now.environments());
            if (environments.selected().isEmpty() && !environments.shown().isEmpty()) {
                environments.select(environments.shown().getFirst().id());
            }
            Optional<Look.Details> details = now.details().filter(d -> environments.selected().filter(e -> e.id().equals(d.environment().id())).isPresent());
            List<MuranoComponent> services = details.map(d -> d.environment().components()).orElse(List.of());
            names = new HashMap<>();
            services.forEach(c -> {
                names.put(c.id(), c.name().isEmpty() ? c.type() : c.name());
                names.putAll(c.unitNames());
            });
            components.show(services.stream().map(c -> new ServiceRow(c, details.map(d -> d.last().get(c.id())))).toList());
            sessions.show(details.map(Look.Details::sessions).orElse(List.of()));
            deployments.show(details.map(Look.Details::deployments).orElse(List.of()));
            reports.show(details.map(Look.Details::reports).orElse(List.of()));
        } finally {
            showing = false;
        }
    }

    /** Goes to the sessions. */
    void showSessions() {
        tabs.setSelection(1);
    }

    void repaint() {
        List.of(environments, components, sessions, deployments, reports).forEach(TableKit::repaint);
    }

    void setFocus() {
        environments.table().setFocus();
    }
}
