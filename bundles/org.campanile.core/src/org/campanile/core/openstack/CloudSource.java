package org.campanile.core.openstack;

import java.util.List;
import java.util.Optional;

import org.campanile.core.secret.Secret;

/**
 * A cloud as found in a file or in the environment.
 *
 * @param profile what was said
 * @param secret password or credential secret when the source held one; it goes to the secrets' store or is used once, never to a file
 * @param passwordAsked whether the source says that the user is to be asked for the password
 * @param notes what was not understood or not used, one sentence each, with the line where there is one
 */
public record CloudSource(CloudProfile profile, Optional<Secret> secret, boolean passwordAsked, List<String> notes) {
    public CloudSource {
        notes = List.copyOf(notes);
    }
}
