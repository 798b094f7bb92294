package org.campanile.ui.topology.deploy;

import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.eclipse.osgi.util.NLS;

/**
 * Whether a lab has a Murano service to deploy by, and why not otherwise. A value.
 *
 * @param generation which answers, if one does
 * @param why a sentence when none does
 */
record MuranoOffer(Optional<Generation> generation, String why) {

    /** Nothing is known yet. */
    static final MuranoOffer ASKING = new MuranoOffer(Optional.empty(), Messages.askingForMurano);

    /** Asks the lab's catalogue, and murano-api itself; nobody is asked for a password. Worker threads only. */
    static MuranoOffer of(Services services, Lab lab, Task task) throws FailureException {
        if (lab.cloud().isEmpty() || services.secrets().find(lab.cloudKey()).isEmpty()) {
            return new MuranoOffer(Optional.empty(), Messages.muranoNeedsPassword);
        }
        try (LabSession session = services.session(lab)) {
            if (session.muranoAddress(task).isEmpty()) {
                return new MuranoOffer(Optional.empty(), Messages.labHasNoMurano);
            }
            return new MuranoOffer(Optional.of(session.murano(task).generation()), "");
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            return new MuranoOffer(Optional.empty(), NLS.bind(Messages.muranoNotOffered, e.failure().meaning()));
        }
    }
}
