package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.campanile.core.rabbitmq.BrokerLimits;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.DefinitionChange;
import org.campanile.core.rabbitmq.Definitions;
import org.campanile.core.rabbitmq.DefinitionsImport;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.rabbitmq.Policy;
import org.campanile.core.rabbitmq.RabbitCtl;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RabbitMQ 3.10 of the real lab: definitions, quorum queues, policies, TLS, and its own rabbitmqctl, which says what was made. */
class RealDefinitionsTest {

    private static final int TLS_PORT = 15671;

    private final Task task = Task.unwatched();
    private final String name = "campanile-" + UUID.randomUUID().toString().substring(0, 8);
    private final BrokerProfile guest = new BrokerProfile(Tools.value("RABBIT_HOST", "127.0.0.1"), Integer.parseInt(Tools.value("RABBIT_PORT", "5672")),
            false, null, true, "guest", "/", Tools.value("RABBIT_MANAGEMENT", "http://127.0.0.1:15672"));
    private final RabbitCtl ctl = new RabbitCtl(Tools.rabbit());
    private BrokerManagement management;

    @BeforeEach
    void open() throws FailureException {
        management = new BrokerManagement(guest, Secret.of("guest"));
    }

    @AfterEach
    void clean() throws FailureException {
        if (management.vhosts(task).stream().anyMatch(v -> v.name().equals(name))) {
            management.deleteVhost(name, task);
        }
        if (management.users(task).stream().anyMatch(u -> u.name().equals(name))) {
            management.deleteUser(name, task);
        }
        management.close();
    }

    /** What a release before 3.8 is asked, evaluated by this one, which has both functions still: the password goes by a file. */
    @Test
    void aPasswordInAFileIsReadByTheBroker() throws Exception {
        RabbitCtl.Shell real = Tools.rabbit();
        RabbitCtl old = new RabbitCtl(new RabbitCtl.Shell() {
            @Override
            public Result run(List<String> arguments, String stdin, Task any) throws FailureException {
                return arguments.contains("status") ? new Result(0, "{running_applications,[{rabbit,\"RabbitMQ\",\"3.6.6\"}", "") : real.run(arguments, stdin, any);
            }

            @Override
            public Result runWithFile(List<String> arguments, String content, Task any) throws FailureException {
                return real.runWithFile(arguments, content, any);
            }

            @Override
            public String where() {
                return real.where();
            }
        });
        for (String word : List.of("first-word", "zweites \"Wört\"")) {
            old.putUser(name, Secret.of(word), List.of("management"), task);
            management.createVhost(name, task);
            management.setPermission(Permission.full(name, name), task);
            Messaging.open(guest.as(name, name), Secret.of(word), "test", task).close();
        }
    }

    @Test
    void definitionsGoOutChangeAndComeBack() throws Exception {
        management.createVhost(name, task);
        management.putUser(name, Secret.of("first-word"), List.of("management"), task);
        management.setPermission(Permission.full(name, name), task);
        management.putPolicy(new Policy(name, "old", "^e", "queues", "{\"expires\": 3600000}", 3), task);
        try (Messaging messaging = Messaging.open(guest.as(name, name), Secret.of("first-word"), "test", task)) {
            messaging.declareQueue("quorum", Map.of("x-queue-type", "quorum"), task);
            messaging.declareQueue("classic", task);
        }
        assertEquals("quorum", management.queue(name, "quorum", task).summary().type());
        String exported = management.exportDefinitions(null, task);
        DefinitionsImport job = new DefinitionsImport(management);
        Definitions wanted = Definitions.read(exported, null, "export");
        assertTrue(job.preview(wanted, task).stream().filter(c -> c.key().contains(name)).allMatch(c -> c.what() == DefinitionChange.What.SAME));
        management.deleteVhost(name, task);
        management.putUser(name, Secret.of("second-word"), List.of(), task);
        List<DefinitionChange> open = job.preview(wanted, task).stream().filter(c -> c.toDo() && c.key().contains(name)).toList();
        assertEquals("CHANGE USER", open.getFirst().what() + " " + open.getFirst().kind());
        assertEquals(List.of("password_hash: another one", "tags: [] → management"), open.getFirst().details().stream().sorted().toList());
        assertEquals(7, open.size(), () -> open.toString());
        List<DefinitionsImport.Result> results = job.run(wanted, some -> { }, task);
        assertEquals(List.of(), results.stream().filter(r -> r.change().key().contains(name) && !r.done()).toList());
        Messaging.open(guest.as(name, name), Secret.of("first-word"), "test", task).close();
        assertTrue(ctl.queues(name, task).stream().map(q -> q.name()).toList().containsAll(List.of("quorum", "classic")), "rabbitmqctl sees them");
    }

