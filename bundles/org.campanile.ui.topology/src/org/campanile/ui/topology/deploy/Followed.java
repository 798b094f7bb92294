package org.campanile.ui.topology.deploy;

import java.util.Optional;

import org.campanile.core.diagnosis.Diagnosis;
import org.campanile.core.task.Failure;
import org.eclipse.osgi.util.NLS;

/**
 * How the links of the chain were after a failure, as far as they were looked at. A value.
 *
 * @param looking whether they are being looked at now
 * @param seen what was seen
 * @param failure why they could not be looked at, if they could not
 */
record Followed(boolean looking, Optional<Diagnosis> seen, Optional<Failure> failure) {

    /** Nobody has looked. */
    static final Followed NOT = new Followed(false, Optional.empty(), Optional.empty());

    /** Somebody looks. */
    static final Followed LOOKING = new Followed(true, Optional.empty(), Optional.empty());

    static Followed seen(Diagnosis diagnosis) {
        return new Followed(false, Optional.of(diagnosis), Optional.empty());
    }

    static Followed failed(Failure why) {
        return new Followed(false, Optional.empty(), Optional.of(why));
    }

    /** The title of the tab, which names the link that broke. */
    String title() {
        return failure.isPresent() ? Messages.chainNotSeen
                : seen.flatMap(Diagnosis::broken).map(s -> NLS.bind(Messages.chainBroken, s.link().label())).orElse(Messages.chain);
    }
}
