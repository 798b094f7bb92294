package org.campanile.core.controllers;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.SystemTables;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Says what a server would answer to a recorded case, by the rules of the protocol document "Service Manager" (sections 5, 6, 8, 9 and 10) and
 * the case's state and request alone; the expected answer is never looked at. Pure.
 */
public final class Predictor {

    private static final List<String> ATTRIBUTES = List.of("origin", "action", "admin", "oper", "avail");
    private static final String ASSIGNMENTS = "service_domain_assignments";
    private static final String MEMBERS = "service_domain_members";

    private final boolean strict;

    /** @param strict whether the server is of the strict generation (section 8.2), as recorded cases are */
    public Predictor(boolean strict) {
        this.strict = strict;
    }

    /**
     * The prediction for a case.
     *
     * @throws RuntimeException of gson's kinds when it is no case
     */
    Prediction predict(JsonObject recorded) {
        String id = recorded.get("id").getAsString();
        JsonObject request = recorded.getAsJsonObject("request");
        CaseState state = new CaseState(recorded.getAsJsonObject("state"));
        String host = host(request.get("path").getAsString());
        JsonElement body = request.get("body");
        if (request.get("method").getAsString().equals("GET")) {
            return read(id, host, state);
        }
        Optional<JsonElement> parsed = body == null || body.isJsonNull() ? Optional.empty()
                : body.isJsonPrimitive() ? CaseAnswers.json(body.getAsString()) : Optional.of(body);
        String bad = badInput(body, parsed);
        if (bad != null) {
            return new Prediction(id, bad, List.of());
        }
        JsonObject command = parsed.orElseThrow().getAsJsonObject();
        String action = said(command, "action");
        return switch (action) {
            case "swact-pre-check" -> swact(id, host, state);
            case "swact" -> thenTell(swact(id, host, state), command, state);
            case "lock-pre-check" -> lock(id, host, state);
            case "lock" -> thenTell(lock(id, host, state), command, state);
            case "swact-force", "unlock", "event" -> thenTell(Prediction.none(id), command, state);
            default -> new Prediction(id, "Invalid input for field/attribute action. Value: '" + action + "'. unknown", List.of());
        };
    }

    private static String host(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String host = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        return host.endsWith(".json") ? host.substring(0, host.length() - ".json".length()) : host;
    }

    /** Section 5: only two things can go wrong with reading. */
    private static Prediction read(String id, String host, CaseState state) {
        if (state.fault("nodes").isPresent()) {
            return Prediction.none(id);
        }
        if (state.fault(ASSIGNMENTS).isPresent()) {
            return new Prediction(id, state.fault(ASSIGNMENTS).get(), List.of());
        }
        Set<String> active = Set.of("active", "go-active", "go-standby", "disabling", "unknown");
        for (Assignment a : state.tables().assignments()) {
            if (a.node().equals(host) && (active.contains(a.state()) || active.contains(a.desiredState()))) {
                Optional<String> fault = redundancies(state).fault(a.domain(), a.group());
                if (fault.isPresent()) {
                    return new Prediction(id, fault.get(), List.of());
                }
                if (redundancies(state).of(a.domain(), a.group()).filter(r -> r.model().equals("N + M")).isPresent()) {
                    break;
                }
            }
        }
        return Prediction.none(id);
    }

    private static Redundancies redundancies(CaseState state) {
        return state.fault(MEMBERS).map(Redundancies::unreadable).orElseGet(() -> Redundancies.of(state.tables()));
    }

    /** What is wrong with a body, {@code null} when nothing is. */
    private static String badInput(JsonElement body, Optional<JsonElement> parsed) {
        if (body == null || body.isJsonNull() || body.isJsonPrimitive() && body.getAsString().isEmpty()) {
            return "Missing argument: \"command\"";
        }
        if (parsed.isEmpty()) {
            return "Request is not in valid JSON format";
        }
        if (!(parsed.get() instanceof JsonObject command)) {
            return "the command is no document";
        }
        Set<String> foreign = new TreeSet<>(command.keySet());
        foreign.removeAll(ATTRIBUTES);
        if (!foreign.isEmpty()) {
            return "Unknown attribute" + (foreign.size() > 1 ? "s" : "") + " for argument command: " + String.join(", ", foreign);
        }
        for (Map.Entry<String, JsonElement> e : command.entrySet()) {
            JsonElement value = e.getValue();
            if (!value.isJsonNull() && !(value.isJsonPrimitive() && value.getAsJsonPrimitive().isString())) {
                return "Invalid input for field/attribute " + e.getKey() + ". Value: '" + value + "'. Wrong type.";
            }
        }
        return null;
    }

