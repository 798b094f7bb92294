package org.campanile.ui.topology.map;

import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.CloudFactsReader;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Identity;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.eclipse.osgi.util.NLS;

/**
 * What was read of the two clouds between which an environment is mapped. A value.
 *
 * @param from what the one has that it is meant for now; empty when no lab was named
 * @param to what the other one has
 * @param regions names of the other one's regions
 */
record Clouds(Optional<CloudFacts> from, CloudFacts to, List<String> regions) {

    /** What is asked. @param from may be empty @param ask whether a password may be asked for */
    record Question(Optional<Lab> from, Lab to, String region, boolean ask) {

        /** The other lab, in the region that was chosen. */
        Lab target() {
            return region.isEmpty() ? to : to.cloud().map(c -> to.withCloud(c.withRegion(region))).orElse(to);
        }

        /** Whether all passwords are known; worker threads only. */
        boolean known(Services services) throws FailureException {
            return services.secrets().find(to.cloudKey()).isPresent() && (from.isEmpty() || services.secrets().find(from.get().cloudKey()).isPresent());
        }
    }

    /** Reads both; empty when a password is not known and may not be asked for. Blocks; worker threads only. */
    static Optional<Clouds> read(Services services, Question question, Task task) throws FailureException {
        if (!question.ask() && !question.known(services)) {
            return Optional.empty();
        }
        int steps = question.from().isPresent() ? 2 : 1;
        task.progress(NLS.bind(Messages.readingTargetOf, question.to().name()), 0, steps);
        CloudFacts to;
        List<String> regions;
        try (LabSession session = services.session(question.target())) {
            Cloud cloud = session.cloud(task);
            to = CloudFactsReader.read(cloud, task);
            regions = cloud.catalogue().stream().flatMap(e -> e.endpoints().stream()).map(Identity.Endpoint::region).filter(r -> !r.isEmpty()).distinct().sorted().toList();
        }
        Optional<CloudFacts> from = Optional.empty();
        if (question.from().isPresent()) {
            task.progress(NLS.bind(Messages.readingOriginOf, question.from().get().name()), 1, steps);
            try (LabSession session = services.session(question.from().get())) {
                from = Optional.of(CloudFactsReader.read(session.cloud(task), task));
            }
        }
        task.progress(Messages.read, steps, steps);
        return Optional.of(new Clouds(from, to, regions));
    }
}
