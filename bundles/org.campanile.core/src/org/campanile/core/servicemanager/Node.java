package org.campanile.core.servicemanager;

/**
 * A row of {@code /v1/nodes} (protocol document, section 3). All states are open sets of words (section 4); absent and {@code null} read as
 * empty text.
 *
 * @param id row number in Service Manager's table, -1 when not given
 * @param name host name
 * @param admin {@code locked}, {@code unlocked} …
 * @param oper {@code enabled}, {@code disabled} …
 * @param avail {@code available}, {@code degraded}, {@code failed} …
 * @param ready {@code enabled}, {@code disabled} …
 */
public record Node(long id, String name, String admin, String oper, String avail, String ready) {
}
