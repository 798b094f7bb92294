package org.campanile.core.servicemanager;

/**
 * A row of {@code /v1/services}: a service of the controller that answered (protocol document, section 3). Open sets of words; absent and
 * {@code null} read as empty text.
 *
 * @param id row number, -1 when not given
 * @param name service name
 * @param desiredState state Service Manager wants
 * @param state state it is in; {@code initial} for services that are not provisioned
 * @param status {@code ""}, {@code none}, {@code warn}, {@code degraded}, {@code failed} …
 */
public record Service(long id, String name, String desiredState, String state, String status) {

    /** Whether the service is on its way from one state to another. */
    public boolean inTransition() {
        return !desiredState.equals(state) || state.startsWith("enabling") || state.equals("disabling") || state.startsWith("enabled-go-");
    }
}
