package org.campanile.ui;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String ago;
    public static String attention;
    public static String cameBack;
    public static String close;
    public static String commandDidNotRun;
    public static String commandDisabled;
    public static String copy;
    public static String copyAllShown;
    public static String copyDetails;
    public static String days;
    public static String defectOfCampanile;
    public static String details;
    public static String doing;
    public static String endedAfterTheWindow;
    public static String errorDetails;
    public static String exportAsCsv;
    public static String exportAsCsvTitle;
    public static String failed;
    public static String filter;
    public static String good;
    public static String hours;
    public static String hoursMinutes;
    public static String inTransition;
    public static String meaning;
    public static String milliseconds;
    public static String minutes;
    public static String minutesSeconds;
    public static String notKnown;
    public static String now;
    public static String off;
    public static String reportTheDefect;
    public static String seconds;
    public static String shownOfAll;
    public static String startTheDemoLab;
    public static String stoppedByDefect;
    public static String subject;
    public static String tryAgain;
    public static String whatNext;
    public static String writingTheExport;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
