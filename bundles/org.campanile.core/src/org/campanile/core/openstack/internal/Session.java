package org.campanile.core.openstack.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.openstack.Cloud.CatalogueEntry;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.Identity;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A login: holds the token, renews it before it expires and once after a 401, and knows which address a service has. Thread-safe; renewals
 * of several threads become one.
 */
final class Session implements AutoCloseable {

    /** A token with less life than this is renewed first, so that one call does not outlive it. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final CloudProfile profile;
    private final Transport transport;
    private final URI authUrl;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Secret secret;
    private volatile Token token;

    Session(CloudProfile profile, Secret secret, Transport transport) throws FailureException {
        this.profile = profile;
        this.secret = secret;
        this.transport = transport;
        this.authUrl = versioned(uri(profile.authUrl(), "logging in"), "v3");
    }

    CloudProfile profile() {
        return profile;
    }

    Transport transport() {
        return transport;
    }

    /** The token held now; null before the first {@link #fresh}. */
    Token token() {
        return token;
    }

    /** A token that lives a while yet. */
    Token fresh(Task task) throws FailureException {
        Token held = token;
        Instant expires = held == null ? null : held.login().expires();
        if (held != null && (expires == null || Instant.now().plus(MARGIN).isBefore(expires) || livesLessThanMargin(held))) {
            return held;
        }
        return renew(held, task);
    }

    /** A cloud whose tokens live shorter than the margin would be asked for one with each call; there the 401 decides. */
    private static boolean livesLessThanMargin(Token held) {
        return held.library().getIssuedAt() != null && held.library().getExpires() != null
                && held.library().getExpires().getTime() - held.library().getIssuedAt().getTime() < 2 * MARGIN.toMillis();
    }

    /** A new token, unless another thread has replaced {@code old} meanwhile. */
    Token renew(Token old, Task task) throws FailureException {
        try {
            // Another thread may be waiting for a Keystone that does not answer, on a task of its own.
            while (!renewing.tryLock(200, TimeUnit.MILLISECONDS)) {
                task.checkCancelled("logging in");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("logging in");
        }
        try {
            if (token != old) {
                return token;
            }
            Secret with = secret;
            if (with == null) {
                throw FailureException.cancelled("logging in");
            }
            token = Authentication.token(profile, with, authUrl, transport, task);
            return token;
        } finally {
            renewing.unlock();
        }
    }

    /** Sends with the token; a status of 300 and above is a failure with OpenStack's words. */
    Answer send(Call call, Task task) throws FailureException {
        return send(call, task, Transport.Waiting.atMost(transport.limits().call()));
    }

    Answer send(Call call, Task task, Transport.Waiting waiting) throws FailureException {
        Token with = fresh(task);
        Answer answer = transport.exchange(call.with("X-Auth-Token", with.id()).with("Accept", "application/json"), task, waiting);
        if (answer.status() == 401) {
            with = renew(with, task);
            answer = transport.exchange(call.with("X-Auth-Token", with.id()).with("Accept", "application/json"), task, waiting);
        }
        if (answer.status() >= 300) {
            throw Failures.refused(answer);
        }
        return answer;
    }

    /** Where calls to a service go. */
    Optional<URI> endpoint(String type) {
        String override = profile.endpointOverrides().get(type);
        if (override != null) {
            return address(override);
        }
        Token held = token;
        if (held != null) {
            for (CatalogueEntry entry : held.catalogue()) {
                if (entry.type().equals(type)) {
                    for (Identity.Endpoint endpoint : entry.endpoints()) {
                        boolean here = profile.region().isEmpty() || profile.region().equals(endpoint.region());
                        if (here && profile.interfaceName().equals(endpoint.interfaceName())) {
                            return address(endpoint.url());
                        }
                    }
                }
            }
        }
        return type.equals("identity") ? Optional.of(authUrl) : Optional.empty();
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException unusable) {
            return Optional.empty();
        }
    }

    /** The address below a service's endpoint; a failure tells what the catalogue lacks. */
    URI at(String type, String version, String path, String doing) throws FailureException {
        URI base = endpoint(type).orElseThrow(() -> new FailureException(new Failure(Kind.NOT_FOUND, doing, "service " + type, "",
                "The catalogue has no " + profile.interfaceName() + " endpoint of type " + type
                        + (profile.region().isEmpty() ? "." : " in region " + profile.region() + "."),
                "Install or register the service, or set another region, interface or an endpoint override.")));
        return uri((version.isEmpty() ? base.toString().replaceAll("/+$", "") : versioned(base, version).toString()) + path, doing);
    }

    /** An endpoint's address with the version it has, or with this one when it has none. */
    static URI versioned(URI base, String version) {
        String text = base.toString().replaceAll("/+$", "");
        if (text.matches(".*/v\\d+(\\.\\d+)?")) {
            boolean old = version.equals("v3") && text.endsWith("/v2.0");
            return old ? URI.create(text.substring(0, text.length() - 4) + "v3") : URI.create(text);
        }
        return URI.create(text + '/' + version);
    }

    static URI uri(String text, String doing) throws FailureException {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return uri;
            }
        } catch (URISyntaxException bad) {
            throw badUri(text, doing, bad);
        }
        throw badUri(text, doing, null);
    }

    private static FailureException badUri(String text, String doing, Throwable cause) {
        return new FailureException(new Failure(Kind.BAD_INPUT, doing, text, "", "This is no http or https address.",
                "Give an address such as https://cloud.example.org:5000/v3."), cause);
    }

    @Override
    public void close() {
        secret = null;
        transport.close();
    }
}
