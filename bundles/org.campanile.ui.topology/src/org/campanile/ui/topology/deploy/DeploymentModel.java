package org.campanile.ui.topology.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.conductor.LabDeployments;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.topology.deploy.DeploymentState.Activity;
import org.eclipse.swt.widgets.Widget;

/**
 * The deployment of one open environment: starts the core's work in jobs and tells what they see. One activity at a time. When the editor is
 * closed the job goes on and can be cancelled in Progress. UI thread only.
 */
public final class DeploymentModel {

    /** Work on a lab's deployments. */
    private interface Work<T> {
        T run(LabDeployments deployments, Task task) throws FailureException;
    }

    private final Services services;
    private final Supplier<ServiceTypes> types;
    private final Widget owner;
    private final UiSubscription<DeploymentSnapshot> live;
    private final List<Consumer<DeploymentState>> listeners = new ArrayList<>();
    private DeploymentState state = DeploymentState.NOTHING;
    private RunningJob running;

    /**
     * @param types asked only when there is something to deploy
     * @param owner a widget of the editor; with it the listening ends
     */
    public DeploymentModel(Services services, Supplier<ServiceTypes> types, Widget owner) {
        this.services = services;
        this.types = types;
        this.owner = owner;
        this.live = new UiSubscription<>(owner, snapshot -> set(state.with(snapshot)));
    }

    /** What is known now. */
    public DeploymentState state() {
        return state;
    }

    /** Tells {@code listener} the state now and on each change until the answer is closed. */
    public Subscription subscribe(Consumer<DeploymentState> listener) {
        listeners.add(listener);
        listener.accept(state);
        return () -> listeners.remove(listener);
    }

    private void set(DeploymentState next) {
        state = next;
        List.copyOf(listeners).forEach(l -> l.accept(next));
    }

    /** Tells all listeners again, since the document has changed and with it what the state is about. */
    public void edited() {
        set(state);
    }

    /** Creates or updates the stack and follows it to the end. */
    public void deploy(Lab lab, Environment environment, String network, AgentExpectation agents) {
        begin(lab, Activity.DEPLOYING);
        run("Deploy " + environment.name() + " to " + lab.name(), lab, environment, (open, task) -> {
            DeploymentSettings settings = open.settings(environment, network, agents, task);
            return open.deployments().deploy(environment, settings, live, task);
        }, this::ended);
    }

    /** Deletes stack and queues and follows to the end. */
    public void delete(Lab lab, Environment environment) {
        begin(lab, Activity.DELETING);
        run("Delete the deployment of " + environment.name() + " from " + lab.name(), lab, environment,
                (open, task) -> open.deployments().delete(environment, DeploymentSettings.usual(environment.network(), AgentExpectation.NONE, Optional.empty()),
                        live, task),
                this::ended);
    }

    /** Looks at what there is, without asking anybody for a password: a lab whose passwords are not known is left alone. */
    public void read(Lab lab, Environment environment) {
        if (state.activity() != Activity.NONE || lab.cloud().isEmpty()) {
            return;
        }
        set(new DeploymentState(state.lab().filter(lab::equals).flatMap(l -> state.snapshot()), Optional.of(lab), Activity.READING, Optional.empty(), state.at()));
        running = services.jobs().job("Read the deployment of " + environment.name(), task -> look(lab, environment, task)).system()
                .family(DeploymentModel.class).on(owner).done(found -> {
                    running = null;
                    set(found.map(state::with).orElse(state).with(Activity.NONE));
                }).failed(this::failed).start();
    }

    private Optional<DeploymentSnapshot> look(Lab lab, Environment environment, Task task) throws FailureException {
        boolean cloud = services.secrets().find(lab.cloudKey()).isPresent();
        boolean broker = lab.broker().isEmpty() || services.secrets().find(lab.brokerKey()).isPresent();
        return cloud && broker ? Optional.of(with(lab, task, (open, t) -> open.deployments().status(environment, t))) : Optional.empty();
    }

    /** Stops following; what Heat was asked to do goes on there. */
    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private void begin(Lab lab, Activity activity) {
        if (running != null) {
            running.cancel();
        }
        set(new DeploymentState(Optional.empty(), Optional.of(lab), activity, Optional.empty(), Instant.now()));
    }

    private <T> void run(String name, Lab lab, Environment environment, Work<T> work, Consumer<T> then) {
        RunningJob[] mine = new RunningJob[1];
        mine[0] = services.jobs().job(name, task -> with(lab, task, work)).rule("deployment/" + environment.id()).family(DeploymentModel.class).on(owner)
                .done(result -> {
                    forget(mine[0]);
                    then.accept(result);
                }).failed(why -> {
                    forget(mine[0]);
                    set(state.failed(why));
                }).start();
        running = mine[0];
    }

    private <T> T with(Lab lab, Task task, Work<T> work) throws FailureException {
        try (LabSession session = services.session(lab);
                LabDeployments open = LabDeployments.open(session, types.get(), AuditLog.of(services.home().audit()), services.home(), task)) {
            return work.run(open, task);
        }
    }

    private void ended(DeploymentResult result) {
        DeploymentState seen = state.with(result.snapshot()).with(Activity.NONE);
        set(result instanceof DeploymentResult.Failed failed ? seen.failed(failed.failure()) : seen);
    }

    private void failed(Failure why) {
        running = null;
        // Reading is cancelled when something more important begins; that is no failure to tell.
        if (why.kind() != Failure.Kind.CANCELLED && state.activity() == Activity.READING) {
            set(state.failed(why));
        }
    }

    private void forget(RunningJob job) {
        if (running == job) {
            running = null;
        }
    }
}
