package org.campanile.core.setup.services;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.config.IniFile;
import org.campanile.core.config.IniText;
import org.campanile.core.config.Mistake;
import org.campanile.core.config.SettingsFile;
import org.campanile.core.config.ShellFile;
import org.campanile.core.setup.services.ConfigSpec.Format;

/** Puts values into a configuration file of any format, touching nothing else. Pure. */
final class ConfigText {

    /** Stands for a secret that is not known yet: what is there is taken for right, where it fits around it. */
    static final String UNKNOWN = "\uE000";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)(:url)?\\}");

    /**
     * An option with its value.
     *
     * @param value as the service shall have it; may hold {@link #UNKNOWN}
     * @param literal for Python: put as it is
     */
    record Setting(String section, String option, String value, boolean literal) {
    }

    private ConfigText() {
    }

    /** The value of an option, with the values of parameters in it; empty when one of them is not given. */
    static Optional<String> fill(String template, Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        Matcher m = PLACEHOLDER.matcher(template);
        while (m.find()) {
            String value = values.getOrDefault(m.group(1), "");
            if (value.isEmpty()) {
                return Optional.empty();
            }
            m.appendReplacement(out, Matcher.quoteReplacement(m.group(2) == null || value.equals(UNKNOWN) ? value : percent(value)));
        }
        return Optional.of(m.appendTail(out).toString());
    }

    /** RFC 3986, "Percent-Encoding": all but unreserved characters. */
    static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            out.append(c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0) ? Character.toString(c) : "%%%02X".formatted((int) c));
        }
        return out.toString();
    }

    /** The file with these settings, without the options named {@code section/option} or {@code option}. */
    static byte[] apply(Format format, byte[] before, List<Setting> settings, List<String> removed, List<String> block) {
        return switch (format) {
            case OSLO, PASTE -> ini(format, IniFile.of(before), settings, removed).bytes();
            case SHELL -> shell(ShellFile.of(before), settings, removed).bytes();
            case PYTHON -> python(SettingsFile.of(before), settings, removed, block).bytes();
        };
    }

    private static IniFile ini(Format format, IniFile before, List<Setting> settings, List<String> removed) {
        IniFile file = before;
        for (Setting s : settings) {
            Optional<String> there = format == Format.OSLO ? file.resolved(s.section(), s.option()) : file.get(s.section(), s.option()).map(v -> v.replace("%%", "%"));
            if (!fits(s.value(), there)) {
                file = file.set(s.section(), s.option(), format == Format.OSLO ? IniText.literal(s.value()) : IniText.pasteLiteral(s.value()));
            }
        }
        for (String name : removed) {
            int slash = name.lastIndexOf('/');
            file = file.remove(slash < 0 ? IniFile.DEFAULT : name.substring(0, slash), name.substring(slash + 1));
        }
        return file;
    }

    private static ShellFile shell(ShellFile before, List<Setting> settings, List<String> removed) {
        ShellFile file = before.plain();
        for (Setting s : settings) {
            if (!fits(s.value(), file.get(s.option()))) {
                file = file.set(s.option(), s.value());
            }
        }
        for (String name : removed) {
            file = file.remove(name);
        }
        return file;
    }

    private static SettingsFile python(SettingsFile before, List<Setting> settings, List<String> removed, List<String> block) {
        SettingsFile file = before;
        Set<String> own = new LinkedHashSet<>(settings.stream().map(Setting::option).toList());
        own.retainAll(file.repeated());
        file = file.cleaned(own);
        for (Setting s : settings) {
            String value = s.literal() ? literal(s.value()) : SettingsFile.quoted(s.value());
            Optional<String> there = s.literal() ? file.get(s.option()) : file.text(s.option());
            if (!fits(s.literal() ? value : s.value(), there)) {
                file = file.set(s.option(), value);
            }
        }
        for (String name : removed) {
            file = file.remove(name);
        }
        // Murano's own set-up has put its block there, which may say more than ours.
        List<String> kept = file.block().filter(b -> b.stream().anyMatch(l -> l.contains("muranodashboard"))).orElse(block);
        return block.isEmpty() ? file : file.withBlock(kept);
    }

    static String literal(String value) {
        return value.equals("true") || value.equals("false") ? value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1) : value;
    }

    private static boolean fits(String wanted, Optional<String> there) {
        if (there.isEmpty() || wanted.indexOf(UNKNOWN) < 0) {
            boolean flag = wanted.equals("true") || wanted.equals("false");
            return there.isPresent() && (flag ? there.get().equalsIgnoreCase(wanted) : there.get().equals(wanted));
        }
        StringBuilder pattern = new StringBuilder();
        for (String part : wanted.split(UNKNOWN, -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".+").append(Pattern.quote(part));
        }
        return there.get().matches(pattern.toString());
    }

    /** What the reader of a file would refuse in it. */
    static List<Mistake> mistakes(Format format, byte[] content) {
        return switch (format) {
            case OSLO -> IniFile.of(content).mistakes();
            case SHELL -> ShellFile.of(content).mistakes();
            // PasteDeploy allows more, and Python is not read here.
            case PASTE, PYTHON -> new ArrayList<>();
        };
    }
}
