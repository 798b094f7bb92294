package org.campanile.core.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds sections and options and where they stand.
 *
 * @param sections in order
 * @param options in order
 * @param usualSign between name and value, with its spaces, as most options of the file have it
 */
record IniParser(List<Section> sections, List<Option> options, List<Mistake> mistakes, String usualSign) {

    /**
     * A section.
     *
     * @param line of its heading, from 0
     * @param end line after its last one
     */
    record Section(String name, int line, int end) {
    }

    /**
     * An option.
     *
     * @param first its line, from 0
     * @param last its last line
     * @param prefix what stands before its value on the first line: indentation never, name, sign, spaces
     */
    record Option(String section, String key, String value, int first, int last, String prefix) {
    }

    private static final class Work {
        private final List<Section> sections = new ArrayList<>();
        private final List<Option> options = new ArrayList<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private final Map<String, Integer> signs = new HashMap<>();
        private String section;
        private String key;
        private String prefix;
        private int first;
        private final List<String> value = new ArrayList<>();

        void mistake(int line, String message, boolean fatal) {
            mistakes.add(new Mistake(line + 1, message, fatal));
        }

        void endOption(int line) {
            if (key != null) {
                if (section == null) {
                    mistake(first, "Option " + key + " stands before the first section.", true);
                }
                options.add(new Option(section == null ? "" : section, key, String.join("\n", value), first, line - 1, prefix));
                key = null;
                value.clear();
            }
        }

        void endSection(int line) {
            if (!sections.isEmpty()) {
                Section open = sections.removeLast();
                sections.add(new Section(open.name(), open.line(), line));
            }
        }

        void line(int at, String raw) {
            String line = raw.stripTrailing();
            if (line.isEmpty()) {
                endOption(at);
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                continuation(at, line);
            } else {
                endOption(at);
                if (line.charAt(0) == '[') {
                    heading(at, line);
                } else if (line.charAt(0) != '#' && line.charAt(0) != ';') {
                    assignment(at, line, raw);
                }
            }
        }

        private void continuation(int at, String line) {
            String text = line.stripLeading();
            if (key == null) {
                boolean comment = text.startsWith("#") || text.startsWith(";");
                mistake(at, comment ? "The comment is indented; oslo.config takes it for the rest of a value and refuses the file."
                        : "The line is indented, so it would go on with a value, but there is none before it.", true);
                return;
            }
            if (text.startsWith("#") || text.startsWith(";")) {
                mistake(at, "The comment is indented, so it is part of the value of " + key + ".", false);
            } else if (text.matches("[A-Za-z_][A-Za-z0-9_]*\\s*=.*")) {
                mistake(at, "The line looks like an option but is indented, so it is part of the value of " + key + ".", false);
            }
            value.add(text);
        }

        private void heading(int at, String line) {
            endSection(at);
            if (!line.endsWith("]")) {
                mistake(at, "The heading of a section has no closing bracket.", true);
            } else if (line.length() <= 2) {
                mistake(at, "The section has no name.", true);
            }
            section = line.endsWith("]") ? line.substring(1, line.length() - 1) : line.substring(1);
            sections.add(new Section(section, at, at + 1));
        }

        private void assignment(int at, String line, String raw) {
            int colon = line.indexOf(':');
            int equal = line.indexOf('=');
            if (colon < 0 && equal < 0) {
                mistake(at, "The line is neither an option nor a comment: it has no = or : in it.", true);
                return;
            }
            int sign = colon < 0 || equal >= 0 && equal < colon ? equal : colon;
            String name = line.substring(0, sign).strip();
            if (name.isEmpty()) {
                mistake(at, "The option has no name.", true);
                return;
            }
            key = name;
            first = at;
            int from = sign + 1;
            while (from < raw.length() && (raw.charAt(from) == ' ' || raw.charAt(from) == '\t')) {
                from++;
            }
            String text = line.length() <= from ? "" : line.substring(from);
            prefix = text.isEmpty() ? line.substring(0, sign + 1) + (line.charAt(sign - 1) == ' ' ? " " : "") : raw.substring(0, from);
            if (!text.isEmpty()) {
                signs.merge(prefix.substring(name.length()), 1, Integer::sum);
            }
            value.add(IniText.unquoted(text));
        }
    }

    static IniParser parse(TextDocument document) {
        Work work = new Work();
        for (int i = 0; i < document.size(); i++) {
            work.line(i, document.text(i));
        }
        work.endOption(document.size());
        work.endSection(document.size());
        if (document.hasMark()) {
            work.mistakes.addFirst(new Mistake(1, "The file begins with a byte order mark, which oslo.config takes for part of the first line; save it as UTF-8 without one.", true));
        }
        Map<String, Integer> signs = work.signs;
        String usual = signs.entrySet().stream().filter(e -> e.getKey().matches(" ?[=:][ \t]?")).max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(" = ");
        return new IniParser(List.copyOf(work.sections), List.copyOf(work.options), List.copyOf(work.mistakes), usual);
    }
}
