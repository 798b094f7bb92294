package org.campanile.ui.application;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.campanile.ui.Mnemonics;
import org.campanile.ui.Services;
import org.campanile.ui.preferences.ShellPreferences;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.e4.ui.workbench.UIEvents;
import org.eclipse.ui.IPerspectiveRegistry;
import org.eclipse.ui.IWorkbenchPreferenceConstants;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.eclipse.ui.statushandlers.StatusManager;

/** Configures the workbench: layout is saved, the first perspective is Lab Setup if there is one, the theme is followed. */
final class ShellWorkbenchAdvisor extends WorkbenchAdvisor {

    /** In the order in which they are wanted at the first start; a product may lack some. */
    private static final List<String> PERSPECTIVES = List.of("org.campanile.ui.setup.perspective", "org.campanile.ui.topology.perspective",
            "org.campanile.ui.controllers.perspective");

    private final Services services;

    ShellWorkbenchAdvisor(Services services) {
        this.services = services;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
        WidgetStyles.follow(services.theme().display(), services.theme());
        Mnemonics.follow(services.theme().display());
        // A new window shows all of them in its bar from the start, not only those that were opened once.
        PlatformUI.getPreferenceStore().setDefault(IWorkbenchPreferenceConstants.PERSPECTIVE_BAR_EXTRAS, String.join(",", PERSPECTIVES));
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        services.theme().refresh();
        return new ShellWindowAdvisor(configurer, services);
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        IPerspectiveRegistry known = PlatformUI.getWorkbench().getPerspectiveRegistry();
        return PERSPECTIVES.stream().filter(p -> known.findPerspectiveWithId(p) != null).findFirst().orElse(null);
    }

    @Override
    public String getMainPreferencePageId() {
        return "org.campanile.ui.preferences";
    }

    /** Which commands are enabled depends on the active lab, the demo lab, and on there being findings. */
    @Override
    public void postStartup() {
        IEventBroker events = PlatformUI.getWorkbench().getService(IEventBroker.class);
        events.subscribe(IThemeEngine.Events.THEME_CHANGED, event -> services.theme().refresh());
        Runnable ask = () -> events.post(UIEvents.REQUEST_ENABLEMENT_UPDATE_TOPIC, UIEvents.ALL_ELEMENT_ID);
        services.demo().onChange(ask);
        services.activeLab().subscribe(lab -> ask.run());
        AtomicBoolean some = new AtomicBoolean();
        services.checks().subscribe(runs -> {
            if (some.getAndSet(!runs.isEmpty()) == runs.isEmpty()) {
                ask.run();
            }
        });
        // its thresholds are ours, see StartOptions
        PlatformUI.getWorkbench().getPreferenceManager().remove("org.eclipse.ui.monitoring.page");
        services.theme().refresh();
        services.activeLab().follow();
        new WarmUp(services).start();
        if (StartOptions.demo() || ShellPreferences.now().demoAtStart()) {
            services.demo().start();
        }
    }

    @Override
    public void eventLoopException(Throwable e) {
        StatusManager.getManager().handle(new Status(IStatus.ERROR, Services.PLUGIN, Messages.defectInterrupted, e),
                StatusManager.LOG | StatusManager.SHOW);
    }
}
