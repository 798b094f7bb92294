package org.campanile.ui.setup.broker;

import java.util.Locale;

import org.campanile.core.diagnosis.QueueRules;
import org.campanile.core.rabbitmq.QueueSummary;

/**
 * A queue as shown. A value.
 *
 * @param change messages a second more or fewer than at the reading before; not a number at the first
 */
record QueueRow(QueueSummary queue, QueueRules.Verdict verdict, double change) {

    static QueueRow of(QueueSummary queue, double change) {
        return new QueueRow(queue, QueueRules.judge(queue), change);
    }

    String key() {
        return queue.vhost() + "\n" + queue.name();
    }

    String changeText() {
        return Double.isNaN(change) ? "" : Math.abs(change) < 0.05 ? "0" : String.format(Locale.ROOT, "%+.1f", change);
    }

    static String count(long n) {
        return n < 0 ? "?" : String.valueOf(n);
    }
}
