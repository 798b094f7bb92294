package org.campanile.ui.topology.scene;

import java.util.Optional;

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
 * @param mark the answer to a question that is asked just now, as far as it is about this unit
 */
public record UnitMark(String id, String label, String address, boolean master, State state, boolean stale, String words,
        Optional<Marks.Mark> mark) {

    /** The same unit with an answer on it. */
    UnitMark marked(Optional<Marks.Mark> with) {
        return new UnitMark(id, label, address, master, state, stale, words, with);
    }
}
