package org.campanile.core.setup.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.setup.share.SmbLines.Kind;
import org.campanile.core.setup.share.SmbLines.Statement;

/**
 * An smb.conf with every character of it: what an edit does not concern stays as it was written, comments, order, spelling and line ends. Names are
 * compared as Samba does; of a parameter that is there twice the last one holds; a section that is there twice is one section. Immutable; pure.
 */
public final class SmbConf {

    /** Name of the section that holds for all. */
    public static final String GLOBAL = "global";

    private static final String MARK = "\uFEFF";

    private final String mark;
    private final List<Statement> statements;
    private final List<String> sections;

    private SmbConf(String mark, List<Statement> statements) {
        this.mark = mark;
        this.statements = List.copyOf(statements);
        List<String> of = new ArrayList<>();
        String at = GLOBAL;
        for (Statement statement : statements) {
            at = statement.is(Kind.HEADER) ? SmbNames.section(statement.name()) : at;
            of.add(at);
        }
        sections = List.copyOf(of);
    }

    /** Reads a file's text; nothing is refused, see {@link #problems}. */
    public static SmbConf parse(String text) {
        boolean marked = text.startsWith(MARK);
        return new SmbConf(marked ? MARK : "", SmbLines.of(marked ? text.substring(1) : text));
    }

    /** The whole text. */
    public String text() {
        StringBuilder text = new StringBuilder(mark);
        statements.forEach(s -> text.append(s.raw()));
        return text.toString();
    }

    /** Names of the sections as written, without global, each once. */
    public List<String> shares() {
        Map<String, String> names = new LinkedHashMap<>();
        for (Statement s : statements) {
            if (s.is(Kind.HEADER) && !SmbNames.section(s.name()).equals(GLOBAL)) {
                names.putIfAbsent(SmbNames.section(s.name()), s.name());
            }
        }
        return List.copyOf(names.values());
    }

    /** Whether there is a header of that section. */
    public boolean has(String section) {
        String wanted = SmbNames.section(section);
        return statements.stream().anyMatch(s -> s.is(Kind.HEADER) && SmbNames.section(s.name()).equals(wanted));
    }

    /** The value that holds, under whatever name it is written; an inverse name's value is turned round. */
    public Optional<String> value(String section, String parameter) {
        int at = last(section, parameter);
        return at < 0 ? Optional.empty() : Optional.of(meant(statements.get(at)));
    }

    private static String meant(Statement statement) {
        return SmbNames.inverse(statement.name()) ? SmbNames.inverted(statement.value()) : statement.value();
    }

