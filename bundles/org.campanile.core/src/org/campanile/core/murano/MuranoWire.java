package org.campanile.core.murano;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.core.trust.TlsFailures;
import org.campanile.core.wire.Causes;
import org.campanile.core.wire.LimitedBody;

/** Requests to one murano-api with limits of time and size; a cancelled task cuts its request. Any worker thread. */
final class MuranoWire {

    /** What came back. */
    record Reply(int status, String text, boolean challenged) {
    }

    private static final int LARGEST = 16 << 20;
    private static final int CERTIFICATE_ATTEMPTS = 3;

    private final HttpClient http;
    private final MuranoApi.Tokens tokens;
    private final Duration limit;

    MuranoWire(HttpClient http, MuranoApi.Tokens tokens, Duration limit) {
        this.http = http;
        this.tokens = tokens;
        this.limit = limit;
    }

    /**
     * Sends and waits. A token that is no longer taken is replaced once.
     *
     * @param body JSON, or {@code null} for none
     * @param draft session that the request is about, may be empty
     */
    Reply send(String method, String url, String body, String draft, String accept, Task task) throws FailureException {
        String doing = method.equals("GET") ? "asking murano-api" : "telling murano-api";
        Secret token = tokens.token(null, task);
        Reply reply = trusted(request(method, url, body, draft, accept, token), doing, method + " " + url, task);
        if (reply.status() == 401 && reply.challenged()) {
            token = tokens.token(token, task);
            reply = trusted(request(method, url, body, draft, accept, token), doing, method + " " + url, task);
        }
        // What murano-api complains about may hold what it was sent.
        return new Reply(reply.status(), token.hiddenIn(reply.text()), reply.challenged());
    }

    private HttpRequest request(String method, String url, String body, String draft, String accept, Secret token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(limit).header("X-Auth-Token", token.reveal())
                .header("Accept", accept).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!draft.isEmpty()) {
            request.header("X-Configuration-Session", draft);
        }
        return request.build();
    }

    /** The same again after a certificate was accepted: a handshake that failed has delivered nothing. */
    private Reply trusted(HttpRequest request, String doing, String subject, Task task) throws FailureException {
        for (int attempt = 1;; attempt++) {
            try {
                return once(request, doing, subject, task);
            } catch (ExecutionException e) {
                task.checkCancelled(doing);
                if (attempt < CERTIFICATE_ATTEMPTS && CertificateTrust.nowTrusted(e.getCause(), doing, task)) {
                    continue;
                }
                throw new FailureException(unanswered(e.getCause(), doing, subject), e.getCause());
            }
        }
    }

    private Reply once(HttpRequest request, String doing, String subject, Task task) throws FailureException, ExecutionException {
        task.checkCancelled(doing);
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, info -> new LimitedBody(LARGEST));
        try (Task.Registration cancel = task.onCancel(() -> answer.cancel(true))) {
            HttpResponse<byte[]> response = answer.get(limit.toMillis() + 1000, TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response.headers().firstValue("WWW-Authenticate").isPresent());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new FailureException(late(doing, subject, "no complete answer within " + limit.toSeconds() + " s"), e);
        } catch (CancellationException e) {
            throw FailureException.cancelled(doing);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
    }

    private static Failure late(String doing, String subject, String said) {
        return new Failure(Kind.TIMED_OUT, doing, subject, said, "murano-api did not answer in time.", "Look at its log and the load of its host.");
    }

    private static Failure unanswered(Throwable cause, String doing, String subject) {
        String said = Causes.words(cause);
        if (cause instanceof LimitedBody.TooLong) {
            return new Failure(Kind.BAD_ANSWER, doing, subject, said, "The answer is larger than any of murano-api's.", "Look what answers there.");
        }
        if (cause instanceof HttpTimeoutException) {
            return late(doing, subject, said);
        }
        return TlsFailures.failure(cause, doing, subject).or(() -> Causes.notHttp(cause, doing, subject)).orElseGet(() -> new Failure(Kind.UNREACHABLE, doing, subject, said, "murano-api does not answer there.",
                "Start murano-api, or correct its endpoint in Keystone."));
    }
}
