package org.campanile.ui.topology.muranoview;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.MuranoForm;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoDraft;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoPackage;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Commands;
import org.campanile.ui.EmptyState;
import org.campanile.ui.Jobs;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.Theme;
import org.campanile.ui.ViewFrame;
import org.campanile.ui.topology.command.Editors;
import org.campanile.ui.topology.frame.Tabs;
import org.campanile.ui.topology.transfer.ImportHandler;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.workbench.UIEvents;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * The active lab's Murano, of either generation: environments with their sessions, services, deployments and reports, and a later one's packages. It looks
 * again every second while something is being deployed or deleted and every five otherwise, only as long as it is visible.
 */
public final class MuranoView extends ViewPart implements Refreshable {

    private static final int TICK_MS = 500;
    private static final long SOON_NANOS = 1_000_000_000L;
    private static final long LATER_NANOS = 5_000_000_000L;
    private static final String SET_UP = "org.campanile.ui.setup.setUp";

    /** A form, or why there is none. */
    private record Form(MuranoPackage of, Optional<MuranoForm> form, Optional<Failure> why) {
    }

    private final List<Subscription> closing = new ArrayList<>();
    private final Runnable tick = this::tick;
    /** Sessions opened here, by environment: Murano itself lists none. */
    private final Map<String, Set<String>> opened = new HashMap<>();
    private Services services;
    private ViewFrame frame;
    private Composite stack;
    private EmptyState none;
    private EmptyState noPackages;
    private Composite packagesStack;
    private Label asking;
    private Label head;
    private CTabFolder tabs;
    private EnvironmentsPart environments;
    private PackagesPart packages;
    private Optional<Lab> lab = Optional.empty();
    private LabSession session;
    private Look look = Look.NOTHING;
    private Look.Question asked = new Look.Question("", "", Set.of());
    private RunningJob reading;
    private boolean again;
    private boolean failed;
    private boolean packagesRead;
    private long lastRead;
    private Set<Verb> offered = Set.of();

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        frame = new ViewFrame(parent, services, 1, "package", Messages.noLabWithCloud, Messages.whatTheViewShows);
        stack = new Composite(frame.page(), SWT.NONE);
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        stack.setLayout(new StackLayout());
        none = new EmptyState(stack, services, "package", Messages.noMurano,
                Messages.noMuranoInCatalogue)
                .action(MuranoIds.VIEW + ".setUp", Messages.setUpLab, () -> Commands.run(getSite(), SET_UP));
        asking = muted(stack);
        tabs = new CTabFolder(stack, SWT.TOP | SWT.FLAT);
        // beside the tabs, which leaves a low view a line more for its tables
        head = Names.name(muted(tabs), MuranoIds.HEAD);
        environments = new EnvironmentsPart(tabs, services, () -> read(false), this::offer);
        Tabs.add(tabs, Messages.environments, environments.control());
        packagesStack = new Composite(tabs, SWT.NONE);
        packagesStack.setLayout(new StackLayout());
        packages = new PackagesPart(packagesStack, services, this::form);
        noPackages = new EmptyState(packagesStack, services, "package", Messages.noPackages, Messages.noPackagesInMurano02);
        Tabs.add(tabs, Messages.packages, packagesStack);
        tabs.setSelection(0);
        tabs.addListener(SWT.Selection, e -> {
            packages();
            offer();
        });
        for (Verb verb : Verb.values()) {
            Runnable run = () -> Commands.run(getSite(), verb.command());
            if (verb == Verb.USE_AS_TYPE) {
                packages.item(verb, run);
            } else {
                environments.item(verb, run);
            }
        }
        closing.add(services.theme().onChange(() -> {
            environments.repaint();
            packages.repaint();
        }));
        closing.add(services.activeLab().subscribe(this::on));
        frame.control().getDisplay().timerExec(TICK_MS, tick);
    }

    private Label muted(Composite parent) {
        Label label = new Label(parent, SWT.NONE);
        services.theme().follow(label, () -> label.setForeground(services.theme().color(Theme.Tone.MUTED)));
        return label;
    }

    private void on(Optional<Lab> now) {
        Optional<Lab> next = now.filter(l -> l.cloud().isPresent());
        if (next.equals(lab) && session != null) {
            return;
        }
        closeSession();
        lab = next;
        opened.clear();
        packagesRead = false;
        frame.banner().clear();
        frame.filled(lab.isPresent());
        show(Look.NOTHING);
        top(asking);
        lab.ifPresent(l -> {
            asking.setText(NLS.bind(Messages.askingForMurano, l.name()).replace("&", "&&"));
            session = services.quietSession(l);
            failed = false;
            lastRead = System.nanoTime() - LATER_NANOS;
        });
    }

    private void closeSession() {
        LabSession old = session;
        session = null;
        if (reading != null) {
            reading.cancel();
        }
        if (old != null) {
            // Closing waits for connections, so not on the UI thread.
            Thread.ofVirtual().name("lab-session-end").start(old::close);
        }
    }

    private void tick() {
        if (frame.control().isDisposed()) {
            return;
        }
        boolean due = System.nanoTime() - lastRead >= (look.busy() ? SOON_NANOS : LATER_NANOS);
        if (due && !failed && reading == null && session != null && getSite().getPage().isPartVisible(this)) {
            read(false);
        }
        frame.control().getDisplay().timerExec(TICK_MS, tick);
    }

    private Look.Question question() {
        String environment = environments.selected().map(MuranoEnvironment::id).orElse("");
        String deployment = environment.equals(asked.environment()) ? environments.deployment() : "";
        return new Look.Question(environment, deployment, Set.copyOf(opened.getOrDefault(environment, Set.of())));
    }

    /** @param byUser whether a password may be asked for, and the reading is shown in Progress */
    private void read(boolean byUser) {
        if (reading != null || session == null) {
            // What is asked for meanwhile, such as another environment, comes next.
            again = session != null;
            return;
        }
        lastRead = System.nanoTime();
        LabSession of = session;
        asked = question();
        Jobs.Order<Look> order = services.jobs().job(NLS.bind(Messages.lookAtMurano, lab.orElseThrow().name()), task -> Look.of(of, asked, task))
                .family(MuranoView.class).on(stack).done(now -> {
            if (of == session) {
                if (failed) {
                    // What else went wrong, such as a change, is told until the user does something.
                    failed = false;
                    frame.banner().clear();
                }
                show(now);
                top(now.generation().isPresent() ? tabs : none);
                again |= !question().environment().equals(asked.environment());
            }
        }).failed(why -> {
            if (of == session) {
                failed = true;
                frame.banner().show(why, this::refresh);
                asking.setText(Messages.muranoNotAsked);
            }
        }).finished(() -> {
            reading = null;
            if (again || of != session) {
                again = false;
                read(false);
            }
        });
        reading = (byUser ? order : order.system()).start();
    }

    private void show(Look now) {
        look = now;
        String name = lab.map(Lab::name).orElse("");
        head.setText(now.generation().map(g -> NLS.bind(Messages.muranoOfAt, new Object[] {g.label(), name, now.url()})).orElse("").replace("&", "&&"));
        // measured only when it is given
        tabs.setTopRight(null);
        tabs.setTopRight(head);
        environments.show(now);
        boolean later = now.generation().filter(Generation.LATER::equals).isPresent();
        Control wanted = later ? packages.control() : noPackages;
        if (((StackLayout) packagesStack.getLayout()).topControl != wanted) {
            ((StackLayout) packagesStack.getLayout()).topControl = wanted;
            packagesStack.layout();
        }
        packages();
        offer();
    }

    /** Lets the window look again which commands are enabled, when others are. */
    private void offer() {
        Set<Verb> now = EnumSet.noneOf(Verb.class);
        List.of(Verb.values()).stream().filter(this::can).forEach(now::add);
        if (!now.equals(offered)) {
            offered = now;
            getSite().getService(IEventBroker.class).post(UIEvents.REQUEST_ENABLEMENT_UPDATE_TOPIC, UIEvents.ALL_ELEMENT_ID);
        }
    }

    private void top(Control control) {
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl != control) {
            layout.topControl = control;
            stack.layout();
        }
    }

    /** Reads the packages when they are first looked at. */
    private void packages() {
        if (tabs.getSelectionIndex() != 1 || packagesRead || session == null || look.generation().filter(Generation.LATER::equals).isEmpty()) {
            return;
        }
        packagesRead = true;
        LabSession of = session;
        services.jobs().job(NLS.bind(Messages.readPackagesOf, lab.orElseThrow().name()), task -> of.murano(task).packages(task))
                .family(MuranoView.class).on(stack).done(all -> {
            if (of == session) {
                packages.show(all);
            }
        }).failed(why -> {
            if (of == session) {
                frame.banner().show(why, this::refresh);
            }
        }).start();
    }

    private void form(MuranoPackage of) {
        LabSession with = session;
        offer();
        if (with != null) {
            packages.say(of, Messages.readingForm);
            services.jobs().job(NLS.bind(Messages.readFormOf, of.name()), task -> read(with, of, task)).system().family(MuranoView.class).on(stack)
                    .done(f -> f.why().ifPresentOrElse(why -> packages.say(of, why.headline()), () -> packages.show(of, f.form()))).start();
        }
    }

    private static Form read(LabSession with, MuranoPackage of, Task task) throws FailureException {
        try {
            return new Form(of, MuranoChanges.form(with, of, task), Optional.empty());
        } catch (FailureException e) {
            if (task.isCancelled()) {
                throw e;
            }
            return new Form(of, Optional.empty(), Optional.of(e.failure()));
        }
    }

    /** Whether this can be done to what is selected. */
    public boolean can(Verb verb) {
        if (lab.isEmpty() || look.generation().isEmpty()) {
            return false;
        }
        boolean chosen = environments.selected().isPresent() && tabs.getSelectionIndex() == 0;
        boolean writable = services.activeLab().changeable().isPresent();
        return switch (verb) {
            case OPEN_SESSION -> chosen && writable && environments.selected().filter(e -> !e.busy()).isPresent();
            case DEPLOY_SESSION -> chosen && writable && environments.session().filter(MuranoDraft::open).isPresent();
            case DROP_SESSION -> chosen && writable && environments.session().isPresent();
            case ABANDON -> chosen && writable && look.generation().get() == Generation.LATER;
            case DELETE -> chosen && writable;
            case OPEN_IN_EDITOR -> chosen;
            case USE_AS_TYPE -> tabs.getSelectionIndex() == 1 && packages.selected().isPresent();
        };
    }

    /** Does it, in the background. */
    public void run(Verb verb) {
        if (!can(verb)) {
            return;
        }
        MuranoChanges changes = new MuranoChanges(services, lab.orElseThrow());
        if (verb == Verb.USE_AS_TYPE) {
            MuranoPackage of = packages.selected().orElseThrow();
            start(NLS.bind(Messages.makeTypeOf, of.name()), task -> changes.type(of, task),
                    file -> packages.say(of, NLS.bind(Messages.typeWritten, file)));
            return;
        }
        MuranoEnvironment of = environments.selected().orElseThrow();
        String draft = environments.session().map(MuranoDraft::id).orElse("");
        switch (verb) {
            case OPEN_SESSION -> start(NLS.bind(Messages.openSessionOf, of.name()), task -> changes.open(of, task), id -> {
                opened.computeIfAbsent(of.id(), key -> new LinkedHashSet<>()).add(id);
                environments.showSessions();
            });
            case DEPLOY_SESSION -> start(NLS.bind(Messages.deploySessionOf, of.name()), task -> changes.deploy(of, draft, task), done -> { });
            case DROP_SESSION -> start(NLS.bind(Messages.dropSessionOf, of.name()), task -> changes.drop(of, draft, task), done -> { });
            case ABANDON -> start(NLS.bind(Messages.abandonNamed, of.name()), task -> changes.remove(of, true, task), done -> { });
            case DELETE -> start(NLS.bind(Messages.deleteNamed, of.name()), task -> changes.remove(of, false, task), done -> { });
            case OPEN_IN_EDITOR -> start(NLS.bind(Messages.openNamed, of.name()), task -> changes.editable(of, task), this::edit);
            case USE_AS_TYPE -> throw new IllegalStateException("done before");
        }
    }

    private void edit(MuranoChanges.Editable editable) {
        editable.file().ifPresent(file -> Editors.open(getSite().getWorkbenchWindow(), file));
        editable.source().ifPresent(source -> ImportHandler.open(getSite().getWorkbenchWindow(), Optional.of(source)));
    }

    private <T> void start(String name, Jobs.Work<T> work, java.util.function.Consumer<T> then) {
        frame.banner().clear();
        services.jobs().job(name, work).user().rule("murano/" + lab.orElseThrow().name()).family(MuranoView.class).on(stack).done(then).failed(why -> {
            if (why.kind() != Failure.Kind.CANCELLED) {
                frame.banner().show(why, null);
            }
        }).finished(() -> read(false)).start();
    }

    @Override
    public void refresh() {
        lab.ifPresent(l -> {
            if (failed) {
                // Now that the user has asked, a password may be asked for.
                closeSession();
                session = services.session(l);
                failed = false;
            }
            packagesRead = false;
            frame.banner().clear();
            read(true);
        });
    }

    @Override
    public void setFocus() {
        if (lab.isEmpty()) {
            frame.empty().setFocus();
        } else if (look.generation().isEmpty()) {
            none.setFocus();
        } else if (tabs.getSelectionIndex() == 0) {
            environments.setFocus();
        } else {
            packages.setFocus();
        }
    }

    @Override
    public void dispose() {
        // the widgets have gone before
        PlatformUI.getWorkbench().getDisplay().timerExec(-1, tick);
        closing.reversed().forEach(Subscription::close);
        closeSession();
        super.dispose();
    }
}
