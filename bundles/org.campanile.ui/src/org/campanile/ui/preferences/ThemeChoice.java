package org.campanile.ui.preferences;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.widgets.Display;
import org.osgi.service.prefs.BackingStoreException;

/** Which theme the user wants. The theme engine keeps it in its own preference; without one it follows the system. */
public enum ThemeChoice {
    /** As the desktop is. */ SYSTEM(Messages.asTheSystem, null),
    /** Light. */ LIGHT(Messages.light, "org.eclipse.e4.ui.css.theme.e4_default"),
    /** Dark. */ DARK(Messages.dark, "org.eclipse.e4.ui.css.theme.e4_dark");

    private static final String NODE = "org.eclipse.e4.ui.css.swt.theme";
    private static final String KEY = "themeid";

    private final String label;
    private final String themeId;

    ThemeChoice(String label, String themeId) {
        this.label = label;
        this.themeId = themeId;
    }

    /** The word shown. */
    public String label() {
        return label;
    }

    /** The choice named {@code light}, {@code dark}, or anything else for the system's. */
    public static ThemeChoice of(String word) {
        return switch (word) {
            case "light" -> LIGHT;
            case "dark" -> DARK;
            default -> SYSTEM;
        };
    }

    /** The saved choice. */
    public static ThemeChoice saved() {
        String id = InstanceScope.INSTANCE.getNode(NODE).get(KEY, "");
        return id.isEmpty() ? SYSTEM : id.contains("dark") ? DARK : LIGHT;
    }

    /** Saves the choice for the next start. */
    public void save() {
        IEclipsePreferences node = InstanceScope.INSTANCE.getNode(NODE);
        if (themeId == null) {
            node.remove(KEY);
        } else {
            node.put(KEY, themeId);
        }
        try {
            node.flush();
        } catch (BackingStoreException e) {
            ILog.of(ThemeChoice.class).log(new Status(IStatus.WARNING, "org.campanile.ui", Messages.themeNotSaved, e));
        }
    }

    /** Saves the choice and shows it as soon as the toolkit has its colours ready. UI thread only. */
    public void apply(IThemeEngine engine) {
        Display display = Display.getCurrent();
        String id = themeId != null ? themeId : Display.isSystemDarkTheme() ? DARK.themeId : LIGHT.themeId;
        save();
        ToolkitColors.prepare(display, id.equals(DARK.themeId), () -> engine.setTheme(id, themeId != null));
    }
}
