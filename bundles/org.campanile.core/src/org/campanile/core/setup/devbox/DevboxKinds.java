package org.campanile.core.setup.devbox;

import java.util.List;

import org.campanile.core.recipe.Kind;

/** The kinds of this part. */
public final class DevboxKinds {

    private DevboxKinds() {
    }

    /** All of them. */
    public static List<Kind> all() {
        return List.of(new PackagesKind(), new CommandKind(), new LabBindingKind(), new InstallerKind(), new VagrantKind(), new LabBindingCheckKind(),
                new PipCheckKind(), new ServicesCheckKind());
    }
}
