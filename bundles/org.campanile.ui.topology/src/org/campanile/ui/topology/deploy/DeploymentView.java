package org.campanile.ui.topology.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.check.Finding;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.core.deploy.watch.WayBack;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Ages;
import org.campanile.ui.Commands;
import org.campanile.ui.EmptyState;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.checks.Severities;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.frame.ActiveEditor;
import org.campanile.ui.topology.frame.Tabs;
import org.campanile.ui.topology.scene.UnitStates;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.part.ViewPart;

/** The deployment of the environment of the active editor: its units, the steps inside them, Heat's and the agents' events and what was found. */
public final class DeploymentView extends ViewPart implements Refreshable {

    private Services services;
    private Composite stack;
    private EmptyState empty;
    private Composite body;
    private Label icon;
    private Label words;
    private Label age;
    private FailureBanner banner;
    private TableKit<UnitStatus> units;
    private StepsTab steps;
    private ChainTab chain;
    private RunsTab runs;
    private Object runsOf = "";
    private TableKit<DeploymentSnapshot.Event> events;
    private TableKit<Finding> findings;
    private Hint noEvent;
    private Hint noFinding;
    private CTabFolder tabs;
    private IEditorPart active;
    private DeployTarget target;
    private DeploymentSnapshot.Phase phase = DeploymentSnapshot.Phase.ABSENT;
    private Subscription follows = () -> {
    };
    private final List<Subscription> closing = new ArrayList<>();

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        empty = new EmptyState(stack, services, "network", Messages.noEnvironmentOpen, Messages.whatIsFollowedHere)
                .action(Topology.NEW, Messages.newEnvironment, () -> Commands.run(getSite(), Topology.NEW));
        closing.add(ActiveEditor.follow(getSite().getPage(), this::choose));
    }

    /** Made when there is first something to show, which keeps opening the perspective quick. */
    private void fill() {
        body = new Composite(stack, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        body.setLayout(layout);
        head();
        banner = new FailureBanner(body, services);
        tables();
        closing.add(services.theme().onChange(() -> {
            units.repaint();
            steps.repaint();
            findings.repaint();
            chain.repaint();
            runs.repaint();
        }));
        tick();
    }

    private void head() {
        Composite head = new Composite(body, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 12;
        layout.marginHeight = 4;
        head.setLayout(layout);
        head.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        icon = new Label(head, SWT.NONE);
        words = Names.name(new Label(head, SWT.NONE), Topology.DEPLOYMENT + ".phase");
        words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        age = Names.name(new Label(head, SWT.NONE), Topology.DEPLOYMENT + ".age");
        age.setForeground(services.theme().color(org.campanile.ui.Theme.Tone.MUTED));
    }

    private void tables() {
        tabs = new CTabFolder(body, SWT.BOTTOM | SWT.FLAT);
        tabs.marginWidth = 4;
        tabs.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        units = new TableKit<>(tabs, Topology.DEPLOYMENT + ".units", UnitStatus::unitId, true, List.of(
                TableColumnSpec.<UnitStatus>text("unit", Messages.unit, 14, UnitStatus::hostName).image(u -> services.icons().state(UnitStates.of(phase, u))),
                TableColumnSpec.<UnitStatus>text("server", Messages.server, 12, UnitStatus::serverStatus).tooltip(UnitStatus::serverId),
                TableColumnSpec.<UnitStatus>text("address", Messages.address, 15, UnitStatus::address),
                TableColumnSpec.<UnitStatus>text("heat", Messages.heatOrMurano, 22, UnitStatus::resourceStatus).tooltip(UnitStatus::resourceReason),
                TableColumnSpec.<UnitStatus>text("agent", Messages.agent, 14, u -> u.agent() == AgentState.NOT_EXPECTED ? "" : u.agent().label()),
                TableColumnSpec.<UnitStatus>text("detail", Messages.detail, 50, UnitStatus::agentDetail).tooltip(UnitStatus::agentDetail)));
        Tabs.add(tabs, Messages.units, units.control());
        steps = new StepsTab(tabs, Topology.DEPLOYMENT + ".steps", services);
        Tabs.add(tabs, Messages.steps, steps.control());
        events = new TableKit<>(tabs, Topology.DEPLOYMENT + ".events", e -> e, true, List.of(
                TableColumnSpec.<DeploymentSnapshot.Event>text("time", Messages.time, 26, e -> Ages.exact(e.time())),
                TableColumnSpec.<DeploymentSnapshot.Event>text("source", Messages.from, 8, DeploymentSnapshot.Event::source),
                TableColumnSpec.<DeploymentSnapshot.Event>text("text", Messages.whatHappened, 90, DeploymentSnapshot.Event::text)
                        .tooltip(DeploymentSnapshot.Event::text)));
        noEvent = new Hint(events.table(), services.theme(), Messages.nothingHasHappened);
        Tabs.add(tabs, Messages.events, events.control());
        findings = new TableKit<>(tabs, Topology.DEPLOYMENT + ".findings", f -> List.of(f.rule(), f.subject(), f.evidence()), true, List.of(
                TableColumnSpec.<Finding>text("subject", Messages.subject, 24, Finding::subject)
                        .image(f -> Severities.image(services.icons(), f.severity(), false)),
                TableColumnSpec.<Finding>text("seen", Messages.seen, 50, Finding::evidence).tooltip(Finding::evidence),
                TableColumnSpec.<Finding>text("fix", Messages.whatToDo, 50, Finding::fix).tooltip(Finding::fix)));
        noFinding = new Hint(findings.table(), services.theme(), Messages.nothingWasFound);
        Tabs.add(tabs, Messages.findings, findings.control());
        chain = new ChainTab(tabs, Topology.DEPLOYMENT + ".chain", services, this::followAgain);
        Tabs.add(tabs, Messages.chain, chain.control());
        runs = new RunsTab(tabs, Topology.DEPLOYMENT + ".runs", services, this::back);
        Tabs.add(tabs, Messages.runs, runs.control());
        tabs.setSelection(0);
    }

    private void choose(IEditorPart editor) {
        if (stack.isDisposed()) {
            return;
        }
        active = editor;
        DeployTarget now = Adapters.adapt(editor, DeployTarget.class);
        if (now != null && body == null) {
            // not while the first editor opens, which takes its own time
            stack.getDisplay().asyncExec(this::fillAndChoose);
            return;
        }
        if (now != target || now == null) {
            follows.close();
            target = now;
            follows = now == null ? () -> {
            } : now.deployment().subscribe(this::show);
        }
        ((StackLayout) stack.getLayout()).topControl = now == null ? empty : body;
        stack.layout();
    }

    private void fillAndChoose() {
        if (!stack.isDisposed()) {
            if (body == null) {
                fill();
            }
            choose(active);
        }
    }

    private void show(DeploymentState state) {
        if (stack.isDisposed()) {
            return;
        }
        icon.setImage(services.icons().state(state.state()));
        words.setText((target.environment().map(e -> e.name() + ": ").orElse("") + state.words()).replace("&", "&&"));
        age();
        phase = state.snapshot().map(DeploymentSnapshot::phase).orElse(DeploymentSnapshot.Phase.ABSENT);
        units.show(all(state.snapshot().map(DeploymentSnapshot::units).orElse(List.of())));
        units.repaint();
        events.show(state.snapshot().map(s -> s.events().reversed()).orElse(List.of()));
        findings.show(state.snapshot().map(DeploymentSnapshot::findings).orElse(List.of()));
        state.snapshot().ifPresent(steps::show);
        int seen = state.snapshot().map(snapshot -> snapshot.events().size()).orElse(0);
        int found = state.snapshot().map(snapshot -> snapshot.findings().size()).orElse(0);
        noEvent.show(seen == 0);
        noFinding.show(found == 0);
        tabs.getItem(1).setText(state.snapshot().map(StepsTab::title).orElse(Messages.steps));
        tabs.getItem(2).setText(seen == 0 ? Messages.events : NLS.bind(Messages.eventsCount, seen));
        tabs.getItem(3).setText(found == 0 ? Messages.findings : NLS.bind(Messages.findingsCount, found));
        chain.show(state.chain());
        tabs.getItem(4).setText(state.chain().title());
        runs(state);
        state.failure().ifPresentOrElse(f -> banner.show(f, this::refresh), banner::clear);
        body.layout();
    }

    private void followAgain() {
        target.deployment().state().lab().ifPresent(lab -> target.environment().ifPresent(env -> target.deployment().follow(lab, env)));
    }

    /** Reads the runs when another environment or lab is followed, and when a run has ended. */
    private void runs(DeploymentState state) {
        Optional<Lab> lab = state.lab().or(() -> services.activeLab().get());
        Object now = List.of(target, lab, state.activity(), target.environment().map(Environment::id));
        if (state.activity() != DeploymentState.Activity.READING && !now.equals(runsOf)) {
            runsOf = now;
            runs.show(target, lab, () -> tabs.getItem(5).setText(runs.count() == 0 ? Messages.runs : NLS.bind(Messages.runsCount, runs.count())));
        }
    }

    /** Goes back to an earlier run: its document becomes the editor's and is deployed the way it was deployed last. */
    private void back(WayBack way, RunRecord run) {
        Optional<Lab> lab = target.deployment().state().lab().or(() -> services.activeLab().get());
        if (lab.isPresent() && target.replace(NLS.bind(Messages.rollBackToRun, Ages.exact(run.began())), way.to())) {
            target.deployment().deploy(lab.get(), way.to(), "", AgentExpectation.IF_PRESENT, Backend.ofRun(run));
        }
    }

    /** What is known, and below it the units of the document that are not deployed. */
    private List<UnitStatus> all(List<UnitStatus> known) {
        Set<String> ids = known.stream().map(UnitStatus::unitId).collect(Collectors.toSet());
        List<UnitStatus> all = new ArrayList<>(known);
        target.environment().ifPresent(env -> env.services().forEach(s -> s.units().stream().filter(u -> !ids.contains(u.id())).forEach(u -> all.add(
                new UnitStatus(s.id(), u.id(), HostNames.of(s, u), "", "", "", "", "", AgentState.NOT_EXPECTED, Messages.notDeployedYet)))));
        return all;
    }

    private void tick() {
        stack.getDisplay().timerExec(1000, () -> {
            if (!stack.isDisposed()) {
                age();
                if (target != null) {
                    target.deployment().state().snapshot().ifPresent(steps::tick);
                }
                tick();
            }
        });
    }

    private void age() {
        Instant at = target == null ? Instant.EPOCH : target.deployment().state().at();
        String text = at.equals(Instant.EPOCH) || target.deployment().state().snapshot().isEmpty() ? "" : Ages.ago(at, Instant.now());
        if (!text.equals(age.getText())) {
            age.setText(text);
            age.setToolTipText(text.isEmpty() ? null : Ages.exact(at));
            age.requestLayout();
        }
    }

    @Override
    public void refresh() {
        if (target != null) {
            target.environment().ifPresent(env -> services.activeLab().get().ifPresent(lab -> target.deployment().read(lab, env)));
        }
    }

    @Override
    public void setFocus() {
        stack.setFocus();
    }

    @Override
    public void dispose() {
        follows.close();
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
