package org.campanile.ui.guide;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the text that is shown: keys behind the links of commands, and the list of keys. Pure. */
public final class GuideText {

    /** What a link to a command begins with; its id follows. */
    public static final String COMMAND = "command:";
    private static final Pattern LINK = Pattern.compile("<a href=\"" + COMMAND + "([^\"]+)\">[^<]*</a>");

    /**
     * A command with its key.
     *
     * @param group where it belongs, a category's name
     * @param name of the command
     * @param key as shown to the user: {@code Ctrl+N}
     * @param does its description; may be empty
     */
    public record Key(String group, String name, String key, String does) {
    }

    private GuideText() {
    }

    /** The text with the key of each command behind its link; {@code key} answers an empty text for a command that has none. */
    public static String withKeys(String xml, Function<String, String> key) {
        return LINK.matcher(xml).replaceAll(found -> {
            String name = key.apply(found.group(1));
            return Matcher.quoteReplacement(name.isEmpty() ? found.group() : found.group() + " (" + escaped(name) + ")");
        });
    }

    /** Ids of the commands that a text links to. */
    public static List<String> commands(String xml) {
        return LINK.matcher(xml).results().map(found -> found.group(1)).toList();
    }

    /** The list of keys as a text, group by group in the order given. */
    public static String keys(List<Key> keys) {
        StringBuilder text = new StringBuilder("<form>");
        String group = "";
        for (Key key : keys) {
            if (!key.group().equals(group)) {
                group = key.group();
                text.append("<p><span font=\"header\" color=\"heading\">").append(escaped(group)).append("</span></p>");
            }
            text.append("<li style=\"text\" value=\"").append(escaped(key.key())).append("\" indent=\"170\" bindent=\"0\"><b>").append(escaped(key.name()))
                    .append("</b>").append(key.does().isEmpty() ? "" : ": " + escaped(key.does())).append("</li>");
        }
        return text.append("</form>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
