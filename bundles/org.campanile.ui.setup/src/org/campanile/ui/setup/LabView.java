package org.campanile.ui.setup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.setup.LabRuns;
import org.campanile.core.step.Runs;
import org.campanile.core.task.Failure;
import org.campanile.ui.Commands;
import org.campanile.ui.Ages;
import org.campanile.ui.EmptyState;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Refreshable;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Subscription;
import org.campanile.ui.UiSubscription;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.part.ViewPart;

/** The page of the active lab: what it is connected as, how each part is, and the way to check and to set it up. F5 checks all. */
public final class LabView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.setup.lab";

    private static final int TICK_MILLIS = 1000;

    private Services services;
    private Composite stack;
    private EmptyState empty;
    private Composite page;
    private LabHeader header;
    private FailureBanner banner;
    private Label note;
    private String shownNote = "";
    private InterruptedBar interrupted;
    private PartList list;
    private LabChecker checker;
    /** Checking was asked for before the lab's parts were read. */
    private boolean owed;
    private Lab shownLab;
    private LabParts parts = new LabParts(Map.of(), List.of());
    private final Set<RunningJob> running = new HashSet<>();
    private final List<Subscription> closing = new ArrayList<>();

    /** The lab's page of a window, if it is open. */
    static Optional<LabView> of(IWorkbenchWindow window) {
        IWorkbenchPage page = window.getActivePage();
        return page != null && page.findView(ID) instanceof LabView view ? Optional.of(view) : Optional.empty();
    }

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        empty = new EmptyState(stack, services, "castle", Messages.noLabYet, Messages.labPageExplained)
                .action(SetupIds.PAGE + ".demo", Messages.startDemoLab, services.demo()::start)
                .action(SetupIds.PAGE + ".new", Messages.newLab, () -> Commands.run(getSite(), "org.campanile.ui.lab.new"));
        page = new Composite(stack, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        page.setLayout(layout);
        header = new LabHeader(page, services, this::checkOrStop, () -> Commands.run(getSite(), SetupIds.SET_UP_COMMAND),
                () -> Commands.run(getSite(), SetupIds.UNDO_COMMAND));
        header.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        banner = new FailureBanner(page, services);
        note = Names.name(new Label(page, SWT.WRAP), SetupIds.PAGE + ".note");
        GridData hidden = new GridData(SWT.FILL, SWT.TOP, true, false);
        hidden.exclude = true;
        hidden.horizontalIndent = 12;
        note.setLayoutData(hidden);
        interrupted = new InterruptedBar(page, services, () -> setUp(null, true), () -> Commands.run(getSite(), SetupIds.UNDO_COMMAND), this::forget);
        list = new PartList(page, services, part -> check(Set.of(part)), part -> setUp(part, false));
        list.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        UiSubscription<List<PublishedChecks>> published = new UiSubscription<>(stack, this::published);
        published.closing(services.checks().subscribe(published));
        closing.add(services.activeLab().subscribe(this::show));
        closing.add(services.theme().onChange(() -> {
            header.recolor();
            interrupted.recolor();
            list.recolor();
        }));
        stack.getDisplay().timerExec(TICK_MILLIS, this::tick);
    }

    private void tick() {
        if (!stack.isDisposed()) {
            if (page.isVisible()) {
                list.tick();
            }
            stack.getDisplay().timerExec(TICK_MILLIS, this::tick);
        }
    }

    private void show(Optional<Lab> lab) {
        ((StackLayout) stack.getLayout()).topControl = lab.isPresent() ? page : empty;
        stack.layout();
        stop();
        if (lab.isEmpty()) {
            shownLab = null;
            checker = null;
            return;
        }
        banner.clear();
        note("");
        header.show(lab.get());
        setPartName(lab.get().name());
        shownLab = lab.get();
        checker = null;
        owed = false;
        parts = new LabParts(Map.of(), List.of());
        interrupted.show(Optional.empty(), false);
        refreshRows();
        load(() -> {
        });
    }

    /** Reads which recipe the lab has, then shows its parts; what was found before is still said of those that stay. */
    private void load(Runnable then) {
        Lab lab = shownLab;
        services.jobs().job(NLS.bind(Messages.readParts, lab.name()), task -> LabChecker.load(services, lab)).system().family(LabView.class).on(stack)
                .done(loaded -> {
                    if (lab.equals(shownLab)) {
                        banner.clear();
                        show(loaded);
                        then.run();
                    }
                }).failed(f -> {
                    if (lab.equals(shownLab)) {
                        failed(f, () -> load(then));
                    }
                }).start();
    }

    private void show(LabChecker loaded) {
        boolean changeable = loaded.lab().guard() != Guard.READ_ONLY;
        checker = loaded;
        parts = new LabParts(loaded.parts(), loaded.checks());
        loaded.published().ifPresent(parts::take);
        interrupted.show(Optional.empty(), changeable);
        if (changeable && loaded.interrupted().isPresent()) {
            offer(loaded);
        }
        refreshRows();
        if (owed) {
            owed = false;
            refresh();
        }
        list.setUp(loaded.start().draft().recipe().parts().stream().filter(p -> !p.steps().isEmpty()).map(p -> p.id()).collect(Collectors.toSet()), changeable);
    }

    /** A run that was interrupted is offered when something of it is left to do, or when that cannot be seen without asking the user. */
    private void offer(LabChecker now) {
        services.jobs().job(NLS.bind(Messages.readWhatIsLeft, now.lab().name()), now::endWhenIdle).system().family(LabView.class).on(stack)
                .done(ended -> {
                    if (now == checker) {
                        interrupted.show(ended.isPresent() ? Optional.empty() : now.interrupted(), true);
                        ended.ifPresent(run -> note(NLS.bind(Messages.interruptedRunEnded, Ages.ago(run.started(), Instant.now()))));
                    }
                }).failed(why -> {
                    if (now == checker) {
                        interrupted.show(now.interrupted(), true);
                    }
                }).start();
    }

    private void setUp(String part, boolean resume) {
        SetUpHandler.open(getSite().getWorkbenchWindow(), shownLab, part, resume);
    }

    private void forget() {
        LabChecker now = checker;
        services.jobs().job(NLS.bind(Messages.forgetInterrupted, now.lab().name()), task -> {
            LabRuns runs = now.start().books().runsOf(now.lab());
            Optional<Runs.Summary> last = runs.interrupted();
            if (last.isPresent()) {
                runs.forget(last.get());
            }
            return last;
        }).system().rule("setup/" + now.lab().name()).family(LabView.class).on(stack).done(done -> load(() -> {
        })).start();
    }

    /** The wizard has closed; when it may have changed the lab, the lab is looked at again. */
    void wizardClosed(boolean changed) {
        load(() -> {
            if (changed) {
                refresh();
            }
        });
    }

    private void published(List<PublishedChecks> runs) {
        if (checker != null) {
            runs.stream().filter(r -> r.source().equals(checker.source())).forEach(r -> parts.take(r.report()));
            refreshRows();
        }
    }

    private void refreshRows() {
        list.show(parts.rows());
        header.state(parts.summary(), !running.isEmpty());
    }

    private void checkOrStop() {
        if (running.isEmpty()) {
            refresh();
        } else {
            stop();
        }
    }

    private void stop() {
        Set.copyOf(running).forEach(RunningJob::cancel);
    }

    @Override
    public void refresh() {
        check(Set.of());
    }

    /** Looks at these parts again, all when none are named. */
    void check(Set<String> wanted) {
        if (checker == null) {
            owed = shownLab != null && wanted.isEmpty();
            return;
        }
        banner.clear();
        LabChecker now = checker;
        parts.begin(wanted.isEmpty() ? now.parts().keySet() : wanted);
        String lab = now.lab().name();
        String what = wanted.isEmpty() ? NLS.bind(Messages.checkLab, lab) : NLS.bind(Messages.checkParts, String.join(", ", titles(wanted)), lab);
        RunningJob[] job = new RunningJob[1];
        job[0] = services.jobs().job(what, task -> now.run(wanted, task)).user().rule("checks/" + now.source()).family(LabView.class).on(stack)
                .failed(f -> failed(f, () -> check(wanted))).finished(() -> ended(job[0])).start();
        running.add(job[0]);
        refreshRows();
    }

    private List<String> titles(Set<String> rules) {
        return parts.rows().stream().filter(r -> rules.contains(r.rule())).map(PartRow::title).toList();
    }

    private void failed(Failure failure, Runnable again) {
        if (failure.kind() != Failure.Kind.CANCELLED) {
            banner.show(failure, again);
        }
    }

    private void ended(RunningJob job) {
        running.remove(job);
        if (checker != null) {
            checker.published().ifPresent(parts::take);
        }
        if (running.isEmpty()) {
            parts.end();
        }
        if (services.demo().asleep(Optional.ofNullable(shownLab)) && parts.rows().stream().anyMatch(r -> r.state() == State.FAILED)) {
            note(Messages.demoLabIsNotRunning);
        }
        refreshRows();
    }

    /** Takes a sentence above the parts away, unless another one has taken its place. */
    void noLonger(String text) {
        if (text.equals(shownNote)) {
            note("");
        }
    }

    /** Shows a sentence above the parts; empty for none. */
    void note(String text) {
        shownNote = text;
        GridData data = (GridData) note.getLayoutData();
        data.exclude = text.isEmpty();
        data.verticalIndent = 8;
        note.setVisible(!text.isEmpty());
        note.setText(text.replace("&", "&&"));
        page.layout(true, true);
    }

    @Override
    public void setFocus() {
        if (shownLab == null) {
            empty.setFocus();
        } else {
            header.focus();
        }
    }

    @Override
    public void dispose() {
        stop();
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
