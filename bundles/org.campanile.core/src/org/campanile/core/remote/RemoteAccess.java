package org.campanile.core.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.future.WaitableFuture;
import org.apache.sshd.core.CoreModuleProperties;

import org.campanile.core.ask.Questions;
import org.campanile.core.remote.internal.AgentSocket;
import org.campanile.core.remote.internal.Ed25519Keys;
import org.campanile.core.remote.internal.HostKeyJudge;
import org.campanile.core.remote.internal.Keys;
import org.campanile.core.remote.internal.KnownHosts;
import org.campanile.core.remote.internal.Patience;
import org.campanile.core.remote.internal.SshFailures;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Opens SSH connections. Login is tried with the profile's key file; without one with the keys of the ssh-agent; then, when the host offers
 * it, with the password. The password is the secret {@code host/NAME}, a key's passphrase the secret {@code key/PATH}. Thread-safe.
 */
public final class RemoteAccess {

    private final Secrets secrets;
    private final Questions questions;
    private final KnownHosts known;
    private final KnownHosts.Refusals refusals = new KnownHosts.Refusals();
    private final Path agent;
    private final RemoteLimits limits;

    /** As {@link #RemoteAccess(Secrets, Questions, Path, Path, Path, RemoteLimits)} with the user's known hosts, agent and the usual limits. */
    public RemoteAccess(Secrets secrets, Questions questions, Path ownKnownHosts) {
        this(secrets, questions, Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"), ownKnownHosts, agentOfTheUser(),
                RemoteLimits.USUAL);
    }

    /**
     * @param usersKnownHosts known_hosts file that is only read; may be missing
     * @param ownKnownHosts known_hosts file that takes accepted keys; made when needed
     * @param agent socket of an ssh-agent, or {@code null} for none
     */
    public RemoteAccess(Secrets secrets, Questions questions, Path usersKnownHosts, Path ownKnownHosts, Path agent, RemoteLimits limits) {
        Ed25519Keys.register();
        this.secrets = secrets;
        this.questions = questions;
        this.known = new KnownHosts(usersKnownHosts, ownKnownHosts);
        this.agent = agent;
        this.limits = limits;
    }

    private RemoteAccess(Secrets secrets, Questions questions, RemoteAccess other) {
        this.secrets = secrets;
        this.questions = questions;
        this.known = other.known;
        this.agent = other.agent;
        this.limits = other.limits;
    }

    /** One that gets passwords and answers elsewhere; host keys that were trusted once, until the program ends, are trusted by both. */
    public RemoteAccess with(Secrets others, Questions asked) {
        return new RemoteAccess(others, asked, this);
    }

    private static Path agentOfTheUser() {
        String socket = System.getenv("SSH_AUTH_SOCK");
        return socket == null || socket.isEmpty() ? null : Path.of(socket);
    }

    /** The name of the password of a host's user, used for login and sudo. */
    public static SecretKey password(String lab, HostProfile host) {
        return password(lab, lab, host);
    }

    /** The name of what a host is logged in to with: the passphrase of its key file, or the password where it has none. */
    public static SecretKey login(String lab, String named, HostProfile host) {
        return host.keyFile() == null ? password(lab, named, host) : passphrase(lab, named, host);
    }

    private static SecretKey password(String lab, String named, HostProfile host) {
        return new SecretKey(lab, "host/" + host.name(), host.user(), named);
    }

    private static SecretKey passphrase(String lab, String named, HostProfile host) {
        return new SecretKey(lab, "key/" + host.keyFile(), host.user(), named);
    }

    /** As {@link #connect(String, String, HostProfile, Task)}, for a lab whose id is its name. */
    public Remote connect(String lab, HostProfile host, Task task) throws FailureException {
        return connect(lab, lab, host, task);
    }

