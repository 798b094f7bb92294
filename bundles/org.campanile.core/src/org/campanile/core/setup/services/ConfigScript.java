package org.campanile.core.setup.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.campanile.core.config.SettingsFile;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.SetupScripts;
import org.campanile.core.setup.services.ConfigSpec.Format;
import org.campanile.core.setup.services.ConfigText.Setting;
import org.campanile.core.task.FailureException;

/**
 * The edit of a configuration file as lines of an exported script: by awk, which every system has, while tools made for such files are no part of those
 * that Murano 0.2 runs on. A password is a variable, and no argument of a command. Pure.
 */
final class ConfigScript {

    private static final String BEGIN = "\uE001";
    private static final String END = "\uE002";
    private static final char LINE_BREAK = '\u0001';
    private static final char ENCODE = '\u0002';
    private static final char ENCODED = '\u0003';

    private final ConfigKind kind;
    private final ConfigSpec spec;
    private final Values with;

    ConfigScript(ConfigKind kind, Values with) {
        this.kind = kind;
        this.spec = kind.spec();
        this.with = with;
    }

    /** The options; a password in a value is {@link #shown} as its variable. */
    List<Setting> settings() throws FailureException {
        Map<String, String> values = kind.values(with);
        with.raw().forEach((name, value) -> {
            if (value instanceof SecretValue secret) {
                values.put(name, BEGIN + secret.variable() + END);
            }
        });
        // where the marks around the name of a variable are percent-encoded, its value has to be
        return kind.settings(with, values).stream()
                .map(s -> new Setting(s.section(), s.option(), s.value().replace(ConfigText.percent(BEGIN), ENCODE + BEGIN).replace(ConfigText.percent(END), END + ENCODED), s.literal())).toList();
    }

    /** A value as one word for a shell, for people to read. */
    static String shown(String value) {
        return quoted(value.replace(Character.toString(ENCODE), "").replace(Character.toString(ENCODED), ""));
    }

    private static String quoted(String value) {
        return Command.quote(value).replace(BEGIN, "'\"$").replace(END, "\"'");
    }

    /** The condition that is true when the file says all of it. */
    String doneWhen() throws FailureException {
        return wanted().isEmpty() ? "sudo test -e " + Command.quote(path()) : "( " + String.join("; ", place()) + "; sudo cat \"$f\" 2>/dev/null | " + awk(" -v check=1") + " )";
    }

    /** The lines that make it so; the file keeps its owner and mode. */
    List<String> lines() throws FailureException {
        List<String> all = new ArrayList<>(place());
        String fresh = spec.owner().isEmpty() ? spec.mode() : spec.mode() + " -o " + Command.quote(spec.owner().replaceFirst(":.*", "")) + " -g " + Command.quote(spec.owner().replaceFirst(".*:", ""));
        all.add("if ! sudo test -e \"$f\"; then");
        all.add("  if sudo test -e \"$f.sample\"; then sudo install -m " + fresh + " \"$f.sample\" \"$f\"; else sudo install -m " + fresh + " /dev/null \"$f\"; fi");
        all.add("fi");
        if (!wanted().isEmpty()) {
            all.add("f=$(sudo readlink -f \"$f\")");
            all.add("new=$(sudo cat \"$f\" | " + awk("") + ")");
            all.add("[ -n \"$new\" ] || exit 1");
            all.add("sudo cp -p \"$f\" \"$f.new\"");
            all.add("printf '%s\\n' \"$new\" | sudo tee \"$f.new\" >/dev/null");
            all.add("sudo mv -f \"$f.new\" \"$f\"");
        }
        return all;
    }

    private String path() {
        return with.textOr(ConfigKind.PATH, spec.path());
    }

    /** Lines that put the file's path into a variable: the first of the usual ones that is there. */
    private List<String> place() {
        List<String> all = new ArrayList<>(List.of("f=" + Command.quote(path())));
        if (with.text(ConfigKind.PATH).isEmpty() && !spec.alternatives().isEmpty()) {
            all.add("for other in " + spec.alternatives().stream().map(Command::quote).collect(Collectors.joining(" "))
                    + "; do if ! sudo test -e \"$f\" && sudo test -e \"$other\"; then f=$other; fi; done");
        }
        return all;
    }

    private String wanted() throws FailureException {
        StringBuilder words = new StringBuilder();
        for (Setting s : settings()) {
            String value = spec.format() == Format.PYTHON ? s.literal() ? ConfigText.literal(s.value()) : SettingsFile.quoted(s.value())
                    : spec.format() == Format.SHELL ? Command.quote(s.value()) : s.value();
            words.append(' ').append(Command.quote(s.section())).append(' ').append(Command.quote(s.option())).append(' ').append(quoted(value.replace('\n', LINE_BREAK)));
        }
        return words.isEmpty() && spec.block().isEmpty() ? "" : "WANTED=" + (words.isEmpty() ? "''" : "$(printf '%s\\t%s\\t%s\\n'" + words + ")")
                + (spec.block().isEmpty() ? "" : " BLOCK=" + Command.quote(String.join("\n", spec.block())));
    }

    private String awk(String options) throws FailureException {
        return wanted() + " LC_ALL=C awk -v form=" + spec.format().name().toLowerCase(Locale.ROOT) + options + " \"$" + SetupScripts.SETTINGS + "\"";
    }
}
