package org.campanile.ui.topology.form;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addUnit;
    public static String addUnitTip;
    public static String atLeastOneUnit;
    public static String atLeastUnits;
    public static String atMostOneUnit;
    public static String atMostUnits;
    public static String cancel;
    public static String change;
    public static String changeField;
    public static String environment;
    public static String firstUnit;
    public static String fix;
    public static String keyPair;
    public static String keyPairTip;
    public static String listExample;
    public static String name;
    public static String nameTip;
    public static String network;
    public static String networkTip;
    public static String noProblems;
    public static String notSet;
    public static String numberOfUnits;
    public static String oneProblemAnError;
    public static String passwordAskedFor;
    public static String passwordKept;
    public static String passwordOfService;
    public static String passwordRule;
    public static String passwordSet;
    public static String problemsAllErrors;
    public static String problemsNoError;
    public static String problemsOneError;
    public static String problemsSomeErrors;
    public static String removeUnit;
    public static String selectService;
    public static String servicesSelected;
    public static String set;
    public static String setField;
    public static String setPassword;
    public static String severalSelected;
    public static String typeNotKnown;
    public static String unitsCounted;
    public static String unitsWholeNumber;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
