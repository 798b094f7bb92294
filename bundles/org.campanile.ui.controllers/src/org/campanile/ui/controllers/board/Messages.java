package org.campanile.ui.controllers.board;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String active;
    public static String activeController;
    public static String activeNowhere;
    public static String activeNowhereBut;
    public static String activeSince;
    public static String admin;
    public static String avail;
    public static String cellTooltip;
    public static String checking;
    public static String couldNotBeRead;
    public static String dismiss;
    public static String doneIn;
    public static String failed;
    public static String failedAfter;
    public static String forcedSwactOf;
    public static String group;
    public static String groupOnNodeIs;
    public static String groupsInTransition;
    public static String groupsWell;
    public static String hasGroupsButIsNotListed;
    public static String howItIs;
    public static String justNow;
    public static String lastReadNoAnswer;
    public static String lastReadUnreadable;
    public static String lockOf;
    public static String matrixName;
    public static String nameAndState;
    public static String node;
    public static String nodeIs;
    public static String nodeIsDisabled;
    public static String nodeIsLocked;
    public static String nodeIsNotReady;
    public static String nodesByPersonality;
    public static String nodesByState;
    public static String nodesBySystem;
    public static String nodeTooltip;
    public static String noNodes;
    public static String noSoleActive;
    public static String noStandby;
    public static String notInNodeList;
    public static String notListed;
    public static String notOnRecordYet;
    public static String notReachable;
    public static String notReady;
    public static String notSaid;
    public static String notThere;
    public static String oneGroupInTransition;
    public static String oneGroupWell;
    public static String oper;
    public static String personality;
    public static String preCheck;
    public static String preCheckTooltip;
    public static String read;
    public static String readFrom;
    public static String reading;
    public static String ready;
    public static String readyIs;
    public static String refused;
    public static String roleNotKnown;
    public static String saysItIsActive;
    public static String sent;
    public static String sentAndInService;
    public static String sentAndMoved;
    public static String serviceGroup;
    public static String serviceGroups;
    public static String shortenedGroupOnNode;
    public static String spanTooltip;
    public static String standby;
    public static String standbyNotReady;
    public static String standbyReady;
    public static String state;
    public static String stateAndReady;
    public static String stateAttention;
    public static String stateFailed;
    public static String stateGood;
    public static String stateInTransition;
    public static String stateNotKnown;
    public static String stateOff;
    public static String stateOnNode;
    public static String stillGoing;
    public static String stillGoingAfter;
    public static String swact;
    public static String swactNoNode;
    public static String swactOf;
    public static String swactTooltip;
    public static String system;
    public static String timeline;
    public static String timelineName;
    public static String timelineNameOneSwact;
    public static String unlockOf;
    public static String well;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
