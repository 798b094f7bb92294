package org.campanile.ui.topology.document;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;

/**
 * What is edited and undone together. A value.
 *
 * @param environment the document
 * @param layout places the user has chosen
 */
public record Draft(Environment environment, Layout layout) {

    /** The same with another document. */
    public Draft with(Environment changed) {
        return new Draft(changed, layout);
    }

    /** The same with other places. */
    public Draft with(Layout changed) {
        return new Draft(environment, changed);
    }
}
