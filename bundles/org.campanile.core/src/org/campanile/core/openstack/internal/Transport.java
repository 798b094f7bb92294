package org.campanile.core.openstack.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;

import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.core.wire.LimitedBody;

/**
 * Makes requests: within a time limit that covers the whole answer, within a size limit, cut when the task is cancelled, asking about a
 * certificate that is not trusted, following redirects only within the server (the token must go nowhere else). Any status comes back as
 * an answer; only what is no answer fails here. Thread-safe.
 */
final class Transport implements AutoCloseable {

    private static final int REDIRECTS = 3;
    /** The first, and after the answer about a certificate another; the servers behind one address may have two certificates. */
    private static final int ATTEMPTS = 3;

    private final CloudLimits limits;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final SSLContext tls;
    private final boolean verify;

    Transport(CloudProfile profile, CloudLimits limits, CertificateTrust certificates) throws FailureException {
        this.limits = limits;
        this.tls = certificates.context(profile.caFile(), profile.verify());
        this.verify = profile.verify();
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect()).executor(threads)
                .sslContext(tls).build();
    }

    CloudLimits limits() {
        return limits;
    }

    /** Connects for a request that this class does not make itself. */
    void open(UploadConnection connection) throws IOException {
        connection.open(tls, verify);
    }

    Answer exchange(Call call, Task task) throws FailureException {
        return exchange(call, task, Waiting.atMost(limits.call()));
    }

    /** How long an answer is waited for; asked whenever {@link #slice} is over. */
    interface Waiting {
        Duration slice();

        /** Throws when it has taken too long. */
        void check() throws TimeoutException;

        static Waiting atMost(Duration limit) {
            return new Waiting() {
                @Override
                public Duration slice() {
                    return limit;
                }

                @Override
                public void check() throws TimeoutException {
                    throw new TimeoutException("no whole answer within " + limit.toMillis() / 1000.0 + " s");
                }
            };
        }
    }

    Answer exchange(Call call, Task task, Waiting waiting) throws FailureException {
        Call now = call;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            Answer answer = asking(now, task, waiting);
            String target = answer.header("Location");
            boolean redirect = answer.status() == 301 || answer.status() == 302 || answer.status() == 307 || answer.status() == 308;
            if (!redirect || target.isEmpty()) {
                return answer;
            }
            now = now.at(sameServer(now, target));
        }
        throw new FailureException(new Failure(Kind.BAD_ANSWER, call.doing(), call.subject(), "more than " + REDIRECTS + " redirects",
                "The server sends the request in circles.", "Check the address."));
    }

    private static URI sameServer(Call call, String target) throws FailureException {
        URI to;
        try {
            to = call.uri().resolve(target);
        } catch (IllegalArgumentException bad) {
            to = URI.create("invalid:redirect");
        }
        URI from = call.uri();
        if (from.getScheme().equalsIgnoreCase(to.getScheme()) && from.getAuthority().equalsIgnoreCase(to.getAuthority())) {
            return to;
        }
        throw new FailureException(new Failure(Kind.BAD_ANSWER, call.doing(), call.subject(), "redirect to " + target,
                "The server points to another one; the token is not sent there.", "Use the other address, if it is right."));
    }

    private Answer asking(Call call, Task task, Waiting waiting) throws FailureException {
        for (int attempt = 1;; attempt++) {
            try {
                return once(call, task, waiting);
            } catch (ExecutionException broken) {
                // Cancelling on the thread that sends may show as a broken connection first.
                task.checkCancelled(call.doing());
                if (attempt == ATTEMPTS || !CertificateTrust.nowTrusted(broken, call.doing(), task)) {
                    throw Failures.noAnswer(call, broken.getCause(), limits);
                }
            }
        }
    }

    private Answer once(Call call, Task task, Waiting waiting) throws FailureException, ExecutionException {
        task.checkCancelled(call.doing());
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).method(call.method(), call.body());
        call.headers().forEach(request::setHeader);
        Future<HttpResponse<byte[]>> answer;
        try {
            // Not sendAsync: that answers on the common pool, where others' work may be in the way.
            answer = threads.submit(() -> client.send(request.build(), info -> new LimitedBody(limits.answerBytes())));
        } catch (RejectedExecutionException closed) {
            throw Failures.closed(call, closed);
        }
        try (Task.Registration registration = task.onCancel(() -> answer.cancel(true))) {
            while (true) {
                try {
                    HttpResponse<byte[]> got = answer.get(Math.max(1, waiting.slice().toMillis()), TimeUnit.MILLISECONDS);
                    return new Answer(call, got.statusCode(), got.headers(), got.body());
                } catch (TimeoutException sliceOver) {
                    waiting.check();
                }
            }
        } catch (TimeoutException over) {
            answer.cancel(true);
            throw new FailureException(new Failure(Kind.TIMED_OUT, call.doing(), call.subject(), over.getMessage(),
                    "The server took too long.", "Look whether the service is overloaded or hung, then try again."), over);
        } catch (CancellationException cut) {
            task.checkCancelled(call.doing());
            throw Failures.closed(call, cut);
        } catch (InterruptedException stop) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(call.doing());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
