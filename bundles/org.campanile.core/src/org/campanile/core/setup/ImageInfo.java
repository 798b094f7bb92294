package org.campanile.core.setup;

import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.campanile.core.setup.image.ImageMark;

/**
 * The mark that makes an image of Glance one that Murano offers: property {@code murano_image_info} with a JSON object (Murano protocol
 * document, section 7).
 *
 * @param type e.g. {@code windows.2022}
 * @param title what a form shows
 */
public record ImageInfo(String type, String title) {

    /** Name of the property. */
    public static final String PROPERTY = "murano_image_info";

    /** For an image that shall not be marked. */
    public static final ImageInfo NONE = new ImageInfo("", "");

    /** As the property's value. */
    public String json() {
        JsonObject object = new JsonObject();
        object.addProperty("type", type);
        object.addProperty("title", title);
        return object.toString();
    }

    /** Why a value is not one that Murano can read, if it is not. */
    public static Optional<String> problem(String value) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(value);
        } catch (JsonParseException | StackOverflowError e) {
            return Optional.of("The value is not JSON.");
        }
        if (!parsed.isJsonObject()) {
            return Optional.of("The value is not a JSON object.");
        }
        JsonObject object = parsed.getAsJsonObject();
        for (String key : new String[] { "type", "title" }) {
            if (!object.has(key) || !object.get(key).isJsonPrimitive() || object.get(key).getAsString().isBlank()) {
                return Optional.of("The key \"" + key + "\" is missing or empty.");
            }
        }
        return Optional.empty();
    }

    /** Whether a value says the same as this mark; further keys are allowed. */
    public boolean saidBy(String value) {
        if (equals(NONE)) {
            return true;
        }
        if (value == null || problem(value).isPresent()) {
            return false;
        }
        JsonObject object = JsonParser.parseString(value).getAsJsonObject();
        return object.get("type").getAsString().equals(type) && object.get("title").getAsString().equals(title);
    }

    /**
     * What a dashboard of release 0.2 would make of the type: it lists only types that are {@code windows}, {@code linux} or
     * {@code cirros.demo}, or begin with one of them and a dot, so the guide's own {@code ws-2012-std} disappears there.
     */
    public Optional<String> hiddenBecause() {
        return equals(NONE) ? Optional.empty() : ImageMark.hidden(type);
    }
}
