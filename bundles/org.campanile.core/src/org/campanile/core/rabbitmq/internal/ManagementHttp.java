package org.campanile.core.rabbitmq.internal;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.campanile.core.rabbitmq.BrokerLimits;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.core.wire.Causes;
import org.campanile.core.wire.LimitedBody;

/**
 * Sends one request of the management API at a time limit, with a size limit and with a cancel that closes the connection. Thread-safe;
 * blocks the calling thread. Nothing is logged, so a password in a request's body goes nowhere else.
 */
public final class ManagementHttp implements AutoCloseable {

    /** The first, and after the answer about a certificate another; the servers behind one address may have two certificates. */
    private static final int ATTEMPTS = 3;

    private final HttpClient client;
    /** User and password as the header has them, which a server may send back. */
    private final Secret login;
    private final Secret password;
    private final BrokerLimits limits;

    /** Opens no connection yet. */
    public ManagementHttp(BrokerProfile profile, Secret password, CertificateTrust certificates, BrokerLimits limits) throws FailureException {
        this.password = password;
        this.limits = limits;
        login = Secret.of(Base64.getEncoder().encodeToString((profile.user() + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8)));
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limits.connect())
                .sslContext(certificates.context(profile.caFile(), profile.verify())).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /**
     * Sends a request and gives the body of a 2xx answer as text, empty for 204.
     *
     * @param body JSON, or {@code null} for none
     */
    public String send(String method, URI uri, String body, String doing, Task task) throws FailureException {
        task.checkCancelled(doing);
        // What answers with nothing, as purging a queue does, offers no JSON and refuses who accepts nothing else with 406.
        HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", "Basic " + login.reveal()).header("Accept", "application/json, */*")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        String subject = subject(uri);
        for (int attempt = 1;; attempt++) {
            try {
                return once(request, doing, subject, task);
            } catch (FailureException told) {
                throw login.hiddenIn(password.hiddenIn(told));
            } catch (ExecutionException e) {
                task.checkCancelled(doing);
                if (Causes.find(e, LimitedBody.TooLong.class) != null) {
                    throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject,
                            "more than " + limits.answerBytes() + " bytes", "The answer is larger than what is accepted.",
                            "Check that the address is that of a RabbitMQ management API; ask for less at a time."));
                }
                if (attempt == ATTEMPTS || !CertificateTrust.nowTrusted(e, doing, task)) {
                    throw new FailureException(ConnectionFailures.failure(e.getCause(), doing, subject), e.getCause());
                }
            }
        }
    }

    /** What a request is about, for failures. */
    static String subject(URI uri) {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath();
    }

    private String once(HttpRequest request, String doing, String subject, Task task) throws FailureException, ExecutionException {
        // Cancelling this future closes the connection, wherever the exchange stands.
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new LimitedBody(limits.answerBytes()));
        try (Task.Registration cancel = task.onCancel(() -> answer.cancel(true))) {
            HttpResponse<byte[]> response = answer.get(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
            return AnswerRules.text(response, doing, subject);
        } catch (CancellationException e) {
            throw FailureException.cancelled(doing);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new FailureException(new Failure(Kind.TIMED_OUT, doing, subject,
                    "no complete answer within " + limits.answer().toSeconds() + " s", "The management API did not answer in time.",
                    "Check that the port is the management API's, with or without TLS as the address says, and that the broker is not overloaded."), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
