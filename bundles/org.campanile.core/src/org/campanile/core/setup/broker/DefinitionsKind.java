package org.campanile.core.setup.broker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.DefinitionChange;
import org.campanile.core.rabbitmq.DefinitionKind;
import org.campanile.core.rabbitmq.DefinitionsImport;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * {@code broker.definitions}: definitions from a file of this machine are imported; each object is proven. Undo deletes what was made; what was
 * changed stays, since its former form is in no journal (it may hold hashes).
 */
final class DefinitionsKind implements StepKind {

    private static final int SHOWN = 20;

    @Override
    public String id() {
        return "broker.definitions";
    }

    @Override
    public String summary() {
        return "Imports RabbitMQ definitions from a file, object by object, and proves each.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("file", ValueType.FILE, "Definitions as exported from RabbitMQ, JSON."));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Path file = spec.with().file("file").orElse(Path.of(""));
        return List.of(new BrokerStep(spec.id(), spec.titleOr("Import definitions"), "Objects of " + file + " that are missing or differ are imported "
                + "into RabbitMQ; what is not named in it stays.", List.of(), List.of("rabbitmqctl import_definitions " + Command.quote(file.toString()))) {

            private DefinitionsImport into(Task task) throws FailureException {
                return new DefinitionsImport(ground.session().management(task));
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                List<DefinitionChange> open = into(task).preview(DefinitionsFile.read(file), task).stream().filter(DefinitionChange::toDo).toList();
                if (open.isEmpty()) {
                    return Probe.done("The broker has all that " + file.getFileName() + " names.");
                }
                String what = told(open);
                return open.stream().allMatch(c -> c.what() == DefinitionChange.What.ADD) ? Probe.make(what) : Probe.change(what);
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                List<DefinitionsImport.Result> results = into(task).run(DefinitionsFile.read(file), changes -> {
                    for (DefinitionChange change : changes) {
                        if (change.what() == DefinitionChange.What.ADD) {
                            log.intend(new Made(change.kind().label(), String.join("\n", change.key())));
                        }
                    }
                }, task);
                List<DefinitionsImport.Result> failed = results.stream().filter(r -> !r.done() && r.change().toDo()).toList();
                results.stream().filter(r -> !r.done()).forEach(r -> log.line(r.why().map(Failure::headline).orElse(r.change().name())));
                if (!failed.isEmpty()) {
                    Failure first = failed.getFirst().why().orElseThrow();
                    throw new FailureException(new Failure(first.kind(), "importing definitions", file.toString(), first.cameBack(), failed.size() + " of "
                            + results.size() + " objects were not taken, the first is " + failed.getFirst().change().kind().label() + " "
                            + failed.getFirst().change().name() + ": " + first.meaning(), first.next()));
                }
            }

            @Override
            public void undo(Task task, List<Made> made) throws FailureException {
                // What is in a virtual host of this run goes with it, and its user may have no rights to delete it singly.
                List<String> vhosts = made.stream().filter(m -> m.kind().equals(DefinitionKind.VHOST.label())).map(Made::id).toList();
                super.undo(task, made.stream().filter(m -> !m.id().contains("\n") || !vhosts.contains(m.id().substring(0, m.id().indexOf('\n')))).toList());
            }

            @Override
            void takeBack(Made m, Task task) throws FailureException {
                delete(ground.session().management(task), m, task);
            }
        });
    }

    private static String told(List<DefinitionChange> open) {
        List<String> lines = new ArrayList<>(open.stream().limit(SHOWN).map(c -> c.what().label() + " " + c.kind().label() + " " + c.name()
                + (c.details().isEmpty() || c.what() == DefinitionChange.What.ADD ? "" : " (" + String.join("; ", c.details()) + ")")).toList());
        if (open.size() > SHOWN) {
            lines.add("and " + (open.size() - SHOWN) + " more");
        }
        return String.join("; ", lines) + ".";
    }

    private static void delete(BrokerManagement management, Made m, Task task) throws FailureException {
        String[] key = m.id().split("\n", -1);
        for (DefinitionKind kind : DefinitionKind.values()) {
            if (kind.label().equals(m.kind())) {
                switch (kind) {
                    case VHOST -> management.deleteVhost(key[0], task);
                    case USER -> management.deleteUser(key[0], task);
                    case PERMISSION -> management.clearPermission(key[1], key[0], task);
                    case POLICY -> management.deletePolicy(key[0], key[1], task);
                    case QUEUE -> management.deleteQueue(key[0], key[1], task);
                    case EXCHANGE -> management.deleteExchange(key[0], key[1], task);
                    case BINDING -> task.line("Binding of " + key[3] + " goes with its queue or exchange.");
                    case TOPIC_PERMISSION, PARAMETER, GLOBAL_PARAMETER -> task.line("Left: " + m.kind() + " " + String.join(", ", key)
                            + "; delete it with rabbitmqctl.");
                }
            }
        }
    }
}
