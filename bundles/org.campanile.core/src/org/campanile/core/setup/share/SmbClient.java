package org.campanile.core.setup.share;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Reaches a share as Windows would, with Samba's smbclient, SMB 2 or newer. The password goes through an input or an environment that no other user sees,
 * never into an argument. Blocks; worker threads only.
 */
final class SmbClient {

    private static final int LIMIT_SECONDS = 25;
    private static final int LARGEST = 256 << 10;
    private static final Pattern STATUS = Pattern.compile("NT_STATUS_[A-Z0-9_]+");

    /** Where smbclient runs. */
    private interface Place {
        CommandResult run(String arguments, String commands, Optional<Secret> password, Task task) throws FailureException;
    }

    /** How a try ended. @param said what smbclient printed */
    record Answer(boolean ok, String status, String said) {
    }

    private final Place place;
    private final String from;

    private SmbClient(Place place, String from) {
        this.place = place;
        this.from = from;
    }

    /** The client of a host. */
    static SmbClient on(Host host) {
        return new SmbClient((arguments, commands, password, task) -> {
            // The first line of the input is the password, the rest are the client's commands.
            String script = "IFS= read -r PASSWD; export PASSWD; LC_ALL=C.UTF-8; export LC_ALL; exec smbclient " + arguments;
            return host.runQuietly(Command.of("sh -c " + Command.quote(script)).withStdin(password.map(Secret::reveal).orElse("") + "\n" + commands)
                    .within(Duration.ofSeconds(LIMIT_SECONDS)).withOutputUpTo(LARGEST), task);
        }, "the host");
    }

