package org.campanile.core.openstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.openstack.internal.ShellWords;
import org.campanile.core.openstack.internal.ShellWords.Word;
import org.campanile.core.openstack.internal.Sources;
import org.campanile.core.task.FailureException;

/**
 * Reads the shell file that Horizon and installers hand out ("openrc") as data; nothing of it is executed. Understood are assignments with or
 * without {@code export}, the shell's quotes, variables set before, {@code unset}, {@code read} (the user is to be asked) and Horizon's
 * {@code if [ -z "$X" ]; then unset X; fi}. Any other line is left out and named in the notes. Also reads {@code OS_*} of a process. Stateless.
 */
public final class OpenRc {

    private static final String DOING = "reading the openrc file";
    private static final int BYTES = 256 * 1024;
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
    private static final Pattern UNSET_IF_EMPTY = Pattern
            .compile("if \\[+ -z \"?\\$\\{?(\\w+)\\}?\"? \\]+ *; *then +unset +(\\w+) *; *fi");

    private final Map<String, Word> variables = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private OpenRc() {
    }

    /**
     * Reads a file.
     *
     * @throws FailureException BAD_INPUT when it names no OpenStack or is no text, LOCAL when it cannot be read
     */
    public static CloudSource file(Path file) throws FailureException {
        String name = file.getFileName().toString().replaceFirst("[-.]?openrc(\\.sh)?$", "").replaceFirst("\\.sh$", "");
        return text(name.isEmpty() ? "openrc" : name, SafeFiles.read(file, BYTES, DOING), file.toString());
    }

    /** Reads a text; {@code origin} names it in failures. */
    public static CloudSource text(String name, String text, String origin) throws FailureException {
        OpenRc rc = new OpenRc();
        int number = 0;
        for (String line : text.lines().toList()) {
            rc.line(line.strip(), ++number);
        }
        return rc.source(name, origin);
    }

    /** Reads {@code OS_*} of a process' environment. */
    public static CloudSource environment(Map<String, String> environment) throws FailureException {
        OpenRc rc = new OpenRc();
        environment.forEach((key, value) -> rc.variables.put(key, new Word(value, false, true)));
        return rc.source("envvars", "the environment");
    }

    private CloudSource source(String name, String origin) throws FailureException {
        Map<String, String> settings = new HashMap<>();
        boolean asked = false;
        for (Map.Entry<String, Word> variable : variables.entrySet()) {
            String key = variable.getKey();
            if (key.startsWith("OS_") && variable.getValue().usable()) {
                asked |= variable.getValue().asked() && (key.equals("OS_PASSWORD") || key.equals("OS_APPLICATION_CREDENTIAL_SECRET"));
                if (!variable.getValue().asked()) {
                    settings.put(key.substring(3).toLowerCase(Locale.ROOT), variable.getValue().text());
                }
            }
        }
        return Sources.source(name, settings, asked, notes, DOING, origin);
    }

    private void line(String line, int number) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        Matcher unset = UNSET_IF_EMPTY.matcher(line);
        if (unset.matches()) {
            Word value = variables.get(unset.group(1));
            if (value == null || value.text().isEmpty() && !value.asked()) {
                variables.remove(unset.group(2));
            }
            return;
        }
        List<Word> words = ShellWords.split(line, variables);
        if (words == null) {
            notes.add("Line " + number + " has a quote that is not closed; it was left out.");
            return;
        }
        List<Word> command = new ArrayList<>();
        for (Word word : words) {
            if (word.text().equals(";") && word.usable()) {
                command(command, number);
                command.clear();
            } else {
                command.add(word);
            }
        }
        command(command, number);
    }

    private void command(List<Word> words, int number) {
        if (words.isEmpty()) {
            return;
        }
        switch (words.getFirst().text()) {
            case "export", "declare", "typeset", "local" -> assignments(words.subList(1, words.size()), true, number);
            case "unset" -> words.stream().skip(1).forEach(word -> variables.remove(word.text()));
            case "read" -> words.stream().skip(1).filter(word -> word.text().matches("[A-Za-z_]\\w*"))
                    .forEach(word -> variables.put(word.text(), new Word("", true, true)));
            case "echo", "printf", ":", "true" -> {
                // Tells the user something when it is run by a shell; has no value.
            }
            default -> assignments(words, false, number);
        }
    }

    /** @param exported whether plain names and options may stand among the assignments */
    private void assignments(List<Word> words, boolean exported, int number) {
        for (Word word : words) {
            Matcher assignment = ASSIGNMENT.matcher(word.text());
            if (assignment.matches()) {
                String name = assignment.group(1);
                variables.put(name, new Word(assignment.group(2), word.asked(), word.usable()));
                if (!word.usable()) {
                    notes.add("Line " + number + ": the value of " + name + " would need a command; it was left out.");
                }
            } else if (!exported || !word.text().matches("-\\w+|\\w+")) {
                notes.add("Line " + number + " is not only assignments; the rest of it was left out.");
                return;
            }
        }
    }
}