    /**
     * Connects and logs in: unreachable, timed out, untrusted (the host key was refused), denied (nothing offered was accepted) or bad input
     * (the key file) when that fails. Cancelling the task closes the socket.
     *
     * @param lab under which the lab's passwords are kept
     * @param named what people call it
     */
    public Remote connect(String lab, String named, HostProfile host, Task task) throws FailureException {
        String doing = "connecting as " + host.user();
        task.checkCancelled(doing);
        List<KeyPair> keys = host.keyFile() == null ? List.of() : Keys.read(host.keyFile(), secrets, passphrase(lab, named, host));
        Patience patience = new Patience(limits.connect());
        HostKeyJudge judge = new HostKeyJudge(host, known, questions, refusals, patience);
        AtomicReference<FailureException> noPassword = new AtomicReference<>();
        AtomicBoolean gavePassword = new AtomicBoolean();
        SshClient client = client(host, judge);
        boolean connected = false;
        try (Task.Registration cancel = task.onCancel(() -> client.close(true))) {
            client.start();
            ConnectFuture connecting = client.connect(host.user(), host.address(), host.port());
            await(connecting, patience, task, doing, host);
            ClientSession session = connecting.verify(Duration.ofSeconds(1)).getSession();
            keys.forEach(session::addPublicKeyIdentity);
            session.setPasswordIdentityProvider(context -> passwords(password(lab, named, host), patience, noPassword, gavePassword));
            AuthFuture login = session.auth();
            await(login, patience, task, doing, host);
            login.verify(Duration.ofSeconds(1));
            connected = true;
            return new Remote(client, session, host, password(lab, named, host), secrets, limits);
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        } catch (IOException | RuntimeException e) {
            task.checkCancelled(doing);
            if (judge.refusal() != null) {
                throw new FailureException(judge.refusal(), e);
            }
            if (noPassword.get() != null) {
                throw noPassword.get();
            }
            Failure failure = SshFailures.failure(e, doing, host.where());
            if (gavePassword.get() && failure.kind() == Kind.DENIED) {
                // Kept, it would be offered for ever, and nobody would be asked for the right one.
                secrets.forget(password(lab, named, host));
            }
            throw new FailureException(failure, e);
        } finally {
            if (!connected) {
                client.close(true);
            }
        }
    }

    private SshClient client(HostProfile host, HostKeyJudge judge) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(judge);
        if (host.keyFile() == null && agent != null && Files.exists(agent)) {
            client.setAgentFactory(new AgentSocket(agent));
        }
        // A server has keys of several types and shows one; ask first for those it is known by, else a known host looks like a changed one.
        List<String> types = known.types(host.address(), host.port());
        List<NamedFactory<Signature>> signatures = new ArrayList<>(client.getSignatureFactories());
        signatures.sort(Comparator.comparing(factory -> !types.contains(keyType(factory.getName()))));
        client.setSignatureFactories(signatures);
        CoreModuleProperties.NIO_WORKERS.set(client, 2);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, limits.connect());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ofMinutes(30));
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
        client.setSessionHeartbeat(HeartbeatType.IGNORE, Duration.ofSeconds(15));
        return client;
    }

    private static String keyType(String signature) {
        return signature.startsWith("rsa-sha2") ? "ssh-rsa" : signature;
    }

    /** Gives the password when the host gets as far as asking for one, and remembers why there is none. */
    private List<String> passwords(SecretKey key, Patience patience, AtomicReference<FailureException> noPassword, AtomicBoolean gavePassword) {
        if (noPassword.get() != null) {
            return List.of();
        }
        return patience.whileAsking(() -> {
            try {
                Secret secret = secrets.require(key);
                gavePassword.set(true);
                return List.of(secret.reveal());
            } catch (FailureException e) {
                noPassword.set(e);
                return List.of();
            }
        });
    }

    private void await(WaitableFuture future, Patience patience, Task task, String doing, HostProfile host) throws IOException, FailureException {
        while (!future.await(Duration.ofMillis(50))) {
            task.checkCancelled(doing);
            if (patience.isOver()) {
                throw new FailureException(new Failure(Kind.TIMED_OUT, doing, host.where(), "not logged in within " + limits.connect().toSeconds() + " s",
                        "The host did not answer in time.", "Check address and port, and that no firewall swallows packets."));
            }
        }
    }
}
