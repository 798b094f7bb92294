package org.campanile.core.setup.keystone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.Remote;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Asks an address of the catalogue whether anybody answers there, whatever the answer: from this machine, or from a host of the lab. */
final class UrlProbe {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    /**
     * In order: curl, wget, Python 3 or 2 with its modules for HTTP (Debian's python3-minimal has none), bash where there is no TLS; each prints the
     * status, 000 when nothing answered.
     */
    private static final String SCRIPT = """
            u=$1
            if command -v curl >/dev/null 2>&1; then
              s=$(curl -k -s -o /dev/null -m 6 -w '%{http_code}' "$u" 2>/dev/null); echo "${s:-000} curl"
            elif command -v wget >/dev/null 2>&1; then
              s=$(wget --no-check-certificate -q -S -O /dev/null -T 6 -t 1 "$u" 2>&1 | awk '/^ *HTTP\\//{print $2}' | tail -1); echo "${s:-000} wget"
            else
              for p in python3 python2 python; do
                $p -c 'import urllib.request' 2>/dev/null || $p -c 'import urllib2' 2>/dev/null || continue
                $p -c 'import sys
            try:
                import urllib.request as r
            except ImportError:
                import urllib2 as r
            try:
                print("%d python" % r.urlopen(sys.argv[1], timeout=6).getcode())
            except Exception as e:
                print("%s python" % getattr(e, "code", "000"))' "$u"
                exit
              done
              a=${u#http://}; h=${a%%/*}; w=/; n=80
              case $a in */*) w=/${a#*/} ;; esac
              case $h in *]) ;; *:*) n=${h##*:}; h=${h%:*} ;; esac
              h=${h#[}; h=${h%]}
              if [ "$a" = "$u" ] || ! command -v bash >/dev/null 2>&1; then echo "none none"; exit; fi
              s=$(timeout 6 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n" "$2" "$0" >&3 && read -r v s r <&3 && echo "$s"' "$h" "$n" "$w" 2>/dev/null)
              echo "${s:-000} bash"
            fi
            """;

    private UrlProbe() {
    }

    /** From this machine. */
    static Finding here(String label, String url, Task task) throws FailureException {
        long begin = System.nanoTime();
        String subject = label + " " + url + " from this machine";
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).GET().build(),
                    HttpResponse.BodyHandlers.discarding()).orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            try (Task.Registration cancel = task.onCancel(() -> answer.cancel(true))) {
                int status = answer.get().statusCode();
                return verdict(subject, status, Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
            } catch (ExecutionException e) {
                task.checkCancelled("asking " + url);
                boolean tls = e.getCause() instanceof SSLException;
                return tls ? Finding.of(Severity.WARNING, subject, String.valueOf(e.getCause().getMessage()))
                        .withCause("The certificate is not one that this machine trusts by itself.").withFix("Give the lab the authority's certificate.")
                        : silent(subject, String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FailureException.cancelled("asking " + url);
            } catch (CancellationException e) {
                throw FailureException.cancelled("asking " + url);
            } finally {
                client.shutdownNow();
            }
        } catch (IllegalArgumentException e) {
            return Finding.of(Severity.ERROR, subject, String.valueOf(e.getMessage())).withCause("This is not an address.").withFix("Correct the endpoint.");
        }
    }

    /** From a host of the lab. */
    static Finding from(Remote host, String label, String url, Task task) throws FailureException {
        String name = host.host().name();
        String subject = label + " " + url + " from " + name;
        CommandResult result;
        Task quiet = Task.unwatched();
        try (Task.Registration registration = task.onCancel(quiet::cancel)) {
            result = host.run(Command.of("sh -s " + Command.quote(url)).withStdin(SCRIPT).within(Duration.ofSeconds(15)), quiet);
        }
        String[] words = result.out().strip().split("\\s+", 2);
        if (words[0].equals("none")) {
            return Finding.of(Severity.INFO, subject, "The host has neither curl, wget nor a Python that speaks HTTP.").withFix("Install curl on the host.");
        }
        if (!words[0].matches("\\d{3}")) {
            throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, "asking " + url, name, "exit code " + result.exit() + " " + result.err(),
                    "The host did not say how it went.", "Try curl " + url + " on the host."));
        }
        return words[0].equals("000") ? silent(subject, "no answer within 6 s (" + words[1] + ")")
                : verdict(subject, Integer.parseInt(words[0]), words[1]);
    }

    private static Finding verdict(String subject, int status, String how) {
        return status < 500 ? Finding.ok(subject, "Answers with status " + status + " (" + how + ").")
                : Finding.of(Severity.WARNING, subject, "Answers with status " + status + ".").withCause("The service, or a proxy before it, is broken.")
                        .withFix("Look at the service's log.");
    }

    private static Finding silent(String subject, String words) {
        return Finding.of(Severity.ERROR, subject, words).withCause("Nothing answers at this address from there.")
                .withImpact("Whoever takes it from the catalogue there cannot use the service.")
                .withFix("Correct the endpoint, start the service, or open the way between.");
    }
}
