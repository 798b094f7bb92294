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

/** A demo system and clients for it, with limits short enough for tests. */
final class Bench implements AutoCloseable {

    static final Limits LIMITS = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), 1 << 20);

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
        return new ServiceManager(new SystemProfile("tower", List.of(urls), "", true), tokens, http, LIMITS);
    }

    @Override
    public void close() {
        demo.close();
        http.shutdownNow();
    }
}
