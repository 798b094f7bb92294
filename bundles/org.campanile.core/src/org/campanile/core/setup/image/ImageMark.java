package org.campanile.core.setup.image;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Murano's mark on an image: the JSON object in property {@value #PROPERTY} (Murano protocol document, section 7). Keys that are not ours stay as
 * they are. A value; the text is the truth, type and title are read from it.
 *
 * @param json a JSON object with the texts {@code type} and {@code title}
 */
public record ImageMark(String json) {

    /** Name of the property. */
    public static final String PROPERTY = "murano_image_info";

    /** Types that Murano's own forms offer (section 7), first those of Windows. */
    public static final List<String> OFFERED = List.of("windows.2012", "windows.2016", "windows.2019", "windows.2022", "windows.2025", "linux",
            "cirros.demo");

    private static final int DEPTH = 20;
    /** Glance stores properties in a TEXT column of MySQL. */
    private static final int LONGEST = 65_535;

    /** A mark of these two. */
    public static ImageMark of(String type, String title) {
        return new ImageMark("{}").with(type, title);
    }

    /** The same with another type and title; its other keys stay. */
    public ImageMark with(String type, String title) {
        JsonObject object = object(json).orElse(new JsonObject());
        object.addProperty("type", type.strip());
        object.addProperty("title", title.strip());
        return new ImageMark(object.toString());
    }

    /** The type; empty when it has none. */
    public String type() {
        return text("type");
    }

    /** The title; empty when it has none. */
    public String title() {
        return text("title");
    }

    private String text(String key) {
        return object(json).map(o -> o.get(key)).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString).orElse("");
    }

    private static Optional<JsonObject> object(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setNestingLimit(DEPTH);
        try {
            JsonElement parsed = JsonParser.parseReader(reader);
            return reader.peek() == JsonToken.END_DOCUMENT && parsed.isJsonObject() ? Optional.of(parsed.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException | IllegalStateException | IOException notJson) {
            return Optional.empty();
        }
    }

    /** Why Murano could not read it, if so; such a mark makes its forms show an error. */
    public Optional<String> problem() {
        if (json.length() > LONGEST) {
            return Optional.of("The mark is longer than " + LONGEST + " characters.");
        }
        if (object(json).isEmpty()) {
            return Optional.of("The mark is not a JSON object.");
        }
        if (type().isBlank()) {
            return Optional.of("The key \"type\" is missing or empty.");
        }
        return title().isBlank() ? Optional.of("The key \"title\" is missing or empty.") : Optional.empty();
    }

    /** Refuses a mark that Murano could not read. */
    public ImageMark require() throws FailureException {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the mark of an image", PROPERTY, json.length() > 200
                    ? json.substring(0, 200) + "..." : json, problem.get(), "Give an object such as {\"type\": \"windows.2022\", \"title\": \"Windows Server 2022\"}."));
        }
        return this;
    }

    /** What is worth knowing of a mark that can be read, sentences. @param others marks of other images */
    public List<String> hints(List<ImageMark> others) {
        List<String> hints = new ArrayList<>();
        hidden(type()).ifPresent(hints::add);
        if (others.stream().anyMatch(o -> !title().isEmpty() && o.title().equals(title()))) {
            hints.add("Another image has the title " + title() + "; in the forms one of them hides the other.");
        }
        return hints;
    }

    /**
     * What a dashboard of release 0.2 would make of a type: it lists only types that are {@code windows}, {@code linux} or {@code cirros.demo}, or
     * begin with one of them and a dot, so the guide's own {@code ws-2012-std} disappears there.
     */
    public static Optional<String> hidden(String type) {
        for (String shown : List.of("windows", "linux", "cirros.demo")) {
            if (type.equals(shown) || type.startsWith(shown + ".")) {
                return Optional.empty();
            }
        }
        return Optional.of("A release-0.2 dashboard hides images of type " + type + "; windows.2022 and the like are shown.");
    }
}
