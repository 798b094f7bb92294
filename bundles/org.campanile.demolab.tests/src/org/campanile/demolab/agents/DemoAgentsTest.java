package org.campanile.demolab.agents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;

/** Simulated agents over the demo broker, from the conductor's side of the queues. */
@Timeout(60)
class DemoAgentsTest {

    private static final String IN = "e1-dc-dc01";
    private static final String OUT = "-execution-results-e1";

    private static DemoBroker broker;
    private static Connection connection;
    private final AgentFaults faults = new AgentFaults();
    private final DemoAgents agents = new DemoAgents(new AgentPace(0.0005, 7), faults);
    private final BlockingQueue<Delivery> results = new LinkedBlockingQueue<>();
    private Channel channel;

    @BeforeAll
    static void start() throws Exception {
        broker = new DemoBroker(0, 0, new Faults());
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.amqpPort());
        connection = factory.newConnection();
    }

    @AfterAll
    static void stop() {
        connection.abort();
        broker.close();
    }

    @BeforeEach
    void queues() throws Exception {
        channel = connection.createChannel();
        channel.queueDeclare(IN, true, false, false, null);
        channel.queueDeclare(OUT, true, false, false, null);
        channel.basicConsume(OUT, true, (tag, d) -> results.add(d), tag -> { });
    }

    @AfterEach
    void clean() throws Exception {
        agents.close();
        channel.queueDelete(IN);
        channel.queueDelete(OUT);
        channel.close();
    }

    private static String windowsData() {
        String xml = "<?xml version=\"1.0\"?><configuration><appSettings><add key=\"rabbitmq.host\" value=\"127.0.0.1\"/><add key=\"rabbitmq.port\" value=\""
                + broker.amqpPort() + "\"/><add key=\"rabbitmq.user\" value=\"guest\"/><add key=\"rabbitmq.password\" value=\"guest\"/>"
                + "<add key=\"rabbitmq.vhost\" value=\"/\"/><add key=\"rabbitmq.inputQueue\" value=\"" + IN + "\"/>"
                + "<add key=\"rabbitmq.resultExchange\" value=\"\"/><add key=\"rabbitmq.resultRoutingKey\" value=\"" + OUT
                + "\"/></appSettings></configuration>";
        return "#ps1\n$AgentConfigBase64 = '" + Base64.getEncoder().encodeToString(xml.getBytes(UTF_8)) + "'\n";
    }

    private static String pythonData() {
        return "[rabbitmq]\nhost = 127.0.0.1\nport = " + broker.amqpPort() + "\ninput_queue = " + IN + "\nresult_routing_key = " + OUT + "\n";
    }

    private void plan(String id, String body) throws Exception {
        channel.basicPublish("", IN, new AMQP.BasicProperties.Builder().messageId(id).build(), body.getBytes(UTF_8));
    }

    private static String command(String name, String arguments, int reboot) {
        return "{\"Scripts\":[],\"Commands\":[{\"Name\":\"" + name + "\",\"Arguments\":" + arguments + "}],\"RebootOnCompletion\":" + reboot + "}";
    }

    private Delivery result() throws InterruptedException {
        Delivery d = results.poll(15, TimeUnit.SECONDS);
        assertNotNull(d, "no answer came");
        return d;
    }

    private static JsonObject json(Delivery d) {
        return JsonParser.parseString(new String(d.getBody(), UTF_8)).getAsJsonObject();
    }

    private void await(BooleanSupplier condition) {
        for (long until = System.nanoTime() + 15_000_000_000L; !condition.getAsBoolean() && System.nanoTime() < until;) {
            LockSupport.parkNanos(1_000_000);
        }
        assertTrue(condition.getAsBoolean());
    }

    private DemoAgents.Phase phase() {
        return agents.states().getFirst().phase();
    }

    @Test
    void aWindowsAgentAnswersInItsFormat() throws Exception {
        assertTrue(agents.start("id1", "dc01", "10.9.8.7", windowsData()).isPresent());
        plan("plan-1", command("Get-DnsListeningIpAddress", "{}", 0));
        Delivery d = result();
        assertEquals("{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.9.8.7\"]}]}", new String(d.getBody(), UTF_8));
        assertEquals("plan-1", d.getProperties().getMessageId());
        assertEquals("application/json", d.getProperties().getContentType());
        assertEquals(2, d.getProperties().getDeliveryMode());
    }

    @Test
    void plansRunOneByOneAndStopAtTheFirstFailure() throws Exception {
        agents.start("id1", "dc01", windowsData());
        plan("a", "{\"Commands\":[{\"Name\":\"Set-LocalUserPassword\",\"Arguments\":{\"UserName\":\"A\",\"Password\":\"p\",\"Force\":true}},"
                + "{\"Name\":\"No-SuchThing\",\"Arguments\":{}},{\"Name\":\"Get-DnsListeningIpAddress\",\"Arguments\":{}}]}");
        plan("b", command("Join-Domain", "{\"DomainName\":\"d\"}", 0));
        plan("c", "no json");
        plan("d", "{\"Commands\":[]}");
        Delivery first = result();
        assertEquals("a", first.getProperties().getMessageId());
        JsonArray entries = json(first).getAsJsonArray("Result");
        assertEquals(2, entries.size());
        assertEquals("System.Management.Automation.CommandNotFoundException",
                entries.get(1).getAsJsonObject().getAsJsonArray("Result").get(0).getAsString());
        Delivery second = result();
        assertEquals("b", second.getProperties().getMessageId());
        assertTrue(new String(second.getBody(), UTF_8).contains("missing mandatory parameters"));
        Delivery third = result();
        assertEquals("c", third.getProperties().getMessageId());
        assertTrue(json(third).get("IsException").getAsBoolean());
        assertTrue(json(third).get("Result").isJsonPrimitive());
        assertEquals("{\"IsException\":false,\"Result\":[]}", new String(result().getBody(), UTF_8));
    }

    @Test
    void afterARebootTheAnswerComesAndTheAgentGoesOn() throws Exception {
        agents.start("id1", "dc01", windowsData());
        plan("r", command("Install-RolePrimaryDomainController", "{\"DomainName\":\"acme.local\",\"SafeModePassword\":\"x\"}", 1));
        plan("n", command("Get-DnsListeningIpAddress", "{}", 0));
        assertEquals("r", result().getProperties().getMessageId());
        assertEquals("n", result().getProperties().getMessageId());
    }

    @Test
    void aMissingQueueIsWaitedForAndALostConnectionMadeAgain() throws Exception {
        channel.queueDelete(IN);
        agents.start("id1", "dc01", windowsData());
        await(() -> phase() == DemoAgents.Phase.CONNECTING);
        channel.queueDeclare(IN, true, false, false, null);
        plan("1", command("Get-DnsListeningIpAddress", "{}", 0));
        assertEquals("1", result().getProperties().getMessageId());
        channel.queueDelete(IN);
        await(() -> phase() == DemoAgents.Phase.CONNECTING);
        channel.queueDeclare(IN, true, false, false, null);
        plan("2", command("Get-DnsListeningIpAddress", "{}", 0));
        assertEquals("2", result().getProperties().getMessageId());
    }

    @Test
    void faultsStrikeTheirFunctionOnTheirHost() throws Exception {
        agents.start("id1", "dc01", windowsData());
        String dns = command("Get-DnsListeningIpAddress", "{}", 0);
        faults.add(new AgentFault(AgentFault.Kind.FAIL, "Get-DnsListeningIpAddress", "other", -1));
        faults.add(new AgentFault(AgentFault.Kind.FAIL, "get-dnslisteningipaddress", "DC01", 1));
        plan("1", dns);
        JsonArray failure = json(result()).getAsJsonArray("Result").get(0).getAsJsonObject().getAsJsonArray("Result");
        assertEquals(4, failure.size());
        assertEquals("Get-DnsListeningIpAddress", failure.get(2).getAsString());
        faults.add(new AgentFault(AgentFault.Kind.TWICE, "*", "*", 1));
        plan("2", dns);
        assertEquals("2", result().getProperties().getMessageId());
        assertEquals("2", result().getProperties().getMessageId());
        faults.add(new AgentFault(AgentFault.Kind.SILENT, "*", "*", 1));
        plan("3", dns);
        faults.add(new AgentFault(AgentFault.Kind.GARBAGE, "*", "*", 1));
        plan("4", dns);
        Delivery garbage = result();
        assertTrue(new String(garbage.getBody(), UTF_8).startsWith("<html>"));
        assertEquals("4", garbage.getProperties().getMessageId(), "plan 3 was run without a word");
        faults.clear();
        faults.add(new AgentFault(AgentFault.Kind.DIES, "*", "dc01", -1));
        plan("5", dns);
        await(() -> phase() == DemoAgents.Phase.ENDED);
        assertNull(results.poll(100, TimeUnit.MILLISECONDS));
        faults.clear();
        plan("6", dns);
        assertNull(results.poll(200, TimeUnit.MILLISECONDS), "a dead agent stays away");
        agents.start("id1", "dc01", windowsData());
        assertEquals("6", result().getProperties().getMessageId());
    }

    @Test
    void aPythonAgentAnswersInItsFormat() throws Exception {
        agents.start("id2", "web01", pythonData());
        plan("ignored", "{\"FormatVersion\":\"2.0.0\",\"ID\":\"p1\",\"Stamp\":10,\"Parameters\":{\"name\":\"caf\\u00e9\"},\"Body\":\"install()\\nreturn args.name\","
                + "\"Scripts\":{\"install\":{\"Type\":\"Application\",\"Version\":\"1.0.0\",\"EntryPoint\":\"f\",\"Files\":[],\"Options\":{}}},"
                + "\"Files\":{\"f\":{\"Name\":\"i.sh\",\"BodyType\":\"Text\",\"Body\":\"true\"}}}");
        Delivery d = result();
        JsonObject answer = json(d);
        assertEquals("p1", d.getProperties().getMessageId());
        assertEquals("text/plain", d.getProperties().getContentType());
        assertEquals("utf-8", d.getProperties().getContentEncoding());
        assertEquals("p1", answer.get("SourceID").getAsString());
        assertEquals(0, answer.get("ErrorCode").getAsInt());
        assertEquals("café", answer.get("Body").getAsString());
        assertTrue(new String(d.getBody(), UTF_8).contains("caf\\u00e9"), "ASCII only");
        assertTrue(answer.get("ID").getAsString().matches("[0-9a-f]{32}"));
        assertTrue(answer.has("ReplyTo") && answer.get("ReplyTo").isJsonNull());
    }

    @Test
    void aPythonAgentDropsAndRefusesAsTheRealOne() throws Exception {
        agents.start("id2", "web01", pythonData());
        String rest = ",\"Body\":\"return\",\"Scripts\":{},\"Files\":{}}";
        plan("x", "not json");
        plan("p1", "{\"FormatVersion\":\"2.0.0\",\"Stamp\":5" + rest);
        plan("p2", "{\"FormatVersion\":\"2.0.0\",\"Stamp\":5" + rest);
        plan("p3", "{\"FormatVersion\":\"2.0.0\",\"Stamp\":null" + rest);
        plan("p4", "{\"FormatVersion\":\"3.0.0\",\"Stamp\":6" + rest);
        plan("p5", "{\"FormatVersion\":\"2\",\"Stamp\":7" + rest);
        plan("p6", "{\"Scripts\":[],\"Commands\":[],\"RebootOnCompletion\":0}");
        Delivery probe = result();
        assertEquals("p1", probe.getProperties().getMessageId());
        assertTrue(json(probe).get("Body").isJsonNull());
        Delivery unsupported = result();
        assertEquals("p4", unsupported.getProperties().getMessageId());
        assertEquals(9, json(unsupported).get("ErrorCode").getAsInt());
        assertEquals("Unsupported format version 3.0.0 (I support versions <=2.2.0)",
                json(unsupported).getAsJsonObject("Body").get("Message").getAsString());
        assertTrue(!json(unsupported).has("ReplyTo"));
        assertEquals("Invalid version string: '2'", json(result()).getAsJsonObject("Body").get("Message").getAsString());
        JsonObject v1 = json(result());
        assertEquals("2 Files is not in the execution plan",
                v1.get("ErrorCode").getAsInt() + " " + v1.getAsJsonObject("Body").get("Message").getAsString());
    }

    @Test
    void aFailingScriptIsErrorCode100WithDetails() throws Exception {
        agents.start("id2", "web01", pythonData());
        faults.add(new AgentFault(AgentFault.Kind.FAIL, "breaks", "web01", 1));
        plan("p", "{\"FormatVersion\":\"2.0.0\",\"Stamp\":1,\"Body\":\"breaks('a').stdout\",\"Scripts\":{\"breaks\":{\"EntryPoint\":\"f\"}},"
                + "\"Files\":{\"f\":{\"BodyType\":\"Text\"}}}");
        JsonObject answer = json(result());
        assertEquals(100, answer.get("ErrorCode").getAsInt());
        assertEquals("Script breaks returned error code", answer.getAsJsonObject("Body").get("Message").getAsString());
        assertEquals(3, answer.getAsJsonObject("Body").getAsJsonObject("AdditionalInfo").get("exitCode").getAsInt());
    }

    @Test
    void stoppingEndsTheConnection() throws Exception {
        agents.start("id1", "dc01", windowsData());
        await(() -> phase() == DemoAgents.Phase.WAITING);
        await(() -> consumers() == 1);
        agents.stop("id1");
        await(() -> consumers() == 0);
        assertTrue(agents.states().isEmpty());
        assertTrue(agents.start("id3", "nothing", "#!/bin/sh\n").isEmpty());
    }

    private long consumers() {
        try {
            return channel.consumerCount(IN);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
