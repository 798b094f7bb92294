package org.campanile.ui.topology.plan;

import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.ui.Theme.Tone;

/**
 * How a kind of change looks, by shape, colour and word.
 *
 * @param icon Lucide name of its shape
 * @param tone its colour
 * @param done the word for what it is done to, as in "2 added"
 */
record ChangeLook(String icon, Tone tone, String done) {

    static ChangeLook of(EnvironmentDiff.Kind kind) {
        return switch (kind) {
            case ADD -> new ChangeLook("circle-plus", Tone.GOOD, "added");
            case CHANGE -> new ChangeLook("square-pen", Tone.CHANGING, "changed in place");
            case REPLACE -> new ChangeLook("octagon-alert", Tone.FAILED, "REPLACED");
            case REMOVE -> new ChangeLook("circle-minus", Tone.ATTENTION, "removed");
        };
    }
}
