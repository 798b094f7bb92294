package org.campanile.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.ask.Questions;
import org.campanile.core.ask.Questions.Trust;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.inventory.InventoryHost;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The inventory asks about a certificate as every other client does, and sends what it was asked to send once. */
@Timeout(60)
class InventoryCertificateTest {

    private static final InventoryHost HOST = new InventoryHost("uuid", "controller-0", "controller", "", "", "", "", "", "");

    @TempDir
    private Path keys;

    private final List<String> asked = new ArrayList<>();

    private Questions answering(Trust answer) {
        return new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                asked.add(where);
                return answer;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                throw new AssertionError(question);
            }
        };
    }

    private static Inventory inventory(TlsServer server, Questions questions) throws FailureException {
        HttpClient http = HttpClient.newBuilder().sslContext(CertificateTrust.asking(questions).context(null, true)).build();
        return new Inventory(URI.create("https://127.0.0.1:" + server.port()), Optional.empty(), t -> Secret.of("token"), http);
    }

    @Test
    void anUnknownCertificateIsAskedAboutAndTheActionIsSentOnce() throws Exception {
        var certificate = new TestCertificates(keys).make("own", "CN=own", "ip:127.0.0.1", "-validity", "3");
        try (TlsServer server = new TlsServer(TestCertificates.context(certificate))) {
            FailureException refused = assertThrows(FailureException.class, () -> inventory(server, answering(Trust.NO)).act(HOST, "lock", Task.unwatched()));
            assertEquals(Kind.UNTRUSTED, refused.failure().kind());
            assertEquals(0, server.requests());
            assertEquals(200, inventory(server, answering(Trust.ONCE)).act(HOST, "lock", Task.unwatched()).status());
            assertEquals(1, server.requests());
            assertEquals(2, asked.size());
        }
    }
}
