package org.campanile.ui.controllers.swact;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addressesAway;
    public static String allowed;
    public static String anotherActionUnderWay;
    public static String askedAt;
    public static String asking;
    public static String cancel;
    public static String checkAgain;
    public static String checkAgainFirst;
    public static String checkedByNobody;
    public static String directWay;
    public static String disagreement;
    public static String findings;
    public static String forcedSwactOf;
    public static String forcedTypeName;
    public static String groupsMove;
    public static String groupsMoved;
    public static String inventoryWay;
    public static String labIsCriticalTypeName;
    public static String labIsReadOnly;
    public static String lockOf;
    public static String lookAndReport;
    public static String lookAtTheNodes;
    public static String noGroupMoves;
    public static String noOtherController;
    public static String noSuchNode;
    public static String notAllowedNow;
    public static String nothingAgainst;
    public static String notKnown;
    public static String notOfferedNoVerdict;
    public static String notReady;
    public static String noVerdict;
    public static String oneFinding;
    public static String oneGroupMoves;
    public static String onSystem;
    public static String preCheck;
    public static String preCheckOf;
    public static String programFailed;
    public static String refuses;
    public static String restsOnDataNotGiven;
    public static String rulesHere;
    public static String seeToFindings;
    public static String serverAllows;
    public static String serverGivesNoVerdict;
    public static String serverNamesFirstReason;
    public static String serverRefuses;
    public static String serviceManager;
    public static String stateNotKnown;
    public static String stay;
    public static String stops;
    public static String stopsWithoutProvider;
    public static String swactOf;
    public static String unlockOf;
    public static String waitUntilEnded;
    public static String way;
    public static String wouldNotBegin;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
