package org.campanile.ui.topology.plan;

import java.util.Optional;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.task.Failure;
import org.eclipse.osgi.util.NLS;

/**
 * What is known to be deployed of an environment, and from where. A value.
 *
 * @param source from where it is known
 * @param lab name of the lab, empty without one
 * @param state what is deployed; nothing when it is not known
 * @param document the document that was deployed last from here, where it was kept
 * @param failure why it is not known, where asking failed
 */
record Deployed(Source source, String lab, DeployedState state, Optional<Environment> document, Optional<Failure> failure) {

    /** From where it is known. */
    enum Source {
        /** No lab is active. */ NO_LAB,
        /** Nothing was deployed, or it was deleted. */ NOTHING,
        /** Deployments from here have kept it, with what was done inside the units. */ KEPT,
        /** The stack tells its servers, but not what is inside them. */ STACK,
        /** Murano deployed it and keeps what it did to itself. */ MURANO,
        /** The lab could not be asked. */ UNKNOWN
    }

    /** Whether changes can be told at all. */
    boolean known() {
        return source != Source.MURANO && source != Source.UNKNOWN && source != Source.NO_LAB;
    }

    /** A sentence that says what the plan begins from. */
    String words() {
        return switch (source) {
            case NO_LAB -> Messages.noLabSoFirstDeployment;
            case NOTHING -> NLS.bind(Messages.nothingDeployed, lab);
            case KEPT -> NLS.bind(Messages.fromDeployed, lab);
            case STACK -> NLS.bind(Messages.fromStack, lab);
            case MURANO -> NLS.bind(Messages.muranoSoFirstDeployment, lab);
            case UNKNOWN -> NLS.bind(Messages.unknownSoFirstDeployment, lab);
        };
    }
}
