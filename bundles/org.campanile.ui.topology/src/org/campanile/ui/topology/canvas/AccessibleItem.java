package org.campanile.ui.topology.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.campanile.ui.topology.scene.Arrow;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Frame;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.campanile.ui.topology.scene.UnitMark;
import org.eclipse.swt.accessibility.ACC;

/** A thing on the canvas as a screen reader is told of it. Values. */
sealed interface AccessibleItem {

    /** All of a scene: services first, since only they are chosen, then their units, groups, needs and what will be removed. */
    static List<AccessibleItem> of(Scene scene) {
        List<AccessibleItem> all = new ArrayList<>();
        scene.cards().forEach(card -> all.add(new Service(card)));
        scene.cards().forEach(card -> card.units().forEach(unit -> all.add(new Unit(card, unit))));
        scene.frames().forEach(frame -> all.add(new Group(frame)));
        scene.arrows().forEach(arrow -> all.add(new Need(arrow, name(scene, arrow.from()), name(scene, arrow.to()))));
        scene.ghosts().forEach(card -> all.add(new Gone(card)));
        return all;
    }

    private static String name(Scene scene, String id) {
        return scene.card(id).map(Card::name).orElse("");
    }

    /** What is said first. */
    String name();

    /** What can be asked for besides; empty when there is nothing. */
    String more();

    /** What it is, one of {@link ACC}'s roles. */
    int role();

    /** Where it is, in drawing units. */
    Box box();

    /** A service. */
    record Service(Card card) implements AccessibleItem {
        @Override
        public String name() {
            return card.description().lines().findFirst().orElse("");
        }

        @Override
        public String more() {
            return card.description().lines().skip(1).collect(Collectors.joining(" "));
        }

        @Override
        public int role() {
            return ACC.ROLE_LISTITEM;
        }

        @Override
        public Box box() {
            return card.box();
        }
    }

    /** A unit of a service, which is inside of its card. */
    record Unit(Card card, UnitMark unit) implements AccessibleItem {
        @Override
        public String name() {
            return "Unit " + unit.label() + (unit.master() ? ", the first" : "") + " of " + card.name() + ", " + unit.words();
        }

        @Override
        public String more() {
            String mark = unit.mark().map(m -> m.words()).orElse("");
            return mark + (mark.isEmpty() || unit.address().isEmpty() ? "" : ", ") + unit.address();
        }

        @Override
        public int role() {
            return ACC.ROLE_LABEL;
        }

        @Override
        public Box box() {
            return card.box();
        }
    }

    /** A frame around services. */
    record Group(Frame frame) implements AccessibleItem {
        @Override
        public String name() {
            return frame.title() + ", " + frame.members().size() + (frame.members().size() == 1 ? " service" : " services");
        }

        @Override
        public String more() {
            return "";
        }

        @Override
        public int role() {
            return ACC.ROLE_GROUP;
        }

        @Override
        public Box box() {
            return frame.box();
        }
    }

    /** An arrow. */
    record Need(Arrow arrow, String from, String to) implements AccessibleItem {
        @Override
        public String name() {
            return from + " needs " + to + ": " + arrow.label();
        }

        @Override
        public String more() {
            return arrow.circle() ? "Part of a circle of needs." : "";
        }

        @Override
        public int role() {
            return ACC.ROLE_LABEL;
        }

        @Override
        public Box box() {
            return arrow.path().stream().map((Spot p) -> new Box(p.x(), p.y(), 0, 0)).reduce(Box::union).orElse(Box.NONE);
        }
    }

    /** What will be removed. */
    record Gone(Card card) implements AccessibleItem {
        @Override
        public String name() {
            return card.description().lines().limit(2).collect(Collectors.joining(", "));
        }

        @Override
        public String more() {
            return card.description().lines().skip(2).collect(Collectors.joining(" "));
        }

        @Override
        public int role() {
            return ACC.ROLE_LABEL;
        }

        @Override
        public Box box() {
            return card.box();
        }
    }
}
