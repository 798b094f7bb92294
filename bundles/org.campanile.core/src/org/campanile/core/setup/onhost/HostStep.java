package org.campanile.core.setup.onhost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.SpecStep;
import org.campanile.core.step.Made;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** A step that works on one host of the lab, over the connection that all steps share. */
public abstract class HostStep extends SpecStep {

    private final Ground ground;
    private final String hostName;

    /** A step on the host of that name; the rest as {@link SpecStep}. */
    protected HostStep(Ground ground, String hostName, String id, String title, String change, List<String> after, List<String> commands, Duration expected) {
        super(id, title, change, after, commands, expected);
        this.ground = ground;
        this.hostName = hostName;
    }

    /** What the step stands on. */
    protected final Ground ground() {
        return ground;
    }

    /** Name of the host in the lab. */
    protected final String hostName() {
        return hostName;
    }

    /** The host, connected; ask anew for each piece of work. */
    protected final Host host(Task task) throws FailureException {
        return on(ground, hostName, task);
    }

    /** A host of a lab, connected; asked what it is once for each connection. */
    public static Host on(Ground ground, String hostName, Task task) throws FailureException {
        String fact = "host/" + hostName + "/connected";
        Host known = ground.facts().get(fact, Host.class, task, t -> Host.of(ground.host(hostName, t), t));
        if (known.isConnected()) {
            return known;
        }
        ground.facts().forget(fact);
        return ground.facts().get(fact, Host.class, task, t -> Host.of(ground.host(hostName, t), t));
    }

    @Override
    public String where() {
        return hostName;
    }

    @Override
    public List<String> undoing(List<Made> made) {
        List<String> sentences = new ArrayList<>(super.undoing(made.stream().filter(m -> !Installation.isPart(m)).toList()));
        sentences.addAll(Installation.undoing(made, hostName));
        return sentences;
    }

    @Override
    public boolean undoable() {
        return true;
    }
}
