package org.campanile.core.setup.services;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.campanile.core.config.Redaction;
import org.campanile.core.host.Host;
import org.campanile.core.host.ServiceControl;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Starts or restarts a service and watches it and its log until it is healthy: it answers at its port, or, where it has none, it has run for some seconds
 * without a complaint. A failure names the line of the log that tells most. Stateless; blocks.
 *
 * @param service its name
 * @param log file it logs to; empty for what the init system keeps
 * @param address where it listens, seen from its host
 * @param port it listens at; 0 for none
 * @param patience until it has to be healthy
 */
record ServiceWatch(String service, String log, String address, int port, Duration patience) {

    private static final Pattern COMPLAINT = Pattern.compile(".*\\b(CRITICAL|ERROR|Traceback|[A-Za-z.]*(Error|Exception|Refused|Unauthorized)\\b:?).*");
    private static final Pattern GRAVE = Pattern.compile(".*\\b(CRITICAL|Traceback)\\b.*");
    private static final Pattern RAISED = Pattern.compile("(?:.* (?:ERROR|CRITICAL|TRACE) \\S+ )?(?:\\[[^\\]]*\\] )?([A-Za-z_][A-Za-z0-9_.]*(?:Error|Exception|Refused|Unauthorized|NotFound)\\b.*)");
    private static final long TURN_MILLIS = 700;
    private static final Duration CALM = Duration.ofSeconds(4);
    /** A database that starts for the first time says that it does not run while it still comes up. */
    private static final Duration COMING = Duration.ofSeconds(15);
    private static final int MOST = 128 << 10;

    /** Restarts it; returns when it is healthy. */
    void restart(Host host, ServiceControl control, Task task) throws FailureException {
        act(host, control, true, task);
    }

    /** Starts it when it does not run; returns when it is healthy. */
    void start(Host host, ServiceControl control, Task task) throws FailureException {
        act(host, control, false, task);
    }

    private void act(Host host, ServiceControl control, boolean again, Task task) throws FailureException {
        long from = size(host, task);
        task.progress((again ? "Restarting " : "Starting ") + service + " on " + host.name(), 0, -1);
        if (again) {
            control.restart(service, task);
        } else {
            control.start(service, task);
        }
        follow(host, control, from, task);
    }

    private void follow(Host host, ServiceControl control, long from, Task task) throws FailureException {
        long begin = System.nanoTime();
        int down = 0;
        boolean seen = false;
        long calmSince = begin;
        int told = 0;
        while (true) {
            task.pause(Duration.ofMillis(TURN_MILLIS), "waiting for " + service);
            ServiceStatus status = control.status(service, task);
            List<String> lines = fresh(host, from, task);
            for (String line : lines.subList(Math.min(told, lines.size()), lines.size())) {
                task.line(service + ": " + Redaction.hide(line));
                calmSince = GRAVE.matcher(line).matches() ? System.nanoTime() : calmSince;
            }
            told = lines.size();
            down = status.running() ? 0 : down + 1;
            if (status.running() && (port > 0 ? answers(host, task) : System.nanoTime() - calmSince > CALM.toNanos())) {
                return;
            }
            seen |= status.running();
            if (down > 2 && (seen || System.nanoTime() - begin > COMING.toNanos())) {
                throw failed(host, "It ended again right after it was started.", lines);
            }
            if (System.nanoTime() - begin > patience.toNanos()) {
                String what = port > 0 ? "It runs, but does not answer at port " + port + " after " + patience.toSeconds() + " s."
                        : "It runs, but still complains after " + patience.toSeconds() + " s.";
                throw failed(host, what, lines);
            }
        }
    }

    private FailureException failed(Host host, String what, List<String> lines) {
        Optional<String> telling = telling(lines);
        String came = telling.map(l -> l + " (" + log + ")").orElseGet(() -> lines.isEmpty() ? "nothing in its log" : Redaction.hide(lines.getLast()));
        return new FailureException(new Failure(Failure.Kind.REMOTE, "waiting for " + service + " to be healthy", host.where(), came, what,
                "Correct what its log complains about, or take this step back, which puts the former file into place and restarts the service."));
    }

    /** The line of a log that says most about a failure: what was raised, else the last complaint; without passwords. */
    static Optional<String> telling(List<String> lines) {
        for (String line : lines.reversed()) {
            var raised = RAISED.matcher(line);
            if (raised.matches()) {
                return Optional.of(Redaction.hide(raised.group(1)));
            }
        }
        return lines.reversed().stream().filter(l -> COMPLAINT.matcher(l).matches()).findFirst().map(Redaction::hide);
    }

    private long size(Host host, Task task) throws FailureException {
        if (log.isEmpty()) {
            return 0;
        }
        CommandResult result = host.lookAsRoot("wc -c < " + Command.quote(log) + " 2>/dev/null || echo 0", task);
        String text = host.succeeded("looking at " + log, result).out().strip();
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }

    private List<String> fresh(Host host, long from, Task task) throws FailureException {
        if (log.isEmpty()) {
            return List.of();
        }
        String f = Command.quote(log);
        String script = "n=$(wc -c < " + f + " 2>/dev/null || echo 0); from=" + from + "; [ \"$n\" -ge \"$from\" ] || from=0; tail -c +$((from + 1)) " + f
                + " 2>/dev/null | tail -c " + MOST + "; true";
        return host.succeeded("reading " + log, host.lookAsRoot(script, task)).out().lines().toList();
    }

    /** Whether something accepts connections there, as its host sees it. */
    private boolean answers(Host host, Task task) throws FailureException {
        String at = address.isEmpty() || address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
        return host.look("timeout 5 bash -c 'exec 3<>\"/dev/tcp/$0/$1\"' " + Command.quote(at) + " " + port, task).ok();
    }
}
