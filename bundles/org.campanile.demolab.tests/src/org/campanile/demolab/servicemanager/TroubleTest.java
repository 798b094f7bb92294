package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.Command;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.TokenSource;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Controllers that are dead, hung, slow or lying. */
@Timeout(60)
class TroubleTest {

    private static final String OLD = "old-token";

    private Bench bench;
    private volatile TokenCheck.Role oldTokenIs = TokenCheck.Role.ADMIN;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(t -> OLD.equals(t) ? oldTokenIs : TokenCheck.anyToken().role(t));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private ServiceManager client() throws FailureException {
        return bench.client(bench.demo.url());
    }

    private Failure nodesFail(ServiceManager client) {
        return nodesFail(client, Task.unwatched());
    }

    private static Failure nodesFail(ServiceManager client, Task task) {
        return assertThrows(FailureException.class, () -> client.nodes(task)).failure();
    }

    private static Fault lie(String type, String body) {
        return new Fault(DemoServiceManager.SERVICE, "*", Pattern.compile(".*"), Fault.Kind.BODY, Duration.ZERO, 0, body, type, -1);
    }

    @Test
    void deadControllerIsUnreachableAndTheNextAddressAnswers() throws Exception {
        // It has the port and does not listen there, so nobody else can.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String dead = "http://127.0.0.1:" + deaf.getLocalPort();
            Failure failure = nodesFail(bench.client(dead));
            assertEquals(Failure.Kind.UNREACHABLE, failure.kind(), failure.details());
            assertTrue(failure.subject().contains(dead), failure.details());
            ServiceManager both = bench.client(dead, bench.demo.url());
            assertEquals(2, both.nodes(Task.unwatched()).size());
            assertInstanceOf(CommandResult.Accepted.class, both.command("controller-0", Command.swactPreCheck(), Task.unwatched()));
        }
    }

    @Test
    void hungControllerTimesOutAndAnActionToItIsUncertain() throws Exception {
        ServiceManager client = bench.client(TokenSource.fixed(Secret.of("token-1")), Bench.HASTY, bench.demo.url());
        client.nodes(Task.unwatched());
        bench.faults.add(new Fault(DemoServiceManager.SERVICE, "*", Pattern.compile(".*"), Fault.Kind.HANG, Duration.ofSeconds(20), 0, "", "",
                -1));
        assertEquals(Failure.Kind.TIMED_OUT, nodesFail(client).kind());
        assertInstanceOf(CommandResult.Uncertain.class, client.command("controller-0", Command.swact("available"), Task.unwatched()));
        assertInstanceOf(CommandResult.Failed.class, client.command("controller-0", Command.swactPreCheck(), Task.unwatched()));
    }

    @Test
    void cancellingEndsAHungRequestAtOnce() throws Exception {
        bench.faults.add(new Fault(DemoServiceManager.SERVICE, "*", Pattern.compile(".*"), Fault.Kind.HANG, Duration.ofSeconds(20), 0, "", "",
                -1));
        ServiceManager client = new ServiceManager(client().profile(), TokenSource.fixed(Secret.of("t")),
                ServiceManager.http(Bench.LIMITS));
        Task task = Task.unwatched();
        CompletableFuture<Failure> ended = CompletableFuture.supplyAsync(() -> nodesFail(client, task));
        task.cancel();
        assertEquals(Failure.Kind.CANCELLED, ended.get(10, TimeUnit.SECONDS).kind());
    }

    /** The thread that waits may learn of the broken connection before it learns that it was cancelled. */
    @Test
    void aConnectionThatBreaksWhileCancellingIsCancelledToo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServiceManager client = bench.client("http://127.0.0.1:" + silent.getLocalPort());
            Task task = Task.unwatched();
            CompletableFuture<Socket> came = new CompletableFuture<>();
            CompletableFuture<Failure> ended = new CompletableFuture<>();
            // Registered before the request's own, so that it comes first.
            task.onCancel(() -> {
                try {
                    silent.close();
                    came.join().close();
                    ended.get(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    ended.completeExceptionally(e);
                }
            });
            CompletableFuture.runAsync(() -> ended.complete(nodesFail(client, task)));
            came.complete(silent.accept());
            task.cancel();
            assertEquals(Failure.Kind.CANCELLED, ended.get(20, TimeUnit.SECONDS).kind());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "text/html | <html>log in</html>", "application/json | {\"nodes\":[{\"name\":\"control",
        "text/plain | {\"nodes\":[]}", "application/json | null", "application/json | {\"nodes\":null}", "application/json | [1]",
        "application/json | {\"nodes\":[]} {}", "application/json | NaN" })
    void answersThatAreNoneAreBadAnswers(String type, String body) throws Exception {
        ServiceManager client = client();
        client.nodes(Task.unwatched());
        bench.faults.add(lie(type, body));
        assertEquals(Failure.Kind.BAD_ANSWER, nodesFail(client).kind());
        CommandResult action = client.command("controller-0", Command.lock(), Task.unwatched());
        assertInstanceOf(CommandResult.Uncertain.class, action, "200 with " + body + " does not say whether the host was locked");
    }

    @Test
    void answerCutInTheMiddleIsAFailure() throws Exception {
        bench.faults.add(Fault.cut(DemoServiceManager.SERVICE, "*", ".*", -1));
        assertEquals(Failure.Kind.UNREACHABLE, nodesFail(client()).kind());
    }

    @Test
    void deeplyNestedAndHugeAnswersAreRefused() throws Exception {
        bench.faults.add(lie("application/json", "{\"nodes\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));
        assertEquals(Failure.Kind.BAD_ANSWER, nodesFail(client()).kind());
        bench.faults.clear();
        bench.faults.add(lie("application/json", "{\"nodes\":[" + "1,".repeat(2 << 20) + "1]}"));
        Failure huge = nodesFail(client());
        assertEquals(Failure.Kind.BAD_ANSWER, huge.kind());
        assertTrue(huge.cameBack().contains("bytes"), huge.details());
    }

    @Test
    void oddRowsAreShownNotRejected() throws Exception {
        bench.faults.add(lie("application/json", "{\"nodes\":[null,{\"id\":3},{\"id\":\"x\",\"name\":\"käse 7/8\","
                + "\"administrative_state\":\"half-locked\",\"operational_state\":null,\"availability_status\":7}],\"more\":1}"));
        assertEquals(List.of(new Node(-1, "käse 7/8", "half-locked", "", "7", "")), client().nodes(Task.unwatched()));
    }

    @Test
    void thousandRowsAreRead() throws Exception {
        String rows = String.join(",", IntStream.range(0, 1000).mapToObj(i -> "{\"id\":" + i + ",\"name\":\"s" + i
                + "\",\"state\":\"enabled-active\",\"desired_state\":\"enabled-active\",\"status\":\"\"}").toList());
        bench.faults.add(lie("application/json", "{\"services\":[" + rows + "]}"));
        assertEquals(1000, client().services(Task.unwatched()).size());
    }

    @Test
    void expiredTokenIsRenewedOnce() throws Exception {
        oldTokenIs = TokenCheck.Role.NONE;
        AtomicInteger renewed = new AtomicInteger();
        TokenSource source = (rejected, task) -> {
            if (rejected == null) {
                return Secret.of(OLD);
            }
            renewed.incrementAndGet();
            return Secret.of("fresh");
        };
        ServiceManager client = bench.client(source, bench.demo.url());
        assertEquals(2, client.nodes(Task.unwatched()).size());
        assertEquals(1, renewed.get());
        assertFalse(client.exchanges().toString().contains(OLD), "the token must not be kept");
        assertFalse(client.exchanges().toString().contains("fresh"), "the token must not be kept");
    }

    @Test
    void tokenThatStaysRefusedIsDenied() throws Exception {
        oldTokenIs = TokenCheck.Role.NONE;
        Failure failure = nodesFail(bench.client(TokenSource.fixed(Secret.of(OLD)), bench.demo.url()));
        assertEquals(Failure.Kind.DENIED, failure.kind());
    }

    @ParameterizedTest
    @CsvSource({ "PLAIN, DENIED", "WRAPPED, DENIED", "TEXT_500, REMOTE" })
    void readerIsToldAboutTheAdminRole(WireForm form, Failure.Kind kind) throws Exception {
        oldTokenIs = TokenCheck.Role.OTHER;
        bench.demo.form(form);
        Failure failure = nodesFail(bench.client(TokenSource.fixed(Secret.of(OLD)), bench.demo.url()));
        assertEquals(kind, failure.kind());
        assertTrue(failure.meaning().contains("admin role"), failure.details());
    }

    @Test
    void keystoneAwayAndLoadBalancerPagesAreTold() throws Exception {
        oldTokenIs = TokenCheck.Role.KEYSTONE_AWAY;
        Failure keystone = nodesFail(bench.client(TokenSource.fixed(Secret.of(OLD)), bench.demo.url()));
        assertTrue(keystone.meaning().contains("Keystone"), keystone.details());
        bench.faults.add(new Fault(DemoServiceManager.SERVICE, "*", Pattern.compile(".*"), Fault.Kind.STATUS, Duration.ZERO, 503,
                "<html><body>503</body></html>", "text/html", -1));
        Failure haproxy = nodesFail(client());
        assertTrue(haproxy.meaning().contains("load balancer"), haproxy.details());
    }

    @Test
    void onlyNamesReadFromTheSystemAreSent() throws Exception {
        ServiceManager client = client();
        for (String name : List.of("controler-0", "", "controller-0.example.com")) {
            CommandResult.Failed failed = assertInstanceOf(CommandResult.Failed.class,
                    client.command(name, Command.unlock(), Task.unwatched()));
            assertEquals(Failure.Kind.BAD_INPUT, failed.failure().kind());
        }
        assertTrue(client.exchanges().stream().noneMatch(x -> x.method().equals("PATCH")), "nothing may be sent");
    }

    @Test
    void refusedActionIsSentOnce() throws Exception {
        bench.demo.form(WireForm.TEXT_500);
        bench.demo.assignment("controller-1", "vim-services", "status", "failed");
        ServiceManager client = client();
        assertInstanceOf(CommandResult.Uncertain.class, client.command("controller-0", Command.swact("available"), Task.unwatched()));
        assertEquals(1, client.exchanges().stream().filter(x -> x.method().equals("PATCH")).count());
        CommandResult.Refused refused = assertInstanceOf(CommandResult.Refused.class,
                client.command("controller-0", Command.swactPreCheck(), Task.unwatched()));
        assertEquals("vim-services on controller-1 is not ready to take service, service is failed", refused.reason());
    }

    @Test
    void oneControllerIsAskedOneQuestionAtATime() throws Exception {
        bench.faults.add(Fault.slow(DemoServiceManager.SERVICE, "*", ".*", Duration.ofMillis(20), -1));
        ServiceManager client = client();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                threads.submit(() -> client.services(Task.unwatched()));
            }
        }
        assertEquals(12, client.exchanges().size());
        assertEquals(1, bench.demo.mostAtOnce());
    }
}
