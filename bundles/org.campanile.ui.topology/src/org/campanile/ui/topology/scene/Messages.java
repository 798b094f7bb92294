package org.campanile.ui.topology.scene;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String domain;
    public static String eachUnitOnAnotherHost;
    public static String firstUnitInWords;
    public static String hostNamed;
    public static String hostNotKnownYet;
    public static String hostsNamed;
    public static String hostsNamedAndMore;
    public static String inCircle;
    public static String needsOwnDomain;
    public static String needsOwnDomainOfUnits;
    public static String noServerYet;
    public static String notDeployed;
    public static String notKnown;
    public static String onHost;
    public static String othersNotKnown;
    public static String serverInWords;
    public static String serviceWithoutAName;
    public static String serviceWithUnit;
    public static String serviceWithUnits;
    public static String unitInWords;
    public static String withAgent;
    public static String withReason;
    public static String zone;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
