package org.campanile.core.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds that recipes can name. Immutable; put together by composition, each part of the set-up gives a list of its own. */
public final class Kinds {

    private final Map<String, StepKind> steps = new LinkedHashMap<>();
    private final Map<String, CheckKind> checks = new LinkedHashMap<>();

    private Kinds(List<? extends Kind> kinds) {
        for (Kind kind : kinds) {
            Kind twin = switch (kind) {
                case StepKind step -> steps.putIfAbsent(step.id(), step);
                case CheckKind check -> checks.putIfAbsent(check.id(), check);
            };
            if (twin != null) {
                throw new IllegalArgumentException("two kinds are called " + kind.id());
            }
        }
    }

    /** These kinds; two steps or two checks of one id are a defect. */
    public static Kinds of(List<? extends Kind> kinds) {
        return new Kinds(kinds);
    }

    /** The kind of step of an id. */
    public Optional<StepKind> step(String id) {
        return Optional.ofNullable(steps.get(id));
    }

    /** The kind of check of an id. */
    public Optional<CheckKind> check(String id) {
        return Optional.ofNullable(checks.get(id));
    }

    /** All kinds, steps first. */
    public List<Kind> all() {
        List<Kind> all = new ArrayList<>(steps.values());
        all.addAll(checks.values());
        return List.copyOf(all);
    }
}
