package org.campanile.core.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What placeholders and conditions of a recipe may name, while it is read: the lab's values and the parameters so far. */
final class Names {

    private final Map<String, RecipeParameter> parameters = new LinkedHashMap<>();

    /** Whether there was none of that id. */
    boolean add(RecipeParameter parameter) {
        return parameters.putIfAbsent(parameter.id(), parameter) == null;
    }

    Optional<RecipeParameter> parameter(String id) {
        return Optional.ofNullable(parameters.get(id));
    }

    /** What a name is; empty when nothing is called so. */
    Optional<ValueType> type(String name) {
        if (name.startsWith("lab.")) {
            return Optional.ofNullable(LabValues.TYPES.get(name));
        }
        int dot = name.indexOf('.');
        Optional<RecipeParameter> of = parameter(dot < 0 ? name : name.substring(0, dot));
        return dot < 0 ? of.map(RecipeParameter::type) : of.flatMap(p -> Scope.derivedType(p.type(), name.substring(dot + 1)));
    }
}
