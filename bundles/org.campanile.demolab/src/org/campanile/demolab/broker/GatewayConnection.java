package org.campanile.demolab.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Method;

/** One client: passes its frames to Broker-J and back, and lets the {@link Guard} look at each method first. Two virtual threads. */
final class GatewayConnection implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GatewayConnection.class.getName());
    /** Name of the client property by which the management API's own connections are told from others. */
    static final String HIDDEN = "campanile_management";

    private final Gateway gateway;
    private final AmqpSocket client;
    private final AmqpSocket broker;
    private final String name;
    private final Instant since = Instant.now();
    private final Map<Integer, ChannelTrack> channels = new ConcurrentHashMap<>();
    /** Channels closed by us: nothing of the client's passes until it has said close-ok. */
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    /** Channels closed by us: nothing of the broker's passes until it has said close-ok. */
    private final Set<Integer> ending = ConcurrentHashMap.newKeySet();
    private volatile Handshake.Opened opened;
    private volatile boolean closing;

    GatewayConnection(Gateway gateway, Socket socket) throws IOException {
        this.gateway = gateway;
        this.client = new AmqpSocket(socket);
        this.broker = new AmqpSocket(new Socket(InetAddress.getLoopbackAddress(), gateway.innerPort()));
        this.name = "127.0.0.1:" + socket.getPort() + " -> 127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void run() {
        try (client; broker) {
            opened = gateway.handshake().run(client, broker).orElse(null);
            if (opened != null) {
                gateway.opened(this);
                gateway.start(this::fromBroker);
                fromClient();
            }
        } catch (java.io.EOFException | SocketException gone) {
            LOG.log(Level.FINE, "the connection " + name + " ended", gone);
        } catch (IOException e) {
            LOG.log(Level.FINE, "the connection " + name + " broke", e);
        } finally {
            gateway.closed(this);
        }
    }

    private void fromClient() throws IOException {
        while (true) {
            AmqpSocket.Raw frame = client.read();
            int channel = frame.channel();
            Method method = frame.type() == AmqpSocket.METHOD ? frame.method() : null;
            if (closing) {
                if (method instanceof AMQImpl.Connection.CloseOk) {
                    return;
                }
            } else if (refused.contains(channel)) {
                if (method instanceof AMQImpl.Channel.CloseOk) {
                    refused.remove(channel);
                }
            } else if (method == null) {
                broker.write(frame, !client.more());
            } else {
                decide(channel, method);
            }
        }
    }

    private void decide(int channel, Method method) throws IOException {
        if (method instanceof AMQImpl.Channel.Open) {
            channels.put(channel, new ChannelTrack());
        }
        if (method instanceof AMQImpl.Channel.Close || method instanceof AMQImpl.Channel.CloseOk) {
            channels.remove(channel);
        }
        ChannelTrack track = channels.get(channel);
        Verdict verdict = track == null ? new Verdict.Forward(method)
                : gateway.guard().judge(new Guard.Caller(name, opened.user().name(), opened.vhost(), track.lastQueue()), method);
        if (verdict instanceof Verdict.Forward && method instanceof AMQImpl.Basic.Consume wanted && gateway.taken(opened.vhost(), wanted.getQueue(), wanted.getExclusive())) {
            verdict = Verdict.refuse(403, "ACCESS_REFUSED - queue '" + wanted.getQueue() + "' in vhost '" + opened.vhost().name() + "' in exclusive use");
        }
        switch (verdict) {
            case Verdict.Forward f -> {
                if (track != null) {
                    track.sent(f.method());
                }
                broker.write(channel, f.method(), !client.more());
            }
            case Verdict.Answer a -> {
                if (a.wanted()) {
                    broker.flush();
                    client.write(channel, a.reply());
                }
            }
            case Verdict.Refuse r -> {
                if (r.wholeConnection()) {
                    close(r.code(), r.text(), method);
                } else {
                    refuse(channel, r, method);
                }
            }
        }
    }

    private void refuse(int channel, Verdict.Refuse r, Method method) throws IOException {
        refused.add(channel);
        ending.add(channel);
        channels.remove(channel);
        broker.write(channel, new AMQImpl.Channel.Close(200, "refused by the gateway", 0, 0));
        client.write(channel, new AMQImpl.Channel.Close(r.code(), r.text(), method.protocolClassId(), method.protocolMethodId()));
    }

    private void close(int code, String text, Method method) throws IOException {
        closing = true;
        client.write(0, new AMQImpl.Connection.Close(code, text, method == null ? 0 : method.protocolClassId(),
                method == null ? 0 : method.protocolMethodId()));
        broker.close();
    }

    private void fromBroker() {
        try {
            while (true) {
                AmqpSocket.Raw frame = broker.read();
                int channel = frame.channel();
                Method method = frame.type() == AmqpSocket.METHOD ? frame.method() : null;
                if (ending.contains(channel)) {
                    if (method instanceof AMQImpl.Channel.CloseOk) {
                        ending.remove(channel);
                    }
                    continue;
                }
                ChannelTrack track = channels.get(channel);
                if (method != null && track != null) {
                    track.received(method);
                }
                if (method instanceof AMQImpl.Queue.DeleteOk && track != null) {
                    gateway.queueGone(opened.vhost(), track.deleted());
                }
                if (method instanceof AMQImpl.Connection.CloseOk) {
                    // Before the client hears of it: whoever knows that it is closed must not find it in a list, nor what it had to itself taken.
                    gateway.left(this);
                    client.write(frame, !broker.more());
                    return;
                }
                client.write(frame, !broker.more());
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "Broker-J's side of " + name + " ended", e);
        } finally {
            if (!closing) {
                cut();
            }
        }
    }

    /** Tells the consumers of a deleted queue, as RabbitMQ does and Broker-J does not, if the client wants to be told. */
    void queueGone(String queue) {
        boolean wants = opened.client().get("capabilities") instanceof Map<?, ?> can && Boolean.TRUE.equals(can.get("consumer_cancel_notify"));
        channels.forEach((number, track) -> track.dropConsumersOf(queue).forEach(tag -> {
            try {
                if (wants) {
                    client.write(number, new AMQImpl.Basic.Cancel(tag, true));
                }
            } catch (IOException gone) {
                LOG.log(Level.FINE, "the connection " + name + " went before its consumer was cancelled", gone);
            }
        }));
    }

    /** Cuts the client's connection without a word. */
    void cut() {
        try {
            client.close();
            broker.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "the connection " + name + " could not be cut", e);
        }
    }

    /** Closes the connection from the side of the administration, as RabbitMQ words it. */
    void force(String reason) {
        try {
            close(320, "CONNECTION_FORCED - " + reason, null);
        } catch (IOException gone) {
            LOG.log(Level.FINE, "the connection " + name + " was gone already", gone);
        }
    }

    String name() {
        return name;
    }

    Instant since() {
        return since;
    }

    Handshake.Opened opened() {
        return opened;
    }

    AmqpSocket client() {
        return client;
    }

    Map<Integer, ChannelTrack> channels() {
        return Map.copyOf(channels);
    }

    boolean hidden() {
        return opened.client().containsKey(HIDDEN);
    }

    @Override
    public void close() {
        cut();
    }
}
