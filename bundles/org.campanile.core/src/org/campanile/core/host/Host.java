package org.campanile.core.host;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.Remote;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A machine reached by SSH, and what it is. Thread-safe; every method that takes a task blocks, has a time limit, ends the command when the task is
 * cancelled and hands its output on to {@link Task#line} as it comes, so worker threads only. It lives as long as its connection.
 */
public final class Host {

    /** Of silence: long enough for a line that stands still for a while. */
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int SMALL = 1 << 20;

    private final Remote remote;
    private final HostFacts facts;
    /** Held by who changes packages: apt-get update and apt-get install at the same time spoil each other's lists. */
    private final ReentrantLock packages = new ReentrantLock();
    private final boolean look;
    /** Why nobody became root in this look. */
    private volatile Failure refused;

    private Host(Remote remote, HostFacts facts, boolean look) {
        this.remote = remote;
        this.facts = facts;
        this.look = look;
    }

    /** Asks the machine what it is. */
    public static Host of(Remote remote, Task task) throws FailureException {
        CommandResult answer = quiet(task, t -> remote.run(Command.of("sh").withStdin(FactsReader.SCRIPT).withinSilence(LOOK).withOutputUpTo(SMALL), t));
        return new Host(remote, FactsReader.read(answer.out(), remote.host().where()), false);
    }

    /** The same for one look, in which who gives sudo no password, or a wrong one, is not asked again. */
    public Host forALook() {
        return new Host(remote, facts, true);
    }

    /** What the machine was when the connection was made. */
    public HostFacts facts() {
        return facts;
    }

    /** Its name in the lab. */
    public String name() {
        return remote.host().name();
    }

    /** Where it was reached, {@code address:port}, for messages. */
    public String where() {
        return remote.host().where();
    }

    /** The connection, for SFTP. */
    public Remote remote() {
        return remote;
    }

    /** Whether the connection stands, as far as is known. */
    public boolean isConnected() {
        return remote.isConnected();
    }

    /** Runs a command as the user; an exit code other than 0 is a result. */
    public CommandResult run(Command command, Task task) throws FailureException {
        return remote.run(command, task);
    }

    /** Runs a command as root, with sudo where the user is not root; denied when neither is possible. */
    public CommandResult sudo(Command command, Task task) throws FailureException {
        return switch (facts.sudo()) {
            case ROOT -> remote.run(command, task);
            case ABSENT -> throw new FailureException(new Failure(Kind.NOT_FOUND, "running a command as root", where(), "",
                    "User " + facts.user() + " is not root, and the host has no sudo.", "Log in as root, or install sudo."));
            case FREE -> remote.run(command.withSudo(), task);
            case ASKS -> asked(command, task);
        };
    }

    private CommandResult asked(Command command, Task task) throws FailureException {
        Failure before = refused;
        if (before != null) {
            throw new FailureException(before);
        }
        try {
            return remote.run(command.withSudo(), task);
        } catch (FailureException e) {
            if (look && e.failure().kind() == Kind.DENIED) {
                refused = e.failure();
            }
            throw e;
        }
    }

    /** Runs a command as the user without showing its output; an exit code other than 0 is a result. */
    public CommandResult runQuietly(Command command, Task task) throws FailureException {
        return quiet(task, t -> run(command, t));
    }

    /** The same as root. */
    public CommandResult sudoQuietly(Command command, Task task) throws FailureException {
        return quiet(task, t -> sudo(command, t));
    }

    /** Runs a command as root that has to end with 0; its output. */
    public String require(String doing, Command command, Task task) throws FailureException {
        return succeeded(doing, sudo(command, task)).out();
    }

    /** Runs a command as the user that has to end with 0, without showing its output; for looking. */
    public String ask(String doing, String line, Task task) throws FailureException {
        return succeeded(doing, runQuietly(Command.of(line).withinSilence(LOOK), task)).out();
    }

    /** Runs a script in {@code sh} as the user without showing its output; an exit code other than 0 is a result. */
    public CommandResult look(String script, Task task) throws FailureException {
        return runQuietly(Command.of("sh").withStdin(script).withinSilence(LOOK), task);
    }

    /** The same as root. */
    public CommandResult lookAsRoot(String script, Task task) throws FailureException {
        return sudoQuietly(Command.of("sh").withStdin(script).withinSilence(LOOK), task);
    }

    /** The result, when it is one of success; otherwise the failure, with the end of what the command said. */
    public CommandResult succeeded(String doing, CommandResult result) throws FailureException {
        if (result.ok()) {
            return result;
        }
        String said = tail(result.err().isBlank() ? result.out() : result.err());
        String ended = result.signal().isEmpty() ? "exit code " + result.exit() : "signal " + result.signal();
        boolean full = said.contains("No space left on device");
        boolean fixed = said.contains("Read-only file system");
        boolean missing = result.exit() == 127;
        throw new FailureException(new Failure(missing ? Kind.NOT_FOUND : Kind.REMOTE, doing, where(), ended + (said.isEmpty() ? "" : ": " + said),
                full ? "The disk of the host is full." : fixed ? "The file system of the host is read-only." : missing ? "The host does not have a command that is needed."
                        : "The command failed on the host.",
                full ? "Make room on the host and try again." : fixed ? "Look in the host's log why it was mounted so, as after an error of the disk; mount it writable, then try again."
                        : missing ? "Install it on the host, then try again." : "Read what it said; correct the cause on the host, then try again."));
    }

    private static String tail(String text) {
        String all = text.strip();
        return all.length() <= 600 ? all : "..." + all.substring(all.length() - 600);
    }

    private interface Work {
        CommandResult with(Task task) throws FailureException;
    }

    /** Work whose output nobody wants to see line by line; cancelling the task still cancels it. */
    private static CommandResult quiet(Task task, Work work) throws FailureException {
        Task silent = Task.unwatched();
        try (Task.Registration registration = task.onCancel(silent::cancel)) {
            return work.with(silent);
        }
    }

    /** Its files. */
    public HostFiles files() {
        return new HostFiles(this);
    }

    /** Its packages. */
    public Packages packages() {
        return new Packages(this, packages);
    }

    /** Its services. */
    public ServiceControl services() {
        return new ServiceControl(this);
    }
}
