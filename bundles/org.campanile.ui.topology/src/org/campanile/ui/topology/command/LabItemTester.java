package org.campanile.ui.topology.command;

import org.campanile.ui.labs.LabItem;
import org.eclipse.core.expressions.PropertyTester;

/** Property {@code isEnvironment}: whether a row of the Labs explorer is an environment. */
public final class LabItemTester extends PropertyTester {

    @Override
    public boolean test(Object receiver, String property, Object[] args, Object expected) {
        return receiver instanceof LabItem item && item.kind() == LabItem.Kind.ENVIRONMENT;
    }
}
