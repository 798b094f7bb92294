package org.campanile.core.setup.broker;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Compares JSON as values. */
final class JsonText {

    private JsonText() {
    }

    /** Whether two texts are the same JSON, whatever their order and blanks; texts that are none are compared as they are. */
    static boolean same(String one, String other) {
        try {
            return JsonParser.parseString(one).equals(JsonParser.parseString(other));
        } catch (JsonParseException notJson) {
            return one.equals(other);
        }
    }
}
