package org.campanile.ui.topology.deploy;

import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.topology.form.Choices;

/** An editor whose environment can be deployed; the active one is found by adapting to this. UI thread only. */
public interface DeployTarget {

    /** The document as it is now; empty while its file is read or wrong. */
    Optional<Environment> environment();

    /** The types there are; only asked when there is a document. */
    ServiceTypes types();

    /** Its deployment. */
    DeploymentModel deployment();

    /** What the active lab has to choose from. */
    Choices choices();

    /** Makes another document the editor's, as one undoable edit of that name, and saves it; answers whether it was saved. */
    boolean replace(String label, Environment with);
}
