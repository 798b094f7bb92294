package org.campanile.ui.topology.editor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.campanile.core.check.CheckReport;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TeamTypes;
import org.campanile.core.task.FailureException;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.topology.document.EnvironmentStore;

/**
 * What an editor begins with. A value.
 *
 * @param types the types there are, shipped and the team's
 * @param store the files
 * @param opened what stands in them
 */
record Opening(ServiceTypes types, EnvironmentStore store, EnvironmentStore.Opened opened) {

    /** Reads types and file. Worker threads only. */
    static Opening read(Services services, Path file) throws FailureException {
        ServiceTypes all = types(services);
        EnvironmentStore files = new EnvironmentStore(file, all, services.secrets());
        return new Opening(all, files, files.open());
    }

    /** The shipped types and the team's; files that are wrong are left out and stand in the Checks view with line and field. */
    static ServiceTypes types(Services services) {
        Instant began = Instant.now();
        TeamTypes read = TeamTypes.read(services.home().labs().resolve(ServiceTypes.FOLDER));
        if (read.wrong().isEmpty()) {
            services.checks().withdraw(TeamTypes.RULE);
        } else {
            CheckReport report = new CheckReport(Messages.teamServiceTypes, began, Duration.between(began, Instant.now()), true, read.findings(), List.of());
            services.checks().publish(new PublishedChecks(TeamTypes.RULE, report, null));
        }
        return read.types();
    }
}
