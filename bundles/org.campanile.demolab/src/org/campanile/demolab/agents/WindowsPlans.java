package org.campanile.demolab.agents;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Runs plans of format 1 as the Windows agent does, the functions' effects apart (murano.md, 3.1, 3.3 and 3.4). */
final class WindowsPlans {

    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final Guest guest;

    WindowsPlans(Guest guest) {
        this.guest = guest;
    }

    PlanRun run(byte[] body, String messageId) throws InterruptedException {
        List<String> functions = new ArrayList<>();
        JsonObject plan;
        StringBuilder scripts = new StringBuilder();
        try {
            plan = JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
            for (JsonElement script : array(plan, "Scripts")) {
                scripts.append(new String(Base64.getMimeDecoder().decode(script.getAsString()), StandardCharsets.UTF_8)).append('\n');
            }
            for (JsonElement command : array(plan, "Commands")) {
                functions.add(command.getAsJsonObject().get("Name").getAsString());
            }
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | UnsupportedOperationException | NullPointerException | ClassCastException e) {
            return new PlanRun(functions, java.util.Optional.of(general("The execution plan cannot be read: " + e.getMessage())), messageId, false);
        }
        JsonArray results = new JsonArray();
        boolean failed = false;
        for (JsonElement command : array(plan, "Commands")) {
            JsonObject result = command(command.getAsJsonObject(), scripts.toString());
            results.add(result);
            if (result.get("IsException").getAsBoolean()) {
                failed = true;
                break;
            }
        }
        JsonObject whole = new JsonObject();
        whole.addProperty("IsException", false);
        whole.add("Result", results);
        int when = plan.has("RebootOnCompletion") && plan.get("RebootOnCompletion").isJsonPrimitive() ? plan.get("RebootOnCompletion").getAsInt() : 0;
        return new PlanRun(functions, java.util.Optional.of(GSON.toJson(whole)), messageId, when == 2 || when == 1 && !failed);
    }

    private static JsonArray array(JsonObject plan, String key) {
        return plan.has(key) && !plan.get(key).isJsonNull() ? plan.getAsJsonArray(key) : new JsonArray();
    }

    private static String general(String message) {
        JsonObject whole = new JsonObject();
        whole.addProperty("IsException", true);
        whole.addProperty("Result", message);
        return GSON.toJson(whole);
    }

    private JsonObject command(JsonObject command, String scripts) throws InterruptedException {
        String name = command.get("Name").getAsString();
        JsonObject arguments = command.get("Arguments") instanceof JsonObject given ? given : new JsonObject();
        AgentPace.Function function = AgentPace.function(name);
        boolean defined = Pattern.compile("(?im)^\\s*function\\s+(?:global:)?" + Pattern.quote(name) + "\\b").matcher(scripts).find();
        if (function == null && !defined) {
            return exception("System.Management.Automation.CommandNotFoundException", "The term '" + name
                    + "' is not recognized as the name of a cmdlet, function, script file, or operable program.", name, "");
        }
        if (function != null) {
            for (String required : function.required()) {
                if (arguments.keySet().stream().noneMatch(required::equalsIgnoreCase)) {
                    return exception("System.Management.Automation.ParameterBindingException",
                            "Cannot process command because of one or more missing mandatory parameters: " + required + ".", name, "");
                }
            }
        }
        guest.work(function == null ? AgentPace.SCRIPT_SECONDS : function.seconds());
        if (guest.faults().hits(AgentFault.Kind.FAIL, name, guest.name())) {
            return exception("System.Management.Automation.RuntimeException", name + " failed on " + guest.name()
                    + ": this failure was asked for.", name, "at " + name + ", <No file>: line 1");
        }
        JsonArray output = new JsonArray();
        if (name.equalsIgnoreCase("Get-DnsListeningIpAddress")) {
            output.add(guest.address());
        }
        JsonObject result = new JsonObject();
        result.addProperty("IsException", false);
        result.add("Result", output);
        return result;
    }

    private static JsonObject exception(String type, String message, String command, String trace) {
        JsonArray parts = new JsonArray();
        parts.add(type);
        parts.add(message);
        parts.add(command);
        if (trace.isEmpty()) {
            parts.add(JsonNull.INSTANCE);
        } else {
            JsonObject detail = new JsonObject();
            detail.addProperty("ScriptStackTrace", trace);
            detail.addProperty("PositionMessage", "At line:1 char:1");
            parts.add(detail);
        }
        JsonObject result = new JsonObject();
        result.addProperty("IsException", true);
        result.add("Result", parts);
        return result;
    }
}
