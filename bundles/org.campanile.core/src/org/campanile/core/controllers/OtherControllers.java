package org.campanile.core.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Networking;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.rabbitmq.BrokerNode;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The controllers of a lab besides StarlingX's, in the same words: Nova's services, Neutron's agents, Heat's engines and RabbitMQ's nodes, each as a
 * service on a node with an administrative and an operational state. What one of them refuses to tell leaves the others untouched. Blocks; worker
 * threads only.
 */
public final class OtherControllers {

    /** Whose service it is. */
    public enum Kind {
        /** Nova. */ COMPUTE("compute service"),
        /** Neutron. */ NETWORK("network agent"),
        /** Heat. */ ORCHESTRATION("Heat engine"),
        /** RabbitMQ. */ BROKER("RabbitMQ node");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** What one of them is called. */
        public String word() {
            return word;
        }
    }

    /**
     * A service on a node.
     *
     * @param kind whose it is
     * @param node host name, or the broker's node name
     * @param service its program
     * @param admin {@code unlocked} or {@code locked}: whether it is meant to work
     * @param oper {@code enabled} or {@code disabled}: whether it does
     * @param said the words of the API it comes from
     * @param condition alarms, partitions, a reason; may be empty
     * @param heard when it last gave a sign, empty when that is not told
     * @param id its identifier there
     */
    public record Row(Kind kind, String node, String service, String admin, String oper, String said, String condition, Optional<Instant> heard, String id) {

        /** Whether somebody should look at it. */
        public boolean bad() {
            return !oper.equals("enabled") || !condition.isEmpty() && kind == Kind.BROKER;
        }
    }

    /**
     * What was read.
     *
     * @param rows the services, by kind, node and name
     * @param failures what could not be read
     */
    public record Reading(List<Row> rows, List<Failure> failures, Instant at) {
        public Reading {
            rows = rows.stream().sorted(Comparator.comparing(Row::kind).thenComparing(Row::node).thenComparing(Row::service)).toList();
            failures = List.copyOf(failures);
        }
    }

    private interface Part {
        void read() throws FailureException;
    }

    private OtherControllers() {
    }

    /** Reads all that the lab has. */
    public static Reading read(LabSession session, Task task) throws FailureException {
        List<Row> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        if (session.lab().cloud().isPresent()) {
            part(failures, task, () -> {
                Cloud cloud = session.cloud(task);
                part(failures, task, () -> cloud.compute().services(task).forEach(s -> rows.add(nova(s))));
                part(failures, task, () -> cloud.networking().agents(task).forEach(a -> rows.add(neutron(a))));
                if (cloud.endpoint("orchestration").isPresent()) {
                    part(failures, task, () -> cloud.orchestration().engines(task).forEach(e -> rows.add(heat(e))));
                }
            });
        }
        if (session.lab().broker().isPresent()) {
            part(failures, task, () -> session.management(task).nodes(task).forEach(n -> rows.add(rabbit(n, Instant.now()))));
        }
        return new Reading(rows, failures, Instant.now());
    }

    private static void part(List<Failure> failures, Task task, Part part) throws FailureException {
        try {
            part.read();
        } catch (FailureException e) {
            task.checkCancelled("reading the lab's controllers");
            failures.add(e.failure());
        }
    }

    static Row nova(Compute.Service s) {
        return new Row(Kind.COMPUTE, s.host(), s.binary(), s.status().equals("enabled") ? "unlocked" : "locked", s.state().equals("up") ? "enabled" : "disabled",
                s.status() + ", " + s.state(), s.disabledReason() == null ? "" : s.disabledReason(), Optional.ofNullable(s.updated()), s.id());
    }

    static Row neutron(Networking.Agent a) {
        return new Row(Kind.NETWORK, a.host(), a.binary(), a.adminUp() ? "unlocked" : "locked", a.alive() ? "enabled" : "disabled",
                (a.adminUp() ? "admin up" : "admin down") + ", " + (a.alive() ? "alive" : "not alive"), "", Optional.ofNullable(a.heartbeat()), a.id());
    }

    static Row heat(Orchestration.Engine e) {
        return new Row(Kind.ORCHESTRATION, e.host(), e.binary(), "unlocked", e.status().equals("up") ? "enabled" : "disabled", e.status(), "",
                Optional.ofNullable(e.updated()), e.id());
    }

    static Row rabbit(BrokerNode n, Instant now) {
        List<String> conditions = new ArrayList<>();
        if (n.memoryAlarm()) {
            conditions.add("memory alarm");
        }
        if (n.diskAlarm()) {
            conditions.add("disk alarm");
        }
        if (!n.partitions().isEmpty()) {
            conditions.add("cut off from " + String.join(", ", n.partitions()));
        }
        String said = n.running() ? "running" + (n.uptime() == null || n.uptime().equals(Duration.ZERO) ? "" : " for " + n.uptime().toHours() + " h") : "not running";
        return new Row(Kind.BROKER, n.name(), "rabbitmq-server", "unlocked", n.running() ? "enabled" : "disabled", said, String.join("; ", conditions),
                n.running() ? Optional.of(now) : Optional.empty(), n.name());
    }
}
