package org.campanile.core.murano;

import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.JsonObject;

/**
 * A service of an environment: typed JSON in release 0.2, an object of a package later, where id, type and status stand in {@code "?"} (protocol
 * document, section 9.3). Its JSON holds passwords in clear, so it is never printed.
 *
 * @param id its id
 * @param type type of the service, or class of the package
 * @param name its name, may be empty
 * @param status Murano's word, may be empty
 * @param json all of it; not to be changed
 */
public record MuranoComponent(String id, String type, String name, String status, JsonObject json) {

    /** Names of its units by their ids, as far as it has named ones; only services of release 0.2 have units. */
    public Map<String, String> unitNames() {
        Map<String, String> names = new LinkedHashMap<>();
        MuranoAnswers.array(json, "units").forEach(unit -> {
            String hostName = unit instanceof JsonObject one ? MuranoAnswers.text(one.get("state"), "hostname") : "";
            String called = hostName.isEmpty() ? MuranoAnswers.text(unit, "name") : hostName;
            if (!called.isEmpty()) {
                names.put(MuranoAnswers.text(unit, "id"), called);
            }
        });
        return names;
    }

    @Override
    public String toString() {
        return type + " " + name + " (" + id + ")";
    }
}
