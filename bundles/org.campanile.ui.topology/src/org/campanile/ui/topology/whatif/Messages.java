package org.campanile.ui.topology.whatif;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String advice;
    public static String chooseLost;
    public static String chooseNotDeployed;
    public static String clear;
    public static String clearTip;
    public static String fate;
    public static String headline;
    public static String host;
    public static String hostNamed;
    public static String hostsNotKnown;
    public static String kind;
    public static String left;
    public static String leftOf;
    public static String lost;
    public static String manyImpaired;
    public static String manyLost;
    public static String manyServices;
    public static String manySurvive;
    public static String manyThings;
    public static String manyUnits;
    public static String manyUntouched;
    public static String markOf;
    public static String markOfWhy;
    public static String newEnvironment;
    public static String noEnvironmentOpen;
    public static String noServices;
    public static String noZoneNamed;
    public static String oneService;
    public static String oneSurvives;
    public static String oneUnit;
    public static String service;
    public static String serviceNamed;
    public static String twoOf;
    public static String type;
    public static String unit;
    public static String unitNamed;
    public static String units;
    public static String unitsLeft;
    public static String whatIsLost;
    public static String whatTheViewShows;
    public static String why;
    public static String workOut;
    public static String zone;
    public static String zoneNamed;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
