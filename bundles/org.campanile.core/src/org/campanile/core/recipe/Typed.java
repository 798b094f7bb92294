package org.campanile.core.recipe;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Texts as values of a type. Every refusal is an {@link IllegalArgumentException} with a sentence for the user. Pure. */
final class Typed {

    private static final int LONGEST = 10_000;

    private Typed() {
    }

    static Object parse(String text, ValueType type, List<String> choices) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("Longer than " + LONGEST + " characters.");
        }
        return switch (type) {
            case TEXT -> line(text);
            case NUMBER -> number(text);
            case FLAG -> flag(text);
            case LIST -> list(text);
            case MAP -> map(text);
            case SECRET -> throw new IllegalArgumentException("A password never stands in a recipe; give a parameter of type secret.");
            case HOST -> line(text);
            case FILE, FOLDER -> file(text, type);
            case URL -> url(text);
            case CHOICE -> choice(text, choices);
        };
    }

    private static String line(String text) {
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException("Control characters cannot stand here.");
        }
        return text;
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no whole number.", e);
        }
    }

    private static Boolean flag(String text) {
        return switch (text.strip()) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException("Say true or false, not \"" + text + "\".");
        };
    }

    static List<String> list(String text) {
        return Stream.of(text.split("[,\n]")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    private static Map<String, String> map(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String item : list(text)) {
            int equals = item.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("\"" + item + "\" is no name=value.");
            }
            map.put(item.substring(0, equals).strip(), item.substring(equals + 1).strip());
        }
        return map;
    }

    private static String file(String text, ValueType type) {
        try {
            return Path.of(text).toString();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("This cannot be the path of a " + type.word() + ": " + e.getReason() + ".", e);
        }
    }

    private static String url(String text) {
        try {
            URI uri = new URI(text.strip());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getUserInfo() == null) {
                return text.strip();
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Give an address such as http://host:8082; " + e.getReason() + ".", e);
        }
        throw new IllegalArgumentException("Give an address such as http://host:8082 or https://host:8082.");
    }

    private static String choice(String text, List<String> choices) {
        if (!choices.contains(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", choices) + ".");
        }
        return text;
    }

    /** A value as a text, for a placeholder inside another text. */
    static String text(Object value) {
        return switch (value) {
            case List<?> list -> String.join(",", list.stream().map(Object::toString).toList());
            case Map<?, ?> map -> String.join(",", map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
            case SecretValue secret -> "$" + secret.variable();
            default -> value.toString();
        };
    }
}
