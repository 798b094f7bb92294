package org.campanile.core.setup.services;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.recipe.Kind;

/** The kinds of this part: a file each for the configuration of Murano's services, and services themselves. */
public final class ServiceKinds {

    private ServiceKinds() {
    }

    /** All of them. */
    public static List<Kind> all() {
        List<Kind> all = new ArrayList<>();
        for (String name : List.of("murano", "murano-api", "murano-api-paste", "conductor", "conductor-paste", "dashboard", "dashboard-block", "file-oslo",
                "file-paste", "file-shell", "file-python")) {
            all.add(new ConfigKind(ConfigSpec.read(name)));
        }
        all.add(new ServiceKind());
        all.add(new MuranoDatabaseKind());
        return List.copyOf(all);
    }
}
