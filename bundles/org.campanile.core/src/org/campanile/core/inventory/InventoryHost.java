package org.campanile.core.inventory;

/**
 * A host as the inventory knows it (protocol document "Service Manager", section 14). Open sets of words; absent and {@code null} read as empty.
 *
 * @param uuid its identifier
 * @param name host name
 * @param personality {@code controller}, {@code worker} …
 * @param role {@code Controller-Active} or {@code Controller-Standby} in the inventory's opinion: whose API answers; may differ from Service Manager's
 * @param admin administrative state
 * @param oper operational state
 * @param avail availability
 * @param task what is being done to it, e.g. {@code Swact: In-Progress}
 * @param configuration {@code Config out-of-date} or empty
 */
public record InventoryHost(String uuid, String name, String personality, String role, String admin, String oper, String avail, String task,
        String configuration) {
}
