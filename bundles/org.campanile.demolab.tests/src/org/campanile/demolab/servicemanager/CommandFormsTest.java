package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.StreamSupport;

import org.campanile.core.servicemanager.Command;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** What the client makes of every recorded command in each of the three wire forms. */
class CommandFormsTest {

    private static final List<String> FIELDS = List.of("action", "admin", "oper", "avail");

    @ParameterizedTest
    @EnumSource
    void clientReportsWhatTheServerDecided(WireForm form) throws Exception {
        int sent = 0;
        try (Bench bench = new Bench()) {
            bench.demo.form(form);
            for (JsonObject v : Vectors.all()) {
                if (sendable(v)) {
                    ServiceManager client = bench.client(bench.demo.url());
                    client.exchange("PUT", "/_demo/state", v.getAsJsonObject("state").toString(), Task.unwatched());
                    JsonObject body = v.getAsJsonObject("request").getAsJsonObject("body");
                    Command command = new Command(Row.text(body, "action"), Row.text(body, "admin"), Row.text(body, "oper"),
                            Row.text(body, "avail"));
                    check(v, command, form, client.command(host(v), command, Task.unwatched()));
                    sent++;
                }
            }
        }
        assertTrue(sent > 200, "only " + sent + " cases could be sent");
    }

    private static void check(JsonObject v, Command command, WireForm form, CommandResult result) {
        JsonObject expect = v.getAsJsonObject("expect");
        JsonObject body = expect.getAsJsonObject("body");
        int status = expect.get("status").getAsInt();
        String about = v.get("id") + " " + v.get("kind") + " in form " + form + ": " + result;
        boolean reasonArrives = status == 200 || status == 400 && form != WireForm.TEXT_500;
        if (status == 200 && "0".equals(Row.text(body, "error_code"))) {
            CommandResult.Accepted accepted = assertIs(CommandResult.Accepted.class, result, about);
            assertEquals(Row.text(body, "hostname"), accepted.echo().hostname(), about);
        } else if (reasonArrives && body.has("error_code")) {
            CommandResult.Refused refused = assertIs(CommandResult.Refused.class, result, about);
            assertEquals(Row.text(body, "error_details"), refused.reason(), about);
            List<String> impact = body.has("impact_service_list")
                    ? StreamSupport.stream(body.getAsJsonArray("impact_service_list").spliterator(), false).map(JsonElement::getAsString)
                            .toList()
                    : List.of();
            assertEquals(impact, refused.impact(), about);
        } else if (command.isPreCheck() || status < 500 && form != WireForm.TEXT_500) {
            assertIs(CommandResult.Failed.class, result, about);
        } else {
            assertIs(CommandResult.Uncertain.class, result, about);
        }
    }

    private static <T> T assertIs(Class<T> type, Object value, String about) {
        assertTrue(type.isInstance(value), about);
        return type.cast(value);
    }

    private static boolean sendable(JsonObject v) {
        JsonObject request = v.getAsJsonObject("request");
        JsonObject state = v.getAsJsonObject("state");
        return request.get("body") instanceof JsonObject body && FIELDS.stream().allMatch(f -> Row.text(body, f) != null)
                && body.size() == FIELDS.size() + 1 && !state.getAsJsonObject("faults").has("nodes")
                && StreamSupport.stream(state.getAsJsonArray("nodes").spliterator(), false)
                        .anyMatch(n -> host(v).equals(Row.text(n.getAsJsonObject(), "name")));
    }

    private static String host(JsonObject v) {
        String path = v.getAsJsonObject("request").get("path").getAsString();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
