package org.campanile.ui.setup.logs;

import java.util.regex.Pattern;

/** Lines of logs as widgets can show them. Pure. */
final class Shown {

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    private Shown() {
    }

    /** The same with a dot for each control character, as the command line has it: a zero ends a text in a widget. Tabs and line ends stay. */
    static String of(String text) {
        return CONTROL.matcher(text).replaceAll("\u00b7");
    }
}
