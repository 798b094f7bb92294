package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.campanile.core.ask.Questions;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
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

    private static final char[] WORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;
    private static KeyStore own;
    private static Path ca;
    private static Path otherCa;
    private FakeCloud fake;

    @BeforeAll
    static void certificates() throws Exception {
        own = keys("own", "san=ip:127.0.0.1");
        ca = pem(own, "own");
        otherCa = pem(keys("other", "san=ip:127.0.0.1"), "other");
    }

    @BeforeEach
    void start() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, WORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        fake = new FakeCloud(server);
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private static KeyStore keys(String name, String extension) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name,
                "-keyalg", "EC", "-dname", "CN=" + name, "-ext", extension, "-keystore", store.toString(), "-storepass", new String(WORD),
                "-validity", "2").redirectErrorStream(true).start();
        assertTrue(tool.waitFor(60, TimeUnit.SECONDS));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, WORD);
        }
        return keys;
    }

    private static Path pem(KeyStore keys, String name) throws Exception {
        return Files.writeString(folder.resolve(name + ".pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getCertificate(name).getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }

    private Failure refused(Kind kind, CloudProfile profile, Questions questions) {
        Failure failure = assertThrows(FailureException.class, () -> CloudConnector.create(FakeCloud.LIMITS).connect(profile, FakeCloud.PASSWORD,
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
        refused(Kind.UNTRUSTED, fake.profile().withTls(otherCa, true), Questions.nobody());
    }

    @Test
    void anAcceptedCertificateIsAskedAboutOnce() throws FailureException {
        Script once = new Script(Questions.Trust.ONCE);
        CertificateTrust trust = CertificateTrust.asking(once);
        CloudConnector connector = CloudConnector.create(FakeCloud.LIMITS);
        for (int i = 1; i <= 2; i++) {
            connector.connect(fake.profile(), FakeCloud.PASSWORD, trust, Task.unwatched()).close();
            assertEquals(i, fake.logins.get());
        }
        assertEquals(1, once.asked.size());
    }

    @Test
    void theCaFileOrAnExplicitWishNeedsNoQuestion() throws FailureException {
        fake.connect(fake.profile().withTls(ca, true)).close();
        fake.connect(fake.profile().withTls(null, false)).close();
        assertEquals(2, fake.logins.get());
    }

    @Test
    void aNameThatIsNotInTheCertificateIsNotTrusted() {
        refused(Kind.UNTRUSTED, fake.profile().withTls(ca, true).withAuthUrl("https://localhost:" + fake.port()), Questions.nobody());
    }

    @Test
    void aCaFileThatIsNoneIsBadInput() throws Exception {
        refused(Kind.BAD_INPUT, fake.profile().withTls(folder.resolve("missing.pem"), true), Questions.nobody());
        refused(Kind.BAD_INPUT, fake.profile().withTls(Files.writeString(folder.resolve("no.pem"), "no certificate"), true), Questions.nobody());
        refused(Kind.BAD_INPUT, fake.profile().withTls(Files.createFile(folder.resolve("empty.pem")), true), Questions.nobody());
    }
}
