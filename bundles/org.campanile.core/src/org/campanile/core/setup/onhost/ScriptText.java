package org.campanile.core.setup.onhost;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;

/** Texts with passwords for exported scripts, in which a password is a variable of the environment. Pure. */
public final class ScriptText {

    private static final String BEGIN = "\uE001";
    private static final String END = "\uE002";

    private ScriptText() {
    }

    /** What stands for a secret in a text until {@link #quoted} puts its variable there; the value itself where it is none. */
    public static String of(Values with, String parameter) {
        return with.raw().get(parameter) instanceof SecretValue secret ? BEGIN + secret.variable() + END : with.text(parameter);
    }

    /** The text as one word for a POSIX shell. */
    public static String quoted(String text) {
        return Command.quote(text).replace(BEGIN, "'\"$").replace(END, "\"'");
    }

    /** Lines that install what brings a command, where it is missing. */
    public static List<String> needs(String command, String debian, String redhat) {
        List<String> all = new ArrayList<>(List.of("if ! command -v " + command + " >/dev/null; then"));
        Installation.script(List.of(debian), List.of(redhat)).forEach(l -> all.add("  " + l));
        all.add("fi");
        return all;
    }

    /** A condition: a file of root or another user has this text. */
    public static String has(String path, String text) {
        return "[ \"$(sudo cat " + Command.quote(path) + " 2>/dev/null)\" = " + quoted(text.stripTrailing()) + " ]";
    }

    /** A command that writes a text into a file, whole or not at all. @param owner user and group */
    public static String write(String path, String text, String mode, String owner) {
        String fresh = Command.quote(path + ".new");
        return "printf '%s\\n' " + quoted(text.stripTrailing()) + " | sudo install -m " + mode + " -o " + owner + " -g " + owner + " /dev/stdin " + fresh + " && sudo mv -f " + fresh + " "
                + Command.quote(path);
    }
}
