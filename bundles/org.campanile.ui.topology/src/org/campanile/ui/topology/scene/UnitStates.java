package org.campanile.ui.topology.scene;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.DeploymentSnapshot.Phase;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.ui.State;
import org.eclipse.osgi.util.NLS;

/** How a unit looks, given what is known of its deployment. Pure functions. */
public final class UnitStates {

    private UnitStates() {
    }

    /** Status of each unit by id. */
    public static Map<String, UnitStatus> byUnit(DeploymentSnapshot snapshot) {
        Map<String, UnitStatus> all = new HashMap<>();
        snapshot.units().forEach(u -> all.put(u.unitId(), u));
        return all;
    }

    /** The state of a unit in a document; one that a deployment does not know was added after it, and so is not deployed. */
    static State of(Optional<DeploymentSnapshot> deployed, Optional<UnitStatus> unit) {
        return deployed.isEmpty() ? State.UNKNOWN : unit.map(u -> of(deployed.get().phase(), u)).orElse(State.OFF);
    }

    /** The state of a unit: that of its agent where one is expected, otherwise that of its server. */
    public static State of(Phase phase, UnitStatus unit) {
        if (failed(unit)) {
            return State.FAILED;
        }
        if (phase == Phase.DELETING) {
            return gone(unit) ? State.OFF : State.CHANGING;
        }
        if (phase == Phase.ABSENT) {
            return State.OFF;
        }
        return switch (unit.agent()) {
            case ANSWERING, LISTENING -> State.GOOD;
            case SILENT -> State.ATTENTION;
            case FAILED -> State.FAILED;
            // A change without a step for this unit ends without asking its agent.
            case WAITING -> phase == Phase.DEPLOYED ? server(phase, unit) : phase.isEnd() ? State.UNKNOWN : State.CHANGING;
            case ASKED -> phase.isEnd() ? State.UNKNOWN : State.CHANGING;
            case NOT_EXPECTED -> server(phase, unit);
        };
    }

    private static State server(Phase phase, UnitStatus unit) {
        if (unit.serverUp() || told(unit, "deployed") || told(unit, "ready")) {
            return State.GOOD;
        }
        if (gone(unit)) {
            return phase.isEnd() ? State.OFF : State.CHANGING;
        }
        return phase.isEnd() && !unit.resourceStatus().endsWith("_IN_PROGRESS") ? State.ATTENTION : State.CHANGING;
    }

    /** Murano has words of its own, in small letters. */
    private static boolean told(UnitStatus unit, String word) {
        return word.equals(unit.resourceStatus());
    }

    private static boolean failed(UnitStatus unit) {
        return unit.resourceStatus().endsWith(" failure") || unit.agent() == AgentState.FAILED || unit.resourceStatus().endsWith("_FAILED") || "ERROR".equals(unit.serverStatus());
    }

    private static boolean gone(UnitStatus unit) {
        return unit.resourceStatus().isEmpty() && unit.serverStatus().isEmpty() || "DELETE_COMPLETE".equals(unit.resourceStatus());
    }

    /** The state in words, e.g. "server ACTIVE, agent answering". */
    public static String words(Optional<UnitStatus> known, State state) {
        if (known.isEmpty()) {
            return state == State.OFF ? Messages.notDeployed : Messages.notKnown;
        }
        UnitStatus unit = known.get();
        String words = server(unit, state);
        if (!unit.host().isEmpty()) {
            words = NLS.bind(Messages.onHost, words, unit.host());
        }
        if (unit.agent() != AgentState.NOT_EXPECTED) {
            words = NLS.bind(Messages.withAgent, words, unit.agent().label().toLowerCase(Locale.ROOT));
        }
        return unit.resourceReason().isEmpty() || state != State.FAILED ? words : NLS.bind(Messages.withReason, words, unit.resourceReason());
    }

    private static String server(UnitStatus unit, State state) {
        if (!unit.serverStatus().isEmpty()) {
            return NLS.bind(Messages.serverInWords, unit.serverStatus());
        }
        return !unit.resourceStatus().isEmpty() ? unit.resourceStatus() : state == State.OFF ? Messages.notDeployed : Messages.noServerYet;
    }
}
