package org.campanile.core.servicemanager;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.core.trust.OneRequest;
import org.campanile.core.trust.TlsFailures;
import org.campanile.core.wire.Causes;
import org.campanile.core.wire.LimitedBody;

/**
 * One controller address. Its server answers one request at a time, so that requests queue here and not there (protocol document,
 * section 1). Any thread.
 */
final class Wire {

    /**
     * What became of one request.
     *
     * @param exchange as it went over the wire
     * @param trouble sort of trouble when no answer came, otherwise {@code null}
     * @param delivered whether the server may have acted on it
     * @param told what was wrong with TLS, or with HTTP when something else answered; {@code null} for any other trouble
     */
    record Sent(RawExchange exchange, Failure.Kind trouble, boolean delivered, Failure told) {
        boolean answered() {
            return trouble == null;
        }
    }

    /** The last answer to a question. */
    private record Heard(byte[] bytes, String text) {
    }

    private static final long QUEUE_LOOK_MS = 50;
    /** A longer answer is not kept for comparing. */
    private static final int REMEMBERED = 256 << 10;
    /** The first, and after the answer about a certificate another; the servers behind one address may have two certificates. */
    private static final int ATTEMPTS = 3;
    private static final String CANCELLED = "cancelled before the answer came";

    private final String base;
    private final HttpClient http;
    private final Limits limits;
    private final ServerClock clock = new ServerClock();
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    Wire(String base, HttpClient http, Limits limits) {
        this.base = base;
        this.http = http;
        this.limits = limits;
    }

    String base() {
        return base;
    }

    /** The server's clock. */
    ServerClock clock() {
        return clock;
    }

    /** Waits for its turn, sends and waits for the answer, asking about a certificate meanwhile; throws only when cancelled. */
    Sent send(String method, String path, String body, Secret token, Task task) throws FailureException {
        String doing = method + " " + path;
        try {
            while (!turn.tryAcquire(QUEUE_LOOK_MS, TimeUnit.MILLISECONDS)) {
                task.checkCancelled(doing);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
        try {
            return exchange(method, path, body, token, doing, task);
        } finally {
            turn.release();
        }
    }

    private Sent exchange(String method, String path, String body, Secret token, String doing, Task task) throws FailureException {
        for (int attempt = 1;; attempt++) {
            task.checkCancelled(doing);
            Instant at = Instant.now();
            long start = System.nanoTime();
            try {
                return once(method, path, body, token, task);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (task.isCancelled()) {
                    // Cancelling may show as a broken connection first.
                    return new Sent(raw(at, method, path, body, start, CANCELLED), Failure.Kind.CANCELLED, delivered(cause), null);
                }
                Failure tls = TlsFailures.failure(cause, doing, base + path).orElse(null);
                try {
                    // A handshake that failed has delivered nothing, so that even a command may be sent after it.
                    if (attempt < ATTEMPTS && CertificateTrust.nowTrusted(cause, doing, task)) {
                        continue;
                    }
                } catch (FailureException refused) {
                    if (refused.failure().kind() == Failure.Kind.CANCELLED) {
                        throw refused;
                    }
                    tls = refused.failure();
                }
                Failure told = tls != null || cause instanceof ConnectException ? tls : Causes.notHttp(cause, doing, base + path).orElse(null);
                Failure.Kind kind = told == null ? kind(cause) : told.kind();
                String said = told == null ? words(cause) : told.cameBack();
                return new Sent(raw(at, method, path, body, start, said), kind, tls == null && delivered(cause), told);
            }
        }
    }

    private RawExchange raw(Instant at, String method, String path, String body, long start, String said) {
        return new RawExchange(at, method, base + path, body, 0, "", "", since(start), said);
    }

    private Sent once(String method, String path, String body, Secret token, Task task) throws ExecutionException {
        HttpClient client = body == null ? http : OneRequest.like(http);
        try {
            return once(client, method, path, body, token, task);
        } finally {
            if (client != http) {
                client.shutdownNow();
            }
        }
    }

    private Sent once(HttpClient client, String method, String path, String body, Secret token, Task task) throws ExecutionException {
        Instant at = Instant.now();
        long start = System.nanoTime();
        Duration limit = body == null ? limits.read() : limits.patch();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request(method, path, body, token),
                info -> new LimitedBody(limits.bytes(), info.headers().firstValueAsLong("Content-Length").orElse(-1)));
        String said;
        Failure.Kind kind;
        try (Task.Registration cancel = task.onCancel(() -> answer.cancel(true))) {
            HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            clock.take(response.headers(), at);
            String type = response.headers().firstValue("Content-Type").orElse("");
            String text = method.equals("GET") ? text(path, response.body()) : new String(response.body(), StandardCharsets.UTF_8);
            if (token != null) {
                // The exchange is kept and shown, and a server may send back what it was sent.
                text = token.hiddenIn(text);
            }
            return new Sent(new RawExchange(at, method, base + path, body, response.statusCode(), type, text, since(start), ""), null, true,
                    null);
        } catch (TimeoutException e) {
            answer.cancel(true);
            kind = Failure.Kind.TIMED_OUT;
            said = "no complete answer within " + limit.toSeconds() + " s";
        } catch (CancellationException e) {
            kind = Failure.Kind.CANCELLED;
            said = CANCELLED;
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            kind = Failure.Kind.CANCELLED;
            said = CANCELLED;
        }
        return new Sent(raw(at, method, path, body, start, said), kind, true, null);
    }

    /** The text of an answer; the very text of the last one when not a byte has changed, so that nothing is decoded, compared or kept twice. */
    private String text(String path, byte[] bytes) {
        Heard last = heard.get(path);
        if (last != null && Arrays.equals(last.bytes(), bytes)) {
            return last.text();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (bytes.length <= REMEMBERED) {
            heard.put(path, new Heard(bytes, text));
        } else {
            heard.remove(path);
        }
        return text;
    }

    private HttpRequest request(String method, String path, String body, Secret token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("X-Auth-Token", token.reveal());
        }
        return request.build();
    }

    /** Whether the server may have had the request. */
    private static boolean delivered(Throwable cause) {
        return !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Failure.Kind kind(Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException slow -> Failure.Kind.TIMED_OUT;
            case LimitedBody.TooLong large -> Failure.Kind.BAD_ANSWER;
            default -> Failure.Kind.UNREACHABLE;
        };
    }

    private static String words(Throwable cause) {
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return "the host name cannot be resolved";
        }
        if (cause.getMessage() != null) {
            return cause.getMessage();
        }
        return cause instanceof ConnectException ? "connection refused"
                : cause instanceof IOException ? "connection cut" : cause.getClass().getSimpleName();
    }
}
