package org.campanile.ui.secrets;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String askingForAPassword;
    public static String noPasswordGiven;
    public static String passwordOwner;
    public static String secureStorageUnusable;
    public static String tryAgain;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
