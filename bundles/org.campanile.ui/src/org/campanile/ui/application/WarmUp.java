package org.campanile.ui.application;

import org.campanile.ui.Services;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.osgi.util.NLS;
import org.osgi.framework.Bundle;

/**
 * Loads, beside the window, what the first opening of a perspective, view or editor would otherwise load on the UI thread: their classes, the
 * platform's resources and the rasteriser of the icons. Nothing is made, and what fails here fails again, visibly, where it is needed.
 */
final class WarmUp {

    private static final String[] POINTS = {"org.eclipse.ui.views", "org.eclipse.ui.editors", "org.eclipse.ui.perspectives", "org.eclipse.ui.handlers",
            "org.eclipse.ui.newWizards", "org.eclipse.core.expressions.propertyTesters", "org.eclipse.core.runtime.adapters"};

    /** A class of the platform's resources: the first editor of all asks for it, and with it starts their whole bundle. */
    private static final String RESOURCES = "org.eclipse.core.resources";
    private static final String RESOURCE = RESOURCES + ".IResource";

    private final Services services;

    WarmUp(Services services) {
        this.services = services;
    }

    /** Starts a job that nobody sees. */
    void start() {
        services.jobs().job(Messages.prepareViews, task -> {
            load(Platform.getBundle(RESOURCES), RESOURCE);
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
        if (name != null && element.getContributor().getName().startsWith("org.campanile.")) {
            load(Platform.getBundle(element.getContributor().getName()), name.split(":")[0]);
        }
    }

    private static void load(Bundle bundle, String name) {
        if (bundle == null) {
            return;
        }
        try {
            bundle.loadClass(name);
        } catch (ClassNotFoundException | LinkageError e) {
            ILog.of(WarmUp.class).log(new Status(Status.INFO, Services.PLUGIN, NLS.bind(Messages.notLoadedAhead, name), e));
        }
    }
}
