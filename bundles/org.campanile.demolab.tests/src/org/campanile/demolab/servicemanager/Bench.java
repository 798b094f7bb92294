package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.Limits;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.servicemanager.TokenSource;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.http.Faults;

/** A demo system and clients for it. */
final class Bench implements AutoCloseable {

    /** Long enough for a machine that has something else to do. */
    static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);
    /** For systems whose silence is what is tested. */
    static final Limits HASTY = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3), 1 << 20);

    final Faults faults = new Faults();
    final DemoServiceManager demo;
    private final HttpClient http = ServiceManager.http(LIMITS);

    Bench() throws IOException {
        this(TokenCheck.anyToken());
    }

    Bench(TokenCheck tokens) throws IOException {
        this(tokens, Duration.ofMillis(1500));
    }

    Bench(TokenCheck tokens, Duration swactTakes) throws IOException {
        demo = new DemoServiceManager(0, faults, tokens, swactTakes, InstantSource.system());
    }

    ServiceManager client(String... urls) throws FailureException {
        return client(TokenSource.fixed(Secret.of("token-1")), urls);
    }

    ServiceManager client(TokenSource tokens, String... urls) throws FailureException {
        return client(tokens, LIMITS, urls);
    }

    ServiceManager client(TokenSource tokens, Limits limits, String... urls) throws FailureException {
        return new ServiceManager(new SystemProfile("tower", List.of(urls), "", true), tokens, http, limits);
    }

    @Override
    public void close() {
        demo.close();
        http.shutdownNow();
    }
}
