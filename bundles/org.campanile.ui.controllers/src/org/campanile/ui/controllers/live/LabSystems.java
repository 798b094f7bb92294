package org.campanile.ui.controllers.live;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.controllers.StateChanges;
import org.campanile.core.history.Event;
import org.campanile.core.history.EventQuery;
import org.campanile.core.history.History;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The systems of a lab and the connections they share. Whoever works on it keeps it by {@link #keep} and gives it back by {@link #release};
 * the last one to leave ends the connections, so that a swact is followed to its end even when the board shows another lab meanwhile. Thread-safe.
 */
public final class LabSystems {

    /** So many changes on record are looked through for how long things have been as they are. */
    private static final int EARLIER = 20_000;

    private final LabSession session;
    private List<ControllerSystem> systems = List.of();
    private int users = 1;

    private LabSystems(LabSession session) {
        this.session = session;
    }

    /**
     * The systems that the lab names; when it names none, the one that its cloud's catalogue lists as {@code smapi}, if it does. The caller keeps
     * it. Blocks, and logs in to the cloud in the latter case.
     *
     * @param history keeps the changes seen from now on; {@code null} when it cannot be opened, since the board is needed all the same
     */
    public static LabSystems open(LabSession session, History history, Task task) throws FailureException {
        LabSystems all = new LabSystems(session);
        try {
            List<SystemProfile> profiles = profiles(session, task);
            String lab = session.lab().id();
            List<Event> earlier = profiles.isEmpty() || history == null ? List.of() : history.query(EventQuery.newest(EARLIER).of(lab).only(Event.Kind.STATE));
            Map<String, List<Event>> bySystem = earlier.stream().collect(Collectors.groupingBy(e -> e.subject().split("/", 2)[0]));
            List<ControllerSystem> found = new ArrayList<>();
            for (SystemProfile profile : profiles) {
                found.add(new ControllerSystem(all, session.serviceManager(profile), new StateChanges(lab, profile.name(),
                        bySystem.getOrDefault(profile.name(), List.of())), history == null ? e -> {
                        } : history::add));
            }
            all.systems = List.copyOf(found);
            return all;
        } catch (FailureException e) {
            session.close();
            throw e;
        }
    }

    private static List<SystemProfile> profiles(LabSession session, Task task) throws FailureException {
        Lab lab = session.lab();
        if (!lab.systems().isEmpty() || lab.cloud().isEmpty()) {
            return lab.systems();
        }
        return session.cloud(task).endpoint("smapi").map(url -> List.of(new SystemProfile(lab.name(), List.of(url.toString()), "", false)))
                .orElse(List.of());
    }

    /**
     * The inventory of a system, where the catalogue of the lab's cloud lists one and it is that system's: the only one, or one at the same address. Logs in
     * to the cloud.
     */
    public Optional<Inventory> inventory(ControllerSystem system, Task task) throws FailureException {
        if (system.manager().profile().capture().isPresent() || lab().cloud().isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> hosts = session.cloud(task).endpoint("platform");
        boolean own = systems.size() == 1 || hosts.isPresent() && system.manager().profile().urls().stream()
                .anyMatch(u -> Objects.equals(URI.create(u).getHost(), hosts.get().getHost()));
        return own ? session.inventory(task) : Optional.empty();
    }

    /** Who is logged in to the lab's cloud; empty when the lab has none. Logs in. */
    Optional<Cloud.Login> login(Task task) throws FailureException {
        return lab().cloud().isPresent() ? Optional.of(session.cloud(task).login()) : Optional.empty();
    }

    /** The lab. */
    public Lab lab() {
        return session.lab();
    }

    /** Its systems, in the lab's order. */
    public List<ControllerSystem> systems() {
        return systems;
    }

    /** The system of that name. */
    public Optional<ControllerSystem> system(String name) {
        return systems.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** Keeps it open until {@link #release}; answers false when it has ended already. */
    public synchronized boolean keep() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Gives it back. Connections are closed on a thread of their own, since that may take a moment. */
    public void release() {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        Thread.ofVirtual().name("controllers-close-" + lab().name()).start(() -> {
            systems.forEach(s -> s.poller().close());
            session.close();
        });
    }
}
