package org.campanile.ui.topology.plan;

import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.ui.Theme.Tone;
import org.eclipse.osgi.util.NLS;

/**
 * How a kind of change looks, by shape, colour and word.
 *
 * @param icon Lucide name of its shape
 * @param tone its colour
 */
record ChangeLook(String icon, Tone tone) {

    static ChangeLook of(EnvironmentDiff.Kind kind) {
        return switch (kind) {
            case ADD -> new ChangeLook("circle-plus", Tone.GOOD);
            case CHANGE -> new ChangeLook("square-pen", Tone.CHANGING);
            case REPLACE -> new ChangeLook("octagon-alert", Tone.FAILED);
            case REMOVE -> new ChangeLook("circle-minus", Tone.ATTENTION);
        };
    }

    /** How many there are of a kind, as in "2 added". */
    static String counted(EnvironmentDiff.Kind kind, long count) {
        return switch (kind) {
            case ADD -> NLS.bind(Messages.added, count);
            case CHANGE -> NLS.bind(Messages.changedInPlace, count);
            case REPLACE -> NLS.bind(Messages.replaced, count);
            case REMOVE -> NLS.bind(Messages.removed, count);
        };
    }
}
