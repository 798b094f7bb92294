package org.campanile.core.setup.requirements;

import java.util.List;

import org.campanile.core.recipe.Kind;

/** The kinds of this part. */
public final class RequirementKinds {

    private RequirementKinds() {
    }

    /** All of them. */
    public static List<Kind> all() {
        return List.of(new HostRequirementsKind(), new TimeKind(), new NamesKind(), new ReachKind(), new CloudDeploymentKind(), new MetadataKind());
    }
}
