package org.campanile.demolab.kinds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Severity;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.DefinitionChange;
import org.campanile.core.rabbitmq.Definitions;
import org.campanile.core.rabbitmq.DefinitionsImport;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.rabbitmq.Policy;
import org.campanile.core.setup.broker.DefinitionsFile;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kinds about RabbitMQ on the demo lab's broker. */
@Timeout(60)
class BrokerKindsTest {

    private static final String FILE = """
            {"users": [{"name": "dev-a", "password_hash": "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR", "hashing_algorithm":
              "rabbit_password_hashing_sha256", "tags": "monitoring"}],
             "vhosts": [{"name": "dev-a"}, {"name": "/"}],
             "permissions": [{"user": "dev-a", "vhost": "dev-a", "configure": ".*", "write": ".*", "read": ".*"}],
             "policies": [{"vhost": "dev-a", "name": "old", "pattern": "^e", "apply-to": "queues", "definition": {"expires": 3600000}, "priority": 1}],
             "queues": [{"vhost": "dev-a", "name": "tasks", "durable": true, "auto_delete": false, "arguments": {}}],
             "exchanges": [{"vhost": "dev-a", "name": "tasks", "type": "direct", "durable": true, "auto_delete": false, "internal": false, "arguments": {}}],
             "bindings": [{"vhost": "dev-a", "source": "tasks", "destination": "tasks", "destination_type": "queue", "routing_key": "tasks", "arguments": {}}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void definitionsAreImportedProvenAndTakenBack() throws Exception {
        try (KindBench bench = new KindBench(folder, false)) {
            Path file = Files.writeString(folder.resolve("d.json"), FILE);
            bench.kind("broker.definitions", Map.of("file", file.toString()));
            PlanReport plan = bench.preview();
            String detail = plan.rows().getFirst().detail();
            assertTrue(detail.contains("make user dev-a") && detail.contains("make binding") && !detail.contains("kI3GC"), detail);
            RunResult result = bench.run();
            assertTrue(result.ok(), () -> result.failures().toString());
            assertTrue(bench.preview().nothingToDo());
            BrokerManagement broker = bench.session.management(bench.task);
            assertEquals(List.of("monitoring"), broker.users(bench.task).stream().filter(u -> u.name().equals("dev-a")).findFirst().orElseThrow().tags());
            assertEquals(List.of("old"), broker.policies("dev-a", bench.task).stream().map(Policy::name).toList());
            assertTrue(bench.undo().ok());
            assertEquals(List.of("/"), broker.vhosts(bench.task).stream().map(v -> v.name()).toList());
            assertEquals(List.of("guest"), broker.users(bench.task).stream().map(u -> u.name()).toList());
        }
    }

    @Test
    void anExportGoesIntoAPrivateFileAndBackWithoutADifference() throws Exception {
        try (KindBench bench = new KindBench(folder, false)) {
            BrokerManagement broker = bench.session.management(bench.task);
            broker.importDefinitions(null, FILE, bench.task);
            Path file = folder.resolve("export.json");
            DefinitionsFile.write(file, broker.exportDefinitions(null, bench.task));
            assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            DefinitionsImport job = new DefinitionsImport(broker);
            Definitions all = DefinitionsFile.read(file);
            assertTrue(job.preview(all, bench.task).stream().allMatch(c -> c.what() == DefinitionChange.What.SAME), () -> "everything is the same");
            broker.setPermission(Permission.full("guest", "dev-a"), bench.task);
            broker.deleteQueue("dev-a", "tasks", bench.task);
            broker.setTags("dev-a", List.of("administrator"), bench.task);
            List<DefinitionChange> open = job.preview(all, bench.task).stream().filter(DefinitionChange::toDo).toList();
            assertEquals(List.of("user dev-a", "queue dev-a, tasks"), open.stream().filter(c -> !c.kind().label().equals("binding"))
                    .map(c -> c.kind().label() + " " + c.name()).toList());
            assertEquals(List.of("tags: administrator → monitoring"), open.getFirst().details());
            assertTrue(job.run(all, some -> { }, bench.task).stream().allMatch(DefinitionsImport.Result::done));
        }
    }

    @Test
    void oneObjectThatIsRefusedStopsNoOther() throws Exception {
        try (KindBench bench = new KindBench(folder, false)) {
            String bad = FILE.replace("\"policies\": [", "\"policies\": [{\"vhost\": \"dev-a\", \"name\": \"bad\", \"pattern\": \"(\", \"definition\": {\"expires\": 1}},");
            List<DefinitionsImport.Result> results = new DefinitionsImport(bench.session.management(bench.task))
                    .run(Definitions.read(bad, null, "test"), some -> { }, bench.task);
            List<DefinitionsImport.Result> failed = results.stream().filter(r -> !r.done()).toList();
            assertEquals(List.of("dev-a, bad"), failed.stream().map(r -> r.change().name()).toList());
            assertTrue(failed.getFirst().why().orElseThrow().cameBack().contains("regular expression"), failed.toString());
            assertEquals(9, results.size());
        }
    }

    @Test
    void aQuorumQueueAndAPolicyAreMadeOnceAndTakenBack() throws Exception {
        try (KindBench bench = new KindBench(folder, false)) {
            Map<String, Object> queue = Map.of("vhost", "/", "queue", "q1", "type", "quorum", "user", "guest", "password", bench.secret("guest", "guest"));
            bench.kind("broker.queue", queue);
            assertTrue(bench.run().ok());
            BrokerManagement broker = bench.session.management(bench.task);
            assertEquals("quorum", broker.queue("/", "q1", bench.task).summary().type());
            assertTrue(bench.preview().nothingToDo());
            bench.kind("broker.queue", Map.of("vhost", "/", "queue", "q1", "type", "classic", "user", "guest", "password", bench.secret("guest", "guest")));
            assertEquals(1, bench.preview().count(PlanReport.Verdict.BLOCKED));
            bench.kind("broker.queue", queue);
            assertTrue(bench.undo().ok());
            assertThrows(FailureException.class, () -> broker.queue("/", "q1", bench.task));
            broker.putPolicy(new Policy("/", "p", "^a", "queues", "{\"expires\": 5}", 0), bench.task);
            bench.kind("broker.policy", Map.of("vhost", "/", "name", "p", "pattern", "^e", "apply-to", "queues", "definition", "{\"expires\": 7}", "priority", 2L));
            assertEquals(1, bench.preview().count(PlanReport.Verdict.CHANGE));
            assertTrue(bench.run().ok());
            assertEquals("^e", broker.policies("/", bench.task).getFirst().pattern());
            assertTrue(bench.undo().ok());
            assertEquals(new Policy("/", "p", "^a", "queues", "{\"expires\":5}", 0), broker.policies("/", bench.task).getFirst());
        }
    }

    @Test
    void messagesPassInsideTls() throws Exception {
        try (KindBench bench = new KindBench(folder, true)) {
            var found = bench.check("broker.proof", Map.of("vhost", "/", "user", "guest", "password", bench.secret("guest", "guest")));
            assertEquals(Severity.OK, found.getFirst().severity());
            assertTrue(found.getFirst().evidence().contains("inside TLS"));
            assertFalse(bench.demo.endpoints().get("amqps").equals(bench.demo.endpoints().get("amqp")));
            assertThrows(FailureException.class, () -> bench.check("broker.proof", Map.of("vhost", "/", "user", "guest", "password",
                    bench.secret("guest", "wrong"))));
        }
    }
}
