package org.campanile.core.setup;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.wire.Causes;

/**
 * Looks from this machine whether murano-api answers at an address that is to be registered. It asks for the environments without a token: release
 * 0.2 answers 401 to that, later ones list their versions with 300 (Murano protocol document, sections 1.1 and 9). Blocks; worker threads only.
 */
public final class MuranoProbe {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private MuranoProbe() {
    }

    /** Looks; an address where nothing answers is a finding and no failure. Fails only when cancelled. */
    public static Finding look(String address, Task task) throws FailureException {
        String doing = "asking murano-api";
        task.progress("Asking " + address, 0, -1);
        long begin = System.nanoTime();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).followRedirects(HttpClient.Redirect.NEVER).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/environments")).timeout(LIMIT).GET().build();
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            try (Task.Registration cancel = task.onCancel(() -> {
                answer.cancel(true);
                client.shutdownNow();
            })) {
                int status = answer.get().statusCode();
                return verdict(address, status, Duration.ofNanos(System.nanoTime() - begin));
            } catch (ExecutionException e) {
                task.checkCancelled(doing);
                return silent(address, e.getCause());
            } catch (java.util.concurrent.CancellationException e) {
                throw FailureException.cancelled(doing);
            } catch (InterruptedException e) {
                client.shutdownNow();
                Thread.currentThread().interrupt();
                throw FailureException.cancelled(doing);
            } finally {
                // A body that never ends would hold the client's close for ever.
                client.shutdownNow();
            }
        } catch (IllegalArgumentException e) {
            return Finding.of(Severity.ERROR, address, e.getMessage()).withCause("This is not an address.").withFix("Correct it.");
        }
    }

    private static Finding verdict(String address, int status, Duration took) {
        if (status == 200 || status == 300 || status == 401) {
            return Finding.ok(address, "Answers with status " + status + " in " + took.toMillis() + " ms.");
        }
        return Finding.of(Severity.WARNING, address, "Answers with status " + status + ".").withCause("murano-api answers 200, 300 or 401 to " + address + "/environments.")
                .withFix("Look whether it is the address of murano-api; it can be registered all the same.");
    }

    private static Finding silent(String address, Throwable cause) {
        return Finding.of(Severity.WARNING, address, Causes.words(cause) + ".").withCause("Nothing answers there from this machine.")
                .withFix("Start murano-api or correct the address; it can be registered all the same.");
    }
}
