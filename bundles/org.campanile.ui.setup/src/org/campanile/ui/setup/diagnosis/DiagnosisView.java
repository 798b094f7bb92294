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

    private final List<Subscription> closing = new ArrayList<>();
    private Services services;
    private FailureBanner banner;
    private ViewFrame frame;
    private Composite page;
    private Label icon;
    private Label sentence;
    private Button look;
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
        frame = new ViewFrame(parent, services, 5, "stethoscope", "Nothing was diagnosed yet",
                "Each link from the lab to the agents of its units is looked at, and the one that broke is named, with its cause and what to do.");
        frame.empty().action(DiagnosisIds.VIEW + ".first", "Diagnose lab", this::diagnoseLab);
        banner = frame.banner();
        page = frame.page();
        createHead();
        SashForm sash = new SashForm(page, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 5, 1));
        left = new SashForm(sash, SWT.VERTICAL);
        createTables();
        details = new LinkDetails(sash, services, DiagnosisIds.VIEW + ".details");
        details.hint("Select a link.");
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
        look = button("look", "Diagnose again", this::refresh);
        send = button("send", "Send an environment…", this::send);
        stop = button("stop", "Stop", () -> running.cancel());
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
                TableColumnSpec.<GuidedSearch.Step>text("step", "Step", 34, GuidedSearch.Step::title).image(s -> services.icons().state(States.of(s.state()))),
                TableColumnSpec.text("state", "State", 10, s -> States.word(s.state())),
                TableColumnSpec.<GuidedSearch.Step>text("told", "What was seen", 70, GuidedSearch.Step::told).tooltip(GuidedSearch.Step::told)));
        steps.plain();
        links = new TableKit<>(left, DiagnosisIds.VIEW + ".links", Sight::link, false, List.of(
                TableColumnSpec.<Sight>text("link", "Link", 16, s -> s.link().label()).image(s -> services.icons().state(States.of(s.state()))),
                TableColumnSpec.text("state", "State", 14, s -> s.state().label()),
                TableColumnSpec.<Sight>text("evidence", "Evidence", 80, Sight::evidence).tooltip(Sight::evidence)));
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
        return new Failure(Failure.Kind.BAD_INPUT, "diagnosing", "", "", "There is no lab to look at.",
                "Add a lab, or start the demo lab.");
    }

    /** Diagnoses an environment on a lab. */
    public void diagnose(Lab on, Target what) {
        if (frame.control().isDisposed() || instead(() -> diagnose(on, what))) {
            return;
        }
        lab = on;
        target = Optional.of(what);
        left.setMaximizedControl(links.control());
        start("Diagnose " + what.name(), task -> {
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
        subscription = new UiSubscription<>(frame.control(), this::show);
        refused = new UiSubscription<>(frame.control(), f -> banner.show(f, this::refresh));
        sentence.setText("Looking…");
        icon.setImage(services.icons().state(State.CHANGING));
        enable(false);
        running = services.jobs().job(name, work).user().rule("diagnosis/" + lab.name()).family(DiagnosisView.class).on(frame.control()).done(found -> {
            subscription.close();
            show(found);
        }).failed(f -> {
            subscription.close();
            sentence.setText(f.kind() == Failure.Kind.CANCELLED ? "Stopped." : "Not finished.");
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
        send.setEnabled(on);
        stop.setEnabled(!on);
    }

    private void show(Diagnosis found) {
        sentence.setText(found.sentence().replace("&", "&&"));
        icon.setImage(services.icons().state(!found.complete() ? State.CHANGING : found.broken().isPresent() ? State.FAILED
                : found.sights().stream().anyMatch(s -> s.state() == LinkState.ATTENTION) ? State.ATTENTION : State.GOOD));
        page.layout(true, true);
        showing = true;
        links.show(found.sights());
        if (!chosenByHand || links.selected().isEmpty()) {
            found.broken().ifPresent(s -> links.select(s.link()));
        }
        showing = false;
        links.selected().ifPresentOrElse(details::show, () -> details.hint("Select a link."));
    }

    /** Asks what to send and sends it through the Murano of the active lab. */
    public void send() {
        Optional<Lab> active = services.activeLab().get();
        if (active.isEmpty()) {
            banner.show(noLab(), null);
            return;
        }
        SendDialog.Choice choice = new SendDialog(getSite().getShell(), active.get()).ask();
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
            p.chain().ifPresent(this::show);
        });
        start("Send an environment through " + on.name(), task -> {
            try (LabSession session = services.session(on)) {
                return new GuidedSearch(session, chain(choice.patience()), devbox(session, choice.devbox(), task), GuidedSearch.Options.simple(choice.image(), choice.flavor()), progress).run(task);
            }
        });
    }

    private static ServiceSwitch devbox(LabSession session, String name, Task task) throws FailureException {
        return name.isEmpty() ? ServiceSwitch.none("No devbox was chosen, so its services are left as they are.")
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
        if (target.isPresent()) {
            links.table().setFocus();
        } else {
            frame.empty().setFocus();
        }
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
