package org.campanile.ui.setup;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String andMore;
    public static String applicationCredential;
    public static String brokerIdentity;
    public static String brokerIdentityTls;
    public static String cancel;
    public static String certificatesNotVerified;
    public static String check;
    public static String checkAll;
    public static String checking;
    public static String checkLab;
    public static String checkPart;
    public static String checkParts;
    public static String cloudIdentity;
    public static String cloudIdentityInRegion;
    public static String copyDetails;
    public static String countBeingChecked;
    public static String countFailed;
    public static String countGood;
    public static String countNeedAttention;
    public static String countNotKnown;
    public static String dataGoesWithIt;
    public static String demoLabIsNotRunning;
    public static String fix;
    public static String forget;
    public static String forgetExplained;
    public static String forgetInterrupted;
    public static String guardCritical;
    public static String guardReadOnly;
    public static String interruptedAfterOneStep;
    public static String interruptedAfterSteps;
    public static String interruptedRunEnded;
    public static String labPageDidNotOpen;
    public static String labPageExplained;
    public static String looking;
    public static String newLab;
    public static String noBroker;
    public static String noCloud;
    public static String noLabYet;
    public static String notCheckedYet;
    public static String nothingThereToUndo;
    public static String nothingToUndo;
    public static String oneNeedsAttention;
    public static String oneStepTakenBack;
    public static String oneStillThere;
    public static String perspectiveDidNotOpen;
    public static String readParts;
    public static String readRecipes;
    public static String readWhatIsLeft;
    public static String readWhatWasMade;
    public static String resume;
    public static String setUp;
    public static String setUpPartAlone;
    public static String startDemoLab;
    public static String stepsTakenBack;
    public static String stillThere;
    public static String stopChecking;
    public static String takeAllBack;
    public static String takeItBack;
    public static String takingBack;
    public static String thingsInOrder;
    public static String thingsInOrderNamed;
    public static String thisWillBeTakenBack;
    public static String undo;
    public static String undoExplained;
    public static String undoLastSetUp;
    public static String undoSetUp;
    public static String undoSetUpOf;
    public static String undoTitle;
    public static String userInProject;
    public static String userOfDomainInProject;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
