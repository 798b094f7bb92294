package org.campanile.core.servicemanager;

import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonObject;

/**
 * Body of PATCH {@code /v1/servicenode/{hostname}} (protocol document, section 6). Service Manager stores {@code admin} and {@code oper} as
 * it is sent them, so that each factory sends what StarlingX's own maintenance sends for it.
 *
 * @param action {@code swact}, {@code swact-force}, {@code swact-pre-check}, {@code lock}, {@code lock-pre-check}, {@code unlock},
 *        {@code event}
 * @param admin administrative state to record
 * @param oper operational state to record
 * @param avail availability to record
 */
public record Command(String action, String admin, String oper, String avail) {

    private static final String UNKNOWN = "unknown";
    private static final String UNLOCKED = "unlocked";
    private static final String ENABLED = "enabled";

    /** Asks whether a swact away from the host would be allowed; changes nothing. */
    public static Command swactPreCheck() {
        return new Command("swact-pre-check", UNKNOWN, UNKNOWN, "");
    }

    /** Asks whether locking the host would take away the last provider of a service; changes nothing. */
    public static Command lockPreCheck() {
        return new Command("lock-pre-check", UNKNOWN, UNKNOWN, "");
    }

    /** Swact away from the host; {@code avail} is its availability now. */
    public static Command swact(String avail) {
        return new Command("swact", UNLOCKED, ENABLED, known(avail));
    }

    /** Swact away from the host without Service Manager's own check. */
    public static Command swactForce(String avail) {
        return new Command("swact-force", UNLOCKED, ENABLED, known(avail));
    }

    /** Tells Service Manager that the host is locked. */
    public static Command lock() {
        return new Command("lock", "locked", "disabled", "online");
    }

    /** Tells Service Manager that the host is unlocked. */
    public static Command unlock() {
        return new Command("unlock", UNLOCKED, ENABLED, "available");
    }

    /** Whether this only asks and changes nothing. */
    public boolean isPreCheck() {
        return action.endsWith("-pre-check");
    }

    /** The body as it is sent. */
    public String toJson() {
        JsonObject body = new JsonObject();
        new TreeMap<>(Map.of("origin", "operator", "action", action, "admin", admin, "oper", oper, "avail", avail))
                .forEach(body::addProperty);
        return body.toString();
    }

    private static String known(String avail) {
        return avail == null || avail.isBlank() || avail.equals(UNKNOWN) || avail.equals("nil") ? "available" : avail;
    }
}
