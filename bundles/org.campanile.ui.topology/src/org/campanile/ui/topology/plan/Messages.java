package org.campanile.ui.topology.plan;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String added;
    public static String agentPlan;
    public static String allOfItIsNew;
    public static String asTheCommandWritesIt;
    public static String byService;
    public static String byUnit;
    public static String change;
    public static String changedInPlace;
    public static String changes;
    public static String changesAsText;
    public static String changesCount;
    public static String changesInWords;
    public static String changesNotKnown;
    public static String changesOn;
    public static String changesOnNotKnown;
    public static String changesThatLose;
    public static String circle;
    public static String circles;
    public static String circlesCount;
    public static String copyAsText;
    public static String copyPlanAsJson;
    public static String critical;
    public static String criticalStepExpected;
    public static String deployedNotKnown;
    public static String doneAfter;
    public static String doneInRounds;
    public static String expected;
    public static String exportAsJson;
    public static String exportAsJsonEllipsis;
    public static String failureIsOnlyAWarning;
    public static String findingOutWhatIsDeployed;
    public static String fromDeployed;
    public static String fromStack;
    public static String functions;
    public static String heat;
    public static String hide;
    public static String howRoundsWork;
    public static String inOrderOfTime;
    public static String isLost;
    public static String kind;
    public static String moreCircle;
    public static String moreCircles;
    public static String muranoKeepsToItself;
    public static String muranoSoFirstDeployment;
    public static String need;
    public static String needEachOtherSolved;
    public static String needEachOtherUnsolved;
    public static String needs;
    public static String needsItself;
    public static String needsItselfSolved;
    public static String needsItselfUnsolved;
    public static String newEnvironment;
    public static String noCircles;
    public static String noEnvironmentOpen;
    public static String noLabSoFirstDeployment;
    public static String noOrderOfStepsExists;
    public static String nothingDeployed;
    public static String nothingDeployedNothingToDeploy;
    public static String nothingToDo;
    public static String nothingToDoAsDeployed;
    public static String nothingToDoWithoutImages;
    public static String nothingToDoWithoutUnits;
    public static String nothingWouldChange;
    public static String nothingWouldChangeOn;
    public static String notInTheDocument;
    public static String oneStepDoneAfter;
    public static String orderOfRows;
    public static String planEnvironment;
    public static String planning;
    public static String probe;
    public static String readWhatIsDeployed;
    public static String removed;
    public static String removedNamed;
    public static String removedNamedAndMore;
    public static String replaced;
    public static String replacedAndLost;
    public static String selectALab;
    public static String serverOrBalancer;
    public static String service;
    public static String serviceWithoutAName;
    public static String showOnTheCanvas;
    public static String solvedByOrder;
    public static String stack;
    public static String staysEmpty;
    public static String step;
    public static String stepExpected;
    public static String steps;
    public static String stepsCount;
    public static String stepsDoneAfter;
    public static String stepsDoneAfterInOneRound;
    public static String stepsItComesDownTo;
    public static String takesMarksAway;
    public static String takeThisNeedAway;
    public static String timeline;
    public static String unit;
    public static String unitWillBeRemoved;
    public static String unknownSoFirstDeployment;
    public static String waitsFor;
    public static String waitsForSteps;
    public static String what;
    public static String whatBecomesOfIt;
    public static String whatIsShownHere;
    public static String whenTheOriginalWould;
    public static String wholeTakesLonger;
    public static String willBeRemoved;
    public static String workInside;
    public static String yes;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
