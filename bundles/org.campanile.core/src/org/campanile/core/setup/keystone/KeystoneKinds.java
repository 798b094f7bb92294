package org.campanile.core.setup.keystone;

import java.util.List;

import org.campanile.core.recipe.Kind;

/** The kinds of steps and checks about Keystone beyond the one service and its endpoints. */
public final class KeystoneKinds {

    private KeystoneKinds() {
    }

    /** All of them. */
    public static List<Kind> all() {
        return List.of(new LegacyServiceKind(), new DuplicatesKind(), new EndpointsKind());
    }
}
