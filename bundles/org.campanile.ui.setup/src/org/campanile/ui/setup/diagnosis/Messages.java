package org.campanile.ui.setup.diagnosis;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addLabFirst;
    public static String cancel;
    public static String cause;
    public static String devboxServices;
    public static String diagnose;
    public static String diagnoseAgain;
    public static String diagnoseEnvironmentAction;
    public static String diagnoseEnvironmentTitle;
    public static String diagnoseLab;
    public static String diagnoseNamed;
    public static String diagnosing;
    public static String diagnosisExplained;
    public static String done;
    public static String environmentAction;
    public static String environmentIs;
    public static String evidence;
    public static String failed;
    public static String fix;
    public static String flavorLabel;
    public static String howToMakeSure;
    public static String imageLabel;
    public static String impact;
    public static String known;
    public static String leaveServices;
    public static String leftOut;
    public static String link;
    public static String looking;
    public static String noDevboxChosen;
    public static String noLab;
    public static String notFinished;
    public static String nothingDiagnosed;
    public static String nothingOffered;
    public static String ownSymptom;
    public static String packageExplained;
    public static String readEnvironments;
    public static String readFile;
    public static String readImagesAndFlavors;
    public static String running;
    public static String seconds;
    public static String selectLink;
    public static String send;
    public static String sendAction;
    public static String sendExplained;
    public static String sendThrough;
    public static String sendTitle;
    public static String silentAfter;
    public static String source;
    public static String state;
    public static String step;
    public static String stop;
    public static String stopped;
    public static String text;
    public static String viewDidNotOpen;
    public static String waiting;
    public static String whatWasSeen;
    public static String whichEnvironment;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
