package org.campanile.core.deploy.conductor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.StepMemory;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.UnitWork;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.PasswordMarks;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The conductor at work for environments: plans from what is known to be deployed, runs the plan, and remembers what is deployed then. A run that was
 * interrupted is gone on with when the document still asks for the same; otherwise what it did is remembered and a new one begins.
 */
public final class ConductedWork implements UnitWork {

    private final AgentChannel channel;
    private final ServiceTypes types;
    private final Secrets secrets;
    private final DeploymentStore store;
    private final ConductorSettings settings;

    /** Work through a channel that stays open. */
    public ConductedWork(AgentChannel channel, ServiceTypes types, Secrets secrets, DeploymentStore store, ConductorSettings settings) {
        this.channel = Objects.requireNonNull(channel);
        this.types = Objects.requireNonNull(types);
        this.secrets = Objects.requireNonNull(secrets);
        this.store = Objects.requireNonNull(store);
        this.settings = Objects.requireNonNull(settings);
    }

    /** The passwords of an environment as far as they are known without asking; kept for one deployment. */
    private PasswordMarks marks(Environment environment) {
        return new PasswordMarks(ref -> {
            try {
                return secrets.find(EnvironmentSecrets.key(environment, ref));
            } catch (FailureException e) {
                // Not knowing a password is the same as not finding it: the reference's name decides then.
                return Optional.empty();
            }
        });
    }

    @Override
    public Prepared prepare(Environment environment, DeploymentSettings how, boolean stackThere, Task task) throws FailureException {
        PasswordMarks marks = marks(environment);
        DeployedState before = store.state(environment);
        if (before.stack() && !stackThere) {
            before = DeployedState.NOTHING;
            store.save(environment, before);
        }
        DeploymentPlan plan = plan(environment, before, how.extent(), marks);
        Optional<DeploymentStore.KeptRun> newest = store.newest(environment);
        RunLog log = newest.map(DeploymentStore.KeptRun::log).orElse(null);
        if (log != null && over(log)) {
            log.close();
            log = null;
        } else if (log != null && !same(plan, log)) {
            before = remember(environment, before, newest.get(), marks);
            plan = plan(environment, before, how.extent(), marks);
            log = null;
        }
        // Whoever has to be asked for a password is asked now, and not in the middle of the night.
        Memory memory = new Memory(environment, before, marks);
        try {
            for (PlannedStep step : plan.steps()) {
                if (step.kind() == PlannedStep.Kind.AGENT) {
                    memory.calls(step);
                }
            }
            if (log == null) {
                log = store.begin(environment);
            }
        } catch (FailureException e) {
            if (log != null) {
                log.close();
            }
            throw e;
        }
        memory.steps.expect(plan);
        Run run = new Run(environment, before, plan, log, memory, settings.withFirstContact(how.agentLimit()));
        try {
            run.queues(task);
            return run;
        } catch (FailureException e) {
            run.close();
            throw e;
        }
    }

    private static boolean over(RunLog log) throws FailureException {
        return log.entries().stream().anyMatch(e -> e.kind() == RunEntry.Kind.ENDED);
    }

