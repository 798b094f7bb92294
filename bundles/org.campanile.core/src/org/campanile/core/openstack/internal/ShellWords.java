package org.campanile.core.openstack.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Splits one line of a shell script into words by the shell's quoting (POSIX, "Shell Command Language", 2.2 and 2.6.2), putting in variables
 * that are known. Nothing is executed: a word with a command in it is marked as not usable.
 */
public final class ShellWords {

    /**
     * A word.
     *
     * @param text its value; stays empty where it is unknown
     * @param asked whether it holds what the user was to be asked for
     * @param usable false when its value would need a command
     */
    public record Word(String text, boolean asked, boolean usable) {
        @Override
        public String toString() {
            return "Word[***]";
        }
    }

    /** No setting is longer; lines that double a variable each would fill the memory. */
    private static final int LONGEST = 64 * 1024;

    private final String line;
    private final Map<String, Word> variables;
    private int at;
    private boolean closed = true;
    private StringBuilder text = new StringBuilder();
    private boolean asked;
    private boolean usable = true;
    private boolean started;

    private ShellWords(String line, Map<String, Word> variables) {
        this.line = line;
        this.variables = variables;
    }

    /** The words before any comment; null when a quote is not closed on the line. */
    public static List<Word> split(String line, Map<String, Word> variables) {
        ShellWords one = new ShellWords(line, variables);
        List<Word> words = one.run();
        return one.closed ? words : null;
    }

    private List<Word> run() {
        List<Word> words = new ArrayList<>();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (Character.isWhitespace(c) || c == ';') {
                end(words);
                if (c == ';') {
                    words.add(new Word(";", false, true));
                }
            } else if (c == '#' && !started) {
                break;
            } else {
                started = true;
                one(c);
            }
        }
        end(words);
        return words;
    }

    private void end(List<Word> words) {
        if (started) {
            words.add(new Word(text.toString(), asked, usable));
            text = new StringBuilder();
            asked = false;
            usable = true;
            started = false;
        }
    }

    private void one(char c) {
        switch (c) {
            case '\'' -> single();
            case '"' -> twice();
            case '\\' -> text.append(at < line.length() ? line.substring(at, ++at) : "");
            case '$' -> variable();
            case '`' -> giveUp();
            default -> text.append(c);
        }
    }

    private void single() {
        int end = line.indexOf('\'', at);
        closed &= end >= 0;
        int stop = end < 0 ? line.length() : end;
        text.append(line, at, stop);
        at = Math.min(line.length(), stop + 1);
    }

    private void twice() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < line.length() && "\"\\$`".indexOf(line.charAt(at)) >= 0) {
                text.append(line.charAt(at++));
            } else if (c == '$') {
                variable();
            } else if (c == '`') {
                giveUp();
            } else {
                text.append(c);
            }
        }
        closed &= !usable;
    }

    /** Where a command begins, the rest of the line can no longer be told apart. */
    private void giveUp() {
        usable = false;
        at = line.length();
    }

    private void variable() {
        if (at < line.length() && line.charAt(at) == '(') {
            giveUp();
            return;
        }
        if (at < line.length() && line.charAt(at) == '{') {
            int end = line.indexOf('}', at);
            if (end < 0) {
                giveUp();
                return;
            }
            braces(line.substring(at + 1, end));
            at = end + 1;
            return;
        }
        int from = at;
        while (at < line.length() && (Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_')) {
            at++;
        }
        if (from == at) {
            text.append('$');
        } else {
            put(line.substring(from, at), "");
        }
    }

    private void braces(String inside) {
        int dash = inside.indexOf(":-");
        String name = dash < 0 ? inside : inside.substring(0, dash);
        if (name.matches("\\w+")) {
            put(name, dash < 0 ? "" : inside.substring(dash + 2));
        } else {
            giveUp();
        }
    }

    private void put(String name, String otherwise) {
        Word value = variables.get(name);
        if (value == null || value.text().isEmpty() && !value.asked()) {
            text.append(otherwise);
        } else {
            if (text.length() + value.text().length() > LONGEST) {
                giveUp();
                return;
            }
            text.append(value.text());
            asked |= value.asked();
            usable &= value.usable();
        }
    }
}
