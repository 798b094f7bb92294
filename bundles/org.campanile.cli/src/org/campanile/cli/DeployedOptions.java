package org.campanile.cli;

import java.nio.file.Path;

import org.campanile.core.deploy.conductor.KeptState;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.DeployedStateFile;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command learns what is deployed: from a lab, or from a file. */
final class DeployedOptions {

    @Mixin
    LabOptions lab = new LabOptions();

    @Option(names = "--state", paramLabel = "FILE", description = "A file with what is deployed, instead of a lab.")
    Path state;

    /** What deployments have kept; told on stderr when that may not be all, since the broker could not be asked. */
    static DeployedState kept(CliCommand command, LabSession session, Environment environment, ServiceTypes types) throws FailureException {
        return told(command, KeptState.read(session, command.cli.home(), types, environment, command.cli.task()));
    }

    /** As {@link #kept}; else what the lab's stack carries, which tells its servers but not what is inside them. */
    static DeployedState onLab(CliCommand command, LabSession session, Environment environment, ServiceTypes types) throws FailureException {
        Task task = command.cli.task();
        return told(command, KeptState.read(session, command.cli.home(), types, environment, task).orOfStack(session, types, environment, task));
    }

    private static DeployedState told(CliCommand command, KeptState kept) {
        command.cli.progress().clear();
        kept.warning().ifPresent(command.cli::tell);
        return kept.state();
    }

    /** What is known to be deployed, on the lab or by the file; nothing without both. */
    DeployedState read(CliCommand command, Environment environment, ServiceTypes types) throws FailureException {
        if (state != null) {
            return DeployedStateFile.read(state);
        }
        if (!lab.given()) {
            return DeployedState.NOTHING;
        }
        return onLab(command, lab.open(command, false), environment, types);
    }
}
