package org.campanile.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.campanile.core.inventory.Alarm;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.inventory.InventoryHost;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code controller alarms}. */
@Command(name = "alarms", description = "Active alarms of the system's fault management, worst first, or with --hosts its hosts as the inventory has them. Exit code 1 when a "
        + "critical or major alarm is active.")
final class ControllerAlarms extends CliCommand {

    private static final List<String> SEVERITIES = List.of("critical", "major", "minor", "warning");

    @Mixin
    LabOptions lab;

    @Option(names = "--hosts", description = "The inventory's hosts with their tasks instead; compare their role with controller list.")
    boolean hosts;

    @Override
    int run() throws FailureException {
        Optional<Inventory> inventory = lab.open(this, false).inventory(cli.task());
        if (inventory.isEmpty() || !hosts && !inventory.get().hasAlarms()) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, hosts ? "reading the inventory" : "reading the alarms", "the catalogue", "",
                    "The cloud's catalogue lists no service " + (inventory.isEmpty() ? "platform." : "faultmanagement."),
                    "Use the Keystone of a StarlingX system."));
        }
        if (hosts) {
            Rows rows = Rows.of("host", "personality", "role", "administrative", "operational", "availability", "task", "configuration");
            for (InventoryHost h : inventory.get().hosts(cli.task())) {
                rows.add(h.name(), h.personality(), h.role(), h.admin(), h.oper(), h.avail(), h.task(), h.configuration());
            }
            cli.progress().clear();
            output().rows(rows);
            return GOOD;
        }
        List<Alarm> all = inventory.get().alarms(cli.task()).stream().sorted(Comparator.comparing(ControllerAlarms::rank)).toList();
        cli.progress().clear();
        Rows rows = Rows.of("severity", "alarm", "node", "service_group", "says", "repair", "raised", "entity");
        all.forEach(a -> rows.add(a.severity(), a.id(), a.host(), a.group(), a.text(), a.repair(), a.raised(), a.entity()));
        output().rows(rows);
        return all.stream().anyMatch(a -> rank(a) < 2) ? BAD : GOOD;
    }

    private static int rank(Alarm alarm) {
        int at = SEVERITIES.indexOf(alarm.severity());
        return at < 0 ? SEVERITIES.size() : at;
    }
}
