package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is drawn, at its place. A value; the later cards lie above the earlier ones.
 *
 * @param cards services in the document's order
 * @param ghosts services that the document has no more, as long as somebody asks what would be removed; they can be seen and read and nothing else
 * @param frames domains
 * @param arrows needs
 * @param bounds around all of it
 */
public record Scene(List<Card> cards, List<Card> ghosts, List<Frame> frames, List<Arrow> arrows, Box bounds) {

    /** Nothing. */
    public static final Scene EMPTY = new Scene(List.of(), List.of(), List.of(), List.of(), Box.NONE);

    /** How far from a line a click still means it, in points of the window. */
    private static final double TOLERANCE = 4;

    public Scene {
        cards = List.copyOf(cards);
        ghosts = List.copyOf(ghosts);
        frames = List.copyOf(frames);
        arrows = List.copyOf(arrows);
    }

    /** The scene of cards at their places: frames around members and arrows between them follow. */
    static Scene of(List<Card> cards, Map<String, Set<String>> groups, Map<String, String> titles, Collection<Need> needs) {
        Map<String, Box> boxes = new HashMap<>();
        cards.forEach(card -> boxes.put(card.id(), card.box()));
        List<Frame> frames = new ArrayList<>();
        groups.forEach((id, members) -> members.stream().map(boxes::get).reduce(Box::union)
                .ifPresent(inner -> frames.add(new Frame(id, Frame.around(inner), titles.get(id), members))));
        List<Arrow> arrows = new ArrayList<>();
        for (Need need : needs) {
            arrows.add(new Arrow(need.from(), need.to(), path(boxes.get(need.from()), boxes.get(need.to())), need.label(), need.circle()));
        }
        Box all = cards.stream().map(Card::box).reduce(Box::union).orElse(Box.NONE);
        for (Frame frame : frames) {
            all = all.union(frame.box());
        }
        return new Scene(cards, List.of(), frames, arrows, all);
    }

    /** An arrow before it has a path. */
    record Need(String from, String to, String label, boolean circle) {
    }

    private static List<Spot> path(Box from, Box to) {
        return List.of(from.edgeTowards(to.centre()), to.edgeTowards(from.centre()));
    }

    /** The same with some cards moved. */
    public Scene moved(Set<String> ids, double dx, double dy) {
        List<Card> places = cards.stream().map(c -> ids.contains(c.id()) ? c.at(c.box().moved(dx, dy)) : c).toList();
        Map<String, Set<String>> groups = new java.util.LinkedHashMap<>();
        Map<String, String> titles = new HashMap<>();
        frames.forEach(f -> {
            groups.put(f.id(), f.members());
            titles.put(f.id(), f.title());
        });
        return of(places, groups, titles, arrows.stream().map(a -> new Need(a.from(), a.to(), a.label(), a.circle())).toList()).with(places, ghosts);
    }

    /** The same with other cards at the same places, and with ghosts beside them. */
    Scene with(List<Card> same, List<Card> beside) {
        Box all = beside.stream().map(Card::box).reduce(Box::union).map(b -> cards.isEmpty() ? b : b.union(bounds)).orElse(bounds);
        return new Scene(same, beside, frames, arrows, all);
    }

    /** The card of a service. */
    public Optional<Card> card(String id) {
        return cards.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    /** The first card after one, around the end, that has these words; {@code id} may be {@code null} to begin with the first. */
    public Optional<Card> next(String id, String words) {
        int from = card(id).map(cards::indexOf).orElse(-1);
        for (int i = 1; i <= cards.size(); i++) {
            Card card = cards.get((from + i) % cards.size());
            if (card.has(words)) {
                return Optional.of(card);
            }
        }
        return Optional.empty();
    }

    /** The topmost card at a point in drawing units. */
    public Optional<Card> cardAt(Spot p) {
        for (Card card : cards.reversed()) {
            if (card.box().contains(p)) {
                return Optional.of(card);
            }
        }
        return Optional.empty();
    }

    /** The ghost at a point in drawing units. */
    public Optional<Card> ghostAt(Spot p) {
        return ghosts.stream().filter(g -> g.box().contains(p)).findFirst();
    }

    /** The nearest arrow at a point in drawing units, within a few points of the window at this scale. */
    public Optional<Arrow> arrowAt(Spot p, double scale) {
        return arrows.stream().filter(a -> a.distance(p) * scale <= TOLERANCE)
                .min((a, b) -> Double.compare(a.distance(p), b.distance(p)));
    }

    /** Cards that meet a part of the drawing. */
    public List<Card> visible(Box part) {
        return cards.stream().filter(c -> c.box().intersects(part)).toList();
    }

    /** Ids of all services, in order. */
    public Set<String> ids() {
        return cards.stream().map(Card::id).collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }
}
