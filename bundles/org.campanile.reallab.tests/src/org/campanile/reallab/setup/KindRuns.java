package org.campanile.reallab.setup;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.ask.Questions;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runner;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/** Runs entries of recipes, one at a time, against hosts of a lab made of a test's machines. */
final class KindRuns implements AutoCloseable {

    private static final String LAB = "Kinds";

    private final MemorySecrets secrets = new MemorySecrets();
    private final LabSession session;
    private final Runs runs;
    private final Runner runner = new Runner(4);

    KindRuns(Path folder, List<HostProfile> hosts, RemoteAccess access) {
        this(folder, hosts, access, Optional.empty());
    }

    KindRuns(Path folder, List<HostProfile> hosts, RemoteAccess access, Optional<CloudProfile> cloud) {
        Lab lab = new Lab(LAB, Lab.DEFAULT_COLOUR, Guard.NORMAL, cloud, Optional.empty(), List.of(), hosts, "", Map.of());
        session = new LabSession(lab, secrets, Questions.nobody(), CertificateTrust.asking(Questions.nobody()), CloudConnector.create(), access);
        runs = new Runs(folder.resolve("runs"), Clock.systemUTC());
    }

    LabSession session() {
        return session;
    }

    MemorySecrets secrets() {
        return secrets;
    }

    /** A secret as a recipe's value. */
    SecretValue secret(String variable, String text) {
        SecretKey key = new SecretKey(LAB, "kind/" + variable, "");
        secrets.store(key, Secret.of(text));
        return new SecretValue(key, variable);
    }

    /** Values of a kind with its fallbacks. */
    Values values(StepKind kind, Map<String, ?> given) {
        return values(kind.parameters(), given);
    }

    /** The same of a kind of checks. */
    Values values(List<KindParameter> parameters, Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (KindParameter p : parameters) {
            if (given.containsKey(p.name())) {
                all.put(p.name(), given.get(p.name()));
            } else if (!p.fallback().isEmpty()) {
                all.put(p.name(), fallback(p));
            }
        }
        return Values.of(all, secrets);
    }

    static Object fallback(KindParameter p) {
        return switch (p.type()) {
            case NUMBER -> Long.valueOf(p.fallback());
            case FLAG -> Boolean.valueOf(p.fallback());
            case LIST -> List.of(p.fallback().split(",\\s*"));
            default -> p.type() == ValueType.MAP ? Map.of() : p.fallback();
        };
    }

    Plan plan(StepKind kind, String id, Map<String, ?> given) throws FailureException {
        StepSpec spec = StepSpec.of(id, values(kind, given));
        return Plan.of("kinds/" + id, id, kind.create(spec, new Ground(session)));
    }

    PlanReport preview(Plan plan) throws FailureException {
        return runner.preview(plan, Task.unwatched());
    }

    /** Runs it, going on with an interrupted run. */
    RunResult run(Plan plan, Task task) throws FailureException {
        return run(plan, task, RunListener.nobody());
    }

    /** The same, followed. */
    RunResult run(Plan plan, Task task, RunListener listener) throws FailureException {
        Optional<Runs.Summary> interrupted = runs.list().stream().filter(s -> s.plan().equals(plan.id())).findFirst().filter(s -> s.status() == Runs.Status.UNFINISHED);
        try (Journal journal = interrupted.isPresent() ? Journal.open(interrupted.get().journal()) : runs.begin(plan.id())) {
            return runner.run(plan, journal, task, listener);
        }
    }

    /** Takes back what the newest run of that plan made. */
    RunResult undo(Plan plan) throws FailureException {
        Runs.Summary last = runs.list().stream().filter(s -> s.plan().equals(plan.id()) && s.own() > 0).findFirst().orElseThrow();
        try (Journal journal = Journal.open(last.journal())) {
            return runner.undo(plan, journal, Task.unwatched(), RunListener.nobody());
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
