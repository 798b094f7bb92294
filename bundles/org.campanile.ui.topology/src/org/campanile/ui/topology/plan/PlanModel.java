package org.campanile.ui.topology.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.environment.Environment;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.deploy.Backend;
import org.campanile.ui.topology.deploy.DeploymentModel;
import org.campanile.ui.topology.deploy.DeploymentState;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.scene.Marks;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;

/**
 * The plan of one open environment, computed anew in the background after each edit, each deployment and for another lab, but only as long as somebody
 * looks at it. It also lays the changes over the canvas while they are wanted there. UI thread only.
 */
public final class PlanModel {

    private record Where(Environment environment, Optional<Lab> lab, boolean byMurano) {
    }

    private record Question(Environment environment, Deployed deployed) {
    }

    private final Services services;
    private final EnvironmentDocument document;
    private final DeploymentModel deployment;
    private final Control owner;
    private final Latest<Where, Deployed> reading;
    private final Latest<Question, PlanState> planning;
    private final List<Runnable> listeners = new ArrayList<>();
    private final List<Runnable> shows = new ArrayList<>();
    private final List<Subscription> follows = new ArrayList<>();
    private Optional<Deployed> deployed = Optional.empty();
    private Optional<PlanState> state = Optional.empty();
    private Object seen = "";
    private boolean showing;
    private Marks mine = Marks.NONE;

    /** @param owner the page of the editor; with it everything ends */
    public PlanModel(Services services, EnvironmentDocument document, DeploymentModel deployment, Control owner) {
        this.services = services;
        this.document = document;
        this.deployment = deployment;
        this.owner = owner;
        reading = new Latest<>(services.jobs(), Messages.readWhatIsDeployed, owner,
                (where, task) -> new DeployedReader(services, document.types()).read(where.environment(), where.lab(), where.byMurano(), task), this::read);
        planning = new Latest<>(services.jobs(), Messages.planEnvironment, owner,
                (question, task) -> PlanState.of(question.environment(), question.deployed(), document.types(), task), this::planned);
        owner.addListener(SWT.Dispose, e -> unfollow());
        // The tool bars of all editors have one command; the editor that comes to the front says whether it is on.
        owner.addListener(SWT.Activate, e -> owner.getDisplay().asyncExec(this::refreshToggle));
    }

    /** The plan as it was computed last; empty before. */
    Optional<PlanState> state() {
        return state;
    }

    /** The document it is about. */
    EnvironmentDocument document() {
        return document;
    }

    /** Whether the plan has caught up with the document and the lab. */
    public boolean settled() {
        return reading.idle() && planning.idle() && state.filter(s -> s.environment() == document.environment()).isPresent();
    }

    /** Calls {@code listener} now and whenever the plan is another, on the UI thread, until the answer is closed; as long the plan is kept up to date. */
    Subscription subscribe(Runnable listener) {
        listeners.add(listener);
        follow();
        listener.run();
        return () -> {
            listeners.remove(listener);
            rest();
        };
    }

    /** Calls {@code listener} when changes are marked on the canvas or no more, and when others are; it alone keeps nothing up to date. */
    Subscription onShowing(Runnable listener) {
        shows.add(listener);
        return () -> shows.remove(listener);
    }

    /** Whether changes are marked on the canvas. */
    public boolean showsChanges() {
        return showing;
    }

    /** Marks changes on the canvas, or takes the marks away. */
    public void showChanges(boolean on) {
        if (on == showing) {
            return;
        }
        showing = on;
        if (on) {
            follow();
            mark();
        } else {
            boolean still = document.marks().equals(mine);
            mine = Marks.NONE;
            if (still) {
                document.marks(Marks.NONE);
            }
            rest();
        }
        refreshToggle();
        tell();
    }

    /** Asks again what is deployed. */
    void refresh() {
        seen = "";
        look();
    }

    private void follow() {
        if (follows.isEmpty()) {
            seen = "";
            follows.add(document.subscribe(this::changed));
            follows.add(deployment.subscribe(s -> look()));
            follows.add(services.activeLab().subscribe(lab -> look()));
        }
    }

    /** Nobody looks: nothing is computed. */
    private void rest() {
        if (listeners.isEmpty() && !showing) {
            unfollow();
        }
    }

    private void unfollow() {
        follows.forEach(Subscription::close);
        follows.clear();
        reading.cancel();
        planning.cancel();
    }

    private void changed(EnvironmentDocument.Change change) {
        if (change == EnvironmentDocument.Change.DRAFT) {
            deployed.ifPresent(d -> planning.askSoon(new Question(document.environment(), d)));
        } else if (change == EnvironmentDocument.Change.MARKS && showing && !document.marks().equals(mine)) {
            showChanges(false);
        }
    }

    /** Reads what is deployed when that may be another now. */
    private void look() {
        DeploymentState now = deployment.state();
        Object key = List.of(services.activeLab().get(), now.by(), now.at());
        if (now.activity() == DeploymentState.Activity.NONE && !key.equals(seen)) {
            seen = key;
            boolean murano = now.by() == Backend.MURANO && now.snapshot().filter(s -> s.phase() != DeploymentSnapshot.Phase.ABSENT).isPresent();
            reading.ask(new Where(document.environment(), services.activeLab().get(), murano));
        }
    }

    private void read(Deployed now) {
        deployed = Optional.of(now);
        planning.ask(new Question(document.environment(), now));
    }

    private void planned(PlanState now) {
        if (follows.isEmpty()) {
            return;
        }
        state = Optional.of(now);
        if (showing) {
            mark();
        }
        tell();
    }

    private void mark() {
        state.ifPresent(s -> {
            mine = s.marks();
            document.marks(mine);
        });
    }

    private void tell() {
        List.copyOf(listeners).forEach(Runnable::run);
        List.copyOf(shows).forEach(Runnable::run);
    }

    private void refreshToggle() {
        if (!owner.isDisposed() && PlatformUI.isWorkbenchRunning()) {
            PlatformUI.getWorkbench().getService(ICommandService.class).refreshElements(Topology.SHOW_CHANGES, null);
        }
    }
}
