package org.campanile.ui.controllers.live;

/**
 * What is selected on the board, as the selection service tells it. A value.
 *
 * @param system the system
 * @param node host name, empty when a whole group or the whole system is selected
 * @param group service group, empty when a whole node or the whole system is selected
 */
public record BoardSelection(ControllerSystem system, String node, String group) {
}
