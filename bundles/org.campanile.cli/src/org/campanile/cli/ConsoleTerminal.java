package org.campanile.cli;

import java.io.Console;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The terminal this process was started on. */
final class ConsoleTerminal implements Terminal {

    private final Console console;
    private volatile boolean asking;

    private ConsoleTerminal(Console console) {
        this.console = console;
    }

    /** The terminal, when input and messages are one. The start script knows: Java 22 and newer have a console for pipes too. */
    static Optional<Terminal> present() {
        Console console = Boolean.getBoolean("campanile.terminal") ? System.console() : null;
        return Optional.ofNullable(console).map(ConsoleTerminal::new);
    }

    @Override
    public Optional<String> line(String question) {
        return ask(() -> console.readLine("%s", question));
    }

    @Override
    public Optional<String> password(String question) {
        return ask(() -> {
            char[] typed = console.readPassword("%s", question);
            if (typed == null) {
                return null;
            }
            String text = new String(typed);
            Arrays.fill(typed, ' ');
            return text;
        });
    }

    private synchronized Optional<String> ask(Supplier<String> question) {
        asking = true;
        try {
            return Optional.ofNullable(question.get());
        } finally {
            asking = false;
        }
    }

    @Override
    public boolean asking() {
        return asking;
    }
}
