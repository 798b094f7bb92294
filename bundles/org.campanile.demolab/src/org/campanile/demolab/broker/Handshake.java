package org.campanile.demolab.broker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.LongStringHelper;
import com.rabbitmq.client.impl.Method;
import com.rabbitmq.client.impl.ValueReader;

/** Opens a connection: answers the client as RabbitMQ, and opens one to Broker-J behind it. */
final class Handshake {

    /** A connection both sides agreed on. */
    record Opened(BrokerUser user, Accounts.Vhost vhost, String mechanism, Map<String, Object> client, int heartbeat, int frameMax, int channelMax) {
    }

    /** The login that Broker-J takes. */
    record Inner(String user, String password) {
        @Override
        public String toString() {
            return "Inner[" + user + "]";
        }
    }

    private static final int HEARTBEAT = 60;
    private static final int CHANNELS = 2047;
    private static final int FRAME = 131_072;
    private static final String LOCALE = "en_US";

    private final Accounts accounts;
    private final Inner inner;

    Handshake(Accounts accounts, Inner inner) {
        this.accounts = accounts;
        this.inner = inner;
    }

    /** Empty when the client was refused and told so. */
    Optional<Opened> run(AmqpSocket client, AmqpSocket broker) throws IOException {
        if (!client.readHeader()) {
            client.writeHeader();
            return Optional.empty();
        }
        client.write(0, new AMQImpl.Connection.Start(0, 9, properties(), text("PLAIN AMQPLAIN"), text(LOCALE)));
        if (!(client.readMethod() instanceof AMQImpl.Connection.StartOk startOk)) {
            return Optional.empty();
        }
        Optional<BrokerUser> user = login(startOk);
        if (user.isEmpty()) {
            if (understandsRefusal(startOk.getClientProperties())) {
                client.write(0, new AMQImpl.Connection.Close(403, "ACCESS_REFUSED - Login was refused using authentication mechanism "
                        + startOk.getMechanism() + ". For details see the broker logfile.", 0, 0));
            }
            return Optional.empty();
        }
        openInner(broker);
        client.write(0, new AMQImpl.Connection.Tune(CHANNELS, FRAME, HEARTBEAT));
        if (!(client.readMethod() instanceof AMQImpl.Connection.TuneOk tuneOk)) {
            return Optional.empty();
        }
        broker.write(0, new AMQImpl.Connection.TuneOk(CHANNELS, FRAME, tuneOk.getHeartbeat()));
        if (!(client.readMethod() instanceof AMQImpl.Connection.Open open)) {
            return Optional.empty();
        }
        String name = open.getVirtualHost();
        Accounts.Vhost vhost = accounts.vhost(name).orElse(null);
        if (vhost == null) {
            return refuse(client, "NOT_ALLOWED - vhost " + name + " not found");
        }
        if (accounts.permission(name, user.get().name()).isEmpty()) {
            return refuse(client, "NOT_ALLOWED - access to vhost '" + name + "' refused for user '" + user.get().name() + "'");
        }
        broker.write(0, new AMQImpl.Connection.Open(vhost.inner(), "", false));
        expect(broker, AMQImpl.Connection.OpenOk.class);
        client.write(0, new AMQImpl.Connection.OpenOk(""));
        return Optional.of(new Opened(user.get(), vhost, startOk.getMechanism(), startOk.getClientProperties(), tuneOk.getHeartbeat(),
                tuneOk.getFrameMax(), tuneOk.getChannelMax()));
    }

    private void openInner(AmqpSocket broker) throws IOException {
        broker.writeHeader();
        expect(broker, AMQImpl.Connection.Start.class);
        Map<String, Object> capabilities = Map.of("publisher_confirms", true, "basic.nack", true, "consumer_cancel_notify", true);
        broker.write(0, new AMQImpl.Connection.StartOk(Map.of("product", "gateway", "capabilities", capabilities), "PLAIN",
                text("\0" + inner.user() + "\0" + inner.password()), LOCALE));
        expect(broker, AMQImpl.Connection.Tune.class);
    }

    private static void expect(AmqpSocket broker, Class<? extends Method> kind) throws IOException {
        Method method = broker.readMethod();
        if (!kind.isInstance(method)) {
            throw new IOException("the embedded broker answered " + method.protocolMethodName()
                    + (method instanceof AMQImpl.Connection.Close close ? ": " + close.getReplyText() : ""));
        }
    }

    private static Optional<Opened> refuse(AmqpSocket client, String text) throws IOException {
        client.write(0, new AMQImpl.Connection.Close(530, text, 10, 40));
        return Optional.empty();
    }

    private Optional<BrokerUser> login(AMQImpl.Connection.StartOk startOk) throws IOException {
        byte[] response = startOk.getResponse().getBytes();
        switch (startOk.getMechanism()) {
            case "PLAIN" -> {
                String[] parts = new String(response, StandardCharsets.UTF_8).split("\0", 3);
                return parts.length == 3 ? accounts.login(parts[1], parts[2]) : Optional.empty();
            }
            case "AMQPLAIN" -> {
                Map<String, Object> table = amqplain(response);
                return accounts.login(String.valueOf(table.get("LOGIN")), String.valueOf(table.get("PASSWORD")));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    /** AMQPLAIN sends a table without the four bytes of its length. */
    private static Map<String, Object> amqplain(byte[] response) throws IOException {
        byte[] table = java.nio.ByteBuffer.allocate(4 + response.length).putInt(response.length).put(response).array();
        return new ValueReader(new DataInputStream(new ByteArrayInputStream(table))).readTable();
    }

    private static boolean understandsRefusal(Map<String, Object> client) {
        return client.get("capabilities") instanceof Map<?, ?> capabilities && Boolean.TRUE.equals(capabilities.get("authentication_failure_close"));
    }

    private static Map<String, Object> properties() {
        Map<String, Object> capabilities = new HashMap<>();
        for (String can : new String[] {"publisher_confirms", "basic.nack", "consumer_cancel_notify", "authentication_failure_close"}) {
            capabilities.put(can, true);
        }
        return Map.of("product", text("RabbitMQ"), "version", text(ManagementViews.VERSION), "platform", text("Campanile demo lab"),
                "cluster_name", text(ManagementViews.CLUSTER), "capabilities", capabilities);
    }

    private static LongString text(String s) {
        return LongStringHelper.asLongString(s);
    }
}
