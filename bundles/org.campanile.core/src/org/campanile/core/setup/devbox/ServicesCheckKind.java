package org.campanile.core.setup.devbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Fix;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code devbox.services}: how the services of a devbox stand: API, conductor or engine, dashboard's web server. Names of one service are tried in order. */
final class ServicesCheckKind implements CheckKind {

    private static final String USUAL = "murano-api, murano-engine|murano-conductor, apache2|httpd";

    @Override
    public String id() {
        return "devbox.services";
    }

    @Override
    public String summary() {
        return "Whether the services of a devbox run: API, conductor or engine, the dashboard's web server; by whatever init system.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "The devbox."),
                KindParameter.optional("services", ValueType.LIST, USUAL, "Names of services; several names of one with a bar between."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        String host = spec.with().host("host");
        List<Check> checks = new ArrayList<>();
        for (String names : spec.with().list("services")) {
            checks.add(Check.of(spec.id() + "." + names.split("\\|")[0], names.replace("|", " or "), spec.group(), Duration.ofSeconds(30),
                    task -> List.of(look(HostStep.on(ground, host, task), names.split("\\|"), task))));
        }
        return checks;
    }

    private static Finding look(Host host, String[] names, Task task) throws FailureException {
        for (String name : names) {
            ServiceStatus status = host.services().status(name, task);
            if (status.state() == ServiceStatus.State.ABSENT) {
                continue;
            }
            String subject = name + " on " + host.name();
            if (status.running()) {
                return Finding.ok(subject, "Runs" + status.since().map(s -> " since " + s).orElse("") + ".");
            }
            List<String> log = host.services().log(name, "", 5, task);
            return Finding.of(Severity.ERROR, subject, status.state().label() + (log.isEmpty() ? "" : ": " + log.getLast()))
                    .withImpact("Environments cannot be sent or deployed.").withFix("Look into its log, then start it.")
                    .withStep(new Fix("host.service", "Start " + name, "campanile host service start " + name + " --host " + host.name()));
        }
        return Finding.of(Severity.INFO, String.join(" or ", names) + " on " + host.name(), "Not installed.");
    }
}
