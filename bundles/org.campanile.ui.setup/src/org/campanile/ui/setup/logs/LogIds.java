package org.campanile.ui.setup.logs;

/** Names of the widgets of the view Logs, for tests and scripts. */
public final class LogIds {

    /** Begin of the names in the view: {@code .table}, {@code .filter}, {@code .severity}, {@code .follow}, {@code .fold}, {@code .harmless}, {@code .choose}, ... */
    public static final String VIEW = "org.campanile.ui.setup.logs";

    /** Begin of the names in the chooser: {@code .names}, {@code .usual}, {@code .read}. */
    public static final String CHOOSER = "org.campanile.ui.setup.logs.chooser";

    private LogIds() {
    }
}
