package org.campanile.core.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;

import org.campanile.core.remote.internal.Ed25519Keys;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/** An SSH server on loopback with one password, whose only command is a sudo that asks, then echoes its input. */
final class SshServerFake implements AutoCloseable {

    private static final Pattern SUDO = Pattern.compile("sudo -S -p '([^']+)' -- sh -c '.*(campanile-starts-[0-9a-f-]+).*", Pattern.DOTALL);

    private final SshServer server;
    private volatile String sudoPassword;
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    SshServerFake(String keyType, String password) throws IOException, GeneralSecurityException {
        Ed25519Keys.register();
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        sudoPassword = password;
        changeKey(keyType);
        server.setPasswordAuthenticator((user, given, session) -> password.equals(given));
        server.setCommandFactory((channel, line) -> new Sudo(line));
        server.start();
    }

    void changeKey(String keyType) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
        generator.initialize("EC".equals(keyType) ? 256 : 2048);
        KeyPair pair = generator.generateKeyPair();
        server.setKeyPairProvider(KeyPairProvider.wrap(pair));
    }

    void sudoWants(String password) {
        sudoPassword = password;
    }

    /** How many times sudo was given a wrong password. */
    int wrong() {
        return wrong.get();
    }

    /** How many times sudo asked for a password. */
    int asked() {
        return asked.get();
    }

    HostProfile host() {
        return new HostProfile("fake", "127.0.0.1", server.getPort(), "someone", null);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Sudo extends AbstractCommandSupport {

        Sudo(String line) {
            super(line, null);
        }

        @Override
        public void run() {
            try {
                Matcher line = SUDO.matcher(getCommand());
                if (!line.matches()) {
                    throw new IOException("unexpected: " + getCommand());
                }
                ask(line.group(1));
                while (!readLine(getInputStream()).equals(sudoPassword)) {
                    wrong.incrementAndGet();
                    ask(line.group(1));
                }
                getErrorStream().write((line.group(2) + "\n").getBytes(StandardCharsets.UTF_8));
                getErrorStream().flush();
                getInputStream().transferTo(getOutputStream());
                getOutputStream().flush();
                onExit(0);
            } catch (IOException e) {
                onExit(1, e.getMessage());
            }
        }

        private void ask(String prompt) throws IOException {
            getErrorStream().write(prompt.getBytes(StandardCharsets.UTF_8));
            getErrorStream().flush();
            asked.incrementAndGet();
        }

        private static String readLine(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("no password");
                }
                line.append((char) c);
            }
            return line.toString();
        }
    }

    /** Secrets that know one password, or none when it is {@code null}. */
    record OnePassword(String password) implements Secrets {

        @Override
        public Optional<Secret> find(SecretKey key) {
            return Optional.ofNullable(password).map(Secret::of);
        }

        @Override
        public Secret require(SecretKey key) throws FailureException {
            return find(key).orElseThrow(() -> new FailureException(new Failure(Kind.DENIED, "asking for a password", key.part(), "", "Nobody gave one.", "")));
        }

        @Override
        public void store(SecretKey key, Secret secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(SecretKey key) {
            // It is all this knows; who asks again gets it again.
        }
    }
}
