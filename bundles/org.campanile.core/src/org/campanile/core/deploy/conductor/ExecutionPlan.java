package org.campanile.core.deploy.conductor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.remote.Command;
import org.campanile.core.task.FailureException;

/**
 * The text of a plan as an agent takes it: version 1 for the Windows agent (protocol document, section 3.1), version 2 with all keys that the
 * Python agent cannot do without (murano-agent-observed.md, sections 3 to 5). Holds passwords in clear: it goes to the broker and nowhere else.
 */
final class ExecutionPlan {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final int EXECUTABLE_NAME = 40;

    private ExecutionPlan() {
    }

    /** A plan for the Windows agent. */
    static String windows(List<StepDefinition.Call> calls, int reboot, ScriptLibrary library) throws FailureException {
        List<Map<String, Object>> commands = new ArrayList<>();
        for (StepDefinition.Call call : calls) {
            Map<String, Object> command = new LinkedHashMap<>();
            command.put("Name", call.function());
            command.put("Arguments", call.arguments());
            commands.add(command);
        }
        // The scripts are most of a plan and the same in many: their JSON is kept, and only the rest is written anew.
        return "{\"Scripts\":" + library.encoded(calls.stream().map(StepDefinition.Call::function).distinct().toList()) + ",\"Commands\":" + GSON.toJson(commands)
                + ",\"RebootOnCompletion\":" + reboot + "}";
    }

    /**
     * A plan for the Python agent: each call is a script of its own, with its arguments as shell variables in a file beside it, since the agent
     * passes arguments through a shell unquoted.
     *
     * @param stamp larger than any sent to this agent before
     */
    static String linux(String name, String id, long stamp, List<StepDefinition.Call> calls, ScriptLibrary library) throws FailureException {
        Map<String, Object> scripts = new LinkedHashMap<>();
        Map<String, Object> files = new LinkedHashMap<>();
        StringBuilder body = new StringBuilder("results = []\n");
        int number = 0;
        for (StepDefinition.Call call : calls) {
            String script = "call" + ++number;
            // The agent puts a script's folder beside its files, by their keys: no key may be another's.
            String file = "file" + number;
            String arguments = "arguments" + number;
            files.put(file, text(script + "-" + shorten(call.function()) + ".sh", library.shell(call.function())));
            files.put(arguments, text("parameters", parameters(call.arguments())));
            scripts.put(script, Map.of("Type", "Application", "Version", "1.0.0", "EntryPoint", file, "Files", List.of(arguments),
                    "Options", Map.of("captureStdout", true, "captureStderr", true, "verifyExitcode", true)));
            body.append("results.append(").append(script).append("().stdout)\n");
        }
        body.append("return results\n");
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("FormatVersion", "2.0.0");
        plan.put("Version", "1.0.0");
        plan.put("Name", name);
        plan.put("Action", "Execute");
        plan.put("ID", id);
        plan.put("Stamp", stamp);
        plan.put("Parameters", Map.of());
        plan.put("Body", body.toString());
        plan.put("Scripts", scripts);
        plan.put("Files", files);
        return GSON.toJson(plan);
    }

    private static String shorten(String function) {
        return function.length() > EXECUTABLE_NAME ? function.substring(0, EXECUTABLE_NAME) : function;
    }

    private static Map<String, String> text(String name, String body) {
        return Map.of("Name", name, "BodyType", "Text", "Body", body);
    }

    private static String parameters(Map<String, Object> arguments) {
        StringBuilder lines = new StringBuilder();
        arguments.forEach((key, value) -> {
            if (key.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                lines.append(key).append('=').append(Command.quote(value instanceof List<?> list
                        ? String.join(" ", list.stream().map(String::valueOf).toList()) : String.valueOf(value))).append('\n');
            }
        });
        return lines.toString();
    }
}
