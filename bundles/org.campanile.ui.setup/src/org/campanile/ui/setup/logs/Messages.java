package org.campanile.ui.setup.logs;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addLocalFile;
    public static String allSeverities;
    public static String cancel;
    public static String chooseLogs;
    public static String chooseLogsAction;
    public static String connecting;
    public static String copy;
    public static String fold;
    public static String foldHelp;
    public static String follow;
    public static String followHelp;
    public static String hideHarmless;
    public static String hideHarmlessHelp;
    public static String hideThisLog;
    public static String howLogsAreNamed;
    public static String labHasNoHost;
    public static String lineCut;
    public static String lineMadeRoom;
    public static String linesShown;
    public static String log;
    public static String logs;
    public static String logsExplained;
    public static String logsRead;
    public static String logsToRead;
    public static String message;
    public static String noHostsYet;
    public static String noLogsAreRead;
    public static String oneLogRead;
    public static String read;
    public static String readSymptoms;
    public static String readUnderSudo;
    public static String saveLogs;
    public static String saveShown;
    public static String searchHint;
    public static String searchLogs;
    public static String selectLine;
    public static String severity;
    public static String severityAndAbove;
    public static String showAllLogs;
    public static String time;
    public static String timeFormat;
    public static String usualPlaces;
    public static String withMoreLines;
    public static String withOneMoreLine;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
