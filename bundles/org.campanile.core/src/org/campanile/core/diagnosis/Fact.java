package org.campanile.core.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.campanile.core.task.Failure;

/** What was seen of one link, without any judgement. Values. */
public sealed interface Fact {

    /** Which link it is about. */
    Link link();

    /** The lab's profile. @param brokerHost empty without a broker */
    record Profile(boolean cloud, String brokerHost) implements Fact {
        @Override
        public Link link() {
            return Link.LAB;
        }
    }

    /** A login. @param failure why it failed @param expires end of the token */
    record Login(Optional<Failure> failure, String who, Instant expires) implements Fact {
        @Override
        public Link link() {
            return Link.KEYSTONE;
        }
    }

    /** A line that a deployment tells. */
    record Report(String level, String text, String details) {
    }

    /**
     * A deployment by Murano.
     *
     * @param state Murano's word
     * @param running whether it has not ended
     * @param quiet since when nothing was reported
     */
    record Deployment(String state, boolean running, Duration quiet, List<Report> reports) {
    }

    /** murano-api. @param url empty when the catalogue has none */
    record Api(String url, Optional<Failure> failure, Optional<Deployment> deployment) implements Fact {
        @Override
        public Link link() {
            return Link.MURANO_API;
        }
    }

    /** A queue; counts are those of the broker. */
    record Queue(String vhost, String name, boolean exists, long ready, long unacknowledged, long consumers) {
        static Queue missing(String vhost, String name) {
            return new Queue(vhost, name, false, 0, 0, 0);
        }
    }

    /**
     * The broker.
     *
     * @param failure why no message came there and back
     * @param alarm what the broker's nodes complain of; empty for nothing
     * @param results queues that murano-api listens to; empty when there is no Murano or they could not be looked at
     */
    record Broker(String where, Optional<Failure> failure, String alarm, List<Queue> results) implements Fact {
        @Override
        public Link link() {
            return Link.BROKER;
        }
    }

    /**
     * Who takes tasks.
     *
     * @param tasks empty when the console itself is the conductor
     * @param other where tasks has no consumer, one of that name on another virtual host that has
     * @param log the last errors of its log
     */
    record Conductor(Optional<Queue> tasks, Optional<Queue> other, List<String> log) implements Fact {
        @Override
        public Link link() {
            return Link.CONDUCTOR;
        }
    }

    /** A resource that failed, or is still made. */
    record Resource(String name, String type, String status, String reason) {
    }

    /** Heat. @param stack name that was looked for; empty when only Heat itself was looked at @param status empty when there is no such stack */
    record Stack(String stack, String status, String reason, List<Resource> resources, Optional<Failure> failure) implements Fact {
        @Override
        public Link link() {
            return Link.HEAT;
        }
    }

    /** A server. */
    record Machine(String name, String status, String fault, String console) {
    }

    /** Nova. @param wanted whether servers were looked for @param down services that are down */
    record Servers(boolean wanted, List<Machine> machines, List<String> down, Optional<Failure> failure) implements Fact {
        @Override
        public Link link() {
            return Link.NOVA;
        }
    }

    /** Consoles of servers that Nova calls active. */
    record Consoles(boolean wanted, List<Machine> machines) implements Fact {
        @Override
        public Link link() {
            return Link.SERVER;
        }
    }

    /** Agents, by the queues they take plans from. @param toldHost address of the broker that units are told */
    record Agents(boolean wanted, List<Queue> queues, String toldHost, Optional<Failure> failure) implements Fact {
        @Override
        public Link link() {
            return Link.AGENT;
        }
    }

    /** The queue of answers. */
    record Results(Optional<Queue> queue, Optional<Failure> failure) implements Fact {
        @Override
        public Link link() {
            return Link.RESULTS;
        }
    }
}
