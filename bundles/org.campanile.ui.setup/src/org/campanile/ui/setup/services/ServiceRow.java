package org.campanile.ui.setup.services;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.campanile.core.host.Host;
import org.campanile.core.host.ServiceControl;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.lab.LabSession;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Ages;
import org.campanile.ui.State;

/**
 * A service of a host, or a host that does not tell of its services. A value.
 *
 * @param host name of the host
 * @param service name of the service; empty for a host that does not answer
 * @param state of the service
 * @param label of the state
 * @param enabled whether it starts with the machine
 * @param process its number, or nothing
 * @param since when it was started, or nothing
 * @param detail what the init system says, or why the host does not answer
 */
record ServiceRow(String host, String service, State state, String label, String enabled, String process, String since, String detail) {

    String key() {
        return host + " " + service;
    }

    /** Whether it stands for all services of a host that does not tell of them. */
    boolean unread() {
        return service.isEmpty();
    }

    /** Whether the host has it, or should be heard. */
    boolean there() {
        return state != State.OFF;
    }

    /** The services of all hosts of a lab, all hosts at once. Worker threads only; one that does not answer is a row. */
    static List<ServiceRow> read(LabSession session, Task task) throws FailureException {
        List<ServiceRow> rows = new ArrayList<>();
        try (ExecutorService at = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<ServiceRow>>> asked = session.lab().hosts().stream().map(h -> at.submit(() -> read(session, h, task))).toList();
            for (Future<List<ServiceRow>> one : asked) {
                rows.addAll(task.await(one, Messages.readingServices));
            }
        }
        return List.copyOf(rows);
    }

    private static List<ServiceRow> read(LabSession session, HostProfile profile, Task task) throws FailureException {
        try {
            Host host = Host.of(session.host(profile.name(), task), task);
            return host.services().statuses(ServiceControl.OF_A_LAB, task).stream().map(s -> of(profile.name(), s)).toList();
        } catch (FailureException e) {
            task.checkCancelled(Messages.readingServices);
            return List.of(new ServiceRow(profile.name(), "", State.FAILED, Messages.notRead, "", "", "", e.failure().meaning() + " " + e.failure().next()));
        }
    }

    private static ServiceRow of(String host, ServiceStatus s) {
        State state = switch (s.state()) {
            case RUNNING -> State.GOOD;
            case STOPPED, UNKNOWN -> State.ATTENTION;
            case FAILED -> State.FAILED;
            case ABSENT -> State.OFF;
        };
        return new ServiceRow(host, s.name(), state, s.state().label(), s.enabled().label(), s.pid() == 0 ? "" : String.valueOf(s.pid()),
                s.since().map(Ages::exact).orElse(""), s.detail());
    }
}
