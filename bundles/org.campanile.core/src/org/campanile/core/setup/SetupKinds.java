package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.Kinds;
import org.campanile.core.setup.broker.BrokerKinds;
import org.campanile.core.setup.image.ImageKinds;

/** All kinds of steps and checks that the set-up knows: each part gives its own list, and this is where they come together. */
public final class SetupKinds {

    private SetupKinds() {
    }

    /** All of them. */
    public static Kinds all() {
        List<Kind> all = new ArrayList<>(List.of(new BrokerAccountKind(), new KeystoneServiceKind(), new ImageUploadKind()));
        all.addAll(ImageKinds.all());
        all.addAll(BrokerKinds.all());
        all.addAll(LabCheckKind.all());
        return Kinds.of(all);
    }
}
