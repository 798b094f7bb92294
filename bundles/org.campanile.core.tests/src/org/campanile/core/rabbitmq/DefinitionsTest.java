package org.campanile.core.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions read and compared. */
class DefinitionsTest {

    private static Definitions read(String json) throws FailureException {
        return Definitions.read(json, null, "test.json");
    }

    private static List<String> diff(String now, String wanted) throws FailureException {
        return read(now).to(read(wanted), true).stream().map(c -> c.what() + " " + c.kind() + " " + c.name() + " " + c.details()).toList();
    }

    @Test
    void tagsOfOldAndNewReleasesAreTheSame() throws Exception {
        assertEquals(List.of("SAME USER a []"), diff("{\"users\": [{\"name\": \"a\", \"tags\": [\"x\", \"y\"], \"limits\": {}}]}",
                "{\"users\": [{\"name\": \"a\", \"tags\": \"y,x\"}]}"));
    }

    @Test
    void hashesAndPasswordsInAddressesAreNeverShown() throws Exception {
        String now = "{\"users\": [{\"name\": \"a\", \"password_hash\": \"AAAA\"}], \"parameters\": []}";
        String wanted = "{\"users\": [{\"name\": \"a\", \"password_hash\": \"BBBB\"}], \"parameters\": [{\"vhost\": \"/\", \"component\": \"shovel\","
                + "\"name\": \"s\", \"value\": {\"src-uri\": \"amqp://me:topsecret@host/v\","
                + "\"dest-uri\": [\"amqp://me:with/topsecret@and@topsecret@host\"]}}]}";
        String all = diff(now, wanted).toString() + read(wanted);
        assertTrue(all.contains("CHANGE USER a [password_hash: another one]"), all);
        assertTrue(all.contains("amqp://***@host"), all);
        assertFalse(all.contains("BBBB") || all.contains("topsecret"), all);
    }

    @Test
    void aQueueThatDiffersIsKept() throws Exception {
        String queue = "{\"queues\": [{\"vhost\": \"/\", \"name\": \"q\", \"durable\": %s, \"arguments\": {}}]}";
        assertEquals(List.of("KEPT QUEUE /, q [durable: true → false]"), diff(queue.formatted("true"), queue.formatted("false")));
        assertEquals(List.of("ONLY_THERE QUEUE /, q []"), diff(queue.formatted("true"), "{}"));
    }

    @Test
    void entriesOfOneVirtualHostsExportBelongToIt() throws Exception {
        Definitions one = Definitions.read("{\"queues\": [{\"name\": \"q\", \"durable\": true}]}", "v", "test");
        assertEquals(List.of("v", "q"), read("{}").to(one, false).getFirst().key());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{\"users\": {}}", "{\"users\": [1]}", "{\"users\": [{\"tags\": \"\"}]}", "{\"queues\": [{\"name\": \"q\"}]}" })
    void whatAreNoDefinitionsIsRefused(String text) {
        Failure failure = assertThrows(FailureException.class, () -> read(text)).failure();
        assertEquals(Failure.Kind.BAD_INPUT, failure.kind());
        assertTrue(failure.subject().contains("test.json"));
    }
}
