package org.campanile.core.setup.broker;

import java.util.List;

import org.campanile.core.recipe.Kind;

/** The kinds of steps and checks about RabbitMQ beyond the account itself. */
public final class BrokerKinds {

    private BrokerKinds() {
    }

    /** All of them. */
    public static List<Kind> all() {
        return List.of(new CtlAccountKind(), new QueueKind(), new PolicyKind(), new DefinitionsKind(), new ProofKind());
    }
}
