package org.campanile.demolab.conductor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;

/** An agent as the Windows one is on the wire, which keeps a list of all that it was told to do. It takes a few milliseconds for each function. */
final class LedgerAgent {

    private final Channel channel;
    private final String host;
    private final List<String> ledger;

    LedgerAgent(Connection connection, String host, String queue, String results, List<String> ledger) throws IOException {
        this.channel = connection.createChannel();
        this.host = host;
        this.ledger = ledger;
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueDeclare(results, true, false, false, null);
        channel.basicQos(1);
        channel.basicConsume(queue, false, (tag, d) -> {
            channel.basicAck(d.getEnvelope().getDeliveryTag(), false);
            run(JsonParser.parseString(new String(d.getBody(), UTF_8)).getAsJsonObject());
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(d.getProperties().getMessageId()).build();
            channel.basicPublish("", results, properties, "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.0.0.5\"]}]}".getBytes(UTF_8));
        }, tag -> { });
    }

    private void run(JsonObject plan) {
        plan.getAsJsonArray("Commands").forEach(command -> {
            String name = command.getAsJsonObject().get("Name").getAsString();
            if (!name.equals("Get-CampanileProbe")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
                ledger.add(host + ":" + name);
            }
        });
    }

    Channel channel() {
        return channel;
    }

    static List<String> ledger() {
        return new CopyOnWriteArrayList<>();
    }
}
