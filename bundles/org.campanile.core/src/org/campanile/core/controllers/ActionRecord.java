package org.campanile.core.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.campanile.core.history.AuditLog;
import org.campanile.core.history.Event;
import org.campanile.core.history.EventQuery;
import org.campanile.core.history.History;
import org.campanile.core.lab.Lab;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.RawExchange;
import org.campanile.core.task.FailureException;

/**
 * What is kept of actions on a system's controllers: in the audit log that a command was sent, with the raw exchange, and how it ended; in the
 * history how it ended and how long it took. Tokens are in no exchange. Blocks; worker threads only.
 */
public final class ActionRecord {

    private static final int ENOUGH = 200;

    private final AuditLog audit;
    private final History history;
    private final Lab lab;
    private final String system;

    /** @param history {@code null} when only the audit log is kept */
    public ActionRecord(AuditLog audit, History history, Lab lab, String system) {
        this.audit = audit;
        this.history = history;
        this.lab = lab;
        this.system = system;
    }

    /** A command has gone out. */
    void sent(NodeAction action, String host, ActionRoute route, CommandResult answer) throws FailureException {
        RawExchange x = switch (answer) {
            case CommandResult.Accepted yes -> yes.exchange();
            case CommandResult.Refused no -> no.exchange();
            case CommandResult.Uncertain unsure -> unsure.exchange();
            case CommandResult.Failed failed -> null;
        };
        List<String> commands = new ArrayList<>(List.of(action.typed(host)));
        String result = "sent";
        if (x != null) {
            commands.add("curl -X " + x.method() + " " + x.url() + " -H 'Content-Type: application/json' -H \"X-Auth-Token: $TOKEN\" -d '"
                    + String.valueOf(x.requestBody()).replace("'", "'\\''") + "'");
            result += ", answered " + x.cameBack() + (x.body().isEmpty() ? "" : " " + x.body().strip());
        } else if (answer instanceof CommandResult.Failed failed) {
            result = "not taken: " + failed.failure().headline();
        }
        audit.append(lab.name(), action.on(host) + " of system " + system + " through " + route.name() + ".", commands, result);
    }

    /** A sent command has come to an end, or is no longer followed. */
    void ended(NodeAction action, String host, List<String> groups, String state, String text, Duration took) throws FailureException {
        String what = action.on(host) + " of system " + system + ".";
        audit.append(lab.name(), what, List.of(), state.equals("done") ? state : state + ": " + text);
        if (history != null) {
            Map<String, String> data = new TreeMap<>(Map.of("action", action.word(), "groups", String.join(",", groups), "tookMillis",
                    String.valueOf(took.toMillis())));
            history.add(new Event(Instant.now(), lab.id(), Event.Kind.ACTION, system + "/" + host, state, what + " " + text, data));
        }
    }

    /** How long such an action took on this system, the middle one of those on record; empty when there is none. */
    public Optional<Duration> usual(NodeAction action) throws FailureException {
        if (history == null) {
            return Optional.empty();
        }
        List<Long> all = history.query(EventQuery.newest(ENOUGH).of(lab.id()).only(Event.Kind.ACTION)).stream()
                .filter(e -> e.subject().startsWith(system + "/") && e.state().equals("done") && action.word().equals(e.data().get("action")))
                .map(e -> e.data().getOrDefault("tookMillis", "")).filter(t -> t.matches("\\d{1,12}")).map(Long::valueOf).sorted().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(all.get(all.size() / 2)));
    }
}
