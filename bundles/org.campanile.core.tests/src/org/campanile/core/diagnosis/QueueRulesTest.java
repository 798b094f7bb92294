package org.campanile.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.campanile.core.rabbitmq.QueueSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRulesTest {

    private static final String ENV = "e0123456789abcdef0123456789abcdef";

    private static QueueRules.Verdict judge(String name, long ready, long unacknowledged, long consumers) {
        return QueueRules.judge(new QueueSummary("/", name, "classic", true, "running", ready + unacknowledged, ready, unacknowledged, consumers));
    }

    @ParameterizedTest
    @CsvSource({"tasks,conductor", "task-results,murano-api", "task-reports,murano-api", ENV + "-svc-unit,agent of the unit", "-execution-results-" + ENV + ",conductor",
            "tasks.e3d127ec,murano-engine", "reply_1577616210eb459b8a3ff39525985fce,a service of OpenStack", "campanile-deployments,conductor", "engine,''"})
    void theNameTellsWhoShouldConsume(String name, String consumer) {
        assertEquals(consumer, QueueRules.consumer(name));
    }

    @Test
    void messagesWithoutAConsumerAreStuck() {
        QueueRules.Verdict verdict = judge("tasks", 1, 0, 0);
        assertEquals(QueueRules.Flow.STUCK, verdict.flow());
        assertEquals("1 message waits and there is no consumer. The conductor should take it.", verdict.words());
        assertEquals(QueueRules.Flow.STUCK, judge("anything", 3, 0, 0).flow());
    }

    @Test
    void whatConductorsNoteInTheBrokerIsNotStuck() {
        assertEquals(QueueRules.Flow.IDLE, judge("campanile-state-" + ENV.substring(1), 1, 0, 0).flow());
        assertEquals(QueueRules.Flow.STUCK, judge("campanile-deployments", 1, 0, 0).flow(), "an order is for somebody");
    }

    @Test
    void aQueueWithoutMessagesIsIdleAndSaysWhoIsMissing() {
        assertTrue(judge("task-results", 0, 0, 0).words().contains("murano-api should listen"));
        assertEquals("", judge(ENV + "-svc-unit", 0, 0, 0).words(), "an agent may still be booting");
    }

    @Test
    void aConsumerThatTakesNothingIsToldAndOneThatWorksIsNot() {
        assertEquals(QueueRules.Flow.SLOW, judge("tasks", 2, 0, 1).flow());
        assertEquals(QueueRules.Flow.FLOWING, judge("tasks", 2, 1, 1).flow());
        assertEquals(QueueRules.Flow.FLOWING, judge("tasks", 0, 0, 1).flow());
    }
}
