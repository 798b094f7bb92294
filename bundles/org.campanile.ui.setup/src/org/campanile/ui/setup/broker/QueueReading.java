package org.campanile.ui.setup.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerOverview;
import org.campanile.core.rabbitmq.QueuePage;
import org.campanile.core.rabbitmq.QueueQuery;
import org.campanile.core.rabbitmq.QueueSummary;
import org.campanile.core.rabbitmq.VirtualHost;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.eclipse.osgi.util.NLS;

/**
 * One reading of a broker's queues after the other, page by page with light columns. Keeps the counts of the last reading to tell how they change.
 * One reading at a time; worker threads only.
 */
final class QueueReading {

    private Map<String, Long> before = Map.of();
    private long beforeNanos;

    /** What was read so far. */
    record Snapshot(String product, List<String> vhosts, List<QueueRow> rows, int total, boolean complete) {
        Snapshot {
            vhosts = List.copyOf(vhosts);
            rows = List.copyOf(rows);
        }
    }

    /** Reads all pages. @param vhost {@code null} for all @param partly told after each page but the last, so that there is something to see at once */
    Snapshot read(LabSession session, String vhost, Consumer<Snapshot> partly, Task task) throws FailureException {
        BrokerManagement management = session.management(task);
        BrokerOverview overview = management.overview(task);
        List<String> vhosts = management.vhosts(task).stream().map(VirtualHost::name).sorted().toList();
        List<QueueRow> rows = new ArrayList<>();
        Map<String, Long> counts = new HashMap<>();
        long now = System.nanoTime();
        double seconds = (now - beforeNanos) / 1e9;
        QueueQuery query = QueueQuery.first(vhost, QueueQuery.LARGEST_PAGE);
        QueuePage page;
        do {
            page = management.queues(query, task);
            for (QueueSummary q : page.queues()) {
                String key = q.vhost() + "\n" + q.name();
                Long was = before.get(key);
                counts.put(key, q.messages());
                rows.add(QueueRow.of(q, was == null ? Double.NaN : (q.messages() - was) / seconds));
            }
            task.progress(Messages.readingQueues, rows.size(), page.filtered());
            if (query.page() < page.pageCount()) {
                partly.accept(new Snapshot(NLS.bind(Messages.product, overview.version()), vhosts, rows, page.filtered(), false));
            }
            query = query.next();
        } while (query.page() <= page.pageCount());
        before = counts;
        beforeNanos = now;
        return new Snapshot(NLS.bind(Messages.product, overview.version()), vhosts, rows, rows.size(), true);
    }
}
