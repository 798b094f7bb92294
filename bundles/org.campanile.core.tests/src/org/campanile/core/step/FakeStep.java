package org.campanile.core.step;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A step whose effect is an entry in a set, with behaviour to be overridden. */
class FakeStep implements Step {

    private final String id;
    private final List<String> after;
    private final Set<String> world;

    FakeStep(String id, Set<String> world, String... after) {
        this.id = id;
        this.world = world;
        this.after = List.of(after);
    }

    static Set<String> emptyWorld() {
        return ConcurrentHashMap.newKeySet();
    }

    final Set<String> world() {
        return world;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return "Make " + id;
    }

    @Override
    public List<String> after() {
        return after;
    }

    @Override
    public String change() {
        return "Makes " + id + ".";
    }

    @Override
    public List<String> commands() {
        return List.of("make " + id);
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        return world.contains(id) ? Probe.done(id + " is there") : Probe.make(id + " is missing");
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        log.intend(new Made("thing", id));
        if (!world.add(id)) {
            throw new IllegalStateException(id + " made twice");
        }
        log.made(new Made("thing", id, "new"));
    }

    @Override
    public boolean undoable() {
        return true;
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        made.forEach(m -> world.remove(m.id()));
    }
}
