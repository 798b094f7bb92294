package org.campanile.ui.preferences;

import org.eclipse.core.runtime.preferences.AbstractPreferenceInitializer;

/** Sets what holds before the user chooses. */
public final class ShellPreferenceInitializer extends AbstractPreferenceInitializer {
    @Override
    public void initializeDefaultPreferences() {
        ShellPreferences.writeDefaults();
    }
}
