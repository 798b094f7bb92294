package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.campanile.core.environment.Layout;
import org.campanile.ui.Theme.Tone;

/**
 * Marks that lie over the drawing while somebody asks a question of it: what would change, what would be lost. By shape and colour on services and
 * units, as an answer and no state. The last who asks has the drawing; Escape on the canvas takes the marks away. A value.
 *
 * @param of a mark by id of a service or of a unit
 * @param gone services that are no more in the document and are part of the answer, at no place yet
 */
public record Marks(Map<String, Mark> of, List<Card> gone) {

    /** Nobody asks. */
    public static final Marks NONE = new Marks(Map.of(), List.of());

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
        gone = List.copyOf(gone);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return of.isEmpty() && gone.isEmpty();
    }

    /**
     * The same scene with these marks on its cards and units, and with ghosts of what is gone.
     *
     * @param last where a service was last; a ghost of which that is not known, or where something else is by now, stands below all others
     */
    public Scene over(Scene scene, Function<String, Optional<Layout.Position>> last) {
        if (isEmpty()) {
            return scene;
        }
        List<Card> cards = scene.cards().stream().map(this::over).toList();
        List<Card> all = new ArrayList<>(cards);
        List<Card> ghosts = new ArrayList<>();
        for (Card card : gone) {
            if (scene.card(card.id()).isEmpty()) {
                Card ghost = card.at(last.apply(card.id()).map(Marks::box).filter(b -> free(b, all)).orElseGet(() -> below(scene, all)));
                ghosts.add(ghost);
                all.add(ghost);
            }
        }
        return scene.with(cards, ghosts);
    }

    private static Box box(Layout.Position at) {
        return new Box(at.x(), at.y(), Card.WIDTH, Card.HEIGHT);
    }

    private static boolean free(Box box, List<Card> taken) {
        return taken.stream().noneMatch(c -> c.box().intersects(box));
    }

    private static Box below(Scene scene, List<Card> taken) {
        Box first = new Box(scene.bounds().x(), scene.bounds().bottom() + SceneBuilder.GAP, Card.WIDTH, Card.HEIGHT);
        return IntStream.iterate(0, i -> i + 1).mapToObj(i -> first.moved(i % SceneBuilder.PER_ROW * (Card.WIDTH + SceneBuilder.GAP), i / SceneBuilder.PER_ROW * (Card.HEIGHT + SceneBuilder.GAP)))
                .filter(b -> free(b, taken)).findFirst().orElseThrow();
    }

    private Card over(Card card) {
        return card.marked(find(card.id()), card.units().stream().map(unit -> unit.marked(find(unit.id()))).toList());
    }

    private Optional<Mark> find(String id) {
        return Optional.ofNullable(of.get(id));
    }
}
