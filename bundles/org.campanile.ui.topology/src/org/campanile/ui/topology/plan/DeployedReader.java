package org.campanile.ui.topology.plan;

import java.util.Optional;

import org.campanile.core.deploy.StackState;
import org.campanile.core.deploy.conductor.KeptState;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;

/**
 * Finds out what is deployed on a lab as the command line's {@code environment diff} does: what the broker remembers of deployments from
 * everywhere or, where it cannot be asked, this machine of its own; else what the stack carries. It never asks for a password. Blocks; worker threads only.
 */
final class DeployedReader {

    private final Services services;
    private final ServiceTypes types;

    DeployedReader(Services services, ServiceTypes types) {
        this.services = services;
        this.types = types;
    }

    /** @param byMurano whether Murano is seen to have deployed it */
    Deployed read(Environment environment, Optional<Lab> active, boolean byMurano, Task task) throws FailureException {
        if (active.isEmpty()) {
            return of(Deployed.Source.NO_LAB, "", DeployedState.NOTHING, Optional.empty());
        }
        Lab lab = active.get();
        if (byMurano) {
            return of(Deployed.Source.MURANO, lab.name(), DeployedState.NOTHING, Optional.empty());
        }
        try {
            KeptState kept;
            try (LabSession session = services.quietSession(lab)) {
                kept = KeptState.read(session, services.home(), types, environment, task);
            }
            if (!kept.state().equals(DeployedState.NOTHING)) {
                return new Deployed(kept.state().stack() ? Deployed.Source.KEPT : Deployed.Source.NOTHING, lab.name(), kept.state(), document(environment, lab), kept.unasked());
            }
            return ofStack(environment, lab, kept, task);
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            return new Deployed(Deployed.Source.UNKNOWN, lab.name(), DeployedState.NOTHING, Optional.empty(), Optional.of(e.failure()));
        }
    }

    /** The document of the newest run, which knows the services that this one has no more. */
    private Optional<Environment> document(Environment environment, Lab lab) throws FailureException {
        RunHistory history = RunHistory.of(services.home(), lab, types);
        Optional<RunRecord> last = history.runs(environment.id()).stream().findFirst();
        return last.isEmpty() ? Optional.empty() : Optional.of(history.document(last.get()));
    }

    private Deployed ofStack(Environment environment, Lab lab, KeptState kept, Task task) throws FailureException {
        if (lab.cloud().isEmpty()) {
            return new Deployed(Deployed.Source.NOTHING, lab.name(), kept.state(), Optional.empty(), kept.unasked());
        }
        try (LabSession session = services.quietSession(lab)) {
            return StackState.read(session, types, environment, task).map(stack -> of(Deployed.Source.STACK, lab.name(), stack.state(), Optional.of(stack.document())))
                    .orElse(of(Deployed.Source.NOTHING, lab.name(), DeployedState.NOTHING, Optional.empty()));
        }
    }

    private static Deployed of(Deployed.Source source, String lab, DeployedState state, Optional<Environment> document) {
        return new Deployed(source, lab, state, document, Optional.empty());
    }
}