    @Test
    void rabbitmqctlMakesAnAccountThatWorks() throws Exception {
        assertTrue(ctl.version(task).startsWith("3."), ctl.version(task));
        Secret password = Secret.of("über $ecret'\"");
        ctl.createVhost(name, task);
        ctl.createVhost(name, task);
        ctl.putUser(name, password, List.of("administrator"), task);
        ctl.setPermission(Permission.full(name, name), task);
        Messaging.proveRoundTrip(guest.as(name, name), password, CertificateTrust.nobody(),
                BrokerLimits.USUAL, task);
        assertEquals(List.of("administrator"), management.users(task).stream().filter(u -> u.name().equals(name)).findFirst().orElseThrow().tags());
        ctl.putUser(name, Secret.of("another"), List.of(), task);
        assertThrows(FailureException.class, () -> Messaging.open(guest.as(name, name), password, "test", task).close());
        assertTrue(ctl.permissions(task).contains(Permission.full(name, name)));
        Definitions all = Definitions.read(ctl.exportDefinitions(null, task), null, "rabbitmqctl");
        assertTrue(new DefinitionsImport(management).preview(all, task).stream().filter(c -> c.key().contains(name))
                .allMatch(c -> c.what() == DefinitionChange.What.SAME), "both ways tell the same");
        ctl.clearPermission(name, name, task);
        ctl.deleteUser(name, task);
        ctl.deleteVhost(name, task);
        assertEquals(Failure.Kind.NOT_FOUND, assertThrows(FailureException.class, () -> ctl.deleteVhost(name, task)).failure().kind());
    }

    @Test
    void messagesPassInsideTlsOfAnOwnAuthority() throws Exception {
        Path folder = Files.createTempDirectory(Tools.SHARED, "campanile-tls");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> none = Map.of();
        String at = folder + "/";
        Tools.output(none, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", at + "ca.key", "-out", at + "ca.pem", "-days", "2", "-subj",
                "/CN=lab authority", "-addext", "basicConstraints=critical,CA:TRUE");
        Tools.output(none, "openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", at + "own.key", "-out", at + "own.csr", "-subj", "/CN=localhost");
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        Tools.output(none, "openssl", "x509", "-req", "-in", at + "own.csr", "-CA", at + "ca.pem", "-CAkey", at + "ca.key", "-CAcreateserial", "-days", "2",
                "-extfile", at + "names", "-out", at + "own.pem");
        Files.setPosixFilePermissions(folder.resolve("own.key"), PosixFilePermissions.fromString("rw-r--r--"));
        String place = "{\"127.0.0.1\", " + TLS_PORT + ", inet}";
        RabbitCtl.Shell shell = Tools.rabbit();
        assertEquals(0, shell.run(List.of("rabbitmqctl", "eval", "rabbit_networking:start_ssl_listener(" + place + ", [{cacertfile,\"" + at
                + "ca.pem\"},{certfile,\"" + at + "own.pem\"},{keyfile,\"" + at + "own.key\"}], 2)."), "", task).exit());
        try {
            BrokerProfile tls = new BrokerProfile("127.0.0.1", TLS_PORT, true, folder.resolve("ca.pem"), true, "guest", "/", "");
            Messaging.proveRoundTrip(tls, Secret.of("guest"), CertificateTrust.nobody(),
                    BrokerLimits.USUAL, task);
            BrokerProfile untrusting = new BrokerProfile("127.0.0.1", TLS_PORT, true, null, true, "guest", "/", "");
            assertEquals(Failure.Kind.UNTRUSTED, assertThrows(FailureException.class,
                    () -> Messaging.open(untrusting, Secret.of("guest"), "test", task).close()).failure().kind());
        } finally {
            assertFalse(shell.run(List.of("rabbitmqctl", "eval", "rabbit_networking:stop_tcp_listener(" + place + ")."), "", task).exit() != 0);
            for (Path file : Files.list(folder).toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }
}
