package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.ask.Questions;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.core.trust.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** Certificates: a Keystone with a certificate of its own making. */
class CloudTrustTest {

    /** Answers as scripted and remembers what it was asked. */
    private static final class Script implements Questions {
        private final Trust answer;
        private final List<String> asked = new ArrayList<>();

        Script(Trust answer) {
            this.answer = answer;
        }

        @Override
        public Trust trust(String what, String where, String fingerprint, String why) {
            asked.add(what + " " + where + " " + fingerprint);
            return answer;
        }

        @Override
        public boolean confirm(String question, String typedName) {
            return false;
        }
    }

    private static final CloudLimits LIMITS = new CloudLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);

    @TempDir
    private static Path folder;
    private static KeyStore own;
    private static Path ca;
    private static Path otherCa;
    private FakeCloud fake;

    @BeforeAll
    static void certificates() throws Exception {
        TestCertificates made = new TestCertificates(folder);
        own = made.make("own", "CN=own", "ip:127.0.0.1");
        ca = made.pem(own);
        otherCa = made.pem(made.make("other", "CN=other", "ip:127.0.0.1"));
    }

    @BeforeEach
    void start() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.context(own)));
        fake = new FakeCloud(server);
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private Failure refused(Kind kind, CloudProfile profile, Questions questions) {
        Failure failure = assertThrows(FailureException.class, () -> CloudConnector.create(LIMITS).connect(profile, FakeCloud.PASSWORD,
                CertificateTrust.asking(questions), Task.unwatched())).failure();
        assertEquals(kind, failure.kind(), failure.details());
        return failure;
    }

    @Test
    void anUnknownCertificateIsAskedAboutAndRefused() {
        Script no = new Script(Questions.Trust.NO);
        Failure failure = refused(Kind.UNTRUSTED, fake.profile(), no);
        assertEquals(1, no.asked.size());
        assertTrue(no.asked.getFirst().matches("certificate 127.0.0.1:\\d+ ([0-9A-F]{2}:){31}[0-9A-F]{2}"), no.asked.toString());
        assertTrue(failure.meaning().contains(no.asked.getFirst().split(" ")[2]), failure.details());
        assertEquals(0, fake.logins.get());
    }

    @Test
    void theWrongCaFileIsTold() {
        refused(Kind.UNTRUSTED, Profiles.trusting(fake.profile(), otherCa, true), Questions.nobody());
    }

    @Test
    void anAcceptedCertificateIsAskedAboutOnce() throws FailureException {
        Script once = new Script(Questions.Trust.ONCE);
        CertificateTrust trust = CertificateTrust.asking(once);
        CloudConnector connector = CloudConnector.create(LIMITS);
        for (int i = 1; i <= 2; i++) {
            connector.connect(fake.profile(), FakeCloud.PASSWORD, trust, Task.unwatched()).close();
            assertEquals(i, fake.logins.get());
        }
        assertEquals(1, once.asked.size());
    }

    @Test
    void theCaFileOrAnExplicitWishNeedsNoQuestion() throws FailureException {
        for (CloudProfile profile : List.of(Profiles.trusting(fake.profile(), ca, true), Profiles.trusting(fake.profile(), null, false))) {
            CloudConnector.create(LIMITS).connect(profile, FakeCloud.PASSWORD, CertificateTrust.nobody(), Task.unwatched()).close();
        }
        assertEquals(2, fake.logins.get());
    }

    @Test
    void aNameThatIsNotInTheCertificateIsNotTrusted() {
        refused(Kind.UNTRUSTED, Profiles.at(Profiles.trusting(fake.profile(), ca, true), "https://localhost:" + fake.port()), Questions.nobody());
    }

    @Test
    void aCaFileThatIsNoneIsBadInput() throws Exception {
        refused(Kind.BAD_INPUT, Profiles.trusting(fake.profile(), folder.resolve("missing.pem"), true), Questions.nobody());
        refused(Kind.BAD_INPUT, Profiles.trusting(fake.profile(), Files.writeString(folder.resolve("no.pem"), "no certificate"), true), Questions.nobody());
        refused(Kind.BAD_INPUT, Profiles.trusting(fake.profile(), Files.createFile(folder.resolve("empty.pem")), true), Questions.nobody());
    }
}
