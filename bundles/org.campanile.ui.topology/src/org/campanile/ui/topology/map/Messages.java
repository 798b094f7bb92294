package org.campanile.ui.topology.map;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String anyZone;
    public static String asStandby;
    public static String cancel;
    public static String checking;
    public static String checkMapped;
    public static String chooseOne;
    public static String chosen;
    public static String cloudRead;
    public static String deployThere;
    public static String describeLabFirst;
    public static String environmentExists;
    public static String failsBack;
    public static String fileExists;
    public static String fileIs;
    public static String fileIsThere;
    public static String flavor;
    public static String forReal;
    public static String goBack;
    public static String goOnToDeploy;
    public static String howMatched;
    public static String image;
    public static String keyPair;
    public static String labNow;
    public static String labNowTip;
    public static String listEnvironments;
    public static String listingEnvironments;
    public static String manyNotMatched;
    public static String manyProblems;
    public static String mapNamedToOtherLab;
    public static String mapping;
    public static String mapToLab;
    public static String mapToOtherLab;
    public static String matchNames;
    public static String name;
    public static String network;
    public static String noKeyPair;
    public static String noLabWithCloud;
    public static String noProblems;
    public static String nothingToMatch;
    public static String notKnown;
    public static String oneNotMatched;
    public static String oneProblem;
    public static String onTheOtherLab;
    public static String passwordNotKnown;
    public static String read;
    public static String readAgain;
    public static String readFirst;
    public static String readingLab;
    public static String readingOriginOf;
    public static String readingTargetOf;
    public static String readIt;
    public static String readLab;
    public static String realMeaning;
    public static String region;
    public static String replaceFile;
    public static String sameLab;
    public static String service;
    public static String standbyMeaning;
    public static String takenForWhat;
    public static String usualRegion;
    public static String whatMappingDoes;
    public static String whatToDo;
    public static String writableNotDeployable;
    public static String zone;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
