package org.campanile.demolab.conductor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.gson.JsonParser;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.StepProgress.State;
import org.campanile.core.deploy.conductor.Conductor;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.ConductorSnapshot;
import org.campanile.core.deploy.conductor.FileRunLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that do what no agent should, and queues that are taken away under them: the deployment ends once, and only the step concerned suffers. */
@Timeout(120)
class RogueAgentsTest {

    private static final ConductorSettings SETTINGS = new ConductorSettings(Duration.ofSeconds(2), 0.001, Duration.ofSeconds(1), Duration.ofSeconds(20),
            Duration.ofSeconds(20), 3);
    private static final String GOOD = "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.0.0.5\"]}]}";
    private static final String BAD = "{\"IsException\":true,\"Result\":\"not meant for this\"}";

    @TempDir
    Path folder;
    private DeploymentPlan plan = Plans.domain(2);
    private final List<String> ledger = new CopyOnWriteArrayList<>();
    private final List<ConductorSnapshot> seen = new ArrayList<>();
    /** What is done instead of a good answer, by host and function. */
    private final Map<String, Answering> instead = new ConcurrentHashMap<>();
    private DemoBroker broker;
    private BrokerAgentChannel channel;
    private Connection connection;
    private Channel wire;

    /** What an agent does with a plan that it has run. */
    private interface Answering {
        void answer(String messageId) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        broker = new DemoBroker(0, 0, new Faults());
        channel = Plans.channel(broker);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.amqpPort());
        connection = factory.newConnection("agents");
        wire = connection.createChannel();
        channel.declare(Plans.queues(plan), Task.unwatched());
    }

    @AfterEach
    void stop() throws Exception {
        connection.abort(2000);
        channel.close();
        broker.close();
    }

    private void listen(String host) throws IOException {
        wire.basicConsume(Plans.queue(host), true, (tag, d) -> {
            String id = d.getProperties().getMessageId();
            String function = JsonParser.parseString(new String(d.getBody(), UTF_8)).getAsJsonObject().getAsJsonArray("Commands").get(0).getAsJsonObject().get("Name").getAsString();
            if (!function.equals("Get-CampanileProbe")) {
                ledger.add(host + ":" + function);
            }
            Answering other = instead.remove(host + ":" + function);
            if (other == null) {
                send(id, GOOD);
            } else {
                other.answer(id);
            }
        }, tag -> { });
    }

    private void send(String id, String text) throws IOException {
        send(id, text.getBytes(UTF_8));
    }

    private void send(String id, byte[] body) throws IOException {
        wire.basicPublish("", Plans.RESULTS, new AMQP.BasicProperties.Builder().messageId(id).build(), body);
    }

    private ConductorSnapshot run(ConductorSettings settings, Consumer<ConductorSnapshot> watcher) throws Exception {
        try (FileRunLog log = FileRunLog.open(folder.resolve("run.log"))) {
            return new Conductor(channel, settings).run(Plans.work(plan), log, now -> {
                seen.add(now);
                watcher.accept(now);
            }, Task.unwatched());
        }
    }

    private ConductorSnapshot run() throws Exception {
        return run(SETTINGS);
    }

    private ConductorSnapshot run(ConductorSettings settings) throws Exception {
        for (var post : Plans.posts(plan)) {
            listen(post.host());
        }
        return run(settings, now -> { });
    }

    private static StepProgress step(ConductorSnapshot end, String id) {
        return end.step(id).orElseThrow();
    }

    private static String told(ConductorSnapshot end) {
        return end.steps().stream().map(s -> s.step().id() + " " + s.state() + " " + s.message()).toList().toString();
    }

    private void onlyInstallingFailed(ConductorSnapshot end, String words) {
        assertEquals(State.FAILED, step(end, "m1:InstallIIS").state(), () -> told(end));
        assertTrue(step(end, "m1:InstallIIS").message().contains(words), () -> told(end));
        assertEquals(State.SKIPPED, step(end, "m1:JoinDomain").state());
        assertEquals(State.DONE, step(end, "m2:JoinDomain").state(), () -> told(end));
        assertEquals(1, ledger.stream().filter("m1:Install-WebServer"::equals).count());
    }

    @Test
    void whatIsNoAnswerFailsItsStepAlone() throws Exception {
        List<byte[]> rubbish = new ArrayList<>(Stream.of("", "null", "42", "[]", "{}", "<html>", "{\"IsException\":false,\"Result\":[{}]}", "{\"IsException\":null}",
                "{\"ErrorCode\":{}}", "{\"SourceID\":{},\"ErrorCode\":[]}", "{\"SourceID\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}").map(t -> t.getBytes(UTF_8)).toList());
        rubbish.add(new byte[] { (byte) 0xff, (byte) 0xfe, 0, (byte) 0xc0 });
        plan = Plans.domain(rubbish.size());
        channel.declare(Plans.queues(plan), Task.unwatched());
        for (int i = 1; i <= rubbish.size(); i++) {
            byte[] body = rubbish.get(i - 1);
            instead.put("m" + i + ":Install-WebServer", id -> send(id, body));
        }
        ConductorSnapshot end = run();
        for (int i = 1; i <= rubbish.size(); i++) {
            StepProgress step = step(end, "m" + i + ":InstallIIS");
            assertEquals(State.FAILED, step.state(), () -> told(end));
            assertTrue(step.message().contains("not understood"), () -> told(end));
        }
        assertEquals(State.DONE, step(end, "dc:AskDnsIp").state());
        assertEquals(ledger.size(), ledger.stream().distinct().count(), ledger::toString);
    }

    /** As somebody who floods the queue, or a script that prints a disk. */
    @Test
    void answersOfFiftyMegabytesFailTheirStepAlone() throws Exception {
        byte[] huge = new byte[50 << 20];
        Arrays.fill(huge, (byte) 'x');
        instead.put("m1:Install-WebServer", id -> {
            send("nobody-asked", huge);
            send(id, huge);
        });
        // So much takes its time on the way.
        onlyInstallingFailed(run(new ConductorSettings(Duration.ofSeconds(20), 0.001, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 3)), "more than");
    }

    @Test
    void answersToNothingAndToOtherPlansChangeNothing() throws Exception {
        AtomicReference<String> password = new AtomicReference<>();
        instead.put("dc:Set-LocalUserPassword", id -> {
            password.set(id);
            send("nobody-asked", BAD);
            send(null, BAD);
            send(id, GOOD);
            send(id, BAD);
        });
        instead.put("dc:Install-RolePrimaryDomainController", id -> {
            send(password.get(), BAD);
            send(id, GOOD);
        });
        ConductorSnapshot end = run();
        assertTrue(end.good(), () -> told(end));
        assertEquals(ledger.size(), ledger.stream().distinct().count(), ledger::toString);
    }

    /** The plan and the question whether it lives are in its queue when it comes. */
    @Test
    void anAgentThatComesLateDoesItsPlanOnce() throws Exception {
        listen("m1");
        listen("m2");
        AtomicBoolean come = new AtomicBoolean();
        ConductorSnapshot end = run(SETTINGS, now -> {
            if (now.silent().containsKey("dc") && come.compareAndSet(false, true)) {
                try {
                    listen("dc");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        assertTrue(come.get(), "silence was told");
        assertTrue(end.good(), () -> told(end));
        assertEquals(1, step(end, "dc:SetPassword").attempts());
        assertEquals(ledger.size(), ledger.stream().distinct().count(), ledger::toString);
    }

    /** After the time limit the step has failed; what comes then is neither taken for it nor for its next run. */
    @Test
    void anAnswerAfterTheTimeLimitChangesNothing() throws Exception {
        AtomicReference<String> late = new AtomicReference<>();
        instead.put("m1:Install-WebServer", late::set);
        for (String host : List.of("dc", "m1", "m2")) {
            listen(host);
        }
        // No probe is sent within the limit.
        ConductorSettings hasty = new ConductorSettings(Duration.ofMinutes(1), 0.001, Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofSeconds(6), 3);
        ConductorSnapshot end = run(hasty, now -> { });
        onlyInstallingFailed(end, "No answer within 6 s");
        send(late.get(), GOOD);
        ConductorSnapshot again = run(hasty, now -> { });
        assertEquals(State.FAILED, step(again, "m1:InstallIIS").state(), () -> told(again));
        assertEquals(1, ledger.stream().filter("m1:Install-WebServer"::equals).count());
    }

    /** An agent loses what it sends to a queue that is not there, and never knows. */
    @Test
    @Tag("alone")
    void theQueueOfTheAnswersIsMadeAgainAndTheAgentsAreAsked() throws Exception {
        instead.put("m1:Install-WebServer", id -> {
            wire.queueDelete(Plans.RESULTS);
            send(id, GOOD);
        });
        long began = System.nanoTime();
        ConductorSnapshot end = run();
        assertTrue(end.good(), () -> told(end));
        assertTrue(seen.stream().anyMatch(s -> step(s, "m1:InstallIIS").message().startsWith("Answers ")), "it is told");
        assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 15, "long before any limit");
    }

    @Test
    void aUnitsQueueThatIsDeletedWithItsPlanIsMadeAgain() throws Exception {
        instead.put("m1:Install-WebServer", id -> {
            ledger.clear();
            wire.queueDelete(Plans.queue("m1"));
        });
        for (String host : List.of("dc", "m1", "m2")) {
            listen(host);
        }
        AtomicBoolean back = new AtomicBoolean();
        ConductorSnapshot end = run(SETTINGS, now -> {
            try {
                if ((step(now, "m1:InstallIIS").message() + now.silent().get("m1")).contains("No sign of life") && back.compareAndSet(false, true)) {
                    channel.declare(List.of(Plans.queue("m1")), Task.unwatched());
                    listen("m1");
                }
            } catch (IOException | FailureException e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(back.get(), () -> told(end));
        assertTrue(end.good(), () -> told(end));
        assertEquals(2, step(end, "m1:InstallIIS").attempts());
    }
}
