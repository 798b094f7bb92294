package org.campanile.ui.tests;

import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.ui.ActiveLab;
import org.campanile.ui.Services;
import org.campanile.ui.demo.EmbeddedDemoLab;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension: one demo lab for all tests of this JVM, twenty times as fast as usual, on the list of labs as "Demo lab" with its passwords
 * known, normal guard, and active at the begin of each test. Its OpenStack and controllers keep what earlier tests left. A test method may
 * take a {@link DemoLab}, the {@link Lab} that describes it, the {@link Services} of the window and a {@link WorkbenchDriver} as parameters.
 */
public final class DemoLabFixture implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private static final double PACE = 0.05;
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(DemoLabFixture.class);

    private final WorkbenchDriver workbench = new WorkbenchDriver();

    @Override
    public void beforeAll(ExtensionContext context) {
        workbench.mainShell();
        demo(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws FailureException {
        Lab lab = EmbeddedDemoLab.describe(demo(context));
        Services services = services(workbench);
        for (Map.Entry<SecretKey, Secret> secret : EmbeddedDemoLab.secrets(lab).entrySet()) {
            services.secrets().store(secret.getKey(), secret.getValue());
        }
        if (!services.labs().find(lab.name()).equals(Optional.of(lab))) {
            services.labs().replace(lab.name(), lab);
        }
        // The window hears of the store first, so that it does not put another lab in this one's place afterwards.
        workbench.settle();
        workbench.run(() -> services.activeLab().set(lab));
        Wait.until("the demo lab is active", () -> active(workbench).map(Lab::name).equals(Optional.of(lab.name())));
    }

    /** The services of the window under test. */
    public static Services services(WorkbenchDriver workbench) {
        return workbench.read(() -> Services.of(PlatformUI.getWorkbench()));
    }

    /** The lab the window works on. */
    public static Optional<Lab> active(WorkbenchDriver workbench) {
        ActiveLab active = services(workbench).activeLab();
        return workbench.read(active::get);
    }

    /** Gives the demo lab another guard until the next test begins. */
    public static Lab guard(WorkbenchDriver workbench, Lab lab, Guard guard) throws FailureException {
        Lab guarded = lab.withGuard(guard);
        services(workbench).labs().replace(lab.name(), guarded);
        Wait.until("the window knows the guard", () -> active(workbench).equals(Optional.of(guarded)));
        return guarded;
    }

    private static DemoLab demo(ExtensionContext context) {
        return context.getRoot().getStore(SPACE).getOrComputeIfAbsent(DemoLab.class, key -> {
            try {
                return DemoLab.start(DemoLabOptions.defaults().withTimeScale(PACE).withMuranoListed(false));
            } catch (FailureException e) {
                throw new IllegalStateException(e.failure().details(), e);
            }
        }, DemoLab.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DemoLab.class || type == Lab.class || type == Services.class || type == WorkbenchDriver.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == DemoLab.class) {
            return demo(context);
        }
        if (type == Lab.class) {
            return EmbeddedDemoLab.describe(demo(context));
        }
        return type == Services.class ? services(workbench) : workbench;
    }
}
