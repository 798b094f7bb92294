package org.campanile.ui.application;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;

/** What runs here, for About and for reports of defects. Any thread. */
final class Versions {

    private Versions() {
    }

    /** Version of Campanile without the build's qualifier. */
    static String campanile() {
        Version v = FrameworkUtil.getBundle(Versions.class).getVersion();
        return v.getMajor() + "." + v.getMinor() + "." + v.getMicro();
    }

    /** Names and versions, in the order shown. */
    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(Messages.campanile, FrameworkUtil.getBundle(Versions.class).getVersion().toString());
        all.put(Messages.java, System.getProperty("java.vendor") + " " + Runtime.version());
        all.put(Messages.operatingSystem,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        all.put(Messages.eclipseWorkbench, version("org.eclipse.ui.workbench"));
        all.put("SWT", SWT.getVersion() + " (" + SWT.getPlatform() + ", " + version("org.eclipse.swt") + ")");
        String gtk = System.getProperty("org.eclipse.swt.internal.gtk.version");
        if (gtk != null) {
            all.put("GTK", gtk);
        }
        all.put(Messages.displayBackend, backend());
        return all;
    }

    private static String backend() {
        if (!"gtk".equals(SWT.getPlatform())) {
            return SWT.getPlatform();
        }
        String forced = System.getenv("GDK_BACKEND");
        boolean wayland = System.getenv("WAYLAND_DISPLAY") != null && !"x11".equals(forced);
        String server = wayland ? "Wayland " + System.getenv("WAYLAND_DISPLAY") : "X11 " + System.getenv("DISPLAY");
        return forced == null ? server : server + ", GDK_BACKEND=" + forced;
    }

    private static String version(String bundle) {
        Bundle found = Platform.getBundle(bundle);
        return found == null ? Messages.notPresent : found.getVersion().toString();
    }
}
