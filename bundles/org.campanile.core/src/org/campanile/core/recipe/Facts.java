package org.campanile.core.recipe;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What steps and checks have found out and share during one run: a host's system, a checksum. Gone when the run ends, so nothing may depend on it: it
 * saves looking twice. A step that changes what a fact is about forgets it. Names begin with what they are about: {@code "host/devbox/system"}.
 * Thread-safe.
 */
public final class Facts {

    /** Finds a fact out. */
    public interface Finder<T> {
        /** Looks; blocks. */
        T find(Task task) throws FailureException;
    }

    private final ConcurrentHashMap<String, CompletableFuture<Object>> facts = new ConcurrentHashMap<>();
    private final boolean look;

    /** Facts of a run, whose steps may be tried again after a failure. */
    public Facts() {
        this(false);
    }

    private Facts(boolean look) {
        this.look = look;
    }

    /** Facts of a look, in which a refusal holds to its end: who did not trust a host is not asked about it once a step. */
    public static Facts ofALook() {
        return new Facts(true);
    }

    /** Whether these are of a look, {@link #ofALook}. */
    public boolean areOfALook() {
        return look;
    }

    /** The fact, found out by the first who asks while others wait; a failure goes to all who wait and is forgotten. */
    public <T> T get(String name, Class<T> type, Task task, Finder<T> finder) throws FailureException {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> there = facts.putIfAbsent(name, mine);
        if (there == null) {
            try {
                mine.complete(finder.find(task));
            } catch (Throwable e) {
                if (!look || !isRefusal(e)) {
                    facts.remove(name, mine);
                }
                mine.completeExceptionally(e);
            }
        }
        try {
            return type.cast(task.await(there == null ? mine : there, "looking"));
        } catch (FailureException e) {
            if (there != null && e.failure().kind() == Failure.Kind.CANCELLED && !task.isCancelled()) {
                // Only the one who looked gave up.
                return get(name, type, task, finder);
            }
            throw e;
        }
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof FailureException e && (e.failure().kind() == Failure.Kind.UNTRUSTED || e.failure().kind() == Failure.Kind.DENIED);
    }

    /** The fact, made by the first who asks; for what needs no looking. */
    public <T> T shared(String name, Class<T> type, Supplier<T> maker) {
        return type.cast(facts.computeIfAbsent(name, n -> CompletableFuture.completedFuture(maker.get())).join());
    }

    /** The fact if somebody has found it out. */
    public <T> Optional<T> find(String name, Class<T> type) {
        CompletableFuture<Object> fact = facts.get(name);
        return fact == null || !fact.isDone() || fact.isCompletedExceptionally() ? Optional.empty() : Optional.of(type.cast(fact.join()));
    }

    /** Tells a fact. */
    public void put(String name, Object value) {
        facts.put(name, CompletableFuture.completedFuture(value));
    }

    /** Forgets all facts whose names begin so. */
    public void forget(String prefix) {
        facts.keySet().removeIf(name -> name.startsWith(prefix));
    }
}
