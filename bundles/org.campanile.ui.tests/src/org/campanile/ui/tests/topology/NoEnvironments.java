package org.campanile.ui.tests.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.topology.Topology;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit extension: each test begins in the perspective Environments without an environment or a type of the team, and leaves none. Comes after
 * {@link DemoLabFixture}.
 */
public final class NoEnvironments implements BeforeEachCallback, AfterEachCallback {

    private final WorkbenchDriver workbench = new WorkbenchDriver();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        clear();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        clear();
    }

    private void clear() throws IOException {
        workbench.resetWorkbench();
        Services services = DemoLabFixture.services(workbench);
        for (Path folder : List.of(services.home().environments(), services.home().labs().resolve(ServiceTypes.FOLDER))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    for (Path file : all.toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
        workbench.perspectiveById(Topology.PERSPECTIVE);
    }
}
