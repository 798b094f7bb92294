package org.campanile.ui.controllers.live;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.campanile.core.controllers.ActionRoute;
import org.campanile.core.controllers.InventoryRoute;
import org.campanile.core.controllers.Onlooker;
import org.campanile.core.controllers.StateChanges;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.controllers.SystemPoller.Attention;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.history.Event;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.lab.Lab;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Subscription;

/**
 * One system of a lab while the window knows it: its client, its poller, and the swact under way. Any thread. What it tells is told on the
 * poller's or the action's thread.
 */
public final class ControllerSystem {

    private static final Set<Failure.Kind> FOR_THE_USER = EnumSet.of(Failure.Kind.DENIED, Failure.Kind.UNTRUSTED, Failure.Kind.CANCELLED);

    private final LabSystems owner;
    private final ServiceManager manager;
    private final SystemPoller poller;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private volatile boolean paused;
    private SwactStatus swact;
    private SystemSnapshot recorded;

    private final StateChanges changes;
    private final Consumer<Event> keep;

    /**
     * @param changes what is on record of it
     * @param keep takes each change
     */
    ControllerSystem(LabSystems owner, ServiceManager manager, StateChanges changes, Consumer<Event> keep) {
        this.owner = owner;
        this.manager = manager;
        this.poller = new SystemPoller(manager, new Onlooker(owner::login, task -> owner.inventory(this, task)));
        this.changes = changes;
        this.keep = keep;
        // kept up even while nobody looks, so that the history has no holes; until it begins to refuse
        new Watch(view -> {
        }, Attention.HEARTBEAT).open();
    }

    private void record(SystemSnapshot now) {
        List<Event> news;
        synchronized (changes) {
            news = now == recorded ? List.of() : changes.take(now);
            recorded = now;
        }
        news.forEach(keep);
    }

    /** Since when the group on the node is as it is; group empty for the node, both empty for the active role. Empty when never read. */
    public Optional<StateChanges.Since> since(String node, String group) {
        synchronized (changes) {
            return changes.since(node, group);
        }
    }

    /** What the user calls it. */
    public String name() {
        return manager.profile().name();
    }

    /** The lab it belongs to. */
    public Lab lab() {
        return owner.lab();
    }

    /** The systems it was opened with; keep them while working on this one. */
    public LabSystems owner() {
        return owner;
    }

    /** Its client. */
    public ServiceManager manager() {
        return manager;
    }

    /** Its poller. */
    public SystemPoller poller() {
        return poller;
    }

    /** The ways commands can take to it, the better one first: the inventory API where the lab's cloud lists one for it, and straight. Blocks. */
    public List<ActionRoute> routes(Task task) throws FailureException {
        Optional<Inventory> inventory = owner.inventory(this, task);
        ActionRoute direct = ActionRoute.direct(manager);
        return inventory.isPresent() ? List.of(new InventoryRoute(inventory.get()), direct) : List.of(direct);
    }

    /** What is known now. */
    public SystemView view() {
        return new SystemView(poller.current(), swact());
    }

    /**
     * Reads the system as long as the answer is open and tells {@code listener} each reading and each step of a swact. After a refusal that only
     * the user can mend (password, role, certificate) nothing is read until {@link #refresh}: asking on would lock accounts and repeat questions.
     */
    public Subscription watch(Consumer<SystemView> listener) {
        return watch(listener, Attention.USUAL);
    }

    /** The same with more or less attention. */
    public Subscription watch(Consumer<SystemView> listener, Attention attention) {
        return new Watch(listener, attention).open();
    }

    /** Reads again now. */
    public void refresh() {
        if (paused) {
            paused = false;
            watches.forEach(Watch::start);
        } else {
            poller.refresh();
        }
    }

    private void pause() {
        paused = true;
        watches.forEach(Watch::stop);
    }

    /** One listener and its share of the polling. */
    private final class Watch implements Subscription {
        private final Consumer<SystemView> listener;
        private final Attention attention;
        private SystemPoller.Subscription polling;
        private boolean closed;

        Watch(Consumer<SystemView> listener, Attention attention) {
            this.listener = listener;
            this.attention = attention;
        }

        Watch open() {
            watches.add(this);
            if (!paused) {
                start();
            }
            return this;
        }

        synchronized void start() {
            if (polling == null && !closed) {
                polling = poller.subscribe(this::read, attention);
            }
        }

        synchronized void stop() {
            if (polling != null) {
                polling.close();
                polling = null;
            }
        }

        private void read(SystemSnapshot now) {
            if (now.failure() != null && FOR_THE_USER.contains(now.failure().kind()) && !swact().map(SwactStatus::going).orElse(false)) {
                pause();
            }
            record(now);
            listener.accept(view());
        }

        @Override
        public synchronized void close() {
            closed = true;
            watches.remove(this);
            stop();
        }
    }

    /** The swact under way or the last one. */
    public synchronized Optional<SwactStatus> swact() {
        return Optional.ofNullable(swact);
    }

    /** Begins a swact, unless one is under way; answers whether it does. */
    public boolean begin(SwactStatus first) {
        synchronized (this) {
            if (swact != null && swact.going()) {
                return false;
            }
            swact = first;
        }
        tell();
        return true;
    }

    /** Takes a step of the swact. */
    public void step(UnaryOperator<SwactStatus> next) {
        synchronized (this) {
            swact = next.apply(swact);
        }
        tell();
    }

    /** Forgets an ended swact, when the user has seen it. */
    public void dismiss() {
        synchronized (this) {
            if (swact == null || swact.going()) {
                return;
            }
            swact = null;
        }
        tell();
    }

    private void tell() {
        SystemView now = view();
        watches.forEach(w -> w.listener.accept(now));
    }
}
