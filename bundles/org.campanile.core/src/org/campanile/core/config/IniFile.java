package org.campanile.core.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A configuration file of an OpenStack service, read as oslo.config does (its {@code iniparser}): {@code key = value} or {@code key : value},
 * whichever sign comes first; lines that begin with a space or tab go on with the value before, also where they look like a comment; quotes
 * around a whole value fall away; an option may be there several times, of which the last counts, or all for a multi-valued one; a section may
 * be there several times and is one; names of sections ignore case but for {@code DEFAULT}. Paste files follow the same rules here.
 *
 * <p>Editing changes the fewest lines: the value alone is replaced where an option stands, a new one goes below the commented-out example of it, or to
 * the end of its section. Immutable; every change makes a new file.
 */
public final class IniFile {

    /** The section that options of the whole service are in. */
    public static final String DEFAULT = "DEFAULT";

    private final TextDocument document;
    private final IniParser parsed;

    private IniFile(TextDocument document) {
        this.document = document;
        this.parsed = IniParser.parse(document);
    }

    /** The file of these bytes; mistakes in it are told by {@link #mistakes}. */
    public static IniFile of(byte[] bytes) {
        return new IniFile(TextDocument.of(bytes));
    }

    /** An empty file. */
    public static IniFile empty() {
        return new IniFile(TextDocument.of(""));
    }

    /** Its bytes. */
    public byte[] bytes() {
        return document.bytes();
    }

    /** What its reader would refuse, or read in another way than it looks. */
    public List<Mistake> mistakes() {
        return parsed.mistakes();
    }

    /** The first line with bytes that are not UTF-8, which Python 3 refuses a file for, also in a comment; Python 2 did not mind. */
    public Optional<Mistake> notUtf8() {
        return IntStream.range(0, document.size()).filter(document::isForeign).mapToObj(i -> new Mistake(i + 1,
                "The line has bytes that are not UTF-8; Python 3 refuses the file for them, also in a comment.", true)).findFirst();
    }

    /** Names of its sections, each once, as first written. */
    public List<String> sections() {
        Set<String> seen = new LinkedHashSet<>();
        List<String> names = new ArrayList<>();
        for (IniParser.Section s : parsed.sections()) {
            if (seen.add(normal(s.name()))) {
                names.add(s.name());
            }
        }
        return names;
    }

    /** All options in the order of the file: section, name and value of each. */
    public List<List<String>> inOrder() {
        return parsed.options().stream().map(o -> List.of(o.section(), o.key(), o.value())).toList();
    }

    /** The value of an option as written, the last when it is there several times; lines of a multi-line one joined by {@code \n}. */
    public Optional<String> get(String section, String option) {
        return all(section, option).reduce((first, second) -> second).map(IniParser.Option::value);
    }

    /** All values of a multi-valued option, in order. */
    public List<String> values(String section, String option) {
        return all(section, option).map(IniParser.Option::value).toList();
    }

    /** The value with {@code $other}, <code>${other}</code> and <code>${section.other}</code> replaced as oslo.config does; unknown ones stay. */
    public Optional<String> resolved(String section, String option) {
        return get(section, option).map(v -> IniText.substitute(v, name -> lookup(section, name), 0));
    }

    private Optional<String> lookup(String section, String name) {
        int dot = name.indexOf('.');
        if (dot > 0) {
            return get(name.substring(0, dot), name.substring(dot + 1));
        }
        return get(section, name).or(() -> get(DEFAULT, name));
    }

    private Stream<IniParser.Option> all(String section, String option) {
        return parsed.options().stream().filter(o -> in(o, section) && o.key().equals(option));
    }

    private static boolean in(IniParser.Option option, String section) {
        return normal(option.section()).equals(normal(section));
    }

    private static String normal(String section) {
        return section.equals(DEFAULT) ? section : section.toLowerCase(Locale.ROOT);
    }

    /**
     * The same with an option set. Where it is there already the last one, which counts, gets the value and keeps its name, sign, spaces and place.
     *
     * @param value as it shall be read; a {@code $} in it is a reference, see {@link IniText#literal}
     * @throws IllegalArgumentException for names and values that cannot be written, see {@link IniText#problem}
     */
    public IniFile set(String section, String option, String value) {
        IniText.check(section, option, value);
        Optional<IniParser.Option> there = all(section, option).reduce((first, second) -> second);
        if (there.isEmpty()) {
            return add(section, option, value);
        }
        return there.get().value().equals(value) ? this : replace(there.get(), value);
    }

    private IniFile replace(IniParser.Option option, String value) {
        List<String> lines = IniText.lines(option.prefix(), value);
        TextDocument changed = document.with(option.first(), lines.getFirst());
        changed = changed.remove(option.first() + 1, option.last() + 1).insert(option.first() + 1, lines.subList(1, lines.size()));
        return new IniFile(changed);
    }

    private IniFile add(String section, String option, String value) {
        List<String> lines = IniText.lines(option + parsed.usualSign(), value);
        List<IniParser.Section> places = parsed.sections().stream().filter(s -> normal(s.name()).equals(normal(section))).toList();
        if (places.isEmpty()) {
            List<String> whole = new ArrayList<>();
            if (document.size() > 0 && !document.text(document.size() - 1).isBlank()) {
                whole.add("");
            }
            whole.add("[" + section + "]");
            whole.addAll(lines);
            return new IniFile(document.insert(document.size(), whole));
        }
        for (IniParser.Section place : places) {
            int example = IniText.example(document, place.line() + 1, place.end(), option);
            if (example >= 0) {
                return new IniFile(document.insert(example + 1, lines));
            }
        }
        IniParser.Section last = places.getLast();
        int at = IniText.endOfContent(document, last.line() + 1, last.end());
        return new IniFile(document.insert(at, lines));
    }

    /** The same without an option, wherever it is. */
    public IniFile remove(String section, String option) {
        TextDocument changed = document;
        for (IniParser.Option o : all(section, option).toList().reversed()) {
            changed = changed.remove(o.first(), o.last() + 1);
        }
        return changed == document ? this : new IniFile(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IniFile f && document.equals(f.document);
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }

    @Override
    public String toString() {
        return "IniFile[" + document.size() + " lines, sections " + sections() + "]";
    }
}
