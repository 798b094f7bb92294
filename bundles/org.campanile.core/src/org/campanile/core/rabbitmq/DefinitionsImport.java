package org.campanile.core.rabbitmq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Imports definitions object by object, so that one that the broker refuses neither stops the others nor stays untold: kinds in RabbitMQ's order,
 * many objects at once, and one by one where the many were refused. Blocks; worker threads.
 */
public final class DefinitionsImport {

    /** Where definitions come from and go to. */
    public interface Broker {

        /** All of them, or those of a virtual host, as JSON. */
        String exportDefinitions(String vhost, Task task) throws FailureException;

        /** Takes definitions; what is not named in them stays. */
        void importDefinitions(String vhost, String text, Task task) throws FailureException;
    }

    /**
     * How one object ended.
     *
     * @param done whether the broker has it now as it was given
     * @param why what the broker said, when it has not
     */
    public record Result(DefinitionChange change, boolean done, Optional<Failure> why) {
    }

    private static final int AT_ONCE = 200;

    private final Broker broker;

    /** An import into this broker. */
    public DefinitionsImport(Broker broker) {
        this.broker = broker;
    }

    /** What the import would do, and what is only on the broker. */
    public List<DefinitionChange> preview(Definitions wanted, Task task) throws FailureException {
        return now(task).to(wanted, true);
    }

    private Definitions now(Task task) throws FailureException {
        return Definitions.read(broker.exportDefinitions(null, task), null, "the broker's definitions");
    }

    /**
     * Imports what is missing or differs, and proves each object from a new export.
     *
     * @param before told right before objects are sent, for a journal
     * @return a result for each object of {@code wanted}
     */
    public List<Result> run(Definitions wanted, Before before, Task task) throws FailureException {
        List<DefinitionChange> changes = now(task).to(wanted, false);
        Map<DefinitionChange, Failure> refused = new LinkedHashMap<>();
        for (DefinitionKind kind : DefinitionKind.values()) {
            List<DefinitionChange> some = changes.stream().filter(c -> c.kind() == kind && c.toDo()).toList();
            for (int from = 0; from < some.size(); from += AT_ONCE) {
                List<DefinitionChange> part = some.subList(from, Math.min(some.size(), from + AT_ONCE));
                before.about(part);
                task.progress("importing " + kind.section(), from, some.size());
                send(wanted, part, refused, task);
            }
        }
        Map<List<Object>, DefinitionChange> left = now(task).to(wanted, false).stream()
                .collect(Collectors.toMap(c -> List.of(c.kind(), c.key()), Function.identity()));
        List<Result> results = new ArrayList<>();
        for (DefinitionChange change : changes) {
            DefinitionChange after = left.get(List.of(change.kind(), change.key()));
            boolean done = after == null || after.what() == DefinitionChange.What.SAME;
            results.add(new Result(change, done, done ? Optional.empty() : Optional.of(why(change, refused.get(change)))));
        }
        return List.copyOf(results);
    }

    /** Told which objects are about to be made or changed. */
    public interface Before {
        /** Called before they are sent; what it throws stops the import. */
        void about(List<DefinitionChange> changes) throws FailureException;
    }

    private void send(Definitions wanted, List<DefinitionChange> part, Map<DefinitionChange, Failure> refused, Task task) throws FailureException {
        try {
            broker.importDefinitions(null, wanted.part(part), task);
        } catch (FailureException all) {
            if (!answered(all.failure())) {
                throw all;
            }
            if (part.size() == 1) {
                refused.put(part.getFirst(), all.failure());
                return;
            }
            for (DefinitionChange one : part) {
                send(wanted, List.of(one), refused, task);
            }
        }
    }

    private static boolean answered(Failure failure) {
        return failure.kind() == Kind.BAD_INPUT || failure.kind() == Kind.CONFLICT || failure.kind() == Kind.NOT_FOUND
                || failure.kind() == Kind.REMOTE || failure.kind() == Kind.BAD_ANSWER;
    }

    private static Failure why(DefinitionChange change, Failure said) {
        String doing = "importing " + change.kind().label() + " " + change.name();
        if (said != null) {
            return new Failure(said.kind(), doing, change.name(), said.cameBack(), said.meaning(), said.next());
        }
        boolean kept = change.what() == DefinitionChange.What.KEPT;
        return new Failure(Kind.CONFLICT, doing, change.name(), String.join("; ", change.details()),
                kept ? "RabbitMQ keeps an existing " + change.kind().label() + " as it is." : "The broker took it without a word, and has it otherwise.",
                kept ? "Delete it first, when its messages may go." : "Look into the broker's log.");
    }
}
