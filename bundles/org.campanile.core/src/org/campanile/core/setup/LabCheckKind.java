package org.campanile.core.setup;

import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;

/** A kind that gives ready-made checks of a lab's cloud or broker. */
record LabCheckKind(String id, String summary, Maker maker) implements CheckKind {

    /** Makes them. */
    interface Maker {
        List<Check> of(LabSession session);
    }

    /** All such kinds. */
    static List<LabCheckKind> all() {
        return List.of(new LabCheckKind("cloud.ready", "Login, catalogue, Heat, Glance, Nova, Neutron and quotas of the lab's OpenStack.", CloudChecks::of),
                new LabCheckKind("broker.ready", "A message there and back over AMQP, and the management API of the lab's RabbitMQ.", BrokerChecks::of));
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of();
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        return maker.of(ground.session()).stream().map(c -> inPart(c, spec)).toList();
    }

    /** The check as one of a part: its own name comes after the entry's. */
    private static Check inPart(Check of, CheckSpec spec) {
        return Check.of(spec.id() + "." + of.id().substring(of.id().indexOf('.') + 1), of.title(), spec.group(), of.limit(), of::run);
    }
}
