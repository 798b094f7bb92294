package org.campanile.ui.topology.wizard;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String beginWith;
    public static String cancel;
    public static String choicesOf;
    public static String chooseAnotherName;
    public static String fileExists;
    public static String fileIs;
    public static String flavor;
    public static String image;
    public static String listEnvironments;
    public static String listingEnvironments;
    public static String makingEnvironment;
    public static String name;
    public static String network;
    public static String newEnvironment;
    public static String noLabWithACloud;
    public static String passwordNotKnown;
    public static String readAgain;
    public static String readChoicesOf;
    public static String readFromLab;
    public static String readingChoicesOf;
    public static String typeNames;
    public static String whatAnEnvironmentIs;
    public static String whatAnEnvironmentIsWithoutStorage;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
