package org.campanile.ui.controllers.swact;

import java.time.Instant;
import java.util.List;

import org.campanile.core.controllers.PreCheckRules;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.Redundancy;
import org.campanile.core.controllers.SwactAction;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.controllers.live.ControllerSystem;

/**
 * All that a user has to know before a swact. A value.
 *
 * @param system the system
 * @param host controller that would hand over
 * @param snapshot what was read for it
 * @param verdict the server's and ours
 */
public record Asked(ControllerSystem system, String host, SystemSnapshot snapshot, SwactAction.Verdict verdict) {

    /** A service group that changes its place. */
    public record Move(String group, String from, String to) {
    }

    /** Reads the system and pre-checks a swact away from {@code host}; blocks. */
    public static Asked now(ControllerSystem system, String host, Task task) throws FailureException {
        task.progress("Reading " + system.name(), 0, 2);
        SystemSnapshot fresh = SystemSnapshot.of(system.name(), system.manager().read(null, task), Instant.now());
        task.progress("Asking whether a swact of " + host + " would be allowed", 1, 2);
        return new Asked(system, host, fresh, new PreChecks(system.manager(), new PreCheckRules()).swact(host, fresh, task));
    }

    /** Controllers that take over. */
    public List<String> others() {
        return snapshot.nodes().stream().map(Node::name).filter(n -> !n.equals(host)).toList();
    }

    /** Groups that are active on the host and have somewhere to go. */
    public List<Move> moves() {
        return snapshot.assignments().stream().filter(a -> a.node().equals(host) && a.state().equals("active")).flatMap(a -> peer(a).stream()
                .filter(p -> !p.state().equals("active")).map(p -> new Move(a.group(), host, p.node()))).toList();
    }

    /** Groups that stay, since they are active on both or have no other place. */
    public List<String> staying() {
        List<String> moving = moves().stream().map(Move::group).toList();
        return snapshot.assignments().stream().filter(a -> a.node().equals(host) && !moving.contains(a.group())).map(Assignment::group).toList();
    }

    private java.util.Optional<Assignment> peer(Assignment a) {
        Redundancy known = Redundancy.stock().get(a.group());
        if (known != null && known.activeActive()) {
            return java.util.Optional.empty();
        }
        return snapshot.assignments().stream().filter(b -> b.group().equals(a.group()) && !b.node().equals(host)).findFirst();
    }
}
