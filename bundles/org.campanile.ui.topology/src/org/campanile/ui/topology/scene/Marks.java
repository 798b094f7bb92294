package org.campanile.ui.topology.scene;

import java.util.Map;
import java.util.Optional;

import org.campanile.ui.Theme.Tone;

/**
 * Marks that lie over the drawing while somebody asks a question of it: what would change, what would be lost. By shape and colour on services and
 * units, as an answer and no state. The last who asks has the drawing; Escape on the canvas takes the marks away. A value.
 *
 * @param of a mark by id of a service or of a unit
 */
public record Marks(Map<String, Mark> of) {

    /** Nobody asks. */
    public static final Marks NONE = new Marks(Map.of());

    /**
     * One mark. A value.
     *
     * @param icon Lucide name of its shape
     * @param tone its colour
     * @param words what it says, for tooltip and screen reader
     */
    public record Mark(String icon, Tone tone, String words) {
    }

    public Marks {
        of = Map.copyOf(of);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return of.isEmpty();
    }

    /** The same scene with these marks on its cards and units. */
    public Scene over(Scene scene) {
        return isEmpty() ? scene : new Scene(scene.cards().stream().map(this::over).toList(), scene.frames(), scene.arrows(), scene.bounds());
    }

    private Card over(Card card) {
        return card.marked(find(card.id()), card.units().stream().map(unit -> unit.marked(find(unit.id()))).toList());
    }

    private Optional<Mark> find(String id) {
        return Optional.ofNullable(of.get(id));
    }
}
