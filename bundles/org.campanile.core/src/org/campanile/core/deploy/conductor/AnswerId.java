package org.campanile.core.deploy.conductor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.deploy.AgentChannel.AgentMessage;
import org.campanile.core.deploy.AgentResult;

/** To which plan an answer belongs: a Python agent says so in the body (SourceID), the Windows agent by the message id. */
final class AnswerId {

    private AnswerId() {
    }

    static String of(AgentMessage message) {
        if (message.text().length() <= AgentResult.MAX_CHARACTERS && message.text().contains("\"SourceID\"")) {
            try {
                if (JsonParser.parseString(message.text()) instanceof JsonObject object && object.get("SourceID") != null
                        && object.get("SourceID").isJsonPrimitive()) {
                    return object.get("SourceID").getAsString();
                }
            } catch (JsonParseException e) {
                return message.id();
            }
        }
        return message.id();
    }
}
