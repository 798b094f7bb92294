package org.campanile.core.setup.broker;

import org.campanile.core.rabbitmq.BrokerAccounts;
import org.campanile.core.rabbitmq.RabbitCtl;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Values;

/** Which way a broker's accounts are reached. */
final class Accounts {

    private Accounts() {
    }

    /** By rabbitmqctl on the host that the values name. */
    static RabbitCtl ctl(Ground ground, Values with) {
        String host = with.host("host");
        return ground.facts().shared("host/" + host + "/rabbitmqctl/" + with.text("node"), RabbitCtl.class,
                () -> new RabbitCtl(new HostShell(ground, host, with.text("node"))));
    }

    /** The same as what the steps need. */
    static BrokerAccounts of(Ground ground, Values with) {
        return ctl(ground, with);
    }
}
