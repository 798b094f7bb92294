package org.campanile.cli;

import java.io.Console;
import java.io.PrintWriter;

import org.campanile.core.ask.Questions;

/** Asks on the terminal; without one, or when it cannot be asked, the answer is no. {@code --yes} answers plain questions, never trust or typed names. */
final class TerminalQuestions implements Questions {

    private final PrintWriter err;
    private final boolean yes;

    TerminalQuestions(PrintWriter err, boolean yes) {
        this.err = err;
        this.yes = yes;
    }

    @Override
    public Trust trust(String what, String where, String fingerprint, String why) {
        Console console = CliContext.console();
        err.println("The " + what + " of " + where + " is not trusted: " + why);
        err.println("SHA-256 fingerprint: " + fingerprint);
        if (console == null) {
            err.println("Nobody can be asked here, so the connection is refused.");
            return Trust.NO;
        }
        String answer = console.readLine("Trust it? [no/once/always] ");
        return switch (answer == null ? "" : answer.strip()) {
            case "once" -> Trust.ONCE;
            case "always" -> Trust.ALWAYS;
            default -> Trust.NO;
        };
    }

    @Override
    public boolean confirm(String question, String typedName) {
        Console console = CliContext.console();
        if (typedName == null && yes) {
            return true;
        }
        err.println(question);
        if (console == null) {
            err.println(typedName == null ? "Nobody can be asked here; --yes agrees beforehand."
                    : "The name \"" + typedName + "\" has to be typed, and nobody can be asked here.");
            return false;
        }
        String answer = console.readLine(typedName == null ? "Go on? [y/N] " : "Type \"" + typedName + "\" to go on: ");
        return answer != null && (typedName == null ? answer.strip().matches("[yY](es)?") : answer.strip().equals(typedName));
    }
}
