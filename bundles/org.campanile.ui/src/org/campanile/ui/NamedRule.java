package org.campanile.ui;

import org.eclipse.core.runtime.jobs.ISchedulingRule;

/** Keeps jobs that touch the same thing (by name) from running at the same time. */
record NamedRule(String name) implements ISchedulingRule {

    @Override
    public boolean contains(ISchedulingRule rule) {
        return equals(rule);
    }

    @Override
    public boolean isConflicting(ISchedulingRule rule) {
        return equals(rule);
    }
}
