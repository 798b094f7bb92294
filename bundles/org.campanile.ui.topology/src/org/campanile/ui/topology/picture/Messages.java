package org.campanile.ui.topology.picture;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String exportAgain;
    public static String exportingPicture;
    public static String exportPicture;
    public static String fileExists;
    public static String lookAtPrinter;
    public static String noName;
    public static String noPagePrinted;
    public static String pngPicture;
    public static String print;
    public static String printingNamed;
    public static String printNamed;
    public static String svgPicture;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
