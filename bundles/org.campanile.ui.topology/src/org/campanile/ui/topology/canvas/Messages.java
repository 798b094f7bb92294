package org.campanile.ui.topology.canvas;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addAService;
    public static String emptyCanvas;
    public static String firstUnitOfService;
    public static String frameOfOneService;
    public static String frameOfServices;
    public static String noName;
    public static String partOfCircle;
    public static String serviceNeeds;
    public static String topologyOfOneService;
    public static String topologyOfServices;
    public static String unitOfService;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
