package org.campanile.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import org.campanile.core.ask.Questions;
import org.campanile.core.ask.Questions.Trust;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of a real TLS server, asked about, remembered and changed. */
@Timeout(60)
class CertificateTrustTest {

    /** Answers as told and remembers what it was asked. */
    private static final class Script implements Questions {
        private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch gate;
        private volatile Trust answer;

        Script(Trust answer) {
            this(answer, new CountDownLatch(0));
        }

        Script(Trust answer, CountDownLatch gate) {
            this.answer = answer;
            this.gate = gate;
        }

        @Override
        public Trust trust(String what, String where, String fingerprint, String why) {
            asked.add(what + "|" + where + "|" + fingerprint + "|" + why);
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return answer;
        }

        @Override
        public boolean confirm(String question, String typedName) {
            throw new AssertionError(question);
        }

        String last() {
            return asked.getLast();
        }
    }

    @TempDir
    private static Path keys;
    private static TestCertificates certificates;
    private static KeyStore first;
    private static KeyStore second;
    private static KeyStore elsewhere;
    private static KeyStore expired;

    @TempDir
    private Path home;
    private TlsServer server;

    @BeforeAll
    static void certificates() throws Exception {
        certificates = new TestCertificates(keys);
        first = certificates.make("first", "CN=first", "ip:127.0.0.1", "-validity", "3");
        second = certificates.make("second", "CN=second", "ip:127.0.0.1", "-validity", "3");
        elsewhere = certificates.make("elsewhere", "CN=127.0.0.1\\0Aforged line", "dns:elsewhere.example,dns:*.lab.example", "-validity", "3");
        expired = certificates.make("expired", "CN=expired", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
    }

    @BeforeEach
    void start() throws Exception {
        server = new TlsServer(TestCertificates.context(first));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Path file() {
        return home.resolve("campanile").resolve("trusted-certificates.yaml");
    }

    private String where() {
        return "127.0.0.1:" + server.port();
    }

    /** What {@code openssl x509 -noout -fingerprint -sha256} prints after the equals sign. */
    private static String fingerprint(KeyStore store) throws Exception {
        byte[] encoded = store.getCertificate(store.aliases().nextElement()).getEncoded();
        String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded)).toUpperCase(Locale.ROOT);
        return String.join(":", hex.split("(?<=\\G..)"));
    }

