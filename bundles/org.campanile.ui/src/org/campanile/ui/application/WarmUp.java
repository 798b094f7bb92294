package org.campanile.ui.application;

import org.campanile.ui.Services;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.osgi.framework.Bundle;

/**
 * Loads, beside the window, what the first opening of a perspective, view or editor would otherwise load on the UI thread: their classes and the
 * rasteriser of the icons. Nothing is made, and what fails here fails again, visibly, where it is needed.
 */
final class WarmUp {

    private static final String[] POINTS = {"org.eclipse.ui.views", "org.eclipse.ui.editors", "org.eclipse.ui.perspectives", "org.eclipse.ui.handlers",
            "org.eclipse.ui.newWizards", "org.eclipse.core.expressions.propertyTesters", "org.eclipse.core.runtime.adapters"};

    private final Services services;

    WarmUp(Services services) {
        this.services = services;
    }

    /** Starts a job that nobody sees. */
    void start() {
        services.jobs().job("Prepare views", task -> {
            services.icons().warmUp();
            for (String point : POINTS) {
                for (IConfigurationElement element : Platform.getExtensionRegistry().getConfigurationElementsFor(point)) {
                    load(element);
                }
            }
            return POINTS.length;
        }).system().start();
    }

    private static void load(IConfigurationElement element) {
        String name = element.getAttribute("class");
        Bundle bundle = Platform.getBundle(element.getContributor().getName());
        if (name == null || bundle == null || !bundle.getSymbolicName().startsWith("org.campanile.")) {
            return;
        }
        try {
            bundle.loadClass(name.split(":")[0]);
        } catch (ClassNotFoundException | LinkageError e) {
            ILog.of(WarmUp.class).log(new Status(Status.INFO, Services.PLUGIN, name + " was not loaded ahead of its use", e));
        }
    }
}
