package org.campanile.ui.preferences;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String asTheSystem;
    public static String dark;
    public static String keepDemoLabState;
    public static String light;
    public static String refreshSeconds;
    public static String secondsOutOfRange;
    public static String startDemoLabWithWindow;
    public static String theme;
    public static String themeNotSaved;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