    /** Section 8.1. */
    private Prediction swact(String id, String host, CaseState state) {
        if (state.fault(ASSIGNMENTS).isPresent()) {
            return new Prediction(id, state.fault(ASSIGNMENTS).get(), List.of());
        }
        SystemTables tables = state.tables();
        CaseAnswers.Sync sync = new CaseAnswers(state, strict).sync();
        PreCheck check = new PreCheckRules(redundancies(state)).swact(host, state.fault("nodes").isPresent() ? List.of() : tables.nodes(),
                tables.assignments(), sync.inSync());
        boolean peers = tables.assignments().stream().anyMatch(a -> !a.node().equals(host));
        Optional<String> nodesFault = peers ? state.fault("nodes") : Optional.empty();
        String first = Optional.ofNullable(sync.fault()).or(() -> nodesFault).or(() -> check.first().map(PreCheckFinding::text)).orElse(null);
        return Prediction.of(id, first, check.findings());
    }

    /** Section 9, with all that can go wrong on its way. */
    private Prediction lock(String id, String host, CaseState state) {
        SystemTables tables = state.tables();
        Map<String, Redundancy> models = new LinkedHashMap<>();
        Map<String, List<String>> critical = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        state.fault("services").or(() -> state.fault("service_groups")).ifPresent(faults::add);
        for (String group : state.fault("service_groups").isPresent() ? List.<String>of() : tables.groups()) {
            redundancies(state).fault("controller", group).ifPresent(faults::add);
            Optional<Redundancy> model = redundancies(state).of("controller", group);
            if (model.isPresent() && model.get().model().equals("N") && model.get().active() > 1) {
                state.fault("service_group_members").ifPresent(faults::add);
            }
            model.ifPresent(m -> models.put(group, m));
            critical.put(group, tables.groupMembers().stream().filter(m -> m.group().equals(group) && m.impact().equals("critical"))
                    .map(SystemTables.GroupMember::service).toList());
        }
        if (!faults.isEmpty()) {
            return new Prediction(id, faults.get(0), faults);
        }
        LockRules.Facts facts = new LockRules.Facts(tables.local(), tables.assignments(), tables.services(), models, critical,
                new CaseAnswers(state, strict));
        if (state.fault(ASSIGNMENTS).isPresent()) {
            return LockRules.ill(facts).isEmpty() ? Prediction.none(id) : new Prediction(id, state.fault(ASSIGNMENTS).get(), List.of());
        }
        PreCheck check = new LockRules().lock(host, facts);
        return Prediction.of(id, check.first().map(PreCheckFinding::text).orElse(null), check.findings());
    }

    /** Sections 6 and 10: what passed the checks is told to Service Manager, whose word has to match. */
    private static Prediction thenTell(Prediction checked, JsonObject command, CaseState state) {
        String word = checked.first() == null ? tell(command, state.part("sm")) : null;
        return word == null ? checked : new Prediction(checked.id(), word, checked.all());
    }

    private static String tell(JsonObject command, JsonObject sm) {
        String kind = CaseState.text(sm, "kind");
        if (kind.equals("garbled-reply")) {
            return "'SM_API_MSG_NODE_OPER'";
        }
        boolean silent = kind.equals("no-reply");
        boolean taken = matches(command, sm, silent, "admin", Set.of("locked", "unlocked"))
                && matches(command, sm, silent, "oper", Set.of("enabled", "disabled"));
        return taken ? null : "action failed";
    }

    private static boolean matches(JsonObject command, JsonObject sm, boolean silent, String field, Set<String> known) {
        String read = !silent && known.contains(said(command, field)) ? said(command, field) : "unknown";
        if (!silent && sm.get("override") instanceof JsonObject override && override.has(field)) {
            JsonElement value = override.get(field);
            read = value.isJsonNull() ? "None" : value.getAsString();
        }
        JsonElement sent = command.get(field);
        return sent != null && !sent.isJsonNull() && read.toLowerCase(Locale.ROOT).equals(sent.getAsString());
    }

    private static String said(JsonObject command, String field) {
        JsonElement value = command.get(field);
        return value == null ? "Unset" : value.isJsonNull() ? "None" : value.getAsString();
    }
}
