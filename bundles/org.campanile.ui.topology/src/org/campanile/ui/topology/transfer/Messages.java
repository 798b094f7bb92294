package org.campanile.ui.topology.transfer;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addLoadBalancers;
    public static String allFiles;
    public static String browse;
    public static String cancel;
    public static String chooseAFile;
    public static String chooseAnotherName;
    public static String chooseImport;
    public static String close;
    public static String conductorHasNetwork;
    public static String copy;
    public static String environment;
    public static String export;
    public static String file;
    public static String fileExists;
    public static String fileWillBe;
    public static String format;
    public static String from;
    public static String heatTemplate;
    public static String idTaken;
    public static String importButton;
    public static String importEnvironment;
    public static String importFiles;
    public static String importing;
    public static String importNamed;
    public static String key;
    public static String keyPairLeftOut;
    public static String leftOut;
    public static String listingEnvironments;
    public static String loadBalancersLeftOut;
    public static String loadBalancersNotChosen;
    public static String manyErrors;
    public static String manyServices;
    public static String manyUnits;
    public static String manyWarnings;
    public static String muranoDescriptors;
    public static String name;
    public static String noPasswordInText;
    public static String notAPath;
    public static String noTextYet;
    public static String oneError;
    public static String oneService;
    public static String oneUnit;
    public static String oneWarning;
    public static String passwordsAreEmpty;
    public static String passwordsAreInputs;
    public static String passwordsLeftOut;
    public static String placementNotLookedAt;
    public static String placementOfOwnTypes;
    public static String positionsLeftOut;
    public static String readImport;
    public static String readingImport;
    public static String readServiceTypes;
    public static String readWhole;
    public static String readWithErrors;
    public static String readWithNotes;
    public static String readWithoutProblems;
    public static String readWithWarnings;
    public static String save;
    public static String stepsLeftOut;
    public static String text;
    public static String toscaProfile;
    public static String typesNotKnown;
    public static String what;
    public static String whatCanBeImported;
    public static String where;
    public static String why;
    public static String writeInFormat;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
