package org.campanile.ui.controllers.swact;

import java.util.List;

import org.campanile.core.controllers.ActionRoute;
import org.campanile.core.controllers.ActionVerdict;
import org.campanile.core.controllers.GroupFate;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.eclipse.osgi.util.NLS;

/**
 * All that a user has to know before an action. A value.
 *
 * @param system the system
 * @param verdict the server's and ours, with what would become of the groups
 * @param routes the ways the command can take, the better one first
 * @param route the way it would take
 */
public record Asked(ControllerSystem system, ActionVerdict verdict, List<ActionRoute> routes, ActionRoute route) {

    public Asked {
        routes = List.copyOf(routes);
    }

    /** Reads the system and asks whether {@code action} may be done to {@code host}; blocks. */
    public static Asked now(ControllerSystem system, NodeAction action, String host, Task task) throws FailureException {
        task.progress(NLS.bind(Messages.asking, SwactWords.named(action, host)), 0, 1);
        ActionVerdict verdict = new PreChecks(system.manager()).fresh(action, host, task);
        List<ActionRoute> routes = system.routes(task);
        return new Asked(system, verdict, routes, routes.getFirst());
    }

    /** The same by another way. */
    public Asked by(ActionRoute way) {
        return new Asked(system, verdict, routes, way);
    }

    /** What is asked. */
    public NodeAction action() {
        return verdict.action();
    }

    /** The controller it is asked for. */
    public String host() {
        return verdict.host();
    }

    /** The data it rests on. */
    public SystemSnapshot snapshot() {
        return verdict.snapshot();
    }

    /** The other controllers. */
    public List<String> others() {
        return snapshot().nodes().stream().map(Node::name).filter(n -> !n.equals(host())).toList();
    }

    /** Groups whose arrival shows how far it is. */
    public List<String> moving() {
        return action() == NodeAction.UNLOCK ? verdict.impact().fates().stream().map(GroupFate::group).toList()
                : verdict.impact().moves().stream().map(GroupFate::group).toList();
    }
}
