package org.campanile.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.StackHosts;
import org.campanile.core.deploy.conductor.KeptState;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.DeployedStateFile;
import org.campanile.core.environment.DocumentCapsule;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HotImport;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.FailureException;

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
        KeptState kept = KeptState.read(session, command.cli.home(), types, environment, command.cli.task());
        command.cli.progress().clear();
        kept.warning().ifPresent(command.cli::tell);
        return kept.state();
    }

    /**
     * What is known to be deployed: what deployments have kept, in the broker or here; else what the lab's stack carries, which tells its servers but not what is inside
     * them; nothing without a lab and a file.
     */
    DeployedState read(CliCommand command, Environment environment, ServiceTypes types) throws FailureException {
        if (state != null) {
            return DeployedStateFile.read(state);
        }
        if (!lab.given()) {
            return DeployedState.NOTHING;
        }
        LabSession session = lab.open(command, false);
        DeployedState kept = kept(command, session, environment, types);
        if (!kept.equals(DeployedState.NOTHING)) {
            return kept;
        }
        Optional<Orchestration.Stack> stack = session.cloud(command.cli.task()).orchestration().find(DeploymentNames.stack(environment), command.cli.task());
        if (stack.isEmpty()) {
            return DeployedState.NOTHING;
        }
        String line = stack.get().outputs().getOrDefault(HotImport.OUTPUT, "");
        return StackHosts.deployed(stack.get(), DocumentCapsule.unpack("stack " + stack.get().ref().name(), line, types), types);
    }
}
