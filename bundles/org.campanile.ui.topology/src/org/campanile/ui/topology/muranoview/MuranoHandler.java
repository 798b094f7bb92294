package org.campanile.ui.topology.muranoview;

import java.util.Optional;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** The commands of the view; which one is the data of the extension. */
public final class MuranoHandler extends AbstractHandler implements IExecutableExtension {

    private Verb verb;

    @Override
    public void setInitializationData(IConfigurationElement config, String propertyName, Object data) {
        verb = Verb.valueOf(String.valueOf(data));
    }

    @Override
    public boolean isEnabled() {
        return view().filter(v -> v.can(verb)).isPresent();
    }

    @Override
    public Object execute(ExecutionEvent event) {
        view().ifPresent(v -> v.run(verb));
        return null;
    }

    private static Optional<MuranoView> view() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        return window != null && window.getActivePage() != null && window.getActivePage().findView(MuranoIds.VIEW) instanceof MuranoView view
                ? Optional.of(view) : Optional.empty();
    }
}
