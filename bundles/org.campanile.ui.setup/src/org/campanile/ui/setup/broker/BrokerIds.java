package org.campanile.ui.setup.broker;

/** Names of the widgets of the view Broker, for tests and scripts. */
public final class BrokerIds {

    /** Begin of the names in the view: {@code .table}, {@code .vhost}, {@code .stuck}, {@code .auto}, {@code .summary}, {@code .table.peek}, ... */
    public static final String VIEW = "org.campanile.ui.setup.broker";

    /** Begin of the names in the dialog that looks into a queue: {@code .words}, {@code .count}, {@code .look}, {@code .messages}. */
    public static final String PEEK = "org.campanile.ui.setup.broker.peek";

    private BrokerIds() {
    }
}
