package org.campanile.core.remote;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;

import org.campanile.core.remote.internal.CommandRun;
import org.campanile.core.remote.internal.SudoTurn;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** An open SSH connection to one host. Thread-safe: several commands and transfers can run at once. Close it to end its threads. */
public final class Remote implements AutoCloseable {

    private final SshClient client;
    private final ClientSession session;
    private final HostProfile host;
    private final SecretKey password;
    private final Secrets secrets;
    private final RemoteLimits limits;
    private final SudoTurn turn = new SudoTurn();

    Remote(SshClient client, ClientSession session, HostProfile host, SecretKey password, Secrets secrets, RemoteLimits limits) {
        this.client = client;
        this.session = session;
        this.host = host;
        this.password = password;
        this.secrets = secrets;
        this.limits = limits;
    }

    /** The host. */
    public HostProfile host() {
        return host;
    }

    /** Whether the connection stands, as far as is known. */
    public boolean isConnected() {
        return session.isOpen();
    }

    /** What the server calls itself, such as {@code SSH-2.0-OpenSSH_9.2}. */
    public String server() {
        return session.getServerVersion();
    }

    /**
     * Runs a command to its end; its lines go to {@link Task#line} as they come. An exit code other than 0 is a result, not a failure.
     * When the time is over, the output too large or the task cancelled, the command gets TERM, then KILL; what sudo started as root
     * cannot be reached by these and loses its input and output instead.
     */
    public CommandResult run(Command command, Task task) throws FailureException {
        return new CommandRun(session, command, host.where(), task).run(secrets, password, turn);
    }

    /** File transfer over this connection. */
    public RemoteFiles files() {
        return new RemoteFiles(session, host.where(), limits);
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }
}
