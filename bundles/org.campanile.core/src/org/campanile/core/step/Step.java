package org.campanile.core.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * One change to a lab that can be looked at beforehand, proven afterwards, and often undone (design, "Step in a Plan"). Called on virtual
 * threads of the runner, never twice at the same time. The task is cancelled when the user cancels or the limit is over; a step has to
 * end soon after.
 *
 * <p>A run may be killed at any instant and started again. A step that had begun is then probed first, and applied again only when its probe
 * asks for it; so the probe has to see whatever the step makes.
 */
public interface Step {

    /** Unique in the plan and stable over runs: letters, digits and {@code . _ - / :}. */
    String id();

    /** A few words in the imperative: {@code "Create virtual host murano"}. */
    String title();

    /** Ids of the steps that have to be done before. */
    default List<String> after() {
        return List.of();
    }

    /** What it will change, one sentence. */
    String change();

    /** The commands a person would type to the same end; no secrets, a variable in their place. */
    List<String> commands();

    /** Name of the lab's host where a person would type the commands; empty for this machine. */
    default String where() {
        return "";
    }

    /**
     * A condition for a POSIX shell at {@link #where} that is true when the step is done, for the script that is exported: {@code "id stack >/dev/null
     * 2>&1"}. Quoted where need be; no secrets, a variable in their place. Empty when no shell can tell, and then the script says so.
     */
    default String doneWhen() {
        return "";
    }

    /**
     * Whether it makes nothing that lasts and proves what the steps before it have made. Such a step is due again, whatever its probe says, as soon as one
     * of the steps it comes {@link #after} changes something.
     */
    default boolean provesOthers() {
        return false;
    }

    /** What it leaves changed that others {@link #rereads read}, such as the file of a host: {@code "devbox:/etc/murano/murano.conf"}. */
    default List<String> writes() {
        return List.of();
    }

    /**
     * What makes this step due although it is done now, when a step before it {@link #writes} it, each with a sentence for the plan: a service that runs is
     * restarted when its file changes.
     */
    default Map<String, String> rereads() {
        return Map.of();
    }

    /**
     * The lines for a POSIX shell that do it unattended, for the script that is exported, where they differ from what a person types. They run when
     * {@link #doneWhen} is false, with nothing to read on standard input.
     */
    default List<String> scripted() {
        return commands();
    }

    /** How long it usually takes; for the order of steps and for the user's patience. */
    default Duration expected() {
        return Duration.ofSeconds(1);
    }

    /** After this time it is cancelled and has failed. */
    default Duration limit() {
        return Duration.ofMinutes(10);
    }

    /** How long it may take to clean up when it was cancelled or its limit is over; nobody waits longer for its end. */
    default Duration grace() {
        return Duration.ofSeconds(5);
    }

    /** Looks whether it is done; changes nothing. */
    Probe probe(Task task) throws FailureException;

    /** Does it, noting in {@code log} what it makes. */
    void apply(Task task, StepLog log) throws FailureException;

    /** Proves that it worked; by default the probe has to say that nothing is left to do. */
    default void verify(Task task) throws FailureException {
        Probe probe = probe(task);
        switch (probe) {
            case Probe.Done done -> {
            }
            case Probe.Needed needed -> throw new FailureException(new Failure(Failure.Kind.CONFLICT, "verifying: " + title(), id(),
                    needed.detail(), "It was applied, but what it should have made is not there or differs.",
                    "Look whether somebody else changed it; then start a new run."));
            case Probe.Blocked blocked -> throw new FailureException(blocked.why());
            case Probe.Waits waits -> throw new FailureException(new Failure(Failure.Kind.CONFLICT, "verifying: " + title(), id(), waits.what(),
                    "What it needs is gone again.", "Look whether somebody else changed it; then start a new run."));
        }
    }

    /** Whether {@link #undo} is there; it says so beforehand, for the user. */
    default boolean undoable() {
        return false;
    }

    /** What {@link #undo} would do, a sentence for each thing that is worth one; {@code made} as there. */
    default List<String> undoing(List<Made> made) {
        return made.stream().map(m -> "Takes back " + m.kind() + " " + m.id() + ".").toList();
    }

    /** Which data of users {@link #undo} would delete, a sentence each; the user is asked before. */
    default List<String> losing(List<Made> made) {
        return List.of();
    }

    /**
     * Takes back what this run has made. It may be called again after being interrupted, and a thing may never have come to be or be gone
     * already: both are fine.
     *
     * @param made what the journal says this step made or was about to make, newest first; nothing else may be removed
     */
    default void undo(Task task, List<Made> made) throws FailureException {
        throw new FailureException(new Failure(Failure.Kind.CONFLICT, "undoing: " + title(), id(), "", "This step cannot be taken back by itself.",
                "Take it back by hand if it has to be."));
    }
}
