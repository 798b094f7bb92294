package org.campanile.ui.preferences;

import java.time.Duration;

import org.campanile.ui.Services;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;

/**
 * The shell's preferences as a value. Any thread.
 *
 * @param demoAtStart whether the demo lab starts with the window
 * @param keepDemo whether the demo lab's state is kept for the next start
 * @param poll how often live views read again
 */
public record ShellPreferences(boolean demoAtStart, boolean keepDemo, Duration poll) {

    static final String DEMO_AT_START = "demo.atStart";
    static final String KEEP_DEMO = "demo.keep";
    static final String POLL_SECONDS = "poll.seconds";

    private static final int POLL_DEFAULT = 5;

    /** What is set now. */
    public static ShellPreferences now() {
        IEclipsePreferences set = InstanceScope.INSTANCE.getNode(Services.PLUGIN);
        IEclipsePreferences usual = DefaultScope.INSTANCE.getNode(Services.PLUGIN);
        return new ShellPreferences(set.getBoolean(DEMO_AT_START, usual.getBoolean(DEMO_AT_START, false)),
                set.getBoolean(KEEP_DEMO, usual.getBoolean(KEEP_DEMO, false)),
                Duration.ofSeconds(set.getInt(POLL_SECONDS, usual.getInt(POLL_SECONDS, POLL_DEFAULT))));
    }

    static void writeDefaults() {
        IEclipsePreferences usual = DefaultScope.INSTANCE.getNode(Services.PLUGIN);
        usual.putBoolean(DEMO_AT_START, false);
        usual.putBoolean(KEEP_DEMO, false);
        usual.putInt(POLL_SECONDS, POLL_DEFAULT);
    }
}
