package org.campanile.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the help of each command ends with: examples, each of which a test gives to the parser, and the exit codes. Read when help is asked for. */
final class HelpFooter {

    private HelpFooter() {
    }

    /** Puts it below the help of all commands; the root has a footer of its own. */
    static void below(CommandLine root) {
        root.getSubcommands().values().forEach(HelpFooter::put);
    }

    private static void put(CommandLine command) {
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> text(help.commandSpec()));
        command.getSubcommands().values().forEach(HelpFooter::put);
    }

    private static String text(CommandSpec command) {
        List<String> examples = command.subcommands().isEmpty() ? examples(command.qualifiedName()) : List.of();
        String end = System.lineSeparator();
        String list = examples.isEmpty() ? "" : end + (examples.size() == 1 ? "Example:" : "Examples:") + end + "  " + String.join(end + "  ", examples) + end;
        return list + end + "Exit code: 0 good, 1 a finding or a failure, 2 wrong usage." + end;
    }

    /** Those of a command, by its name with that of the program and its groups. */
    static List<String> examples(String command) {
        try (InputStream in = HelpFooter.class.getResourceAsStream("examples.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(l -> (l + " ").startsWith(command + " ")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
