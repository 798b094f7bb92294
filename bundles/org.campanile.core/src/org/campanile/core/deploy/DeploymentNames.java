package org.campanile.core.deploy;

import java.util.Locale;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;

/** Names that an environment has outside of its document (protocol document, sections 2.2 and 4.3). */
public final class DeploymentNames {

    /** Tag of every stack made here, beside one with the environment's id. */
    public static final String TAG = "campanile";
    /** Key of server metadata that holds the environment's id. */
    public static final String ENVIRONMENT_KEY = "campanile-environment";
    /** Key of server metadata that holds the unit's id. */
    public static final String UNIT_KEY = "campanile-unit";

    private DeploymentNames() {
    }

    /** Name of the stack: {@code e} and the environment's id, since Heat wants a letter first. */
    public static String stack(Environment environment) {
        return "e" + environment.id();
    }

    /** Queue on which a unit's agent gets its plans. */
    public static String inputQueue(Environment environment, Service service, Unit unit) {
        return ("e" + environment.id() + "-" + service.id() + "-" + unit.id()).toLowerCase(Locale.ROOT);
    }

    /** Queue to which the agents of an environment answer. */
    public static String resultsQueue(Environment environment) {
        return ("-execution-results-e" + environment.id()).toLowerCase(Locale.ROOT);
    }
}
