package org.campanile.ui.application;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String aboutCampanile;
    public static String alreadyRunning;
    public static String campanile;
    public static String cannotStart;
    public static String cannotStartHere;
    public static String close;
    public static String copy;
    public static String defectInterrupted;
    public static String displayBackend;
    public static String eclipseWorkbench;
    public static String guardedLabTitle;
    public static String heldByAnother;
    public static String heldByProcess;
    public static String java;
    public static String labTitle;
    public static String lockingWorkspace;
    public static String noDisplay;
    public static String notLoadedAhead;
    public static String notPresent;
    public static String operatingSystem;
    public static String prepareViews;
    public static String purpose;
    public static String readingHolder;
    public static String readingLayoutVersion;
    public static String resettingLayout;
    public static String stampingLayout;
    public static String thisMachine;
    public static String windowDidNotClose;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
