package org.campanile.demolab.agents;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

/**
 * Runs plans of format 2 as the Python agent does (murano-agent-observed.md, 3 to 6), the scripts' effects apart: a script takes its time and
 * succeeds without output unless a fault is in force; of the plan's Python body its calls of scripts and a simple {@code return} are
 * understood. The real agent's endless answering of a refused plan without Stamp is not played: it is answered once.
 */
final class PythonPlans {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final Pattern RETURN = Pattern.compile("(?m)^\\s*return\\b[ \\t]*(.*?)\\s*$");
    private static final int[] NEWEST = {2, 2, 0};

    private final Guest guest;
    private BigDecimal lastStamp = BigDecimal.ZERO;

    PythonPlans(Guest guest) {
        this.guest = guest;
    }

    /** A refusal or failure with the agent's code. */
    private static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;
        private final transient JsonElement info;

        Trouble(int code, String message, JsonElement info) {
            super(message);
            this.code = code;
            this.info = info;
        }
    }

    PlanRun run(byte[] body, String messageId) throws InterruptedException {
        Optional<JsonObject> read = read(body);
        if (read.isEmpty() || !fresh(read.get())) {
            return PlanRun.nothing();
        }
        JsonObject plan = read.get();
        String id = plan.has("ID") ? text(plan.get("ID")) : messageId == null ? "" : messageId;
        List<String> functions = new ArrayList<>();
        try {
            validate(plan);
        } catch (Trouble refused) {
            return answer(functions, id, refused.code, problem(refused), Optional.empty());
        }
        JsonElement replyTo = plan.has("ReplyTo") ? plan.get("ReplyTo") : JsonNull.INSTANCE;
        try {
            return answer(functions, id, 0, execute(plan, functions), Optional.of(replyTo));
        } catch (Trouble failed) {
            return answer(functions, id, failed.code, problem(failed), Optional.of(replyTo));
        }
    }

    private static Optional<JsonObject> read(byte[] body) {
        try {
            JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            return json.isJsonObject() ? Optional.of(json.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException dropped) {
            return Optional.empty();
        }
    }

    /** Without a Stamp every plan is fresh; with one only if it is a number greater than all before, which counts before the run. */
    private boolean fresh(JsonObject plan) {
        if (!plan.has("Stamp")) {
            return true;
        }
        JsonElement stamp = plan.get("Stamp");
        if (!stamp.isJsonPrimitive() || !stamp.getAsJsonPrimitive().isNumber() || stamp.getAsBigDecimal().compareTo(lastStamp) <= 0) {
            return false;
        }
        lastStamp = stamp.getAsBigDecimal();
        return true;
    }

    private static String text(JsonElement e) {
        return e.isJsonPrimitive() ? e.getAsString() : e.toString();
    }

    private static void validate(JsonObject plan) throws Trouble {
        int[] version = version(plan.has("FormatVersion") ? text(plan.get("FormatVersion")) : "1.0.0");
        if (compare(version, NEWEST) > 0) {
            throw refuse(9, "Unsupported format version " + text(plan.get("FormatVersion")) + " (I support versions <=2.2.0)");
        }
        for (String key : new String[] {"Scripts", "Files"}) {
            if (!plan.has(key)) {
                throw refuse(2, key + " is not in the execution plan");
            }
        }
        for (String key : new String[] {"Scripts", "Files"}) {
            if (!plan.get(key).isJsonObject()) {
                throw refuse(2, key + " is not an object");
            }
        }
        JsonObject files = plan.getAsJsonObject("Files");
        for (Map.Entry<String, JsonElement> e : files.entrySet()) {
            JsonObject file = e.getValue().isJsonObject() ? e.getValue().getAsJsonObject() : new JsonObject();
            String type = file.has("BodyType") ? text(file.get("BodyType")) : "";
            boolean download = file.has("Type") && text(file.get("Type")).equals("Downloadable");
            if (!download && !type.equals("Text") && !type.equals("Base64")) {
                throw refuse(2, "Incorrect BodyType in the file " + e.getKey() + ": " + type);
            }
        }
        for (Map.Entry<String, JsonElement> e : plan.getAsJsonObject("Scripts").entrySet()) {
            JsonObject script = e.getValue().isJsonObject() ? e.getValue().getAsJsonObject() : new JsonObject();
            String entry = script.has("EntryPoint") ? text(script.get("EntryPoint")) : "";
            if (!files.has(entry) && !entry.contains("::")) {
                throw refuse(2, "Script " + e.getKey() + " misses entry point " + entry);
            }
            if (compare(version, new int[] {2, 1, 0}) >= 0 && !script.has("Options")) {
                throw refuse(1, "'Options'");
            }
        }
    }

    private static int[] version(String text) throws Trouble {
        Matcher m = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})").matcher(text);
        if (!m.matches()) {
            throw refuse(1, "Invalid version string: '" + text + "'");
        }
        return new int[] {Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))};
    }

    private static int compare(int[] a, int[] b) {
        return java.util.Arrays.compare(a, b);
    }

    private static Trouble refuse(int code, String message) {
        return new Trouble(code, message, JsonNull.INSTANCE);
    }

    private JsonElement execute(JsonObject plan, List<String> functions) throws Trouble, InterruptedException {
        String body = plan.has("Body") ? text(plan.get("Body")) : "";
        if (body.isBlank()) {
            throw refuse(1, "'Body'");
        }
        record Call(String script, int at) {
        }
        List<Call> calls = new ArrayList<>();
        for (String script : plan.getAsJsonObject("Scripts").keySet()) {
            Matcher m = Pattern.compile("(?<![\\w.])" + Pattern.quote(script) + "(?:\\.\\w+)?\\s*\\(").matcher(body);
            while (m.find()) {
                calls.add(new Call(script, m.start()));
            }
        }
        calls.sort(Comparator.comparingInt(Call::at));
        for (Call call : calls) {
            functions.add(call.script());
            guest.work(AgentPace.SCRIPT_SECONDS);
            if (guest.faults().hits(AgentFault.Kind.FAIL, call.script(), guest.name())) {
                JsonObject info = new JsonObject();
                info.addProperty("exitCode", 3);
                info.add("stdout", JsonNull.INSTANCE);
                info.addProperty("stderr", call.script() + " failed on " + guest.name() + ": this failure was asked for.");
                throw new Trouble(100, "Script " + call.script() + " returned error code", info);
            }
        }
        Matcher returned = RETURN.matcher(body);
        return returned.find() ? value(returned.group(1), plan) : JsonNull.INSTANCE;
    }

    /** The value of a simple Python expression: a literal, a parameter, the exit code of a script; all else is {@code None}. */
    private static JsonElement value(String expression, JsonObject plan) {
        Matcher parameter = Pattern.compile("args\\.(\\w+)").matcher(expression);
        if (parameter.matches() && plan.get("Parameters") instanceof JsonObject parameters && parameters.has(parameter.group(1))) {
            return parameters.get(parameter.group(1));
        }
        if (expression.endsWith(").exitCode")) {
            return new JsonPrimitive(0);
        }
        if (expression.matches("-?\\d{1,18}")) {
            return new JsonPrimitive(Long.parseLong(expression));
        }
        if (expression.matches("'[^'\\\\]*'|\"[^\"\\\\]*\"")) {
            return new JsonPrimitive(expression.substring(1, expression.length() - 1));
        }
        return switch (expression) {
            case "True" -> new JsonPrimitive(true);
            case "False" -> new JsonPrimitive(false);
            default -> JsonNull.INSTANCE;
        };
    }

    private static JsonObject problem(Trouble trouble) {
        JsonObject body = new JsonObject();
        body.addProperty("Message", trouble.getMessage());
        body.add("AdditionalInfo", trouble.info);
        return body;
    }

    private static PlanRun answer(List<String> functions, String sourceId, int code, JsonElement body, Optional<JsonElement> replyTo) {
        JsonObject whole = new JsonObject();
        whole.addProperty("FormatVersion", "2.0.0");
        whole.addProperty("ID", UUID.randomUUID().toString().replace("-", ""));
        whole.addProperty("SourceID", sourceId);
        whole.addProperty("Action", "Execution:Result");
        whole.addProperty("ErrorCode", code);
        whole.add("Body", body);
        whole.addProperty("Time", TIME.format(Instant.now()));
        replyTo.ifPresent(r -> whole.add("ReplyTo", r));
        return new PlanRun(functions, Optional.of(ascii(GSON.toJson(whole))), sourceId, false);
    }

    private static String ascii(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (char c : json.toCharArray()) {
            if (c < 0x7F) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }
}
