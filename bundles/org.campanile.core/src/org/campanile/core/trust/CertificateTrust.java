package org.campanile.core.trust;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.campanile.core.ask.Questions;
import org.campanile.core.ask.Questions.Trust;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.wire.Causes;

/**
 * Trust in servers' certificates, for everything that speaks TLS. An adapter makes its connections with {@link #context}; when one fails it
 * calls {@link #nowTrusted}, which asks the user about a certificate that nobody vouches for, and connects once more when the answer was yes.
 * So nobody waits for an answer in the middle of a handshake, where the server would lose its patience.
 *
 * <p>
 * What is accepted holds for one address (host and port) and one certificate: once until the program ends, always in a file. A certificate
 * that differs from the accepted one is asked about again, loudly. There is one question at a time for an address, and all who wait for it share
 * the answer; a refusal holds as long as a {@linkplain #forSession session}, so that a poller asks once and not at each poll. Thread-safe;
 * blocks, so worker threads only.
 */
public final class CertificateTrust {

    private static final long LOOK_MILLIS = 100;

    private final Questions questions;
    private final Accepted accepted;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /**
     * Trust that lasts. One for a program.
     *
     * @param file takes the certificates that are trusted always; made when the first one is
     */
    public CertificateTrust(Questions questions, Path file) {
        this(questions, new Accepted(file));
    }

    private CertificateTrust(Questions questions, Accepted accepted) {
        this.questions = questions;
        this.accepted = accepted;
    }

    /** Asks, and remembers no longer than this object lives. */
    public static CertificateTrust asking(Questions questions) {
        return new CertificateTrust(questions, new Accepted(null));
    }

    /** Asks nobody: what is not trusted by itself is refused. */
    public static CertificateTrust nobody() {
        return asking(Questions.nobody());
    }

    /** The same memory of what was accepted, and an own one of what was refused. */
    public CertificateTrust forSession() {
        return new CertificateTrust(questions, accepted);
    }

    /**
     * A TLS context that trusts the runtime's authorities, those of the CA file and what was accepted here. The names of servers are checked when
     * the connection asks for it, as {@code java.net.http} always does.
     *
     * @param caFile certificates in PEM form; or {@code null} for none
     * @param verify {@code false} takes every certificate for every name; only for a profile that says so
     * @throws FailureException BAD_INPUT when the CA file cannot be read or holds no certificate
     */
    public SSLContext context(Path caFile, boolean verify) throws FailureException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager judge = verify ? new Judge(this, Authorities.of(caFile)) : new Anybody();
            context.init(null, new TrustManager[] { judge }, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new FailureException(new Failure(Kind.LOCAL, "preparing TLS", "", broken.getMessage(),
                    "This Java cannot do TLS.", "Use a complete Java runtime."), broken);
        }
    }

    /**
     * To be called when a connection made with a {@link #context} failed: asks about the server's certificate, if that was the reason.
     *
     * @param broken what the connection failed with
     * @param doing for the failure's text
     * @return whether the certificate is trusted now and connecting again is worth it; {@code false} when the connection failed for another reason
     * @throws FailureException UNTRUSTED when the answer is no, CANCELLED when the task was cancelled meanwhile, LOCAL or BAD_INPUT when the file of
     *             trusted certificates cannot be written or read
     */
    public static boolean nowTrusted(Throwable broken, String doing, Task task) throws FailureException {
        Untrusted untrusted = Causes.find(broken, Untrusted.class);
        return untrusted != null && untrusted.judge().settle(untrusted, doing, task);
    }

    /** Whether the certificate was accepted for this address, now or in an earlier run. */
    boolean isAccepted(String where, String fingerprint) throws FailureException {
        return accepted.of(where).contains(fingerprint);
    }

    private boolean settle(Untrusted untrusted, String doing, Task task) throws FailureException {
        if (untrusted.where().isEmpty()) {
            throw untrusted.refusal(doing);
        }
        while (true) {
            task.checkCancelled(doing);
            Accepted.Question question;
            accepted.alone.lock();
            try {
                if (isAccepted(untrusted.where(), untrusted.fingerprint())) {
                    return true;
                }
                question = accepted.asking.get(untrusted.where());
                if (question == null) {
                    if (refused.contains(untrusted.key())) {
                        throw untrusted.refusal(doing);
                    }
                    question = ask(untrusted);
                }
            } finally {
                accepted.alone.unlock();
            }
            Trust answer = await(question.answer(), doing, task);
            if (question.fingerprint().equals(untrusted.fingerprint())) {
                if (answer == Trust.NO) {
                    refused.add(untrusted.key());
                    throw untrusted.refusal(doing);
                }
                return true;
            }
        }
    }

    /** Asks on a thread of its own, so that whoever waits can be cancelled; an answer that comes later still counts. */
    private Accepted.Question ask(Untrusted untrusted) throws FailureException {
        String where = untrusted.where();
        String why = untrusted.why(accepted.of(where));
        Accepted.Question question = new Accepted.Question(untrusted.fingerprint(), new CompletableFuture<>());
        accepted.asking.put(where, question);
        Thread.ofVirtual().name("certificate of " + where).start(() -> {
            try {
                Trust answer = questions.trust("certificate", where, untrusted.fingerprint(), why);
                note(untrusted, answer);
                question.answer().complete(answer);
            } catch (FailureException | RuntimeException | Error e) {
                answered(where);
                question.answer().completeExceptionally(e);
            }
        });
        return question;
    }

    private void note(Untrusted untrusted, Trust answer) throws FailureException {
        accepted.alone.lock();
        try {
            accepted.asking.remove(untrusted.where());
            if (answer == Trust.NO) {
                refused.add(untrusted.key());
            } else {
                accepted.add(untrusted.where(), untrusted.fingerprint(), answer == Trust.ALWAYS);
            }
        } finally {
            accepted.alone.unlock();
        }
    }

    private void answered(String where) {
        accepted.alone.lock();
        try {
            accepted.asking.remove(where);
        } finally {
            accepted.alone.unlock();
        }
    }

    private static Trust await(CompletableFuture<Trust> answer, String doing, Task task) throws FailureException {
        while (true) {
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                task.checkCancelled(doing);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof FailureException told) {
                    throw new FailureException(told.failure(), told);
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FailureException.cancelled(doing);
            }
        }
    }
}
