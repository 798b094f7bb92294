package org.campanile.ui.checks;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String cause;
    public static String check;
    public static String checkAgain;
    public static String checkLab;
    public static String checkLabAction;
    public static String checksViewFailed;
    public static String evidence;
    public static String exportFindingsAs;
    public static String filter;
    public static String finding;
    public static String fix;
    public static String impact;
    public static String noneMatches;
    public static String nothingChecked;
    public static String nothingFound;
    public static String other;
    public static String ruleTimeTook;
    public static String safeStep;
    public static String seen;
    public static String selectFinding;
    public static String soFar;
    public static String whatAppearsHere;
    public static String when;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
