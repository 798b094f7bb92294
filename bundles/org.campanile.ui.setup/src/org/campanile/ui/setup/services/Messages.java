package org.campanile.ui.setup.services;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String allServices;
    public static String alsoNotInstalled;
    public static String alsoNotInstalledHelp;
    public static String countServices;
    public static String detail;
    public static String editLab;
    public static String host;
    public static String hostServicesExplained;
    public static String noHosts;
    public static String notRead;
    public static String process;
    public static String readingServices;
    public static String readServicesOf;
    public static String restartAction;
    public static String restartServices;
    public static String runningOf;
    public static String service;
    public static String since;
    public static String startAction;
    public static String startServices;
    public static String startsWithTheMachine;
    public static String state;
    public static String stopAction;
    public static String stopServices;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
