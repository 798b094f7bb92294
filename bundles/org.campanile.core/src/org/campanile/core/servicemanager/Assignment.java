package org.campanile.core.servicemanager;

import java.util.Set;

/**
 * A row of {@code /v1/sm_sda}: one service group on one node (protocol document, section 3). Open sets of words; absent and {@code null}
 * read as empty text.
 *
 * @param id row number, -1 when not given
 * @param uuid row's uuid
 * @param domain service domain, normally {@code controller}
 * @param node host name
 * @param group service group
 * @param desiredState state Service Manager wants
 * @param state state it is in
 * @param status {@code ""}, {@code warn}, {@code degraded}, {@code failed} …
 * @param condition why the status is not empty, e.g. {@code data-syncing}
 */
public record Assignment(long id, String uuid, String domain, String node, String group, String desiredState, String state, String status,
        String condition) {

    private static final Set<String> TRANSIENT = Set.of("go-active", "go-standby", "disabling");

    /** Whether the group is on its way from one state to another on that node. */
    public boolean inTransition() {
        return !desiredState.equals(state) || TRANSIENT.contains(state);
    }
}
