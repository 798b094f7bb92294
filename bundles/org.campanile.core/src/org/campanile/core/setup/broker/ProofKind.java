package org.campanile.core.setup.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.RoundTrip;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code broker.proof}: a user logs in over AMQP, publishes a message and consumes it, inside TLS where the lab says so. */
final class ProofKind implements CheckKind {

    @Override
    public String id() {
        return "broker.proof";
    }

    @Override
    public String summary() {
        return "A user logs in over AMQP, and a message goes there and back.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("vhost", ValueType.TEXT, "Virtual host."), KindParameter.required("user", ValueType.TEXT, "Who logs in."),
                KindParameter.required("password", ValueType.SECRET, "Password of the user."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        Values with = spec.with();
        return List.of(Check.of(spec.id(), spec.titleOr("Messages of " + with.text("user")), spec.group(), Duration.ofSeconds(30), task -> findings(ground, with, task)));
    }

    private static List<Finding> findings(Ground ground, Values with, Task task) throws FailureException {
        BrokerProfile broker = ground.session().broker();
        String subject = with.text("user") + " on " + with.text("vhost") + " at " + broker.address();
        Secret password = with.knownSecret("password").orElse(null);
        if (password == null) {
            return List.of(Finding.of(Severity.INFO, subject, "The password is not known, so no login was tried.")
                    .withFix("Set the part up, or give its password."));
        }
        RoundTrip trip;
        try {
            trip = ground.session().proveMessages(with.text("user"), with.text("vhost"), password, task);
        } catch (FailureException e) {
            List<String> missing = missing(ground, with, task);
            if (missing.isEmpty()) {
                throw e;
            }
            return List.of(Finding.of(Severity.WARNING, subject, "No login: RabbitMQ has no " + String.join(" and no ", missing) + ".")
                    .withCause("This part is not set up.").withFix("Set up this part: Lab > Set up lab…."));
        }
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(subject, "A message went there and back in " + trip.message().toMillis() + " ms" + (broker.tls() ? ", inside TLS." : ".")));
        return found;
    }

    /** What the login needs and is not there: a password may be kept from a set-up that was taken back. Nothing when the management API cannot tell. */
    private static List<String> missing(Ground ground, Values with, Task task) {
        List<String> missing = new ArrayList<>();
        try {
            BrokerManagement management = ground.session().management(task);
            if (management.vhosts(task).stream().noneMatch(v -> v.name().equals(with.text("vhost")))) {
                missing.add("virtual host " + with.text("vhost"));
            }
            if (management.users(task).stream().noneMatch(u -> u.name().equals(with.text("user")))) {
                missing.add("user " + with.text("user"));
            }
        } catch (FailureException unknown) {
            return List.of();
        }
        return missing;
    }
}
