package org.campanile.ui.topology.scene;

import org.campanile.ui.State;

/**
 * A unit on its card. A value.
 *
 * @param id id of the unit
 * @param label its host name
 * @param address its address once it has one, otherwise empty
 * @param master whether it is the master
 * @param state how it is
 * @param stale whether that is not fresh
 * @param words its state in words
 */
public record UnitMark(String id, String label, String address, boolean master, State state, boolean stale, String words) {
}
