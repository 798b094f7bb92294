package org.campanile.ui.setup.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.diagnosis.Chain;
import org.campanile.core.diagnosis.ChainLook;
import org.campanile.core.diagnosis.Diagnosis;
import org.campanile.core.diagnosis.GuidedSearch;
import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.diagnosis.LinkState;
import org.campanile.core.diagnosis.ServiceSwitch;
import org.campanile.core.diagnosis.Sight;
import org.campanile.core.diagnosis.Target;
import org.campanile.core.host.Host;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Jobs;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Subscription;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.ViewFrame;
import org.campanile.ui.setup.Ground;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;

/** The chain from a lab to its agents as a list of links, the broken one first to be read; with the steps of the guided search when that was asked for. */
public final class DiagnosisView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = DiagnosisIds.VIEW;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** State, sentence and the buttons. */
    private static final int COLUMNS = 6;

    private final List<Subscription> closing = new ArrayList<>();
    private Services services;
    private FailureBanner banner;
    private ViewFrame frame;
    private Composite page;
    private Label icon;
    private Label sentence;
    private Button look;
    private Button environment;
    private Button send;
    private Button stop;
    private TableKit<Sight> links;
    private TableKit<GuidedSearch.Step> steps;
    private SashForm left;
    private LinkDetails details;
    private Optional<Target> target = Optional.empty();
    private Lab lab;
    private RunningJob running;
    private UiSubscription<Diagnosis> subscription;
    private UiSubscription<Failure> refused;
    private Runnable next;
    private boolean chosenByHand;
    private boolean showing;

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        frame = new ViewFrame(parent, services, COLUMNS, "stethoscope", Messages.nothingDiagnosed, Messages.diagnosisExplained);
        frame.empty().action(DiagnosisIds.VIEW + ".first", Messages.diagnoseLab, this::diagnoseLab).action(DiagnosisIds.VIEW + ".firstEnvironment", Messages.diagnoseEnvironmentAction,
                this::chooseEnvironment);
        banner = frame.banner();
        page = frame.page();
        createHead();
        SashForm sash = new SashForm(page, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, COLUMNS, 1));
        left = new SashForm(sash, SWT.VERTICAL);
        createTables();
        details = new LinkDetails(sash, services, DiagnosisIds.VIEW + ".details");
        details.hint(Messages.selectLink);
        sash.setWeights(3, 2);
        closing.add(services.theme().onChange(() -> {
            links.repaint();
            steps.repaint();
            details.recolor();
        }));
    }

    private void createHead() {
        icon = new Label(page, SWT.NONE);
        sentence = Names.name(new Label(page, SWT.WRAP), DiagnosisIds.VIEW + ".sentence");
        sentence.setFont(Fonts.bold(sentence));
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 200;
        sentence.setLayoutData(wide);
        look = button("look", Messages.diagnoseAgain, this::refresh);
        environment = button("environment", Messages.environmentAction, this::chooseEnvironment);
        send = button("send", Messages.sendAction, this::send);
        stop = button("stop", Messages.stop, () -> running.cancel());
        stop.setEnabled(false);
    }

    private Button button(String id, String label, Runnable run) {
        Button button = Ground.desktop(Names.name(new Button(page, SWT.PUSH), DiagnosisIds.VIEW + "." + id));
        button.setText(label);
        button.addListener(SWT.Selection, e -> run.run());
        return button;
    }

    private void createTables() {
        steps = new TableKit<>(left, DiagnosisIds.VIEW + ".steps", GuidedSearch.Step::title, false, List.of(
                TableColumnSpec.<GuidedSearch.Step>text("step", Messages.step, 34, GuidedSearch.Step::title).image(s -> services.icons().state(States.of(s.state()))),
                TableColumnSpec.text("state", Messages.state, 10, s -> States.word(s.state())),
                TableColumnSpec.<GuidedSearch.Step>text("told", Messages.whatWasSeen, 70, GuidedSearch.Step::told).tooltip(GuidedSearch.Step::told)));
        steps.plain();
        links = new TableKit<>(left, DiagnosisIds.VIEW + ".links", Sight::link, false, List.of(
                TableColumnSpec.<Sight>text("link", Messages.link, 16, s -> s.link().label()).image(s -> services.icons().state(States.of(s.state()))),
                TableColumnSpec.text("state", Messages.state, 14, s -> s.state().label()),
                TableColumnSpec.<Sight>text("evidence", Messages.evidence, 80, Sight::evidence).tooltip(Sight::evidence)));
        links.plain();
        links.onSelect(chosen -> {
            chosenByHand |= !showing;
            if (!chosen.isEmpty()) {
                details.show(chosen.getFirst());
            }
        });
        left.setMaximizedControl(links.control());
    }

    /** Diagnoses the active lab. */
    public void diagnoseLab() {
        services.activeLab().get().ifPresentOrElse(l -> diagnose(l, Target.lab(l.name())), () -> banner.show(noLab(), null));
    }

    private static Failure noLab() {
        return new Failure(Failure.Kind.BAD_INPUT, Messages.diagnosing, "", "", Messages.noLab, Messages.addLabFirst);
    }

    /** Diagnoses an environment on a lab. */
    public void diagnose(Lab on, Target what) {
        if (frame.control().isDisposed() || instead(() -> diagnose(on, what))) {
            return;
        }
        lab = on;
        target = Optional.of(what);
        left.setMaximizedControl(links.control());
        start(NLS.bind(Messages.diagnoseNamed, what.name()), task -> {
            try (LabSession session = services.session(on)) {
                return new ChainLook(session, chain(PATIENCE), what, subscription).look(task);
            }
        });
    }

    /** What is known; the user's own file counts only when all of it is right, and what is wrong with it is told beside the diagnosis. */
    private Chain chain(Duration patience) {
        try {
            return new Chain(Knowledge.with(services.home().root().resolve(Knowledge.FILE)), patience);
        } catch (FailureException e) {
            refused.accept(e.failure());
            return new Chain(Knowledge.shipped(), patience);
        }
    }

    private void start(String name, Jobs.Work<Diagnosis> work) {
        if (running != null) {
            return;
        }
        banner.clear();
        frame.filled(true);
        chosenByHand = false;
        subscription = new UiSubscription<>(frame.control(), found -> show(found, true));
        refused = new UiSubscription<>(frame.control(), f -> banner.show(f, this::refresh));
        sentence.setText(Messages.looking);
        icon.setImage(services.icons().state(State.CHANGING));
        enable(false);
        running = services.jobs().job(name, work).user().rule("diagnosis/" + lab.name()).family(DiagnosisView.class).on(frame.control()).done(found -> {
            subscription.close();
            show(found, false);
        }).failed(f -> {
            subscription.close();
            sentence.setText(f.kind() == Failure.Kind.CANCELLED ? Messages.stopped : Messages.notFinished);
            icon.setImage(services.icons().state(State.UNKNOWN));
            banner.show(f, this::refresh);
        }).finished(() -> {
            running = null;
            enable(true);
            Runnable other = next;
            next = null;
            if (other != null) {
                other.run();
            }
        }).start();
    }

    private void enable(boolean on) {
        look.setEnabled(on);
        environment.setEnabled(on);
        send.setEnabled(on);
        stop.setEnabled(!on);
    }

    /** @param going whether the search goes on, in which what holds so far may break yet */
    private void show(Diagnosis found, boolean going) {
        boolean open = !found.complete() || going && found.broken().isEmpty();
        sentence.setText(open ? Messages.looking : found.sentence().replace("&", "&&"));
        icon.setImage(services.icons().state(open ? State.CHANGING : found.broken().isPresent() ? State.FAILED
                : found.sights().stream().anyMatch(s -> s.state() == LinkState.ATTENTION) ? State.ATTENTION : State.GOOD));
        page.layout(true, true);
        showing = true;
        links.show(found.sights());
        if (!chosenByHand || links.selected().isEmpty()) {
            found.broken().ifPresent(s -> links.select(s.link()));
        }
        showing = false;
        links.selected().ifPresentOrElse(details::show, () -> details.hint(Messages.selectLink));
    }

    /** Asks for an environment of the Murano of the active lab and diagnoses it. */
    public void chooseEnvironment() {
        Optional<Lab> active = services.activeLab().get();
        if (active.isEmpty()) {
            banner.show(noLab(), null);
            return;
        }
        Lab on = active.get();
        services.jobs().job(NLS.bind(Messages.readEnvironments, on.name()), task -> {
            try (LabSession session = services.session(on)) {
                return session.murano(task).environments(task);
            }
        }).user().family(DiagnosisView.class).on(frame.control()).done(found -> new EnvironmentChooser(getSite().getShell(), found).ask()
                .ifPresent(e -> diagnose(on, Target.murano(e.name(), e.id())))).failed(f -> banner.show(f, this::chooseEnvironment)).start();
    }

    /** Asks what to send and sends it through the Murano of the active lab. */
    public void send() {
        Optional<Lab> active = services.activeLab().get();
        if (active.isEmpty()) {
            banner.show(noLab(), null);
            return;
        }
        SendDialog.Choice choice = new SendDialog(getSite().getShell(), services, active.get()).ask();
        if (choice != null && running == null) {
            send(active.get(), choice);
        }
    }

    /** Ends what runs and does the other thing then; false when nothing runs. */
    private boolean instead(Runnable other) {
        if (running != null) {
            next = other;
            running.cancel();
        }
        return running != null;
    }

    private void send(Lab on, SendDialog.Choice choice) {
        lab = on;
        target = Optional.of(Target.lab(on.name()));
        left.setMaximizedControl(null);
        left.setWeights(2, 3);
        UiSubscription<GuidedSearch.Progress> progress = new UiSubscription<>(frame.control(), p -> {
            steps.show(p.steps());
            p.chain().ifPresent(found -> show(found, true));
        });
        start(NLS.bind(Messages.sendThrough, on.name()), task -> {
            try (LabSession session = services.session(on)) {
                GuidedSearch.Options options = GuidedSearch.Options.simple(choice.image(), choice.flavor());
                return new GuidedSearch(session, chain(choice.patience()), devbox(session, choice.devbox(), task), options, progress).run(task);
            }
        });
    }

    private static ServiceSwitch devbox(LabSession session, String name, Task task) throws FailureException {
        return name.isEmpty() ? ServiceSwitch.none(Messages.noDevboxChosen)
                : ServiceSwitch.of(Host.of(session.host(name, task), task), "murano-api", List.of("murano-conductor", "murano-engine"));
    }

    @Override
    public void refresh() {
        if (target.isPresent() && lab != null) {
            diagnose(lab, target.get());
        } else {
            diagnoseLab();
        }
    }

    @Override
    public void setFocus() {
        frame.focus(links.table());
    }

    @Override
    public void dispose() {
        closing.reversed().forEach(Subscription::close);
        if (running != null) {
            running.cancel();
        }
        super.dispose();
    }
}
