package org.campanile.ui.topology.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.conductor.LabDeployments;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.diagnosis.DeployedChain;
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
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Widget;

/**
 * The deployment of one open environment: starts the core's work in jobs and tells what they see. One activity at a time. When the editor is
 * closed the job goes on and can be cancelled in Progress. UI thread only.
 */
public final class DeploymentModel {

    /** Work on a lab. */
    private interface Work {
        DeploymentResult run(LabSession session, Task task) throws FailureException;
    }

    /** Work of our own conductor. */
    private interface Conducted {
        DeploymentResult run(LabDeployments deployments, Task task) throws FailureException;
    }

    private final Services services;
    private final Supplier<ServiceTypes> types;
    private final Widget owner;
    private final Consumer<DeploymentResult> finished;
    private final UiSubscription<DeploymentSnapshot> live;
    private final List<Consumer<DeploymentState>> listeners = new ArrayList<>();
    private DeploymentState state = DeploymentState.NOTHING;
    private RunningJob running;

    /**
     * @param types asked only when there is something to deploy
     * @param owner a widget of the editor; with it the listening ends
     * @param finished told when a deployment has ended that nobody cancelled
     */
    public DeploymentModel(Services services, Supplier<ServiceTypes> types, Widget owner, Consumer<DeploymentResult> finished) {
        this.finished = finished;
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

    /** Deploys and follows to the end; how it ended is kept. */
    public void deploy(Lab lab, Environment environment, String network, AgentExpectation agents, Backend by) {
        begin(lab, Activity.DEPLOYING, by);
        Work work = by == Backend.MURANO ? (session, task) -> murano(session, task).deploy(environment, live, task)
                : conducted((open, task) -> open.deployments().deploy(environment, open.settings(environment, network, agents, task), live, task));
        run(NLS.bind(Messages.deployTo, environment.name(), lab.name()), lab, environment, (session, task) -> {
            Instant began = Instant.now();
            DeploymentResult result = work.run(session, task);
            if (!DeploymentLock.refused(result)) {
                RunHistory.of(services.home(), lab, types.get()).keep(environment, by.kept(), began, result);
            }
            return result;
        }, result -> {
            ended(result);
            if (!(result instanceof DeploymentResult.Cancelled)) {
                finished.accept(result);
            }
            if (result instanceof DeploymentResult.Failed && !DeploymentLock.refused(result)) {
                follow(lab, environment);
            }
        });
    }

    /** Deletes stack and queues, or has Murano delete its environment, and follows to the end. */
    public void delete(Lab lab, Environment environment) {
        Backend by = state.by();
        begin(lab, Activity.DELETING, by);
        DeploymentSettings none = DeploymentSettings.usual(environment.network(), AgentExpectation.NONE, Optional.empty());
        run(NLS.bind(Messages.deleteDeploymentFrom, environment.name(), lab.name()), lab, environment,
                by == Backend.MURANO ? (session, task) -> murano(session, task).delete(environment, live, task)
                        : conducted((open, task) -> open.deployments().delete(environment, none, live, task)),
                this::ended);
    }

    /** Has Murano forget the environment and leave its stack. */
    public void abandon(Lab lab, Environment environment) {
        begin(lab, Activity.DELETING, Backend.MURANO);
        run(NLS.bind(Messages.abandonInMurano, environment.name(), lab.name()), lab, environment, (session, task) -> murano(session, task).abandon(environment, live, task),
                this::ended);
    }

    /** Looks at each link of the chain, from the lab to the agents' answers, and shows which one broke. */
    public void follow(Lab lab, Environment environment) {
        Optional<String> murano = state.by() == Backend.MURANO ? state.snapshot().map(DeploymentSnapshot::stackId).filter(id -> !id.isEmpty()) : Optional.empty();
        List<String> queues = environment.services().stream().flatMap(s -> s.units().stream().map(u -> DeploymentNames.inputQueue(environment, s, u))).toList();
        set(state.with(Followed.LOOKING));
        services.jobs().job(NLS.bind(Messages.followFailure, environment.name()), task -> {
            try (LabSession session = services.session(lab)) {
                return DeployedChain.follow(session, services.home(), environment.name(), murano, DeploymentNames.stack(environment), queues,
                        DeploymentNames.resultsQueue(environment), task);
            }
        }).family(DeploymentModel.class).on(owner).done(seen -> followed(Followed.seen(seen)))
                .failed(why -> followed(why.kind() == Failure.Kind.CANCELLED ? Followed.NOT : Followed.failed(why))).start();
    }

    private void followed(Followed links) {
        if (!state.changing()) {
            set(state.with(links));
        }
    }

    /** Looks at what there is, without asking anybody for a password: a lab whose passwords are not known is left alone. */
    public void read(Lab lab, Environment environment) {
        if (state.activity() != Activity.NONE || lab.cloud().isEmpty()) {
            return;
        }
        boolean same = state.lab().filter(lab::equals).isPresent();
        set(new DeploymentState(same ? state.snapshot() : Optional.empty(), Optional.of(lab), Activity.READING, Optional.empty(), state.at(),
                same ? state.by() : Backend.CONDUCTOR, same ? state.chain() : Followed.NOT));
        RunningJob[] mine = new RunningJob[1];
        mine[0] = services.jobs().job(NLS.bind(Messages.readDeployment, environment.name()), task -> look(lab, environment, task)).system()
                .family(DeploymentModel.class).on(owner).done(found -> {
                    // Something more important may have begun since, whose state this is not.
                    if (running == mine[0]) {
                        running = null;
                        set(found.map(f -> state.with(f.snapshot()).by(f.by())).orElse(state).with(Activity.NONE));
                    }
                }).failed(why -> {
                    if (running == mine[0]) {
                        running = null;
                        set(why.kind() == Failure.Kind.CANCELLED ? state.with(Activity.NONE) : state.failed(why));
                    }
                }).start();
        running = mine[0];
    }

    private record Found(DeploymentSnapshot snapshot, Backend by) {
    }

    private Optional<Found> look(Lab lab, Environment environment, Task task) throws FailureException {
        boolean cloud = services.secrets().find(lab.cloudKey()).isPresent();
        boolean murano = MuranoDeployments.known(services.home(), lab, environment);
        boolean broker = murano || lab.broker().isEmpty() || services.secrets().find(lab.brokerKey()).isPresent();
        if (!cloud || !broker) {
            return Optional.empty();
        }
        try (LabSession session = services.session(lab)) {
            if (murano) {
                return Optional.of(new Found(murano(session, task).status(environment, task), Backend.MURANO));
            }
            try (LabDeployments open = open(session, task)) {
                return Optional.of(new Found(open.deployments().status(environment, task), Backend.CONDUCTOR));
            }
        }
    }

    private MuranoDeployments murano(LabSession session, Task task) throws FailureException {
        return MuranoDeployments.open(session, types.get(), AuditLog.of(services.home().audit()), services.home(), task);
    }

    private LabDeployments open(LabSession session, Task task) throws FailureException {
        return LabDeployments.open(session, types.get(), AuditLog.of(services.home().audit()), services.home(), "window", task);
    }

    private Work conducted(Conducted work) {
        return (session, task) -> {
            try (LabDeployments open = open(session, task)) {
                return work.run(open, task);
            }
        };
    }

    /** Stops following; what Heat was asked to do goes on there. */
    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private void begin(Lab lab, Activity activity, Backend by) {
        if (running != null) {
            running.cancel();
        }
        set(new DeploymentState(Optional.empty(), Optional.of(lab), activity, Optional.empty(), Instant.now(), by, Followed.NOT));
    }

    private void run(String name, Lab lab, Environment environment, Work work, Consumer<DeploymentResult> then) {
        RunningJob[] mine = new RunningJob[1];
        mine[0] = services.jobs().job(name, task -> {
            try (LabSession session = services.session(lab)) {
                return work.run(session, task);
            }
        }).rule("deployment/" + environment.id()).family(DeploymentModel.class).on(owner).done(result -> {
            forget(mine[0]);
            then.accept(result);
        }).failed(why -> {
            forget(mine[0]);
            set(state.failed(why));
        }).start();
        running = mine[0];
    }

    private void ended(DeploymentResult result) {
        DeploymentState seen = state.with(result.snapshot()).with(Activity.NONE);
        set(result instanceof DeploymentResult.Failed failed ? seen.failed(failed.failure()) : seen);
    }

    private void forget(RunningJob job) {
        if (running == job) {
            running = null;
        }
    }
}
