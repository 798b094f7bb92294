package org.campanile.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

import org.campanile.core.host.Host;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.lab.LabSession;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Asks the hosts of a lab about a service of Murano that the broker or the network say is away: whether it runs there, and what its log ends with. */
final class HostWitness {

    private static final int LINES = 40;
    private static final String DOING = "asking the hosts about Murano's services";

    /**
     * A service of a host.
     *
     * @param runs whether it runs
     * @param failed whether it ended by itself; what was stopped may have been so by somebody, whatever its log says of earlier days
     * @param state words such as {@code is stopped}
     * @param errors the last of its log, the oldest first
     */
    record Said(String host, String service, boolean runs, boolean failed, String state, List<String> errors) {
        Said {
            errors = List.copyOf(errors);
        }

        /** @param telling whether a line says more than others, such as that of the cause among those of the clean-up behind it */
        String words(Predicate<String> telling) {
            String last = errors.reversed().stream().filter(telling).findFirst().orElseGet(() -> errors.isEmpty() ? "" : errors.getLast());
            return service + " on " + host + " " + state + (last.isEmpty() ? "." : "; its log says \"" + last + "\".");
        }
    }

    private HostWitness() {
    }

    /** What the hosts say, all asked at once; one that does not answer says nothing. Blocks; worker threads only. */
    static List<Said> hear(LabSession session, ServiceSwitch.Role role, Task task) throws FailureException {
        List<String> names = role == ServiceSwitch.Role.API ? List.of("murano-api") : List.of("murano-engine", "murano-conductor");
        List<Said> all = new ArrayList<>();
        try (ExecutorService at = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Said>>> asked = session.lab().hosts().stream().map(h -> at.submit(() -> hear(session, h, names, task))).toList();
            for (Future<List<Said>> one : asked) {
                all.addAll(task.await(one, DOING));
            }
        }
        return all;
    }

    private static List<Said> hear(LabSession session, HostProfile profile, List<String> names, Task task) throws FailureException {
        List<Said> said = new ArrayList<>();
        try {
            Host host = Host.of(session.host(profile.name(), task), task);
            for (ServiceStatus status : host.services().statuses(names, task)) {
                if (status.state() != ServiceStatus.State.ABSENT) {
                    said.add(new Said(profile.name(), status.name(), status.running(), status.state() == ServiceStatus.State.FAILED, words(status.state()),
                            ServiceErrors.atTheEnd(host.services().log(status.name(), "", LINES, task))));
                }
            }
        } catch (FailureException e) {
            task.checkCancelled(DOING);
        }
        return said;
    }

    private static String words(ServiceStatus.State state) {
        return switch (state) {
            case RUNNING -> "runs";
            case STOPPED -> "is stopped";
            case FAILED -> "has failed";
            case ABSENT, UNKNOWN -> "does not say how it stands";
        };
    }
}
