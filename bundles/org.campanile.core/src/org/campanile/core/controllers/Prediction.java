package org.campanile.core.controllers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * What the rules say a server answers to a recorded case. A value.
 *
 * @param id name of the case
 * @param first the text the server gives, {@code null} when it allows the request
 * @param all every finding the rules give, {@code first} among them; never one twice
 */
public record Prediction(String id, String first, List<String> all) {

    public Prediction {
        Objects.requireNonNull(id);
        LinkedHashSet<String> once = new LinkedHashSet<>();
        if (first != null) {
            once.add(first);
        }
        once.addAll(all);
        all = List.copyOf(once);
    }

    /** Nothing speaks against it. */
    static Prediction none(String id) {
        return new Prediction(id, null, List.of());
    }

    /** The one thing that ends the request, and what was found besides. */
    static Prediction of(String id, String first, List<PreCheckFinding> others) {
        return new Prediction(id, first, new ArrayList<>(others.stream().map(PreCheckFinding::text).toList()));
    }
}
