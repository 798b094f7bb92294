package org.campanile.ui.topology.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.campanile.ui.topology.scene.Arrow;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Frame;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.UnitMark;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.accessibility.ACC;

/**
 * A thing on the canvas as a screen reader is told of it. A value.
 *
 * @param service id of the service it is, empty for what is not chosen but only read
 * @param name what is said first
 * @param more what can be asked for besides; empty when there is nothing
 * @param role what it is, one of {@link ACC}'s roles
 * @param box where it is, in drawing units
 */
record AccessibleItem(String service, String name, String more, int role, Box box) {

    /** All of a scene: services first, since only they are chosen, then their units, groups, needs and what will be removed. */
    static List<AccessibleItem> of(Scene scene) {
        List<AccessibleItem> all = new ArrayList<>();
        scene.cards().forEach(card -> all.add(service(card)));
        scene.cards().forEach(card -> card.units().forEach(unit -> all.add(unit(card, unit))));
        scene.frames().forEach(frame -> all.add(group(frame)));
        scene.arrows().forEach(arrow -> all.add(need(arrow, scene)));
        scene.ghosts().forEach(card -> all.add(gone(card)));
        return all;
    }

    private static AccessibleItem service(Card card) {
        return new AccessibleItem(card.id(), lines(card, 0, 1, ""), lines(card, 1, Long.MAX_VALUE, " "), ACC.ROLE_LISTITEM, card.box());
    }

    private static AccessibleItem unit(Card card, UnitMark unit) {
        Object[] of = {unit.label(), card.name(), unit.words()};
        String name = unit.master() ? NLS.bind(Messages.firstUnitOfService, of) : NLS.bind(Messages.unitOfService, of);
        String mark = unit.mark().map(m -> m.words()).orElse("");
        String more = mark + (mark.isEmpty() || unit.address().isEmpty() ? "" : ", ") + unit.address();
        return read(name, more, ACC.ROLE_LABEL, card.box());
    }

    private static AccessibleItem group(Frame frame) {
        int count = frame.members().size();
        String name = count == 1 ? NLS.bind(Messages.frameOfOneService, frame.title()) : NLS.bind(Messages.frameOfServices, frame.title(), count);
        return read(name, "", ACC.ROLE_GROUP, frame.box());
    }

    private static AccessibleItem need(Arrow arrow, Scene scene) {
        String name = NLS.bind(Messages.serviceNeeds, new Object[] {name(scene, arrow.from()), name(scene, arrow.to()), arrow.label()});
        Box box = arrow.path().stream().map(p -> new Box(p.x(), p.y(), 0, 0)).reduce(Box::union).orElse(Box.NONE);
        return read(name, arrow.circle() ? Messages.partOfCircle : "", ACC.ROLE_LABEL, box);
    }

    private static AccessibleItem gone(Card card) {
        return read(lines(card, 0, 2, ", "), lines(card, 2, Long.MAX_VALUE, " "), ACC.ROLE_LABEL, card.box());
    }

    private static AccessibleItem read(String name, String more, int role, Box box) {
        return new AccessibleItem("", name, more, role, box);
    }

    private static String name(Scene scene, String id) {
        return scene.card(id).map(Card::name).orElse("");
    }

    private static String lines(Card card, long skip, long most, String between) {
        return card.description().lines().skip(skip).limit(most).collect(Collectors.joining(between));
    }
}
