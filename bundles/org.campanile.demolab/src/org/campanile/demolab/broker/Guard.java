package org.campanile.demolab.broker;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.Queue;
import org.campanile.demolab.broker.Permission.Right;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Method;

/**
 * RabbitMQ's rules over Broker-J: permissions, names that do not exist, declarations that differ. Broker-J closes the whole connection in many of
 * these cases, RabbitMQ only the channel, with texts that our diagnosis reads (wording of RabbitMQ 3.10). Thread-safe.
 */
final class Guard {

    /**
     * How a queue was declared.
     *
     * @param owner name of the connection an exclusive queue belongs to, otherwise empty
     */
    record Declared(boolean durable, boolean autoDelete, String owner, Map<String, Object> arguments) {
    }

    /** Who asks, from where, and which queue an empty name means on this channel. */
    record Caller(String connection, String user, Accounts.Vhost vhost, String lastQueue) {
    }

    private final Accounts accounts;
    private final QpidEngine engine;
    private final Map<String, Declared> declared = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    Guard(Accounts accounts, QpidEngine engine) {
        this.accounts = accounts;
        this.engine = engine;
    }

    /** How the queue was declared by a client, with the arguments Broker-J does not keep. */
    Optional<Declared> declared(Accounts.Vhost vhost, String queue) {
        return Optional.ofNullable(declared.get(vhost.inner() + "/" + queue));
    }

    Verdict judge(Caller c, Method method) {
        return switch (method) {
            case AMQImpl.Queue.Declare m -> queueDeclare(c, m);
            case AMQImpl.Queue.Delete m -> queueDelete(c, m);
            case AMQImpl.Queue.Purge m -> onQueue(c, m, m.getQueue(), Right.READ);
            case AMQImpl.Basic.Get m -> onQueue(c, m, m.getQueue(), Right.READ);
            case AMQImpl.Basic.Consume m -> onQueue(c, m, m.getQueue(), Right.READ);
            case AMQImpl.Queue.Bind m -> binding(c, m, m.getQueue(), m.getExchange());
            case AMQImpl.Queue.Unbind m -> binding(c, m, m.getQueue(), m.getExchange());
            case AMQImpl.Basic.Publish m -> onExchange(c, m, m.getExchange(), Right.WRITE, true);
            case AMQImpl.Exchange.Declare m -> exchangeDeclare(c, m);
            case AMQImpl.Exchange.Delete m -> exchangeDelete(c, m);
            default -> new Verdict.Forward(method);
        };
    }

    private Verdict queueDeclare(Caller c, AMQImpl.Queue.Declare m) {
        String name = m.getQueue().isEmpty() ? m.getPassive() ? c.lastQueue() : "amq.gen-" + randomName() : m.getQueue();
        Queue<?> present = engine.queue(c.vhost().inner(), name).orElse(null);
        if (m.getPassive()) {
            return present == null ? noQueue(c, name) : locked(c, name).orElseGet(() -> forward(m, name));
        }
        Optional<Verdict> refused = allowed(c, Right.CONFIGURE, "queue", name);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (present == null) {
            if (m.getQueue().startsWith("amq.")) {
                return Verdict.refuse(403, "ACCESS_REFUSED - queue name '" + name + "' contains reserved prefix 'amq.*'");
            }
            Optional<Verdict> type = QueueTypes.refused(c.vhost().name(), name, m, plain(m.getArguments()));
            if (type.isPresent()) {
                return type.get();
            }
            declared.put(c.vhost().inner() + "/" + name, new Declared(m.getDurable(), m.getAutoDelete(), m.getExclusive() ? c.connection() : "",
                    plain(m.getArguments())));
            return forward(m, name);
        }
        return locked(c, name).or(() -> difference(c, name, m)).orElseGet(() -> forward(m, name));
    }

    private Optional<Verdict> difference(Caller c, String name, AMQImpl.Queue.Declare m) {
        Declared current = declared(c.vhost(), name).orElse(null);
        if (current == null) {
            return Optional.empty();
        }
        String where = "' for queue '" + name + "' in vhost '" + c.vhost().name() + "': received ";
        String head = "PRECONDITION_FAILED - inequivalent arg '";
        if (current.durable() != m.getDurable()) {
            return Optional.of(Verdict.refuse(406, head + "durable" + where + "'" + m.getDurable() + "' but current is '" + current.durable() + "'"));
        }
        if (current.autoDelete() != m.getAutoDelete()) {
            return Optional.of(Verdict.refuse(406,
                    head + "auto_delete" + where + "'" + m.getAutoDelete() + "' but current is '" + current.autoDelete() + "'"));
        }
        Map<String, Object> asked = plain(m.getArguments());
        Map<String, Object> both = new HashMap<>(current.arguments());
        both.putAll(asked);
        for (String key : both.keySet()) {
            if (!Objects.equals(String.valueOf(current.arguments().get(key)), String.valueOf(asked.get(key)))) {
                return Optional.of(Verdict.refuse(406, head + key + where + value(asked.get(key), "none", "the value ") + " but current is "
                        + value(current.arguments().get(key), "none", "the value ")));
            }
        }
        return Optional.empty();
    }

