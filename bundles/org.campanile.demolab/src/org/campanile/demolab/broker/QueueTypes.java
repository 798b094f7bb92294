package org.campanile.demolab.broker;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.rabbitmq.client.impl.AMQImpl;

/** What RabbitMQ refuses about {@code x-queue-type} (wording of 3.10): quorum queues are durable, shared, and know some arguments only. */
final class QueueTypes {

    private static final Set<String> NOT_OF_QUORUM = Set.of("x-max-priority", "x-queue-mode", "x-queue-master-locator");

    private QueueTypes() {
    }

    static Optional<Verdict> refused(String vhost, String name, AMQImpl.Queue.Declare m, Map<String, Object> arguments) {
        String type = String.valueOf(arguments.getOrDefault("x-queue-type", "classic"));
        String where = " for queue '" + name + "' in vhost '" + vhost + "'";
        if (!Set.of("classic", "quorum").contains(type)) {
            return Optional.of(Verdict.refuse(406, "PRECONDITION_FAILED - invalid arg 'x-queue-type'" + where + ": {unsupported_queue_type,<<\"" + type
                    + "\">>}"));
        }
        if (type.equals("classic")) {
            return Optional.empty();
        }
        if (!m.getDurable() || m.getExclusive() || m.getAutoDelete()) {
            String property = !m.getDurable() ? "non-durable" : m.getExclusive() ? "exclusive" : "auto-delete";
            return Optional.of(Verdict.refuse(406, "PRECONDITION_FAILED - invalid property '" + property + "'" + where));
        }
        return arguments.keySet().stream().filter(NOT_OF_QUORUM::contains).findFirst().map(a -> Verdict.refuse(406, "PRECONDITION_FAILED - invalid arg '"
                + a + "'" + where + " of queue type rabbit_quorum_queue"));
    }
}
