package org.campanile.core.murano;

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

    @Override
    public String toString() {
        return type + " " + name + " (" + id + ")";
    }
}
