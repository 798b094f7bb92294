package org.campanile.core.environment;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.campanile.core.secret.Secret;

/**
 * The {@link PasswordMark}s of one deployment. A hash takes a tenth of a second, and the units of a service have one password: so each password is
 * hashed once, on a thread of its own, and its mark serves all that have it. Passwords are in here as long as the deployment lasts and no longer.
 * Thread-safe.
 */
public final class PasswordMarks {

    private record Comparison(String mark, Secret password) {
    }

    private final Function<SecretRef, Optional<Secret>> known;
    private final int rounds;
    private final Map<SecretRef, Optional<Secret>> found = new ConcurrentHashMap<>();
    private final Map<Secret, CompletableFuture<String>> marks = new ConcurrentHashMap<>();
    /** Of which password a mark is, as far as that was found out. */
    private final Map<String, Secret> owners = new ConcurrentHashMap<>();
    private final Map<Comparison, Boolean> compared = new ConcurrentHashMap<>();
    private final AtomicInteger hashings = new AtomicInteger();

    /** Marks that are good enough for a file. @param known finds what stands behind a reference */
    public PasswordMarks(Function<SecretRef, Optional<Secret>> known) {
        this(known, PasswordMark.SAFE);
    }

    /** The same with so many rounds of hashing. */
    public PasswordMarks(Function<SecretRef, Optional<Secret>> known, int rounds) {
        this.known = Objects.requireNonNull(known);
        this.rounds = rounds;
    }

    private Optional<Secret> find(SecretRef ref) {
        return found.computeIfAbsent(ref, known);
    }

    /** Begins to compute a value's mark; returns at once. */
    public void begin(Object value) {
        PasswordMark.clear(value, this::find).ifPresent(this::mark);
    }

    private CompletableFuture<String> mark(Secret password) {
        return marks.computeIfAbsent(password, clear -> CompletableFuture.supplyAsync(() -> {
            hashings.incrementAndGet();
            String mark = PasswordMark.of(clear, ref -> Optional.empty(), rounds);
            owners.put(mark, clear);
            return mark;
        }, work -> Thread.ofVirtual().name("password mark").start(work)));
    }

    /** A mark of a field's value: {@link SecretRef}, {@link Secret} or text; waits for it when it is not computed yet. */
    public String of(Object value) {
        Optional<Secret> clear = PasswordMark.clear(value, this::find);
        return clear.isPresent() ? mark(clear.get()).join() : PasswordMark.of(value, this::find, rounds);
    }

    /** Whether the value is still the marked one; where that cannot be told it is taken to be. */
    public boolean matches(String mark, Object value) {
        Optional<Secret> clear = PasswordMark.isHash(mark) ? PasswordMark.clear(value, this::find) : Optional.empty();
        if (clear.isEmpty()) {
            return PasswordMark.matches(mark, value, this::find);
        }
        Secret owner = owners.get(mark);
        if (owner != null) {
            return owner.equals(clear.get());
        }
        return compared.computeIfAbsent(new Comparison(mark, clear.get()), pair -> {
            hashings.incrementAndGet();
            boolean same = PasswordMark.matches(pair.mark(), pair.password(), ref -> Optional.empty());
            if (same) {
                owners.put(pair.mark(), pair.password());
                marks.putIfAbsent(pair.password(), CompletableFuture.completedFuture(pair.mark()));
            }
            return same;
        });
    }

    /** How often a password was hashed so far, which is what all this saves. */
    public int hashings() {
        return hashings.get();
    }
}
