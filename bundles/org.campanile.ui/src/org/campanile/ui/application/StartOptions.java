package org.campanile.ui.application;

import org.campanile.ui.preferences.ThemeChoice;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;

/**
 * Options given at the start, as system properties: {@code campanile.theme} (light, dark, system), {@code campanile.freezeMonitor}
 * (milliseconds above which a stall of the UI thread is logged, or {@code off}), {@code campanile.demo} (true starts the demo lab).
 */
public final class StartOptions {

    private static final int FREEZE_MS = 500;

    private StartOptions() {
    }

    /** Applies what has to be known before the window opens. */
    static void apply() {
        String theme = System.getProperty("campanile.theme");
        if (theme != null) {
            ThemeChoice.of(theme).save();
        }
        String freeze = System.getProperty("campanile.freezeMonitor", "");
        // Reading the default node first lets the monitor's own initializer run, whose values would otherwise replace ours.
        IEclipsePreferences monitor = DefaultScope.INSTANCE.getNode("org.eclipse.ui.monitoring");
        monitor.putBoolean("monitoring_enabled", !"off".equals(freeze));
        monitor.putInt("long_event_warning_threshold", freeze.matches("\\d{2,6}") ? Integer.parseInt(freeze) : FREEZE_MS);
        monitor.putInt("long_event_error_threshold", 2000);
        monitor.putBoolean("log_to_error_log", true);
    }

    /** Whether the demo lab is wanted at the start. */
    public static boolean demo() {
        return Boolean.getBoolean("campanile.demo");
    }
}
