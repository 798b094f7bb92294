package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerNode;
import org.campanile.core.rabbitmq.BrokerOverview;
import org.campanile.core.rabbitmq.BrokerUser;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks at RabbitMQ: a message there and back over AMQP, and the management API. */
final class BrokerChecks {

    private BrokerChecks() {
    }

    static List<Check> of(LabSession session) {
        String group = LabChecks.BROKER;
        if (session.lab().broker().isEmpty()) {
            return List.of(LabChecks.check(session, "broker.given", "Broker", group, (s, task) -> List.of(
                    Finding.of(Severity.ERROR, s.lab().name(), "The lab has no broker.").withImpact("Nothing can be sent to the units of an environment.")
                            .withFix("Add the broker to the lab's profile."))));
        }
        return List.of(LabChecks.check(session, "broker.messages", "Messages over AMQP", group, BrokerChecks::messages),
                LabChecks.check(session, "broker.management", "RabbitMQ management API", group, BrokerChecks::management));
    }

    private static List<Finding> messages(LabSession session, Task task) throws FailureException {
        var broker = session.broker();
        var took = session.proveMessages(task);
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(broker.address(), "A message went there and back on virtual host " + broker.vhost() + " in " + took.message().toMillis()
                + " ms."));
        if (!broker.tls() && !isLocal(broker.host())) {
            found.add(Finding.of(Severity.INFO, broker.address(), "AMQP is spoken without TLS.")
                    .withImpact("Passwords in execution plans cross the network in clear text."));
        }
        if (isLocal(broker.host())) {
            found.add(Finding.of(Severity.INFO, broker.address(), "The broker's address means this machine only.")
                    .withImpact("Units of an environment cannot reach it by this address; in a lab on one machine without guests that is as it should be.")
                    .withFix("Give the address that servers of the lab can reach."));
        }
        return found;
    }

    private static List<Finding> management(LabSession session, Task task) throws FailureException {
        BrokerManagement management = session.management(task);
        String subject = session.broker().managementUrl();
        BrokerOverview overview = management.overview(task);
        BrokerUser me = management.whoAmI(task);
        List<Finding> found = new ArrayList<>();
        if (!me.tags().contains(BrokerUser.ADMINISTRATOR)) {
            found.add(Finding.of(Severity.WARNING, subject, "User " + me.name() + " has the tags "
                    + (me.tags().isEmpty() ? "none" : String.join(", ", me.tags())) + ".")
                    .withImpact("Virtual hosts and users cannot be set up with this account.")
                    .withFix("Use an account with the tag administrator."));
        }
        for (BrokerNode node : management.nodes(task)) {
            if (!node.healthy()) {
                found.add(Finding.of(Severity.ERROR, node.name(), !node.running() ? "The node is not running."
                        : node.memoryAlarm() ? "Memory alarm: " + (node.memoryUsed() >> 20) + " MiB used of " + (node.memoryLimit() >> 20) + " MiB."
                                : node.diskAlarm() ? "Disk alarm: " + (node.diskFree() >> 20) + " MiB free, " + (node.diskFreeLimit() >> 20)
                                        + " MiB wanted." : "Cut off from " + String.join(", ", node.partitions()) + ".")
                        .withImpact("Publishers are blocked or queues are not reachable.")
                        .withFix("Solve the alarm on the node; rabbitmq-diagnostics status shows it."));
            }
        }
        if (found.isEmpty()) {
            found.add(Finding.ok(subject, "RabbitMQ " + overview.version() + ", " + overview.queues() + " queues, " + overview.connections()
                    + " connections, no alarm."));
        }
        return found;
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }
}
