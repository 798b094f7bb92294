package org.campanile.core.setup.services;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.config.IniFile;
import org.campanile.core.config.Mistake;
import org.campanile.core.config.Redaction;
import org.campanile.core.config.SettingsFile;
import org.campanile.core.config.ShellFile;
import org.campanile.core.file.TextDiff;
import org.campanile.core.setup.services.ConfigSpec.Format;
import org.campanile.core.setup.services.ConfigText.Setting;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * A configuration file looked at and edited by hand, its format told by its name: {@code .py} and {@code local_settings} are Python, {@code .rc},
 * {@code localrc} and {@code .sh} are shell assignments, {@code -paste.ini} is PasteDeploy, all else oslo.config. Pure.
 */
public final class ConfigEdits {

    /**
     * An option.
     *
     * @param section empty where the format has none
     * @param value {@code ***} for what seems to be a secret
     */
    public record Entry(String section, String option, String value) {
    }

    private final String path;
    private final Format format;

    private ConfigEdits(String path, Format format) {
        this.path = path;
        this.format = format;
    }

    /** For the file of this path. */
    public static ConfigEdits of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new ConfigEdits(path, name.endsWith(".py") || name.equals("local_settings") ? Format.PYTHON
                : name.endsWith(".rc") || name.endsWith("rc") && name.startsWith("local") || name.endsWith(".sh") ? Format.SHELL
                        : name.endsWith("paste.ini") ? Format.PASTE : Format.OSLO);
    }

    /** All options in the order of the file, without secrets. */
    public List<Entry> entries(byte[] content) {
        List<Entry> all = new ArrayList<>();
        switch (format) {
            case OSLO, PASTE -> IniFile.of(content).inOrder().forEach(o -> all.add(new Entry(o.get(0), o.get(1), hidden(o.get(1), o.get(2)))));
            case SHELL -> {
                ShellFile file = ShellFile.of(content);
                file.names().forEach(n -> all.add(new Entry("", n, hidden(n, file.get(n).orElse("")))));
            }
            case PYTHON -> {
                SettingsFile file = SettingsFile.of(content);
                file.names().forEach(n -> all.add(new Entry("", n, hidden(n, file.get(n).orElse("")))));
            }
        }
        return all;
    }

    private static String hidden(String option, String value) {
        String line = Redaction.hide(option + " = " + value.replace("\n", " "));
        return line.substring(option.length() + 3);
    }

    /** What its reader would refuse or take in another way than it looks. */
    public List<Mistake> mistakes(byte[] content) {
        return ConfigText.mistakes(format, content);
    }

    /**
     * The file with options set and others removed; nothing else is touched.
     *
     * @param set values by {@code section/option}, or by name alone where the format has no sections; Python takes values as Python writes them
     * @param removed names alike
     * @throws FailureException of kind BAD_INPUT for names and values that cannot be written
     */
    public byte[] apply(byte[] before, Map<String, String> set, List<String> removed) throws FailureException {
        List<Setting> settings = new ArrayList<>();
        boolean sections = format == Format.OSLO || format == Format.PASTE;
        set.forEach((name, value) -> {
            int slash = name.lastIndexOf('/');
            settings.add(new Setting(slash >= 0 ? name.substring(0, slash) : sections ? IniFile.DEFAULT : "", name.substring(slash + 1), value, true));
        });
        try {
            return ConfigText.apply(format, before, settings, removed, List.of());
        } catch (IllegalArgumentException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "editing " + path, path, e.getMessage(), "This cannot stand in such a file.",
                    "Correct the name or the value; nothing was changed."), e);
        }
    }

    /** The difference as a unified diff, without secrets; empty when there is none. */
    public String diff(byte[] before, byte[] after) {
        return Redaction.hideInDiff(TextDiff.unified(path, new String(before, StandardCharsets.UTF_8), new String(after, StandardCharsets.UTF_8)));
    }
}
