package org.campanile.cli;

import org.campanile.core.ask.Questions;

/** Asks on the terminal; without one the answer is no. {@code --yes} answers plain questions, never trust or typed names. Any thread. */
final class TerminalQuestions implements Questions {

    private final CliContext cli;
    private final boolean yes;

    TerminalQuestions(CliContext cli, boolean yes) {
        this.cli = cli;
        this.yes = yes;
    }

    @Override
    public synchronized Trust trust(String what, String where, String fingerprint, String why) {
        cli.tell("The " + what + " of " + where + " is not trusted: " + why);
        cli.tell("SHA-256 fingerprint: " + fingerprint);
        if (cli.terminal().isEmpty()) {
            cli.tell("Nobody can be asked here, so the connection is refused.");
            return Trust.NO;
        }
        return switch (cli.terminal().get().line("Trust it? [no/once/always] ").orElse("").strip()) {
            case "once" -> Trust.ONCE;
            case "always" -> Trust.ALWAYS;
            default -> Trust.NO;
        };
    }

    @Override
    public synchronized boolean confirm(String question, String typedName) {
        if (typedName == null && yes) {
            return true;
        }
        cli.tell(question);
        if (cli.terminal().isEmpty()) {
            cli.tell(typedName == null ? "Nobody can be asked here; --yes agrees beforehand."
                    : "The name \"" + typedName + "\" has to be typed, and nobody can be asked here.");
            return false;
        }
        String answer = cli.terminal().get().line(typedName == null ? "Go on? [y/N] " : "Type \"" + typedName + "\" to go on: ").orElse("").strip();
        return typedName == null ? answer.matches("[yY](es)?") : answer.equals(typedName);
    }

    @Override
    public boolean open() {
        return cli.terminal().map(Terminal::asking).orElse(false);
    }
}
