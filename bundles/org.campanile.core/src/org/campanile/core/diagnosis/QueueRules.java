package org.campanile.core.diagnosis;

import java.util.Locale;
import java.util.regex.Pattern;

import org.campanile.core.rabbitmq.QueueSummary;

/** Who should consume a queue, by its name, and whether it is stuck (protocol document, sections 2.2, 3.2 and 9). Pure. */
public final class QueueRules {

    private static final Pattern AGENT = Pattern.compile("e[0-9a-f]{32}-.+");
    /** What BrokerStore, LockQueue and Orders of the room deploy.conductor leave in the broker for the next one. */
    private static final Pattern NOTE = Pattern.compile("campanile-(state|run|gone|holder|lock|status)-[0-9a-zA-Z-]+");
    private static final Pattern FANOUT = Pattern.compile(".+_fanout_[0-9a-f]{32}|reply_[0-9a-f]{32}");

    /** How a queue is. */
    public enum Flow {
        /** Nothing waits, or somebody takes it. */ FLOWING("Flowing"),
        /** Nobody listens, and nothing waits. */ IDLE("Idle"),
        /** Messages wait although somebody listens. */ SLOW("Waiting"),
        /** Messages wait and nobody listens. */ STUCK("Stuck");

        private final String label;

        Flow(String label) {
            this.label = label;
        }

        /** The word shown to the user. */
        public String label() {
            return label;
        }
    }

    /**
     * What is to be said of a queue.
     *
     * @param flow how it is
     * @param consumer who should take its messages; empty when the name does not tell
     * @param words one sentence; empty when nothing is odd
     */
    public record Verdict(Flow flow, String consumer, String words) {
    }

    private QueueRules() {
    }

    /** Who should consume a queue of this name; empty when the name does not tell. */
    public static String consumer(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "tasks", "campanile-deployments" -> "conductor";
            case "task-results", "task-reports", "results" -> "murano-api";
            default -> lower.startsWith("-execution-results") ? "conductor" : AGENT.matcher(lower).matches() ? "agent of the unit"
                    : lower.startsWith("tasks.") ? "murano-engine" : FANOUT.matcher(lower).matches() ? "a service of OpenStack" : "";
        };
    }

    /** The verdict on a queue by its counts, which are a few seconds old. */
    public static Verdict judge(QueueSummary queue) {
        String consumer = consumer(queue.name());
        String who = consumer.equals("murano-api") || consumer.equals("murano-engine") ? consumer : consumer.startsWith("a ") ? "A" + consumer.substring(1)
                : "The " + consumer;
        if (queue.consumers() < 0 || queue.messages() < 0) {
            return new Verdict(Flow.IDLE, consumer, "The broker did not tell its counts; its node may be down.");
        }
        if (NOTE.matcher(queue.name()).matches()) {
            return new Verdict(Flow.IDLE, "", "Keeps what Campanile's conductors know of a deployment; its messages are to stay.");
        }
        if (queue.consumers() == 0 && queue.messages() > 0) {
            return new Verdict(Flow.STUCK, consumer, queue.messages() + (queue.messages() == 1 ? " message waits" : " messages wait") + " and there is no consumer. "
                    + (consumer.isEmpty() ? "The name does not tell who should take them." : who + " should take " + (queue.messages() == 1 ? "it." : "them.")));
        }
        if (queue.consumers() == 0) {
            boolean expected = consumer.equals("agent of the unit") || consumer.equals("conductor") && !queue.name().equalsIgnoreCase("tasks");
            return new Verdict(Flow.IDLE, consumer, consumer.isEmpty() || expected ? "" : who + " should listen here and does not.");
        }
        return queue.messagesReady() > 0 && queue.messagesUnacknowledged() == 0
                ? new Verdict(Flow.SLOW, consumer, "Messages wait although there is a consumer: it hangs, or the counts are old.") : new Verdict(Flow.FLOWING, consumer, "");
    }
}
