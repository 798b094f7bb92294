package org.campanile.core.rabbitmq;

import java.util.List;

/** One page of queues; {@code filtered} counts those that match the query, {@code total} all of them. */
public record QueuePage(List<QueueSummary> queues, int page, int pageCount, int filtered, int total) {

    public QueuePage {
        queues = List.copyOf(queues);
    }
}
