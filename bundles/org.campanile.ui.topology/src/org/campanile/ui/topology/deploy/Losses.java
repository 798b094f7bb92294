package org.campanile.ui.topology.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.deploy.conductor.KeptState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.eclipse.osgi.util.NLS;

/**
 * What a deployment takes away with all that is in it, told before it is begun. A value.
 *
 * @param changes servers and balancers that are deleted, for good or to be made anew
 * @param hosts host names by unit id: those that are deployed keep theirs
 * @param doubt why there may be more of them, where what is deployed could not be asked
 */
record Losses(List<EnvironmentDiff.Change> changes, Map<String, String> hosts, Optional<String> doubt) {

    /** Asks the lab what is deployed; it never asks for a password. Blocks; worker threads only. Fails only when it is cancelled. */
    static Losses read(Services services, Lab lab, Environment environment, ServiceTypes types, Task task) throws FailureException {
        try (LabSession session = services.quietSession(lab)) {
            KeptState kept = KeptState.read(session, services.home(), types, environment, task).orOfStack(session, types, environment, task);
            return new Losses(new EnvironmentDiff(types).between(kept.state(), environment).stream().filter(EnvironmentDiff.Change::loses).toList(),
                    HostNames.of(environment, kept.state()), kept.warning());
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            return new Losses(List.of(), HostNames.of(environment), Optional.of(NLS.bind(Messages.whatIsLostIsNotKnown, e.failure().meaning())));
        }
    }

    /** A sentence that warns; empty when there is nothing to warn of. */
    Optional<String> warning() {
        if (changes.isEmpty()) {
            return doubt;
        }
        String names = changes.stream().limit(3).map(EnvironmentDiff.Change::name).collect(Collectors.joining(", "));
        int more = changes.size() - 3;
        return Optional.of(more > 0 ? NLS.bind(Messages.losesServersAndMore, names, more)
                : changes.size() == 1 ? NLS.bind(Messages.losesServer, names) : NLS.bind(Messages.losesServers, names));
    }

    /** A line for each; empty without any. */
    String text() {
        return changes.isEmpty() ? "" : changes.stream().map(EnvironmentDiff.Change::text).collect(Collectors.joining("\n", "", "\n\n"));
    }
}
