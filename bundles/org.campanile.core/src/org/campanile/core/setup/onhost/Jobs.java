package org.campanile.core.setup.onhost;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Starts long commands on a host in a session of their own, follows their output and finds them again: after a cut connection, after this program
 * died, also from another machine. What is known of a job lies in a folder of root on the host. Stateless; blocks, so worker threads only.
 */
public final class Jobs {

    /** Gives the host, with a fresh connection after a cut. */
    @FunctionalInterface
    public interface Reach {
        /** The host, connected. */
        Host host(Task task) throws FailureException;
    }

    /** Where the jobs of a host are noted, one folder each. */
    public static final String FOLDER = "/var/tmp/campanile-jobs";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PIECE = 256 << 10;
    private static final int SMALLEST_PIECE = 4 << 10;
    private static final int RECONNECTS = 20;

    /** The process's start time goes with its id, since ids come again. The state's first word, then the code or the process, then the bytes logged. */
    private static final String LOOK = """
            LC_ALL=C; export LC_ALL; d=%s
            started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
            look() {
              log=0; [ ! -f "$d/log" ] || log=$(wc -c < "$d/log")
              if [ ! -f "$d/input" ] || [ "$(cat "$d/input")" != %s ]; then echo NONE -1 0
              elif [ -f "$d/exit" ]; then echo ENDED "$(cat "$d/exit")" $log
              elif read -r p s < "$d/process" 2>/dev/null && [ -n "$s" ] && [ "$(started "$p")" = "$s" ]; then echo RUNNING "$p" $log
              elif [ -f "$d/exit" ]; then echo ENDED "$(cat "$d/exit")" $log
              else echo LOST -1 $log; fi
            }
            """;

    private static final String START = """
            look > /dev/null; state=$(look); case $state in RUNNING*) echo "$state"; exit 0;; esac
            read -r p s < "$d/process" 2>/dev/null && [ -n "$s" ] && [ ! -f "$d/exit" ] && [ "$(started "$p")" = "$s" ] && { echo BUSY "$p" 0; exit 0; }
            umask 077; mkdir -p %1$s || exit 1; [ -O %1$s ] && [ ! -L %1$s ] || exit 1
            rm -rf "$d"; mkdir "$d" || exit 1
            printf '%%s' %2$s > "$d/line"; printf '%%s' %3$s > "$d/input"
            cat > "$d/run" <<'END'
            d=$1; p=$$; umask 022
            echo "$p $(sed 's/.*) //' /proc/$p/stat | cut -d' ' -f20)" > "$d/process.new"; mv "$d/process.new" "$d/process"
            cd %4$s && %5$s; echo $? > "$d/exit.new"; sync "$d/exit.new" 2>/dev/null; mv "$d/exit.new" "$d/exit"
            END
            setsid sh "$d/run" "$d" > "$d/log" 2>&1 < /dev/null &
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -f "$d/process" ] && break; sleep 0.1; done
            look
            """;

    /** Where a line without an end is broken, so that what a command prints without line breaks needs no more memory than this. */
    private static final int LONGEST_LINE = 64 << 10;

    /** How many turns longer than the first a silent job is let be at most. */
    private static final int SLOWEST = 5;

    private final Reach reach;

    /** Jobs on the host that {@code reach} gives. */
    public Jobs(Reach reach) {
        this.reach = reach;
    }

    /** How a job stands. */
    public Job.Standing look(Job job, Task task) throws FailureException {
        Host host = reach.host(task);
        CommandResult result = host.lookAsRoot(head(job) + "look\n", task);
        return standing(job, host, result);
    }

    private static String head(Job job) {
        return LOOK.formatted(Command.quote(FOLDER + "/" + job.name()), Command.quote(job.input()));
    }

