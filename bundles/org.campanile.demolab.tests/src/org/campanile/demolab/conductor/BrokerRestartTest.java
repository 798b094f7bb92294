package org.campanile.demolab.conductor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

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
import org.campanile.core.task.Task;
import org.campanile.demolab.agents.AgentFaults;
import org.campanile.demolab.agents.AgentPace;
import org.campanile.demolab.agents.DemoAgents;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away in the middle and comes back without any message, and agents whose answers come when nobody expects them any more. */
@Timeout(90)
class BrokerRestartTest {

    private static final ConductorSettings SETTINGS = new ConductorSettings(Duration.ofMillis(700), 0.001, Duration.ofMillis(700), Duration.ofSeconds(60),
            Duration.ofSeconds(60), 5);
    private static final String GOOD = "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.0.0.5\"]}]}";

    @TempDir
    Path folder;
    /** Has the broker's port and does not listen there, so that nobody else can have it while the broker is away. */
    private final Socket place = new Socket();
    private DemoBroker broker;
    private BrokerAgentChannel channel;

    @BeforeEach
    void start() throws Exception {
        place.setReuseAddress(true);
        place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        broker = new DemoBroker(place.getLocalPort(), 0, new Faults());
        channel = Plans.channel(broker);
    }

    @AfterEach
    void stop() throws IOException {
        channel.close();
        broker.close();
        place.close();
    }

    private Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.amqpPort());
        return factory.newConnection("agents");
    }

    @Test
    void aBrokerThatComesBackEmptyCostsTimeAndNoStep() throws Exception {
        DeploymentPlan plan = Plans.domain(6);
        int port = broker.amqpPort();
        channel.declare(Plans.queues(plan), Task.unwatched());
        CountDownLatch restarted = new CountDownLatch(1);
        try (DemoAgents agents = new DemoAgents(new AgentPace(0.002, 3), new AgentFaults()); FileRunLog log = FileRunLog.open(folder.resolve("run.log"))) {
            Plans.boot(plan, agents, port);
            ConductorSnapshot end = new Conductor(channel, SETTINGS).run(Plans.work(plan), log, now -> {
                if (now.count(State.DONE) >= 4 && restarted.getCount() == 1) {
                    restarted.countDown();
                    broker.close();
                    try {
                        broker = new DemoBroker(port, 0, new Faults());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            }, Task.unwatched());
            assertEquals(0, restarted.getCount(), "the broker was not restarted");
            assertTrue(end.good(), () -> end.steps().stream().filter(step -> !step.state().good()).map(step -> step.step().id() + " " + step.message()).toList().toString());
        }
    }

    @Test
    void anAnswerThatComesWhenThePlanWasGivenUpChangesNothing() throws Exception {
        DeploymentPlan plan = Plans.domain(0);
        String queue = Plans.queue("dc");
        channel.declare(Plans.queues(plan), Task.unwatched());
        AtomicInteger passwords = new AtomicInteger();
        List<String> late = new ArrayList<>();
        try (Connection connection = connect(); Channel agent = connection.createChannel(); FileRunLog log = FileRunLog.open(folder.resolve("run.log"))) {
            agent.basicConsume(queue, true, (tag, d) -> {
                String id = d.getProperties().getMessageId();
                String function = JsonParser.parseString(new String(d.getBody(), UTF_8)).getAsJsonObject().getAsJsonArray("Commands").get(0).getAsJsonObject()
                        .get("Name").getAsString();
                if (function.equals("Set-LocalUserPassword") && passwords.getAndIncrement() == 0) {
                    late.add(id);
                    return; // as one that forgets a plan, and remembers it when it is too late
                }
                answer(agent, id, GOOD);
                if (function.equals("Install-RolePrimaryDomainController")) {
                    answer(agent, late.getFirst(), "{\"IsException\":true,\"Result\":\"too late\"}");
                    answer(agent, id, "{\"IsException\":true,\"Result\":\"a second answer\"}");
                    answer(agent, "nobody-asked", GOOD);
                }
            }, tag -> { });
            ConductorSnapshot end = new Conductor(channel, SETTINGS).run(Plans.work(plan), log, now -> { }, Task.unwatched());
            StepProgress password = end.step("dc:SetPassword").orElseThrow();
            assertEquals(State.DONE, password.state(), password.message());
            assertEquals(2, password.attempts());
            assertEquals(State.DONE, end.step("dc:CreatePrimaryDC").orElseThrow().state());
            assertTrue(end.good());
        }
    }

    private static void answer(Channel agent, String id, String text) throws IOException {
        agent.basicPublish("", Plans.RESULTS, new AMQP.BasicProperties.Builder().messageId(id).build(), text.getBytes(UTF_8));
    }
}
