package org.campanile.demolab.servicemanager;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reading and building rows and documents. */
final class Row {

    private Row() {
    }

    /** Text of a field, {@code null} when it is absent or null. */
    static String text(JsonObject row, String field) {
        JsonElement value = row.get(field);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    /** Text of a field as the original writes it into a sentence: nothing there is {@code None}. */
    static String said(JsonObject row, String field) {
        String text = text(row, field);
        return text == null ? "None" : text;
    }

    /** A document of pairs of name and text, in that order; {@code null} becomes JSON's null. */
    static JsonObject of(String... pairs) {
        JsonObject document = new JsonObject();
        for (int i = 0; i < pairs.length; i += 2) {
            document.addProperty(pairs[i], pairs[i + 1]);
        }
        return document;
    }

    /** Truth of a value as Python sees it: null, false, zero and everything empty are false. */
    static boolean isTrue(JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return false;
        }
        if (value.isJsonObject()) {
            return value.getAsJsonObject().size() > 0;
        }
        if (value.isJsonArray()) {
            return !value.getAsJsonArray().isEmpty();
        }
        var primitive = value.getAsJsonPrimitive();
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        return primitive.isNumber() ? primitive.getAsDouble() != 0 : !primitive.getAsString().isEmpty();
    }
}
