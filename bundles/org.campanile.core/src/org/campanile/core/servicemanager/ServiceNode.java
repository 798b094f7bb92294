package org.campanile.core.servicemanager;

/**
 * Answer of GET {@code /v1/servicenode/{hostname}} (protocol document, section 5). An unknown host reads unknown/unknown/unknown, no, no.
 *
 * @param hostname host asked for, as the server echoes it
 * @param admin administrative state
 * @param oper operational state
 * @param avail availability
 * @param activeServices {@code yes}, {@code no} or {@code unknown}: whether any group is active there; says nothing about the role
 * @param swactableServices {@code yes} on the active controller, {@code no} on the standby one
 */
public record ServiceNode(String hostname, String admin, String oper, String avail, String activeServices, String swactableServices) {
}
