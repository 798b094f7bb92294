package org.campanile.reallab.setup.parts;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.campanile.core.ask.Questions;
import org.campanile.core.host.Host;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runner;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.reallab.host.LabMachine;

/** A lab of one machine, on which kinds of steps are run as a recipe would. */
final class PartGround implements AutoCloseable {

    private final LabMachine machine;
    private final String user;
    private final MemorySecrets secrets = new MemorySecrets();
    private final Path journals;
    private LabSession session;
    private Ground ground;
    private Questions questions = Questions.nobody();
    private volatile Consumer<String> watcher = doing -> {
    };
    private volatile boolean echo;
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    PartGround(LabMachine machine, String user, Path journals) {
        this.machine = machine;
        this.user = user;
        this.journals = journals;
        fresh();
    }

    /** A machine that these tests have one after the other, since making one costs more than a test; nothing of an earlier one is left on it. */
    static LabMachine sharedMachine() throws FailureException {
        LabMachine machine = LabMachine.kept("t-parts", 2252);
        Host root = machine.host("root", null);
        root.require("tidying", Command.of("rm -rf /opt/* /srv/git /var/tmp/campanile-jobs /etc/sudoers.d/50_stack_sh /usr/local/bin/rabbitmq*; "
                + "getent passwd stack > /dev/null && userdel stack; true"), Task.unwatched());
        root.remote().close();
        return machine;
    }

    /** Connections and facts as another start of the program has them. */
    void fresh() {
        close();
        Lab lab = new Lab("parts", "", Guard.NORMAL, Optional.empty(), Optional.empty(), List.of(), List.of(machine.profile(user)), "", Map.of());
        session = new LabSession(lab, secrets, questions, CertificateTrust.asking(Questions.nobody()), (profile, password, trust, task) -> {
            throw new UnsupportedOperationException("these parts need no cloud");
        },
                machine.access(LabMachine.CAREFUL_PASSWORD));
        ground = new Ground(session);
    }

    /** From now on every question is answered so. */
    void answer(boolean yes) {
        questions = new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.NO;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                lines.add("asked: " + question);
                return yes;
            }
        };
        fresh();
    }

    /** Prints each line of output from now on. */
    void echo() {
        echo = true;
    }

    /** Gets the words of all progress from now on, on the thread that makes it. */
    void watch(Consumer<String> words) {
        watcher = words;
    }

    Ground ground() {
        return ground;
    }

    String host() {
        return machine.profile(user).name();
    }

    /** A password as a recipe's value. */
    SecretValue secret(String part, String password) {
        SecretKey key = new SecretKey("parts", part, "password");
        secrets.store(key, Secret.of(password));
        return new SecretValue(key, "PASSWORD");
    }

    /** Values as the recipe engine fills them in. */
    Values values(Kind kind, Map<String, ?> given) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (KindParameter parameter : kind.parameters()) {
            if (!parameter.fallback().isEmpty()) {
                all.put(parameter.name(), parameter.type() == ValueType.NUMBER ? (Object) Long.valueOf(parameter.fallback())
                        : parameter.type() == ValueType.FLAG ? Boolean.valueOf(parameter.fallback()) : parameter.fallback());
            }
        }
        all.put("host", host());
        given.forEach((name, value) -> {
            if (kind.parameter(name).isEmpty()) {
                throw new IllegalArgumentException("no parameter " + name);
            }
            all.put(name, value);
        });
        return Values.of(all, secrets);
    }

    Plan plan(StepKind kind, String id, Map<String, ?> given) throws FailureException {
        return Plan.of("parts/" + id, kind.summary(), kind.create(StepSpec.of(id, values(kind, given)), ground));
    }

    PlanReport preview(Plan plan) throws FailureException {
        return new Runner(4).preview(plan, Task.unwatched());
    }

    RunResult run(Plan plan, Path journal) throws FailureException {
        return run(plan, journal, Task.unwatched());
    }

    RunResult run(Plan plan, Path journal, Task task) throws FailureException {
        try (Journal open = Journal.open(journal, Clock.systemUTC())) {
            return new Runner(4).run(plan, open, task, listener());
        }
    }

    RunResult undo(Plan plan, Path journal) throws FailureException {
        try (Journal open = Journal.open(journal, Clock.systemUTC())) {
            return new Runner(4).undo(plan, open, Task.unwatched(), listener());
        }
    }

    Path journal() {
        return journals.resolve(UUID.randomUUID() + ".journal");
    }

    private RunListener listener() {
        return new RunListener() {
            @Override
            public void line(String step, String text) {
                lines.add(text);
                if (echo) {
                    System.out.println(text);
                }
            }

            @Override
            public void progress(String step, String doing, long done, long total) {
                progress.add(doing);
                watcher.accept(doing);
            }

            @Override
            public void changed(Change change) {
                lines.add(change.title() + ": " + change.result());
            }
        };
    }

    /** How each step ended, with its failure. */
    static String told(RunResult result) {
        StringBuilder text = new StringBuilder();
        result.outcomes().forEach(o -> text.append(o.step()).append(' ').append(o.state()).append(o.failure().map(f -> ": " + f.details()).orElse("")).append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