    private String get(CertificateTrust trust, Path ca, boolean verify, Task task) throws FailureException, IOException, InterruptedException {
        SSLContext context = trust.context(ca, verify);
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + where() + "/")).build();
            try {
                return client.send(request, BodyHandlers.ofString()).body();
            } catch (IOException broken) {
                if (!CertificateTrust.nowTrusted(broken, "asking", task)) {
                    throw broken;
                }
                return client.send(request, BodyHandlers.ofString()).body();
            }
        }
    }

    private void reached(CertificateTrust trust, Path ca, boolean verify) throws Exception {
        assertEquals("ok", get(trust, ca, verify, Task.unwatched()));
    }

    private Failure refused(CertificateTrust trust, Path ca, Kind kind) {
        Failure failure = assertThrows(FailureException.class, () -> get(trust, ca, true, Task.unwatched())).failure();
        assertEquals(kind, failure.kind(), failure.details());
        assertEquals(0, server.requests());
        return failure;
    }

    @Test
    void anUnknownCertificateIsToldWithAllThereIsToJudgeItBy() throws Exception {
        Script no = new Script(Trust.NO);
        Failure failure = refused(new CertificateTrust(no, file()), null, Kind.UNTRUSTED);
        assertTrue(no.last().startsWith("certificate|" + where() + "|" + fingerprint(first) + "|The server signed its certificate itself"), no.last());
        assertTrue(no.last().matches(".*subject CN=first, issued by CN=first, valid until \\d{4}-\\d\\d-\\d\\d\\."), no.last());
        assertFalse(no.last().contains("not for") || no.last().contains("CHANGED"), no.last());
        assertEquals(where(), failure.subject());
        assertTrue(failure.meaning().contains(fingerprint(first)) && !failure.next().isEmpty(), failure.details());
        assertFalse(Files.exists(file()));
    }

    @Test
    void aRefusalHoldsForTheSessionAndNotForTheNext() {
        Script no = new Script(Trust.NO);
        CertificateTrust trust = new CertificateTrust(no, file());
        refused(trust, null, Kind.UNTRUSTED);
        refused(trust, null, Kind.UNTRUSTED);
        assertEquals(1, no.asked.size());
        refused(trust.forSession(), null, Kind.UNTRUSTED);
        assertEquals(2, no.asked.size());
    }

    @Test
    void onceLastsAsLongAsTheProgram() throws Exception {
        Script once = new Script(Trust.ONCE);
        CertificateTrust trust = new CertificateTrust(once, file());
        reached(trust, null, true);
        reached(trust.forSession(), null, true);
        assertEquals(1, once.asked.size());
        assertFalse(Files.exists(file()));
        reached(new CertificateTrust(once, file()), null, true);
        assertEquals(2, once.asked.size());
    }

    @Test
    void alwaysIsRememberedInAFileForThatAddressOnly() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "note: mine\ncertificates:\n  other.example:443: \"00:11\"\n");
        reached(new CertificateTrust(new Script(Trust.ALWAYS), file()), null, true);
        String text = Files.readString(file());
        assertTrue(text.contains(where()) && text.contains(fingerprint(first)) && text.contains("note: mine") && text.contains("00:11"), text);
        reached(new CertificateTrust(Questions.nobody(), file()), null, true);
        try (TlsServer otherPort = new TlsServer(TestCertificates.context(first))) {
            server.close();
            server = otherPort;
            refused(new CertificateTrust(Questions.nobody(), file()), null, Kind.UNTRUSTED);
        }
    }

    @Test
    void aChangedCertificateIsAskedAboutLoudly() throws Exception {
        Script script = new Script(Trust.ALWAYS);
        reached(new CertificateTrust(script, file()), null, true);
        server.use(TestCertificates.context(second));
        script.answer = Trust.NO;
        Failure failure = assertThrows(FailureException.class,
                () -> get(new CertificateTrust(script, file()), null, true, Task.unwatched())).failure();
        assertEquals(Kind.UNTRUSTED, failure.kind());
        assertTrue(script.last().contains("THE CERTIFICATE HAS CHANGED") && script.last().contains(fingerprint(first)), script.last());
        assertTrue(Files.readString(file()).contains(fingerprint(first)));
        script.answer = Trust.ALWAYS;
        reached(new CertificateTrust(script, file()), null, true);
        assertEquals(3, script.asked.size());
        assertTrue(Files.readString(file()).contains(fingerprint(second)) && !Files.readString(file()).contains(fingerprint(first)));
    }

    @Test
    void theCaFileOrAnExplicitWishNeedsNoQuestion() throws Exception {
        Script script = new Script(Trust.NO);
        reached(new CertificateTrust(script, file()), certificates.pem(first), true);
        server.use(TestCertificates.context(elsewhere));
        reached(new CertificateTrust(script, file()), null, false);
        assertEquals(List.of(), script.asked);
    }

    @Test
    void aCertificateForOtherNamesIsToldAsSuch() throws Exception {
        server.use(TestCertificates.context(elsewhere));
        Script script = new Script(Trust.NO);
        refused(new CertificateTrust(script, file()), certificates.pem(elsewhere), Kind.UNTRUSTED);
        assertTrue(script.last().contains("is for elsewhere.example, *.lab.example, not for 127.0.0.1."), script.last());
        assertFalse(script.last().contains("vouches") || script.last().contains("\n"), script.last());
        script.answer = Trust.ONCE;
        reached(new CertificateTrust(script, file()), certificates.pem(elsewhere), true);
    }

    @Test
    void anExpiredCertificateIsToldAsSuch() throws Exception {
        server.use(TestCertificates.context(expired));
        Script script = new Script(Trust.NO);
        refused(new CertificateTrust(script, file()), null, Kind.UNTRUSTED);
        assertTrue(script.last().contains("no authority vouches") && script.last().contains("expired on "), script.last());
    }

    @Test
    void manyConnectionsAskOneQuestionAndShareTheAnswer() throws Exception {
        for (Trust answer : List.of(Trust.NO, Trust.ONCE)) {
            CountDownLatch gate = new CountDownLatch(1);
            Script script = new Script(answer, gate);
            CertificateTrust trust = new CertificateTrust(script, file());
            try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> all = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    all.add(workers.submit(() -> {
                        try {
                            return get(trust, null, true, Task.unwatched());
                        } catch (FailureException e) {
                            return e.failure().kind().name();
                        }
                    }));
                }
                script.begun.await();
                gate.countDown();
                for (Future<String> one : all) {
                    assertEquals(answer == Trust.NO ? "UNTRUSTED" : "ok", one.get());
                }
            }
            assertEquals(1, script.asked.size());
        }
    }

    @Test
    void cancellingDoesNotWaitForTheAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        // Not ALWAYS: what is answered after the end would be written while the folder goes.
        Script script = new Script(Trust.NO, never);
        Task task = Task.unwatched();
        Thread.ofVirtual().start(() -> {
            try {
                script.begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            task.cancel();
        });
        assertEquals(Kind.CANCELLED, assertThrows(FailureException.class,
                () -> get(new CertificateTrust(script, file()), null, true, task)).failure().kind());
        never.countDown();
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsToldAndNotReplaced() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "certificates:\n  - nonsense\n");
        Script always = new Script(Trust.ALWAYS);
        Failure unreadable = refused(new CertificateTrust(always, file()), null, Kind.BAD_INPUT);
        assertTrue(unreadable.subject().contains("trusted-certificates.yaml:2"), unreadable.details());
        assertEquals(List.of(), always.asked);
        assertTrue(Files.readString(file()).contains("nonsense"));
        Path below = Files.writeString(home.resolve("file"), "").resolve("trusted-certificates.yaml");
        CertificateTrust unwritable = new CertificateTrust(always, below);
        refused(unwritable, null, Kind.LOCAL);
        always.answer = Trust.ONCE;
        reached(unwritable, null, true);
    }

    @Test
    void aPortWithoutTlsIsNamedAsSuch() {
        server.use(null);
        IOException broken = assertThrows(IOException.class,
                () -> get(CertificateTrust.nobody(), null, true, Task.unwatched()));
        Failure failure = TlsFailures.failure(broken, "asking", where()).orElseThrow();
        assertEquals(Kind.BAD_ANSWER, failure.kind());
        assertTrue(failure.meaning().contains("does not speak TLS"), failure.details());
    }

    @Test
    void aConnectionCutAfterTheHandshakeIsNoMatterOfTls() {
        assertTrue(TlsFailures.failure(new SSLException("Connection reset", new SocketException("Connection reset")), "asking", "").isEmpty());
    }

    @Test
    void addressesAreWrittenInOneWay() {
        assertEquals("cloud.example:443", Facts.address("Cloud.EXAMPLE", 443));
        assertEquals("[fd00::1]:5671", Facts.address("fd00::1", 5671));
        assertEquals("[fd00::1]:5671", Facts.address("[FD00::1]", 5671));
    }
}