    private int last(String section, String parameter) {
        String wanted = SmbNames.section(section);
        String name = SmbNames.parameter(parameter);
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (sections.get(i).equals(wanted) && statements.get(i).is(Kind.PARAMETER) && SmbNames.parameter(statements.get(i).name()).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Files that this one includes, in order, as written; they may hold placeholders such as {@code %m}. */
    public List<String> includes() {
        return statements.stream().filter(s -> s.is(Kind.PARAMETER) && SmbNames.parameter(s.name()).equals("include")).map(Statement::value).toList();
    }

    /** What Samba would refuse or what cannot be meant so, each with its line. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Statement s : statements) {
            if (s.is(Kind.WRONG)) {
                problems.add("line " + s.line() + ": " + (s.name().startsWith("[") ? "the header has no closing bracket" : "there is no name before the equals sign"));
            } else if (s.is(Kind.IDLE)) {
                problems.add("line " + s.line() + ": \"" + s.name() + "\" has no equals sign and is ignored");
            }
        }
        return problems;
    }

    /** What of these values does not hold yet; an empty value means that the parameter shall not be there. */
    public Map<String, String> lacking(String section, Map<String, String> wanted) {
        Map<String, String> lacking = new LinkedHashMap<>();
        wanted.forEach((name, value) -> {
            if (!SmbNames.sameValue(name, value(section, name).orElse(value.isEmpty() ? "" : null), value)) {
                lacking.put(name, value);
            }
        });
        return lacking;
    }

    /** The same with these values in a section, which is added at the end when it is not there. What holds already is not touched. */
    public SmbConf with(String section, Map<String, String> wanted) {
        SmbConf conf = this;
        for (Map.Entry<String, String> entry : lacking(section, wanted).entrySet()) {
            conf = entry.getValue().isEmpty() ? conf.without(section, entry.getKey()) : conf.with(section, entry.getKey(), entry.getValue());
        }
        return conf;
    }

    private SmbConf with(String section, String name, String value) {
        int at = last(section, name);
        List<Statement> changed = new ArrayList<>(statements);
        if (at >= 0) {
            Statement there = statements.get(at);
            String written = SmbNames.inverse(there.name()) ? SmbNames.inverted(value) : value;
            String head = there.raw().substring(0, there.raw().indexOf('=') + 1);
            changed.set(at, parsed(head + (head.endsWith(" =") || head.endsWith("\t=") ? " " : "") + written + there.lineEnd()));
        } else {
            int place = place(section, changed);
            changed.add(place, parsed(indent(section) + name + " = " + value + eol()));
        }
        return new SmbConf(mark, changed);
    }

    /** Where a new parameter of a section goes: behind its last parameter or header; a missing section is made first. */
    private int place(String section, List<Statement> changed) {
        String wanted = SmbNames.section(section);
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (sections.get(i).equals(wanted) && (statements.get(i).is(Kind.HEADER) || statements.get(i).is(Kind.PARAMETER))) {
                end(changed, i);
                return i + 1;
            }
        }
        if (wanted.equals(GLOBAL)) {
            changed.add(0, parsed("[" + GLOBAL + "]" + eol()));
            return 1;
        }
        if (!changed.isEmpty()) {
            end(changed, changed.size() - 1);
            if (!changed.getLast().is(Kind.BLANK)) {
                changed.add(parsed(eol()));
            }
        }
        changed.add(parsed("[" + section + "]" + eol()));
        return changed.size();
    }

    /** A last line without an end gets one, also when it ends in a backslash that joins it to nothing. */
    private void end(List<Statement> changed, int at) {
        Statement s = changed.get(at);
        String bare = s.raw().substring(0, s.raw().length() - s.lineEnd().length());
        boolean open = !s.is(Kind.COMMENT) && bare.stripTrailing().endsWith("\\");
        if (s.lineEnd().isEmpty() || open) {
            String closed = open ? bare.stripTrailing().replaceFirst("\\\\+$", "") : bare;
            changed.set(at, parsed(closed + eol()));
        }
    }

    private String indent(String section) {
        String wanted = SmbNames.section(section);
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (sections.get(i).equals(wanted) && statements.get(i).is(Kind.PARAMETER)) {
                return statements.get(i).indent();
            }
        }
        return "   ";
    }

    private String eol() {
        return statements.stream().map(Statement::lineEnd).filter(e -> !e.isEmpty()).findFirst().orElse("\n");
    }

    private static Statement parsed(String raw) {
        return SmbLines.of(raw).getFirst();
    }

    /** The same without a parameter of a section, in all its spellings. */
    public SmbConf without(String section, String parameter) {
        List<Statement> left = new ArrayList<>(statements);
        for (int at = last(section, parameter); at >= 0; at = new SmbConf(mark, left).last(section, parameter)) {
            left.remove(at);
        }
        return new SmbConf(mark, left);
    }

    /** The same without a section: its headers and parameters go; comments stay, since they may be about what follows. */
    public SmbConf without(String section) {
        String unwanted = SmbNames.section(section);
        List<Statement> left = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            Statement s = statements.get(i);
            if (!sections.get(i).equals(unwanted) || s.is(Kind.COMMENT) || s.is(Kind.BLANK) && !gapOf(i, unwanted)) {
                left.add(s);
            }
        }
        return new SmbConf(mark, left);
    }

    /** Whether the blank line at an index lies inside the section, or before the next header, so that its removal would leave two gaps. */
    private boolean gapOf(int at, String section) {
        return sections.get(at).equals(section) && at > 0 && sections.get(at - 1).equals(section) || at + 1 == statements.size();
    }
}
