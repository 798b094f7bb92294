package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Fix;
import org.campanile.core.check.Severity;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks whether what a request asks for is there already: the same probes that the plan's steps use, told as findings. */
final class SetupChecks {

    private SetupChecks() {
    }

    static List<Check> of(LabSession session, SetupRequest request) {
        List<Check> checks = new ArrayList<>();
        request.rabbit().ifPresent(rabbit -> checks.add(LabChecks.behind(session, LabChecks.RABBITMQ, "RabbitMQ for Murano", LabChecks.SETUP,
                "the management API", task -> session.management(task).whoAmI(task), (s, task) -> {
                    RabbitSetup setup = new RabbitSetup(s, rabbit.account());
                    return findings("broker.user", "RabbitMQ", setup.missing(task), setup.evidence());
                })));
        request.murano().ifPresent(murano -> checks.add(LabChecks.behind(session, LabChecks.KEYSTONE, "Murano in Keystone", LabChecks.SETUP,
                "the login to Keystone", session::cloud, (s, task) -> {
                    KeystoneSetup setup = new KeystoneSetup(s, murano);
                    List<Finding> found = new ArrayList<>(findings("keystone.service", "Keystone", setup.missing(task), setup.evidence()));
                    setup.duplicates(task).ifPresent(found::add);
                    return found;
                })));
        request.image().ifPresent(image -> checks.add(LabChecks.behind(session, LabChecks.IMAGE, "Windows image", LabChecks.SETUP,
                "the login to Keystone", session::cloud, (s, task) -> image(new ImageSetup(s, image, new FileDigests()), task))));
        return checks;
    }

    private static List<Finding> image(ImageSetup setup, Task task) throws FailureException {
        List<Finding> found = new ArrayList<>(findings("image.upload", "Glance", setup.missing(task), setup.evidence()));
        Optional<String> hidden = setup.request().info().hiddenBecause();
        hidden.ifPresent(why -> found.add(Finding.of(Severity.INFO, setup.request().name(), why)));
        return found;
    }

    private static List<Finding> findings(String step, String subject, List<String> missing, String evidence) {
        if (missing.isEmpty()) {
            return List.of(Finding.ok(subject, evidence));
        }
        List<Finding> found = new ArrayList<>();
        for (String what : missing) {
            found.add(Finding.of(Severity.WARNING, subject, what).withImpact("Murano cannot be used until it is set up.")
                    .withFix("Set up this part.").withStep(new Fix(step, "Set up", "campanile lab setup")));
        }
        return found;
    }
}
