package org.campanile.core.deploy.conductor;

import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** What is deployed, as JSON. Passwords are in it as marks only. */
final class StateText {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private record Kept(int version, boolean deleted, boolean stack, Map<String, Map<String, String>> resources, Map<String, Map<String, Object>> services,
            Map<String, Map<String, Object>> units) {
    }

    private StateText() {
    }

    static String write(DeployedState state) {
        return GSON.toJson(new Kept(1, state.deleted(), state.stack(), state.resources(), state.services(), state.units()));
    }

    /** @param where for the message of a text that is damaged */
    static DeployedState read(String text, String where) throws FailureException {
        try {
            Kept kept = GSON.fromJson(text, Kept.class);
            return new DeployedState(kept.deleted, kept.stack, kept.resources, kept.services, kept.units);
        } catch (JsonParseException | NullPointerException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading what is deployed", where, String.valueOf(e.getMessage()), "It is damaged.",
                    "Move it away; the next deployment then looks at everything anew."), e);
        }
    }
}
