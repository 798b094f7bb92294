package org.campanile.core.setup.image;

import java.util.List;

import org.campanile.core.recipe.Kind;

/** The kinds of steps and checks about images that are in Glance already. */
public final class ImageKinds {

    private ImageKinds() {
    }

    /** All of them. */
    public static List<Kind> all() {
        return List.of(new ImageMarkKind(), new ImageMarksKind());
    }
}
