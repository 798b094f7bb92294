package org.campanile.core.remote.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;

import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import org.slf4j.LoggerFactory;

/**
 * One run of one command. Under sudo the command is wrapped: sudo asks with a text nobody else prints, and a line tells that it let the
 * command start, so a password is sent only when asked for, and standard input never goes to sudo by mistake.
 */
public final class CommandRun {

    private static final Duration TURN = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration OPENING = Duration.ofSeconds(30);
    /** After this silence of a command the host is asked whether it is there at all: a line that is gone tells nothing for a quarter of an hour. */
    private static final Duration STILL = Duration.ofSeconds(45);
    private static final Duration ANSWER = Duration.ofSeconds(45);
    private static final Duration LAST_ANSWER = Duration.ofSeconds(10);
    /** How many times its silence a command may take in all. */
    private static final int TIMES = 15;
    /** Bytes a second that the slowest line takes; what is sent to a command may take so long before the silence counts. */
    private static final int SLOWEST_LINE = 200;
    private static final int LONGEST_SHOWN = 200;

    private final ClientSession session;
    private final Command command;
    private final Task task;
    private final String doing;
    private final String subject;
    private final String prompt = "campanile-asks-" + UUID.randomUUID();
    private final String start = "campanile-starts-" + UUID.randomUUID();
    private final Output out;
    private final Output err;
    private final long begun = System.nanoTime();
    /** Whether this gives sudo a password and others wait for what comes of it. */
    private boolean myTurn;
    private Secret given;

    /** A run of {@code command}; lines of both streams go to the task as they come. */
    public CommandRun(ClientSession session, Command command, String subject, Task task) {
        this.session = session;
        this.command = command;
        this.task = task;
        this.subject = subject;
        doing = command.line().equals("sh") ? "running a script on the host" : "running " + shown(command.line());
        out = new Output(task::line, command.largestOutput(), null, null);
        err = new Output(task::line, command.largestOutput(), command.asRoot() ? prompt : null, command.asRoot() ? start : null);
    }

    /** Runs it to its end. @param turn of the connection */
    public CommandResult run(Secrets secrets, SecretKey password, SudoTurn turn) throws FailureException {
        task.checkCancelled(doing);
        long began = System.nanoTime();
        try (ChannelExec channel = channel()) {
            channel.setOut(out);
            channel.setErr(err);
            open(channel);
            try {
                follow(channel, secrets, password, turn);
            } finally {
                if (myTurn && err.started()) {
                    turn.letIn(given);
                } else if (myTurn) {
                    turn.release();
                }
                if (!channel.isClosing()) {
                    kill(channel);
                }
            }
            out.finish();
            err.finish();
            return result(channel, Duration.ofNanos(System.nanoTime() - began));
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        } catch (IOException e) {
            task.checkCancelled(doing);
            throw new FailureException(SshFailures.failure(e, doing, subject), e);
        }
    }

    /** A script stands in messages by its first line. */
    private static String shown(String line) {
        String first = line.lines().findFirst().orElse("");
        return first.length() > LONGEST_SHOWN ? first.substring(0, LONGEST_SHOWN) + " …" : first.length() < line.stripTrailing().length() ? first + " …" : first;
    }

    /** MINA tells a connection that was cut before by an exception of a program's defect, which nobody would connect again for. */
    private ChannelExec channel() throws IOException {
        try {
            return session.createExecChannel(wrapped());
        } catch (IllegalStateException closed) {
            throw new IOException("the connection is closed", closed);
        }
    }

    /** Waits until the host has opened the channel, no longer than the task lives. */
    private void open(ChannelExec channel) throws IOException, FailureException {
        OpenFuture opening = channel.open();
        Patience patience = new Patience(OPENING);
        boolean open = false;
        try {
            while (!opening.await(TURN)) {
                task.checkCancelled(doing);
                if (patience.isOver()) {
                    throw new FailureException(new Failure(Kind.TIMED_OUT, doing, subject, "", "The host did not open a channel within " + OPENING.toSeconds() + " s.",
                            "Look whether the host is overloaded, then try again."));
                }
            }
            opening.verify(TURN);
            open = true;
        } finally {
            if (!open) {
                channel.close(true);
            }
        }
    }

    private String wrapped() {
        if (!command.asRoot()) {
            return command.line();
        }
        return "sudo -S -p " + Command.quote(prompt) + " -- sh -c " + Command.quote(starting() + command.line());
    }

    private String starting() {
        return "printf '%s\\n' " + start + " >&2\n";
    }