    private static String value(Object value, String none, String before) {
        String type = switch (value) {
            case null -> "";
            case Long l -> "long";
            case Number n -> "signedint";
            case Boolean b -> "bool";
            default -> "longstr";
        };
        return value == null ? none : before + "'" + value + "' of type '" + type + "'";
    }

    /** The declaration as Broker-J understands it: arguments it does not know are kept here only, exclusive means this connection. */
    private static Verdict forward(AMQImpl.Queue.Declare m, String name) {
        Map<String, Object> arguments = new HashMap<>();
        Map<String, Object> asked = m.getArguments() == null ? Map.of() : m.getArguments();
        if (asked.get("x-message-ttl") instanceof Number ttl) {
            arguments.put("maximumMessageTtl", ttl.longValue());
        }
        if (asked.get("x-max-priority") instanceof Number priorities) {
            arguments.put("x-qpid-priorities", priorities.intValue() + 1);
        }
        // Of a full queue the oldest goes, RabbitMQ's x-overflow when nothing else is asked.
        if (asked.get("x-max-length") instanceof Number most && !String.valueOf(asked.get("x-overflow")).startsWith("reject")) {
            arguments.put("maximumQueueDepthMessages", most.longValue());
            arguments.put("overflowPolicy", "RING");
        }
        // By the default exchange: the key names the queue that gets what has expired.
        if ("".equals(String.valueOf(asked.get("x-dead-letter-exchange"))) && asked.get("x-dead-letter-routing-key") != null) {
            arguments.put("alternateBinding", Map.of("destination", String.valueOf(asked.get("x-dead-letter-routing-key"))));
            arguments.put("expiryPolicy", "ROUTE_TO_ALTERNATE");
        }
        // An exclusive queue ends with its connection, whatever else was asked; Broker-J would keep a durable or auto-deleted one.
        boolean shared = !m.getExclusive();
        return new Verdict.Forward(new AMQImpl.Queue.Declare(0, name, m.getPassive(), shared && m.getDurable(), m.getExclusive(),
                shared && m.getAutoDelete(), m.getNowait(), arguments));
    }

    private Verdict queueDelete(Caller c, AMQImpl.Queue.Delete m) {
        String name = m.getQueue().isEmpty() ? c.lastQueue() : m.getQueue();
        Optional<Verdict> refused = allowed(c, Right.CONFIGURE, "queue", name).or(() -> locked(c, name));
        if (refused.isPresent()) {
            return refused.get();
        }
        Queue<?> queue = engine.queue(c.vhost().inner(), name).orElse(null);
        if (queue == null) {
            return new Verdict.Answer(new AMQImpl.Queue.DeleteOk(0), !m.getNowait());
        }
        String which = "queue '" + name + "' in vhost '" + c.vhost().name() + "' ";
        if (m.getIfUnused() && queue.getConsumerCount() > 0) {
            return Verdict.refuse(406, "PRECONDITION_FAILED - " + which + "in use");
        }
        if (m.getIfEmpty() && queue.getQueueDepthMessages() > 0) {
            return Verdict.refuse(406, "PRECONDITION_FAILED - " + which + "not empty");
        }
        declared.remove(c.vhost().inner() + "/" + name);
        return new Verdict.Forward(m);
    }

    private Verdict onQueue(Caller c, Method m, String asked, Right right) {
        String name = asked.isEmpty() ? c.lastQueue() : asked;
        return allowed(c, right, "queue", name)
                .or(() -> engine.queue(c.vhost().inner(), name).isPresent() ? Optional.empty() : Optional.of(noQueue(c, name)))
                .or(() -> locked(c, name)).orElseGet(() -> new Verdict.Forward(m));
    }

    private Verdict binding(Caller c, Method m, String asked, String exchange) {
        String queue = asked.isEmpty() ? c.lastQueue() : asked;
        if (exchange.isEmpty()) {
            return Verdict.refuse(403, "ACCESS_REFUSED - operation not permitted on the default exchange");
        }
        Verdict first = onQueue(c, m, queue, Right.WRITE);
        return first instanceof Verdict.Forward ? onExchange(c, m, exchange, Right.READ, false) : first;
    }

    private Verdict onExchange(Caller c, Method m, String exchange, Right right, boolean defaultToo) {
        String resource = exchange.isEmpty() ? "amq.default" : exchange;
        return allowed(c, right, "exchange", resource)
                .or(() -> exchange.isEmpty() && defaultToo || engine.exchange(c.vhost().inner(), exchange).isPresent() ? Optional.empty()
                        : Optional.of(noExchange(c, exchange)))
                .orElseGet(() -> new Verdict.Forward(m));
    }

