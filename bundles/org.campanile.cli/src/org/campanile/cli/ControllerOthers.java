package org.campanile.cli;

import org.campanile.core.controllers.OtherControllers;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code controller others}. */
@Command(name = "others", description = "The lab's other controllers in the same words: compute services, network agents, Heat engines, RabbitMQ nodes. Exit code 1 "
        + "when one does not work or could not be asked.")
final class ControllerOthers extends CliCommand {

    @Mixin
    LabOptions lab;

    @Override
    int run() throws FailureException {
        OtherControllers.Reading read = OtherControllers.read(lab.open(this, false), cli.task());
        cli.progress().clear();
        Rows rows = Rows.of("kind", "node", "service", "administrative", "operational", "says", "condition", "heard", "id");
        read.rows().forEach(r -> rows.add(r.kind().word(), r.node(), r.service(), r.admin(), r.oper(), r.said(), r.condition(), r.heard().orElse(null), r.id()));
        output().rows(rows);
        read.failures().forEach(f -> cli.tell(f.headline()));
        return read.failures().isEmpty() && read.rows().stream().noneMatch(OtherControllers.Row::bad) ? GOOD : BAD;
    }
}
