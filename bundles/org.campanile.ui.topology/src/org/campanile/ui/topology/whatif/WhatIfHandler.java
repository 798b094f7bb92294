package org.campanile.ui.topology.whatif;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.campanile.ui.topology.scene.HostGroups;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/**
 * Opens the view that says what is left; with the parameter {@code lose} it asks at once about the services selected on the canvas: all of them, their
 * zones, their hosts, or of each the first unit.
 */
public final class WhatIfHandler extends AbstractHandler {

    /** Id of the command. */
    public static final String COMMAND = WhatIfView.ID;
    /** The parameter that says what of the selection is lost: the name of a kind. */
    public static final String LOSE = "lose";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            WhatIfView view = (WhatIfView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(WhatIfView.ID);
            String lose = event.getParameter(LOSE);
            if (lose != null && HandlerUtil.getActiveEditor(event) instanceof EnvironmentEditor editor && editor.document() != null) {
                Loss.Kind kind = Loss.Kind.valueOf(lose);
                view.ask(kind, keys(kind, editor.document().environment(), editor.document().selection(),
                        HostGroups.hosts(editor.deployment().state().snapshot())));
            }
        } catch (PartInitException e) {
            throw new IllegalStateException("The view is part of this program", e);
        }
        return null;
    }

    private static Set<String> keys(Loss.Kind kind, Environment environment, Set<String> selection, Map<String, String> hosts) {
        Set<String> keys = new HashSet<>();
        for (Service service : environment.services()) {
            if (selection.contains(service.id())) {
                switch (kind) {
                    case ZONE -> keys.add(Loss.key(kind, service.text(Service.ZONE)));
                    case SERVICE -> keys.add(Loss.key(kind, service.id()));
                    case HOST -> service.units().stream().filter(u -> hosts.containsKey(u.id())).forEach(u -> keys.add(Loss.key(kind, hosts.get(u.id()))));
                    case UNIT -> service.master().or(() -> service.units().stream().findFirst()).ifPresent(u -> keys.add(Loss.key(kind, u.id())));
                }
            }
        }
        // The view says why there is nothing to lose.
        return keys.isEmpty() ? Set.of(Loss.key(kind, "")) : keys;
    }
}
