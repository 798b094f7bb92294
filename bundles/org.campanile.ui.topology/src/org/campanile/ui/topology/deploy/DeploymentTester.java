package org.campanile.ui.topology.deploy;

import org.eclipse.core.expressions.PropertyTester;

/** Property {@code changing}: whether a deployment of the editor's environment is under way, which alone can be stopped. */
public final class DeploymentTester extends PropertyTester {

    /** Evaluated anew when the state changes. */
    public static final String CHANGING = "org.campanile.ui.topology.changing";

    @Override
    public boolean test(Object receiver, String property, Object[] args, Object expected) {
        return receiver instanceof DeployTarget target && target.deployment() != null && target.deployment().state().changing();
    }
}