    /** The client of this machine, when it has one. */
    static Optional<SmbClient> here() {
        for (String folder : Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "smbclient"))) {
                return Optional.of(new SmbClient(SmbClient::local, "this machine"));
            }
        }
        return Optional.empty();
    }

    private static CommandResult local(String arguments, String commands, Optional<Secret> password, Task task) throws FailureException {
        String doing = "running smbclient on this machine";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec smbclient " + arguments).redirectErrorStream(true);
        builder.environment().put("PASSWD", password.map(Secret::reveal).orElse(""));
        builder.environment().put("LC_ALL", "C.UTF-8");
        long began = System.nanoTime();
        try {
            Process process = builder.start();
            try (Task.Registration registration = task.onCancel(process::destroyForcibly)) {
                try (OutputStream in = process.getOutputStream()) {
                    in.write(commands.getBytes(StandardCharsets.UTF_8));
                } catch (IOException closed) {
                    // It has ended already, and says why in its output.
                    task.line("smbclient did not wait for its commands: " + closed.getMessage());
                }
                // It is killed at the limit while its output is read; one that has ended must not be, since that closes what is still to be read.
                process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).whenComplete((p, late) -> {
                    if (late != null) {
                        process.destroyForcibly();
                    }
                });
                String out = new String(process.getInputStream().readNBytes(LARGEST), StandardCharsets.UTF_8);
                process.destroyForcibly();
                task.checkCancelled(doing);
                return new CommandResult(process.waitFor(), "", out, "", Duration.ofNanos(System.nanoTime() - began));
            }
        } catch (IOException e) {
            throw new FailureException(new Failure(Kind.LOCAL, doing, "", e.getMessage(), "The program did not run.", "Look whether smbclient works here."), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
    }

    /** Where it runs, for messages. */
    String from() {
        return from;
    }

    private Answer run(ShareRequest share, String address, int port, String options, Optional<Secret> password, String commands, Task task)
            throws FailureException {
        String user = password.isPresent() ? "-U " + Command.quote(share.user()) : "-N";
        CommandResult result = place.run(Command.quote("//" + address + "/" + share.name()) + " -p " + port + " " + user + " " + options, commands, password, task);
        String said = (result.out() + result.err()).strip();
        if (result.exit() == 127) {
            throw new FailureException(new Failure(Kind.NOT_FOUND, "reaching share " + share.name() + " by SMB from " + from, "smbclient", said,
                    "There is no smbclient on " + from + ".", "Install package smbclient, or samba-client where it is called so."));
        }
        Matcher status = STATUS.matcher(said);
        boolean found = status.find();
        return new Answer(result.ok() && !found, found ? status.group() : "", said);
    }

    /** Lists the share's top folder; without a password as a guest. */
    Answer list(ShareRequest share, String address, int port, Optional<Secret> password, Task task) throws FailureException {
        return run(share, address, port, "-m SMB3", password, "ls\n", task);
    }

    /** Tries to get in by SMB 1. */
    Answer smb1(ShareRequest share, String address, int port, Optional<Secret> password, Task task) throws FailureException {
        return run(share, address, port, "--option='client min protocol=NT1' -m NT1", password, "ls\n", task);
    }

    /** Puts a small file into the share, reads it back through SMB, compares and removes it. */
    Answer write(ShareRequest share, String address, int port, Optional<Secret> password, Task task) throws FailureException {
        String name = "campanile-proof-" + UUID.randomUUID() + ".txt";
        String there = "/tmp/" + name;
        String commands = String.join("\n", "!umask 077; echo " + name + " > " + there, "put " + there + " " + name, "get " + name + " " + there + ".back",
                "!cmp " + there + " " + there + ".back && echo SAME-AGAIN", "del " + name, "!rm -f " + there + " " + there + ".back", "");
        Answer answer = run(share, address, port, "-m SMB3", password, commands, task);
        return answer.ok() && !answer.said().contains("SAME-AGAIN") ? new Answer(false, "", answer.said()) : answer;
    }

    /** What an answer means when it should have been yes. */
    FailureException refused(ShareRequest share, String address, int port, Answer answer) {
        String where = share.unc(address) + " port " + port;
        String doing = "reaching share " + share.name() + " by SMB from " + from;
        String said = answer.said().length() > 400 ? answer.said().substring(0, 400) + "..." : answer.said();
        Failure failure = switch (answer.status()) {
            case "NT_STATUS_LOGON_FAILURE", "NT_STATUS_WRONG_PASSWORD" -> new Failure(Kind.DENIED, doing, where, said,
                    "Samba does not accept the user's password.", "Run the set-up again with the password that shall hold.");
            case "NT_STATUS_ACCESS_DENIED" -> new Failure(Kind.DENIED, doing, where, said, "The user may not read or write there.",
                    "Look at the owner and mode of " + share.folder() + " and of the folders above it, and at SELinux.");
            case "NT_STATUS_BAD_NETWORK_NAME" -> new Failure(Kind.NOT_FOUND, doing, where, said, "Samba has no such share, or its folder is not there.",
                    "Look at section " + share.name() + " of " + share.config() + " and at " + share.folder() + ".");
            case "NT_STATUS_CONNECTION_REFUSED", "NT_STATUS_HOST_UNREACHABLE", "NT_STATUS_NETWORK_UNREACHABLE" -> new Failure(Kind.UNREACHABLE, doing, where, said,
                    "Nothing answers there.", "Look whether smbd runs and listens there, and at firewalls.");
            case "NT_STATUS_IO_TIMEOUT", "NT_STATUS_CONNECTION_DISCONNECTED", "NT_STATUS_CONNECTION_RESET" -> new Failure(Kind.TIMED_OUT, doing, where, said,
                    "The server does not answer in time.", "Look at firewalls between, and into Samba's log.");
            case "NT_STATUS_DISK_FULL" -> new Failure(Kind.REMOTE, doing, where, said, "The disk behind the share is full.", "Make room on the host.");
            default -> new Failure(Kind.REMOTE, doing, where, said, "The SMB client could not do it.", "Look at what it said, and into Samba's log on the host.");
        };
        return new FailureException(failure);
    }

    /** Statuses with which a server sends guests away. */
    static boolean sentAway(Answer answer) {
        return List.of("NT_STATUS_LOGON_FAILURE", "NT_STATUS_ACCESS_DENIED", "NT_STATUS_ACCOUNT_RESTRICTION").contains(answer.status());
    }
}
