package org.campanile.ui.ask;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String cancel;
    public static String confirmChange;
    public static String criticalTypeItsName;
    public static String doNotTrust;
    public static String goAhead;
    public static String keepInSecureStorage;
    public static String keepUntilClosed;
    public static String logIn;
    public static String notTrusted;
    public static String passphraseOf;
    public static String passwordForEnvironment;
    public static String passwordForLab;
    public static String passwordNamed;
    public static String passwordOf;
    public static String passwordOnHost;
    public static String trustAlways;
    public static String trustIt;
    public static String trustOnce;
    public static String usePassword;
    public static String wasRefused;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
