package org.campanile.ui.controllers;

import java.util.Map;

import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;
import org.eclipse.ui.services.IServiceLocator;
import org.eclipse.ui.services.ISourceProviderService;

/**
 * Variables of the board for {@code enabledWhen}: {@value #SWACT} is {@code yes} while the system at hand has an active controller that could be swacted,
 * {@value #SHOWN} while the board shows a system. UI thread only.
 */
public final class BoardState extends AbstractSourceProvider {

    /** Whether a swact can be asked for. */
    public static final String SWACT = "org.campanile.ui.controllers.canSwact";
    /** Whether there is a system. */
    public static final String SHOWN = "org.campanile.ui.controllers.shown";

    private boolean swact;
    private boolean shown;

    static void set(IServiceLocator site, boolean canSwact, boolean someShown) {
        if (site.getService(ISourceProviderService.class).getSourceProvider(SWACT) instanceof BoardState state) {
            state.set(canSwact, someShown);
        }
    }

    private void set(boolean canSwact, boolean someShown) {
        if (canSwact != swact || someShown != shown) {
            swact = canSwact;
            shown = someShown;
            fireSourceChanged(ISources.WORKBENCH, getCurrentState());
        }
    }

    @Override
    public Map<String, Object> getCurrentState() {
        return Map.of(SWACT, word(swact), SHOWN, word(shown));
    }

    private static String word(boolean is) {
        return is ? "yes" : "no";
    }

    @Override
    public String[] getProvidedSourceNames() {
        return new String[] {SWACT, SHOWN};
    }

    @Override
    public void dispose() {
        // holds nothing
    }
}
