package org.campanile.demolab.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.campanile.demolab.http.Fault;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.GetAckMode;
import com.rabbitmq.http.client.GetEncoding;
import com.rabbitmq.http.client.domain.QueueInfo;
import com.rabbitmq.http.client.domain.UserPermissions;

/** The management API as RabbitMQ's own Java client sees it, and as bytes where wording matters. */
@Timeout(60)
class ManagementApiTest {

    private static final Faults FAULTS = new Faults();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static DemoBroker broker;
    private static Client hop;

    @BeforeAll
    static void start() throws Exception {
        broker = new DemoBroker(0, 0, FAULTS);
        hop = new Client(new ClientParameters().url(broker.managementUrl() + "/api/").username("guest").password("guest"));
    }

    @AfterAll
    static void stop() {
        broker.close();
        HTTP.close();
    }

    private static Connection connect(String user, String password, String vhost) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.amqpPort());
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(vhost);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("test-of-lists");
    }

    private static HttpResponse<String> call(String login, String method, String path, String body) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(broker.managementUrl() + "/api/" + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(int status, String error, String reason, HttpResponse<String> answer) {
        JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertEquals(status + " " + error + ": " + reason,
                answer.statusCode() + " " + json.get("error").getAsString() + ": " + json.get("reason").getAsString());
    }

    private static UserPermissions permissions(String configure, String write, String read) {
        UserPermissions permissions = new UserPermissions();
        permissions.setConfigure(configure);
        permissions.setWrite(write);
        permissions.setRead(read);
        return permissions;
    }

    @Test
    void tellsWhatItIs() {
        assertEquals("3.10.8", hop.getOverview().getServerVersion());
        assertEquals("guest", hop.whoAmI().getName());
        assertEquals(1, hop.getNodes().size());
        assertEquals("rabbit@demo-lab", hop.getClusterName().getName());
        assertTrue(hop.alivenessTest("/"));
    }

    @Test
    void setsUpAVirtualHostWithAUserWhoCanLogIn() throws Exception {
        hop.createVhost("campanile/x");
        hop.createUser("conductor", "pw d".toCharArray(), List.of("management"));
        hop.updatePermissions("campanile/x", "conductor", permissions(".*", "^t", ""));
        UserPermissions read = hop.getPermissions("campanile/x", "conductor");
        assertEquals(".*|^t|", read.getConfigure() + "|" + read.getWrite() + "|" + read.getRead());
        assertEquals(List.of("management"), hop.getUser("conductor").getTags());
        try (Connection connection = connect("conductor", "pw d", "campanile/x")) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("tasks", true, false, false, null);
            assertThrows(IOException.class, () -> channel.basicGet("tasks", true));
        }
        assertEquals(1, hop.getPermissionsOf("conductor").size());
        assertEquals(2, hop.getPermissionsIn("campanile/x").size());
        hop.clearPermissions("campanile/x", "conductor");
        assertThrows(IOException.class, () -> connect("conductor", "pw d", "campanile/x"));
        hop.deleteUser("conductor");
        hop.deleteVhost("campanile/x");
        assertNull(hop.getVhost("campanile/x"));
        assertNull(hop.getUser("conductor"));
        assertFalse(hop.getVhosts().isEmpty());
    }

    @Test
    void aPasswordHashFromRabbitOpensTheAccount() throws Exception {
        // 4 bytes of salt and SHA-256 over salt and password, by the rule of RabbitMQ's "Credentials and Passwords" page.
        hop.createUserWithPasswordHash("hashed", "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR".toCharArray(), List.of("administrator"));
        assertEquals(200, call("hashed:test12", "GET", "whoami", "").statusCode());
        hop.deleteUser("hashed");
    }

    @Test
    void refusesInRabbitsWords() throws Exception {
        refused(401, "not_authorized", "Login failed", call("guest:no", "GET", "overview", ""));
        broker.putUser("plain", "p", List.of());
        broker.putUser("manager", "m", List.of("management"));
        refused(401, "not_authorised", "Not management user", call("plain:p", "GET", "overview", ""));
        refused(401, "not_authorised", "Not administrator user", call("manager:m", "GET", "users", ""));
        refused(404, "Object Not Found", "Not Found", call("guest:guest", "GET", "vhosts/nix", ""));
        refused(400, "bad_request", "not_json", call("guest:guest", "PUT", "users/u", "{\"tags\":1"));
        refused(400, "bad_request", "tags_not_present", call("guest:guest", "PUT", "users/u", "{\"password\":\"x\"}"));
        refused(400, "bad_request", "vhost_or_user_not_found",
                call("guest:guest", "PUT", "permissions/nix/guest", "{\"configure\":\"\",\"write\":\"\",\"read\":\"\"}"));
        refused(400, "bad_request", "[{key_missing,write},{key_missing,read}]",
                call("guest:guest", "PUT", "permissions/%2F/guest", "{\"configure\":\"\"}"));
        refused(400, "page_out_of_range", "Page out of range, page: 99 page size: 1, len: 0",
                call("guest:guest", "GET", "queues?page=99&page_size=1&name=no-such-queue", ""));
        assertEquals(401, call("manager:m", "PUT", "queues/%2F/q", "{}").statusCode());
        broker.deleteUser("plain");
        broker.deleteUser("manager");
    }

    @Test
    void queuesAreDeclaredListedPeekedAndDeleted() throws Exception {
        hop.declareQueue("/", "-execution-results-e1", new QueueInfo(true, false, false, Map.of("x-expires", 3_600_000)));
        hop.declareExchange("/", "tasks", new com.rabbitmq.http.client.domain.ExchangeInfo("direct", true, false));
        hop.bindQueue("/", "-execution-results-e1", "tasks", "k");
        assertEquals(Set.of("", "tasks"), Set.copyOf(hop.getQueueBindings("/", "-execution-results-e1").stream().map(b -> b.getSource()).toList()));
        assertEquals(200, call("guest:guest", "POST", "exchanges/%2F/tasks/publish",
                "{\"properties\":{\"message_id\":\"m1\"},\"routing_key\":\"k\",\"payload\":\"hallo\",\"payload_encoding\":\"string\"}").statusCode());
        QueueInfo info = hop.getQueue("/", "-execution-results-e1");
        assertEquals(1, info.getTotalMessages());
        assertTrue(info.isDurable());
        assertEquals(3_600_000, ((Number) info.getArguments().get("x-expires")).intValue());
        for (int i = 0; i < 2; i++) {
            assertEquals("hallo", hop.get("/", "-execution-results-e1", 5, GetAckMode.NACK_REQUEUE_TRUE, GetEncoding.AUTO).getFirst().getPayload(),
                    "a peek leaves the message");
        }
        hop.purgeQueue("/", "-execution-results-e1");
        assertEquals(0, hop.getQueue("/", "-execution-results-e1").getTotalMessages());
        refused(400, "bad_request", "PRECONDITION_FAILED - inequivalent arg 'durable' for queue '-execution-results-e1' in vhost '/': received "
                + "'false' but current is 'true'", call("guest:guest", "PUT", "queues/%2F/-execution-results-e1", "{\"durable\":false}"));
        hop.deleteQueue("/", "-execution-results-e1");
        hop.deleteExchange("/", "tasks");
        assertNull(hop.getQueue("/", "-execution-results-e1"));
    }

    @Test
    void listsArePagedFilteredSortedAndCutToColumns() throws Exception {
        for (int i = 0; i < 7; i++) {
            hop.declareQueue("/", "page-" + i, new QueueInfo(true, false, false));
        }
        JsonObject page = JsonParser.parseString(call("guest:guest", "GET",
                "queues?page=2&page_size=3&name=%5Epage-&use_regex=true&columns=name,messages&sort=name&sort_reverse=true", "").body()).getAsJsonObject();
        assertEquals(7, page.get("filtered_count").getAsInt());
        assertEquals(3, page.get("page_count").getAsInt());
        assertEquals("[{\"name\":\"page-3\",\"messages\":0},{\"name\":\"page-2\",\"messages\":0},{\"name\":\"page-1\",\"messages\":0}]",
                page.get("items").toString());
        for (int i = 0; i < 7; i++) {
            hop.deleteQueue("/", "page-" + i);
        }
    }

    @Test
    void showsClientsAndClosesThem() throws Exception {
        try (Connection connection = connect("guest", "guest", "/")) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("watched", false, false, true, null);
            channel.basicQos(1);
            channel.basicConsume("watched", false, "mine", (tag, d) -> { }, tag -> { });
            channel.basicPublish("", "watched", null, new byte[] {1});
            String name = hop.getConnections().stream().filter(c -> "test-of-lists".equals(c.getClientProperties().getConnectionName()))
                    .findFirst().orElseThrow().getName();
            assertEquals("mine", hop.getConsumers("/").getFirst().getConsumerTag());
            for (long until = System.nanoTime() + 20_000_000_000L; unacked(name) != 1 && System.nanoTime() < until;) {
                LockSupport.parkNanos(1_000_000);
            }
            assertEquals(1, unacked(name));
            assertEquals(1, hop.getQueue("/", "watched").getMessagesUnacknowledged());
            BlockingQueue<ShutdownSignalException> ended = new LinkedBlockingQueue<>();
            connection.addShutdownListener(ended::add);
            hop.closeConnection(name, "test over");
            assertTrue(ended.poll(20, TimeUnit.SECONDS).getMessage().contains("CONNECTION_FORCED - test over"));
        } catch (com.rabbitmq.client.AlreadyClosedException expected) {
            assertTrue(expected.getMessage().contains("test over"));
        }
    }

    private static long unacked(String connection) {
        return hop.getChannels(connection).getFirst().getMessagesUnacknowledged();
    }

    @Test
    void definitionsGoOutAndIn() throws Exception {
        hop.createVhost("defs");
        hop.declareQueue("defs", "dq", new QueueInfo(true, false, false));
        assertTrue(hop.getDefinitions().getVhosts().stream().anyMatch(v -> v.getName().equals("defs")));
        String exported = call("guest:guest", "GET", "definitions", "").body();
        String ofOne = call("guest:guest", "GET", "definitions/defs", "").body();
        hop.deleteVhost("defs");
        assertEquals(204, call("guest:guest", "POST", "definitions", exported).statusCode());
        assertTrue(hop.getQueue("defs", "dq").isDurable());
        hop.deleteQueue("defs", "dq");
        assertEquals(204, call("guest:guest", "POST", "definitions/defs", ofOne).statusCode());
        JsonArray queues = JsonParser.parseString(call("guest:guest", "GET", "queues/defs?columns=name", "").body()).getAsJsonArray();
        assertEquals("[{\"name\":\"dq\"}]", queues.toString());
        hop.deleteVhost("defs");
    }

    @Test
    void faultsAreInForce() throws Exception {
        FAULTS.add(Fault.status("rabbitmq", "GET", "/api/overview", 503, "down", 1));
        assertEquals(503, call("guest:guest", "GET", "overview", "").statusCode());
        assertEquals(200, call("guest:guest", "GET", "overview", "").statusCode());
    }
}
