package org.campanile.ui.topology.form;

import java.util.Set;

import org.campanile.core.environment.SecretRef;
import org.campanile.core.secret.Secret;

/** What the form needs from the editor. */
public interface FormActions {

    /** What fields offer. */
    Choices choices();

    /** References whose passwords are known here. */
    Set<SecretRef> knownSecrets();

    /** Keeps a password. */
    void keep(SecretRef ref, Secret secret);
}