    private DeploymentPlan plan(Environment environment, DeployedState before, Planner.Extent extent, PasswordMarks marks) throws FailureException {
        DeploymentPlan plan = new Planner(types, marks).plan(environment, before, extent);
        if (!plan.runnable()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning a deployment", environment.name(), "",
                    plan.findings().isEmpty() ? "The plan cannot be run." : plan.findings().getFirst().message(), "Change the environment and deploy again."));
        }
        return plan;
    }

    private static boolean same(DeploymentPlan plan, RunLog log) throws FailureException {
        List<RunEntry> entries = log.entries();
        return !entries.isEmpty() && entries.getFirst().values().equals(List.of(StepBoard.fingerprint(plan)));
    }

    /** What a run of another document has done before it was interrupted is kept, and the rest of it is planned anew. */
    private DeployedState remember(Environment environment, DeployedState before, DeploymentStore.KeptRun run, PasswordMarks marks) throws FailureException {
        try (RunLog log = run.log()) {
            DeployedState state = before;
            Optional<Environment> then = run.document();
            if (then.isPresent()) {
                Map<String, PlannedStep> old = new HashMap<>();
                new Planner(types, marks).plan(then.get(), before, Planner.Extent.FULL).steps().forEach(step -> old.put(step.id(), step));
                Memory memory = new Memory(then.get(), before, marks);
                for (RunEntry entry : log.entries()) {
                    if (entry.kind() == RunEntry.Kind.DONE && old.containsKey(entry.step())) {
                        memory.succeeded(old.get(entry.step()), entry.values());
                    }
                }
                state = memory.steps.state();
            }
            store.save(environment, state);
            log.append(List.of(RunEntry.of(RunEntry.Kind.ENDED, "", "The document was changed; another run goes on.", Instant.now())));
            return state;
        }
    }

    @Override
    public void deleted(Environment environment) throws FailureException {
        Optional<DeploymentStore.KeptRun> newest = store.newest(environment);
        if (newest.isPresent()) {
            try (RunLog log = newest.get().log()) {
                if (!over(log)) {
                    log.append(List.of(RunEntry.of(RunEntry.Kind.ENDED, "", "The environment was deleted.", Instant.now())));
                }
            }
        }
        store.forget(environment);
    }

    /** What is deployed, step by step, and the passwords it takes. */
    private final class Memory implements StepSource {

        private final Environment environment;
        private final StepMemory steps;
        private final Map<Object, Secret> asked = new HashMap<>();

        Memory(Environment environment, DeployedState before, PasswordMarks marks) {
            this.environment = environment;
            this.steps = new StepMemory(environment, types, before, marks);
        }

        @Override
        public List<StepDefinition.Call> calls(PlannedStep step) throws FailureException {
            return steps.calls(step, this::clear);
        }

        /** A keyring answers in milliseconds, and thousands of steps have the same few passwords. */
        private Secret clear(Object value) throws FailureException {
            Secret known = asked.get(value);
            if (known == null) {
                known = EnvironmentSecrets.resolve(environment, value, secrets);
                asked.put(value, known);
            }
            return known;
        }

        @Override
        public void succeeded(PlannedStep step, List<String> values) {
            steps.succeeded(step, values.isEmpty() ? "" : values.getFirst());
        }
    }

    private final class Run implements Prepared {

        private final Environment environment;
        private final DeploymentPlan plan;
        private final RunLog log;
        private final Memory memory;
        private final ConductorSettings patience;
        private final List<UnitPost> posts = new ArrayList<>();

        Run(Environment environment, DeployedState before, DeploymentPlan plan, RunLog log, Memory memory, ConductorSettings patience) {
            this.patience = patience;
            this.environment = environment;
            this.plan = plan;
            this.log = log;
            this.memory = memory;
            Map<String, String> hosts = HostNames.of(environment, before);
            for (Service service : environment.services()) {
                for (Unit unit : service.units()) {
                    posts.add(new UnitPost(unit.id(), hosts.get(unit.id()), DeploymentNames.inputQueue(environment, service, unit),
                            types.find(service.type()).orElseThrow().agent()));
                }
            }
        }

        /** Results first, since an agent declares nothing and loses answers to a missing queue; before the stack, since an agent may be up before the stack is. */
        void queues(Task task) throws FailureException {
            List<String> queues = new ArrayList<>(List.of(DeploymentNames.resultsQueue(environment)));
            posts.forEach(post -> queues.add(post.queue()));
            channel.declare(queues, task);
        }

        @Override
        public List<StepProgress> steps() {
            return plan.steps().stream().map(StepProgress::waiting).toList();
        }

        @Override
        public List<Problem> findings() {
            return plan.findings();
        }

        @Override
        public Progress run(Consumer<Progress> listener, Task task) throws FailureException {
            Conductor.Work work = new Conductor.Work(plan, DeploymentNames.resultsQueue(environment), posts, memory);
            ConductorSnapshot end = new Conductor(channel, patience).run(work, log, now -> listener.accept(progress(now)), task);
            if (end.ended()) {
                store.save(environment, memory.steps.state());
                log.append(List.of(RunEntry.of(RunEntry.Kind.ENDED, "", "", Instant.now())));
            }
            return progress(end);
        }

        private static Progress progress(ConductorSnapshot now) {
            return new Progress(now.steps(), now.silent(), now.criticalPathSeconds());
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
