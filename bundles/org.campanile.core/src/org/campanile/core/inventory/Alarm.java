package org.campanile.core.inventory;

/**
 * An active alarm of fault management (protocol document "Service Manager", section 14).
 *
 * @param uuid its identifier
 * @param id what sort it is of, e.g. {@code 400.001}
 * @param severity {@code critical}, {@code major}, {@code minor} or {@code warning}
 * @param entity what it is about, e.g. {@code service_domain=controller.service_group=vim-services.host=controller-1}
 * @param text its words
 * @param repair what the system proposes
 * @param raised when, as the system writes it
 */
public record Alarm(String uuid, String id, String severity, String entity, String text, String repair, String raised) {

    /** The host it names, empty when it names none. */
    public String host() {
        return part("host");
    }

    /** The service group it names, empty when it names none. */
    public String group() {
        return part("service_group");
    }

    private String part(String key) {
        for (String piece : entity.split("\\.(?=[a-z_]+=)")) {
            if (piece.startsWith(key + "=")) {
                return piece.substring(key.length() + 1);
            }
        }
        return "";
    }
}
