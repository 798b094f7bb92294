package org.campanile.core.deploy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.secret.Secret;

/**
 * A Heat template with the values it is launched with.
 *
 * @param text HOT as YAML; holds no secret, so it may be shown and saved
 * @param parameters values of the open parameters
 * @param hidden values of the parameters that Heat hides (the units' user data)
 */
public record StackTemplate(String text, Map<String, String> parameters, Map<String, Secret> hidden) {

    public StackTemplate {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        hidden = Collections.unmodifiableMap(new LinkedHashMap<>(hidden));
    }

    /** All values, for the call to Heat and for nothing else. */
    Map<String, String> revealed() {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        hidden.forEach((name, value) -> all.put(name, value.reveal()));
        return all;
    }
}
