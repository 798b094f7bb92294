package org.campanile.ui.guide;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String campanile;
    public static String checkDiskOrInstall;
    public static String controllers;
    public static String environments;
    public static String firstSteps;
    public static String guideNotOpened;
    public static String keys;
    public static String labSetup;
    public static String ownFileUnreadable;
    public static String readGuide;
    public static String readingGuide;
    public static String whenSomethingFails;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
