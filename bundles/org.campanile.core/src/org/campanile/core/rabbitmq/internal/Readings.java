package org.campanile.core.rabbitmq.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.http.client.domain.BindingInfo;
import com.rabbitmq.http.client.domain.DestinationType;
import com.rabbitmq.http.client.domain.ObjectTotals;
import com.rabbitmq.http.client.domain.OverviewResponse;
import com.rabbitmq.http.client.domain.QueueTotals;
import com.rabbitmq.http.client.domain.UserInfo;
import com.rabbitmq.http.client.domain.UserPermissions;
import com.rabbitmq.http.client.domain.VhostInfo;

import org.campanile.core.rabbitmq.Binding;
import org.campanile.core.rabbitmq.BrokerNode;
import org.campanile.core.rabbitmq.BrokerOverview;
import org.campanile.core.rabbitmq.BrokerUser;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.rabbitmq.Policy;
import org.campanile.core.rabbitmq.QueueDetails;
import org.campanile.core.rabbitmq.QueuePage;
import org.campanile.core.rabbitmq.QueueSummary;
import org.campanile.core.rabbitmq.VirtualHost;

/** Turns what the management API tells into the values of this room; a field that is missing becomes empty, 0 or -1, never an error. Pure. */
public final class Readings {

    private Readings() {
    }

    /** Reads an overview; refuses, by a null pointer that the caller tells as a bad answer, one that names no version. */
    public static BrokerOverview overview(OverviewResponse o) {
        ObjectTotals objects = o.getObjectTotals() == null ? new ObjectTotals() : o.getObjectTotals();
        QueueTotals queues = o.getQueueTotals() == null ? new QueueTotals() : o.getQueueTotals();
        return new BrokerOverview(Objects.requireNonNull(o.getServerVersion(), "rabbitmq_version"), text(o.getErlangVersion()),
                text(o.getClusterName()), text(o.getNode()),
                objects.getQueues(), objects.getExchanges(), objects.getConnections(), objects.getChannels(), objects.getConsumers(),
                queues.getMessages(), queues.getMessagesReady(), queues.getMessagesUnacknowledged());
    }

    /** Reads the nodes. */
    public static List<BrokerNode> nodes(JsonNode all) {
        List<BrokerNode> nodes = new ArrayList<>();
        for (JsonNode n : all) {
            List<String> partitions = new ArrayList<>();
            n.path("partitions").forEach(p -> partitions.add(p.asText()));
            nodes.add(new BrokerNode(n.path("name").asText(), n.path("running").asBoolean(), n.path("mem_alarm").asBoolean(),
                    n.path("disk_free_alarm").asBoolean(), n.path("mem_used").asLong(), n.path("mem_limit").asLong(),
                    n.path("disk_free").asLong(), n.path("disk_free_limit").asLong(), n.path("fd_used").asLong(),
                    n.path("fd_total").asLong(), Duration.ofMillis(n.path("uptime").asLong()), partitions));
        }
        return List.copyOf(nodes);
    }

    /** Reads a virtual host. */
    public static VirtualHost vhost(VhostInfo v) {
        return new VirtualHost(Objects.requireNonNull(v.getName(), "name"), text(v.getDescription()), v.isTracing(), v.getMessages());
    }

    /** Reads a user. */
    public static BrokerUser user(UserInfo u) {
        return new BrokerUser(u.getName(), u.getTags());
    }

    /** Reads a permission. */
    public static Permission permission(UserPermissions p) {
        return new Permission(Objects.requireNonNull(p.getUser(), "user"), Objects.requireNonNull(p.getVhost(), "vhost"),
                text(p.getConfigure()), text(p.getWrite()), text(p.getRead()));
    }

    /** Reads a binding. */
    public static Binding binding(BindingInfo b) {
        return new Binding(b.getVhost(), text(b.getSource()), b.getDestination(), b.getDestinationType() == DestinationType.QUEUE,
                text(b.getRoutingKey()));
    }

    /** Reads a page; a broker that does not page answers a bare list, which is taken as the only page. */
    public static QueuePage queues(JsonNode answer) {
        JsonNode items = answer.isArray() ? answer : answer.path("items");
        List<QueueSummary> queues = new ArrayList<>();
        items.forEach(item -> queues.add(summary(item)));
        return new QueuePage(queues, answer.path("page").asInt(1), answer.path("page_count").asInt(1),
                answer.path("filtered_count").asInt(queues.size()), answer.path("total_count").asInt(queues.size()));
    }

    /** Reads all of a queue. */
    public static QueueDetails queue(JsonNode q) {
        Map<String, String> arguments = new LinkedHashMap<>();
        q.path("arguments").properties().forEach(e -> arguments.put(e.getKey(), e.getValue().isValueNode() ? e.getValue().asText() : e.getValue().toString()));
        return new QueueDetails(summary(q), q.path("exclusive").asBoolean(), q.path("auto_delete").asBoolean(), arguments,
                q.path("policy").asText(""), q.path("node").asText(""), q.path("memory").asLong(-1), q.path("idle_since").asText(""));
    }

    /** Reads policies. */
    public static List<Policy> policies(JsonNode all) {
        List<Policy> policies = new ArrayList<>();
        for (JsonNode p : all) {
            policies.add(new Policy(p.path("vhost").asText(), p.path("name").asText(), p.path("pattern").asText(), p.path("apply-to").asText("all"),
                    p.path("definition").toString(), p.path("priority").asInt()));
        }
        return List.copyOf(policies);
    }

    private static QueueSummary summary(JsonNode q) {
        return new QueueSummary(q.path("vhost").asText(), q.path("name").asText(), q.path("type").asText(""), q.path("durable").asBoolean(),
                q.path("state").asText(""), q.path("messages").asLong(-1), q.path("messages_ready").asLong(-1),
                q.path("messages_unacknowledged").asLong(-1), q.path("consumers").asLong(-1));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