    private static Job.Standing standing(Job job, Host host, CommandResult result) throws FailureException {
        String doing = "looking at " + job.name();
        String[] words = host.succeeded(doing, result).out().strip().split("\\s+");
        try {
            if (words[0].equals("BUSY")) {
                throw new FailureException(new Failure(Kind.CONFLICT, "starting " + job.name(), host.where(), "process " + words[1],
                        "It runs already, with another configuration.", "Wait for it to end, or stop it on the host."));
            }
            Job.State state = Job.State.valueOf(words[0]);
            return new Job.Standing(state, state == Job.State.ENDED ? Integer.parseInt(words[1]) : -1, Long.parseLong(words[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, host.where(), result.out().strip(),
                    "The host did not tell how it stands.", "Look into " + FOLDER + " on the host."), e);
        }
    }

    /** Starts a job, unless it runs already; an earlier run that has ended is forgotten. */
    public void start(Job job, Task task) throws FailureException {
        Host host = reach.host(task);
        // bash as the user's login shell would have it, and with the variables a login sets, since that is what people type into
        String line = "bash -c \"$(cat \"$d/line\")\"";
        String as = job.user().isEmpty() ? line : "chmod 711 " + FOLDER + " \"$d\"; chmod 644 \"$d/line\"; su -s /bin/bash " + Command.quote(job.user())
                + " --session-command 'cd \"$1\" && bash \"$2\"' campanile " + Command.quote(job.folder()) + " \"$d/line\"";
        String script = head(job) + START.formatted(FOLDER, Command.quote(job.line()), Command.quote(job.input()), Command.quote(job.folder()), as);
        CommandResult result = host.sudoQuietly(Command.of("sh").withStdin(script).within(LIMIT), task);
        if (standing(job, host, result).state() == Job.State.LOST) {
            throw new FailureException(new Failure(Kind.REMOTE, "starting " + job.name(), host.where(), result.err().strip(), "It did not start.",
                    "Look at the host's log."));
        }
    }

    /**
     * Hands on the output of a job, from its beginning, until it ends; goes on over a new connection when one is cut. Cancelling the task ends the job on
     * the host, time limits of the caller included.
     *
     * @param line gets each line once; called on this thread
     */
    public Job.Standing follow(Job job, Task task, Consumer<String> line) throws FailureException {
        return follow(job, task, line, Duration.ofMillis(400), Duration.ofSeconds(3));
    }

    Job.Standing follow(Job job, Task task, Consumer<String> line, Duration turn, Duration afterCut) throws FailureException {
        long at = 0;
        int cuts = 0;
        int still = 0;
        int most = PIECE;
        ByteArrayOutputStream open = new ByteArrayOutputStream();
        while (true) {
            try {
                Host host = reach.host(task);
                CommandResult result = host.lookAsRoot(head(job) + "look\ntail -c +" + (at + 1) + " \"$d/log\" 2>/dev/null | head -c " + most + " | base64\n", task);
                String out = host.succeeded("following " + job.name(), result).out();
                int head = Math.max(out.indexOf('\n'), 0);
                Job.Standing standing = standing(job, host, new CommandResult(0, "", out.substring(0, head), "", result.took()));
                byte[] piece = Base64.getMimeDecoder().decode(out.substring(head));
                at += piece.length;
                lines(piece, open, line);
                if (cuts > 0) {
                    task.progress("", 0, -1);
                }
                cuts = 0;
                if (standing.state() != Job.State.RUNNING && at >= standing.log()) {
                    if (open.size() > 0) {
                        line.accept(open.toString(StandardCharsets.UTF_8));
                    }
                    return standing;
                }
                boolean all = piece.length < most;
                most = Math.min(most * 2, PIECE);
                if (all) {
                    // A job that is silent for long is asked less often: each look is a login of root in the host's journal.
                    still = piece.length > 0 ? 0 : Math.min(still + 1, SLOWEST);
                    task.pause(turn.multipliedBy(1 + still), "following " + job.name());
                }
            } catch (FailureException e) {
                if (task.isCancelled() || e.failure().kind() == Kind.CANCELLED) {
                    throw stopped(job, e);
                }
                if (!e.failure().away() && e.failure().kind() != Kind.TIMED_OUT || ++cuts > RECONNECTS) {
                    throw e;
                }
                // over a line that is slow and cut often, what is asked for has to come between two cuts
                most = Math.max(SMALLEST_PIECE, most / 4);
                task.progress("Connecting again to see how " + job.name() + " goes on", 0, -1);
                try {
                    task.pause(afterCut, "following " + job.name());
                } catch (FailureException stop) {
                    throw stopped(job, stop);
                }
            }
        }
    }

    private static void lines(byte[] piece, ByteArrayOutputStream open, Consumer<String> line) {
        for (byte b : piece) {
            if (b == '\n') {
                String text = open.toString(StandardCharsets.UTF_8);
                open.reset();
                line.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            } else {
                open.write(b);
                if (open.size() >= LONGEST_LINE) {
                    line.accept(open.toString(StandardCharsets.UTF_8));
                    open.reset();
                }
            }
        }
    }

    /** Ends a job on a task of its own, since the caller's is cancelled; a host that cannot be reached does not make a failure of the cancelling. */
    private FailureException stopped(Job job, FailureException cancelled) {
        boolean interrupted = Thread.interrupted();
        try {
            end(job, Task.unwatched());
        } catch (FailureException e) {
            cancelled.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return cancelled;
    }

    /** Ends a job that runs, kindly first; nothing happens when it does not run. */
    public void end(Job job, Task task) throws FailureException {
        String script = head(job) + """
                set -- $(look); [ "$1" = RUNNING ] || exit 0
                # its session and whatever descends from it, since su and sudo make sessions of their own
                members=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$2" '{ p = $1; sub(/^.*\\) /, ""); split($0, f, " "); up[p] = f[2]; of[p] = f[4] }
                  END { m[root] = 1; do { n = 0; for (p in up) if (!(p in m) && ((up[p] in m) || of[p] == root)) { m[p] = 1; n = 1 } } while (n)
                        for (p in m) print p }')
                alive() { for p in $members; do [ -d "/proc/$p" ] && ! grep -q ') Z ' "/proc/$p/stat" 2>/dev/null && return 0; done; return 1; }
                kill -TERM $members 2>/dev/null
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do alive || break; sleep 0.1; done
                kill -KILL $members 2>/dev/null
                true
                """;
        Host host = reach.host(task);
        host.succeeded("ending " + job.name(), host.lookAsRoot(script, task));
    }

    /** Forgets a job that does not run. */
    public void forget(Job job, Task task) throws FailureException {
        Host host = reach.host(task);
        host.succeeded("forgetting " + job.name(), host.lookAsRoot("rm -rf " + Command.quote(FOLDER + "/" + job.name()), task));
    }
}