    private Verdict exchangeDeclare(Caller c, AMQImpl.Exchange.Declare m) {
        String name = m.getExchange();
        Exchange<?> present = engine.exchange(c.vhost().inner(), name).orElse(null);
        if (name.isEmpty()) {
            return Verdict.refuse(403, "ACCESS_REFUSED - operation not permitted on the default exchange");
        }
        if (m.getPassive()) {
            return present == null ? noExchange(c, name) : new Verdict.Forward(m);
        }
        Optional<Verdict> refused = allowed(c, Right.CONFIGURE, "exchange", name);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!java.util.Set.of("direct", "fanout", "topic", "headers").contains(m.getType())) {
            return new Verdict.Refuse(503, "COMMAND_INVALID - unknown exchange type '" + m.getType() + "'", true);
        }
        String where = "' for exchange '" + name + "' in vhost '" + c.vhost().name() + "': received '";
        if (present != null && !present.getType().equals(m.getType())) {
            return Verdict.refuse(406, "PRECONDITION_FAILED - inequivalent arg 'type" + where + m.getType() + "' but current is '"
                    + present.getType() + "'");
        }
        if (present != null && present.isDurable() != m.getDurable()) {
            return Verdict.refuse(406, "PRECONDITION_FAILED - inequivalent arg 'durable" + where + m.getDurable() + "' but current is '"
                    + present.isDurable() + "'");
        }
        if (present == null && name.startsWith("amq.")) {
            return Verdict.refuse(403, "ACCESS_REFUSED - exchange name '" + name + "' contains reserved prefix 'amq.*'");
        }
        return present != null ? new Verdict.Answer(new AMQImpl.Exchange.DeclareOk(), !m.getNowait())
                : new Verdict.Forward(new AMQImpl.Exchange.Declare(0, name, m.getType(), false, m.getDurable(), m.getAutoDelete(), false,
                        m.getNowait(), Map.of()));
    }

    private Verdict exchangeDelete(Caller c, AMQImpl.Exchange.Delete m) {
        Optional<Verdict> refused = allowed(c, Right.CONFIGURE, "exchange", m.getExchange());
        if (refused.isPresent()) {
            return refused.get();
        }
        if (m.getExchange().isEmpty() || m.getExchange().startsWith("amq.")) {
            return Verdict.refuse(403, "ACCESS_REFUSED - exchange '" + m.getExchange() + "' contains reserved prefix 'amq.*'");
        }
        Exchange<?> present = engine.exchange(c.vhost().inner(), m.getExchange()).orElse(null);
        if (present == null) {
            return new Verdict.Answer(new AMQImpl.Exchange.DeleteOk(), !m.getNowait());
        }
        if (m.getIfUnused() && present.hasBindings()) {
            return Verdict.refuse(406, "PRECONDITION_FAILED - exchange '" + m.getExchange() + "' in vhost '" + c.vhost().name() + "' in use");
        }
        return new Verdict.Forward(m);
    }

    private Optional<Verdict> allowed(Caller c, Right right, String kind, String name) {
        boolean allows = accounts.permission(c.vhost().name(), c.user()).map(p -> p.allows(right, name)).orElse(false);
        return allows ? Optional.empty() : Optional.of(Verdict.refuse(403, "ACCESS_REFUSED - access to " + kind + " '" + name + "' in vhost '"
                + c.vhost().name() + "' refused for user '" + c.user() + "'"));
    }

    private Optional<Verdict> locked(Caller c, String name) {
        String owner = declared(c.vhost(), name).map(Declared::owner).orElse("");
        boolean theirs = !owner.isEmpty() && !owner.equals(c.connection()) && engine.queue(c.vhost().inner(), name).isPresent();
        return theirs ? Optional.of(Verdict.refuse(405, "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '" + name + "' in vhost '"
                + c.vhost().name() + "'")) : Optional.empty();
    }

    private static Verdict noQueue(Caller c, String name) {
        return Verdict.refuse(404, "NOT_FOUND - no queue '" + name + "' in vhost '" + c.vhost().name() + "'");
    }

    private static Verdict noExchange(Caller c, String name) {
        return Verdict.refuse(404, "NOT_FOUND - no exchange '" + name + "' in vhost '" + c.vhost().name() + "'");
    }

    private static Map<String, Object> plain(Map<String, Object> arguments) {
        Map<String, Object> plain = new HashMap<>();
        if (arguments != null) {
            arguments.forEach((k, v) -> plain.put(k, v instanceof LongString text ? text.toString() : v));
        }
        return plain;
    }

    private String randomName() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
