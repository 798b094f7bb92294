package org.campanile.core.setup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The steps of RabbitMQ: virtual host, user with its tag, permissions, the last proven by a login and a message there and back. */
final class RabbitSteps {

    private static final Duration QUICK = Duration.ofMillis(500);

    private RabbitSteps() {
    }

    /** The steps of an entry of that id. */
    static List<SetupStep> of(String id, RabbitSetup setup, String variable) {
        return List.of(vhost(id, setup), user(id, setup, variable), permissions(id, setup));
    }

    /** A path of the management API. */
    private static String path(String... words) {
        return SetupStep.quote(String.join("/", Arrays.stream(words).map(w -> URLEncoder.encode(w, StandardCharsets.UTF_8).replace("+", "%20")).toList()));
    }

    private static SetupStep vhost(String id, RabbitSetup setup) {
        String name = setup.request().vhost();
        return new SetupStep(setup.session(), id + ".vhost", "Create virtual host " + name, "Virtual host " + name + " is created in RabbitMQ.", List.of(),
                List.of("rabbitmqctl add_vhost " + SetupStep.quote(name)), QUICK) {
            @Override
            public String doneWhen() {
                return "broker_get " + path("vhosts", name) + " >/dev/null 2>&1";
            }

            @Override
            public List<String> scripted() {
                return List.of("broker_put " + path("vhosts", name) + " '{}'");
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                return setup.vhostExists(task) ? Probe.done("Virtual host " + name + " exists.")
                        : Probe.make("Virtual host " + name + " does not exist.");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                log.intend(new Made(TakeBack.VHOST, name));
                setup.createVhost(task);
            }
        };
    }

    private static SetupStep user(String id, RabbitSetup setup, String variable) {
        BrokerAccount wanted = setup.request();
        String user = SetupStep.quote(wanted.user());
        return new SetupStep(setup.session(), id + ".user", "Create user " + wanted.user(), "User " + wanted.user() + " is created with the tags "
                + String.join(", ", wanted.tags()) + ", or gets them and the given password.", List.of(id + ".vhost"),
                List.of("printf '%s\\n' " + variable + " | rabbitmqctl add_user " + user,
                        "rabbitmqctl set_user_tags " + user + " " + String.join(" ", wanted.tags())), QUICK) {
            @Override
            public String doneWhen() {
                return wanted.tags().isEmpty() ? "broker_get " + path("users", wanted.user()) + " >/dev/null 2>&1" : String.join(" && ", wanted.tags().stream()
                        .map(t -> "broker_get " + path("users", wanted.user()) + " 2>/dev/null | grep -qF '\"" + t + "\"'").toList());
            }

            @Override
            public List<String> scripted() {
                return List.of("broker_put " + path("users", wanted.user()) + " \"{\\\"password\\\":\\\"$(quoted " + variable + ")\\\",\\\"tags\\\":\\\"" + String.join(",", wanted.tags()) + "\\\"}\"");
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                Optional<String> lacks = setup.userLacks(task);
                if (lacks.isEmpty()) {
                    return Probe.done("User " + wanted.user() + " exists with its tags.");
                }
                return setup.user(task).isEmpty() ? Probe.make(lacks.get()) : Probe.change(lacks.get());
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                if (setup.user(task).isEmpty()) {
                    log.intend(new Made(TakeBack.USER, wanted.user()));
                } else if (log.earlier().isEmpty()) {
                    log.intend(new Made(TakeBack.CHANGED_USER, wanted.user()));
                }
                setup.putUser(task);
            }
        };
    }

    private static SetupStep permissions(String id, RabbitSetup setup) {
        BrokerAccount wanted = setup.request();
        return new SetupStep(setup.session(), id + ".permissions", "Grant permissions on " + wanted.vhost(), "User " + wanted.user()
                + " may configure, write and read everything on " + wanted.vhost() + ". Proven by its login and a message there and back.",
                List.of(id + ".vhost", id + ".user"), List.of("rabbitmqctl set_permissions -p " + SetupStep.quote(wanted.vhost()) + " "
                        + SetupStep.quote(wanted.user()) + " '.*' '.*' '.*'"), Duration.ofSeconds(1)) {
            @Override
            public String doneWhen() {
                return "broker_get " + path("permissions", wanted.vhost(), wanted.user()) + " 2>/dev/null | grep -qF '\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"'";
            }

            @Override
            public List<String> scripted() {
                return List.of("broker_put " + path("permissions", wanted.vhost(), wanted.user()) + " '{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}'");
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                return setup.permissionLacks(task).map(Probe::make).orElseGet(() -> Probe.done("User " + wanted.user() + " has all permissions on "
                        + wanted.vhost() + "."));
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                if (log.earlier().isEmpty()) {
                    String former = RabbitSetup.permission(setup.session(), wanted.user(), wanted.vhost(), task)
                            .map(p -> String.join("\n", p.configure(), p.write(), p.read())).orElse("");
                    log.intend(new Made(TakeBack.PERMISSIONS, wanted.user() + "\n" + wanted.vhost(), former));
                }
                setup.grant(task);
            }

            @Override
            public void verify(Task task) throws FailureException {
                super.verify(task);
                setup.prove(task);
            }
        };
    }
}