    private void follow(ChannelExec channel, Secrets secrets, SecretKey password, SudoTurn turn) throws FailureException, IOException {
        Duration limit = command.onlySilent() ? command.limit().plusSeconds((command.line().length() + command.stdin().length()) / SLOWEST_LINE) : command.limit();
        Patience patience = new Patience(limit);
        Duration most = limit.multipliedBy(TIMES);
        Patience all = new Patience(most);
        Patience still = new Patience(STILL);
        long came = 0;
        int answered = 0;
        boolean fed = false;
        while (true) {
            if (!fed && (!command.asRoot() || err.started())) {
                fed = true;
                if (myTurn) {
                    myTurn = false;
                    turn.letIn(given);
                }
                feed(channel);
            }
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TURN);
            if (events.contains(ClientChannelEvent.CLOSED)) {
                return;
            }
            task.checkCancelled(doing);
            if (out.full() || err.full()) {
                throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, "more than " + command.largestOutput() + " bytes",
                        "The command's output is larger than what is accepted; it was stopped.", "Let the command print less, or read its log as a file."));
            }
            if (out.came() + err.came() > came) {
                came = out.came() + err.came();
                still.renew(STILL);
                if (command.onlySilent()) {
                    patience.renew(command.limit());
                }
            }
            if (patience.isOver() || all.isOver()) {
                requireAnswer(channel, LAST_ANSWER);
                throw new FailureException(new Failure(Kind.TIMED_OUT, doing, subject, tail(), "The command did not end within "
                        + command.limit().toSeconds() + " s; it was stopped.", "Look at what it waits for, or give it more time."));
            }
            if (still.isOver()) {
                requireAnswer(channel, ANSWER);
                still.renew(STILL);
            }
            if (err.prompts() > answered) {
                if (answered > 0) {
                    secrets.forget(password);
                    throw new FailureException(new Failure(Kind.DENIED, doing, subject, tail(), "sudo did not accept the password.",
                            "Give the right password of the user, or let the user run sudo without one."));
                }
                Optional<FailureException> declined = turn.declinedSince(begun);
                if (declined.isPresent()) {
                    throw new FailureException(declined.get().failure());
                }
                if (!turn.take()) {
                    // somebody else is about to know whether the password is right
                    patience.renew(limit);
                    all.renew(most);
                    still.renew(STILL);
                    continue;
                }
                myTurn = true;
                answered++;
                given = password(secrets, password, turn, patience);
                still.renew(STILL);
                all.renew(most);
                OutputStream in = channel.getInvertedIn();
                in.write((given.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
        }
    }

    private static Secret password(Secrets secrets, SecretKey key, SudoTurn turn, Patience patience) throws FailureException {
        Optional<Secret> right = turn.right();
        if (right.isPresent()) {
            return right.get();
        }
        patience.pause();
        try {
            return secrets.require(key);
        } catch (FailureException e) {
            turn.declined(e);
            throw e;
        } finally {
            patience.goOn();
        }
    }

    private void requireAnswer(ChannelExec channel, Duration wait) throws FailureException, IOException {
        long before = out.came() + err.came();
        if (!Pulse.beats(session, wait, () -> channel.isClosed() || out.came() + err.came() > before, task, doing)) {
            throw new FailureException(new Failure(Kind.CUT, doing, subject, "no answer for " + wait.toSeconds() + " s",
                    "The connection was cut somewhere: the host does not answer any more, and nobody said that it ended.",
                    "Check the network to the host, then go on with the run."));
        }
    }

    /** Writes on a thread of its own, since a command that does not read would stop us from seeing it end. */
    private void feed(ChannelExec channel) {
        Thread.ofVirtual().start(() -> {
            try (OutputStream in = channel.getInvertedIn()) {
                in.write(command.stdin().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LoggerFactory.getLogger(CommandRun.class).debug("The command ended without reading its input", e);
            }
        });
    }

    /** Ends the command on the host: asked kindly, then not, as RFC 4254 section 6.9 has it; closing a channel alone ends nothing. */
    private void kill(ChannelExec channel) throws IOException {
        if (session.isOpen() && channel.isOpen()) {
            signal(channel, "TERM");
            if (!channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), GRACE).contains(ClientChannelEvent.CLOSED)) {
                signal(channel, "KILL");
            }
        }
        channel.close(true);
    }

    private void signal(ChannelExec channel, String name) throws IOException {
        Buffer request = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, 64);
        request.putUInt(channel.getRecipient());
        request.putString("signal");
        request.putBoolean(false);
        request.putString(name);
        session.writePacket(request);
    }

    private CommandResult result(ChannelExec channel, Duration took) throws FailureException {
        Integer exit = channel.getExitStatus();
        String signal = channel.getExitSignal();
        if (exit == null && signal == null) {
            task.checkCancelled(doing);
            throw new FailureException(new Failure(Kind.CUT, doing, subject, tail(),
                    "The connection was cut before the command ended; whether it ended is not known.", "Connect again and look at what it did."));
        }
        if (out.full() || err.full()) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, "more than " + command.largestOutput() + " bytes",
                    "The command's output is larger than what is accepted.", "Let the command print less, or read its log as a file."));
        }
        if (command.asRoot() && !err.started()) {
            throw new FailureException(exit != null && exit == 127 ? new Failure(Kind.NOT_FOUND, doing, subject, tail(), "The host has no sudo.", "Log in as root, or install sudo.")
                    : notStarted(tail().replace(starting().replaceAll("\\R", " "), "").replace(starting(), "")));
        }
        return new CommandResult(exit == null ? -1 : exit, signal == null ? "" : signal, out.text(), err.text(), took);
    }

    /** sudo speaks the host's language; what it says in English is understood. */
    private Failure notStarted(String said) {
        if (said.contains("must have a tty")) {
            return new Failure(Kind.DENIED, doing, subject, said, "sudo wants a terminal for this user (requiretty in sudoers), which a command over SSH has not.",
                    "Have its administrator add to sudoers: Defaults:" + session.getUsername() + " !requiretty");
        }
        if (said.contains("not in the sudoers file") || said.contains("not allowed to") || said.contains("may not run sudo")) {
            return new Failure(Kind.DENIED, doing, subject, said, "sudoers does not allow user " + session.getUsername() + " this.",
                    "Log in as a user who may become root, or have the host's administrator allow it in sudoers.");
        }
        return new Failure(Kind.DENIED, doing, subject, said, "sudo did not run the command.", "Check the password and that sudoers allows this user the command.");
    }

    private String tail() {
        String text = (err.text() + out.text()).strip();
        return text.length() <= 300 ? text : "..." + text.substring(text.length() - 300);
    }
}
