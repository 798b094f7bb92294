package org.campanile.core.setup.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.rabbitmq.AmqpUrlRules;
import org.campanile.core.rabbitmq.BrokerAccounts;
import org.campanile.core.rabbitmq.BrokerUser;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.RabbitPassword;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code broker.ctl-account}: what {@code broker.account} does, by rabbitmqctl over SSH, for brokers whose management API is closed. */
final class CtlAccountKind implements StepKind {

    @Override
    public String id() {
        return "broker.ctl-account";
    }

    @Override
    public String summary() {
        return "Virtual host, user with tags and all permissions in RabbitMQ by rabbitmqctl over SSH; proven by a login and a message there and back.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "Host on which RabbitMQ runs."),
                KindParameter.optional("node", ValueType.TEXT, "", "Erlang name of its node, when it is not the host's own."),
                KindParameter.required("vhost", ValueType.TEXT, "Name of the virtual host."),
                KindParameter.required("user", ValueType.TEXT, "Name of the user."),
                KindParameter.required("password", ValueType.SECRET, "Password of the user."),
                KindParameter.optional("tags", ValueType.LIST, "administrator", "Tags of the user."));
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        List<ValueProblem> found = new ArrayList<>();
        for (String name : List.of("vhost", "user", "node")) {
            if (with.text(name).startsWith("-")) {
                found.add(new ValueProblem(name, "A name that begins with a hyphen would be taken for an option of rabbitmqctl."));
            }
        }
        with.list("tags").stream().filter(t -> t.startsWith("-") || t.isBlank() || t.matches(".*[\\s,\\p{Cntrl}].*"))
                .forEach(t -> found.add(new ValueProblem("tags", "\"" + t + "\" is no tag.")));
        with.knownSecret("password").ifPresent(p -> AmqpUrlRules.problems(p.reveal()).forEach(m -> found.add(new ValueProblem("password", m))));
        return found;
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        BrokerAccounts accounts = Accounts.of(ground, with);
        return AcrossCuts.all(List.of(vhost(spec, accounts), user(spec, accounts), permissions(spec, ground, accounts)));
    }

    /** One that a script does on the broker's host, too. */
    private abstract static class OnHost extends BrokerStep {

        private final String host;

        OnHost(StepSpec spec, String part, String title, String change, List<String> after, List<String> commands) {
            super(spec.id() + part, title, change, after, commands);
            host = spec.with().text("host");
        }

        @Override
        public String where() {
            return host;
        }
    }

    /** The command as somebody types it on the host. */
    private static String ctl(Values with) {
        return "sudo rabbitmqctl -q" + (with.text("node").isEmpty() ? "" : " -n " + Command.quote(with.text("node")));
    }

    private static Step vhost(StepSpec spec, BrokerAccounts accounts) {
        String name = spec.with().text("vhost");
        String ctl = ctl(spec.with());
        return new OnHost(spec, ".vhost", "Create virtual host " + name, "Virtual host " + name + " is created in RabbitMQ.", List.of(),
                List.of(ctl + " add_vhost " + Command.quote(name))) {
            @Override
            public String doneWhen() {
                return ctl + " list_vhosts | cut -f1 | grep -qxF -- " + Command.quote(name);
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                return accounts.vhosts(task).stream().anyMatch(v -> v.name().equals(name)) ? Probe.done("Virtual host " + name + " exists.")
                        : Probe.make("Virtual host " + name + " does not exist.");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                log.intend(new Made("virtual host", name));
                accounts.createVhost(name, task);
            }

            @Override
            void takeBack(Made m, Task task) throws FailureException {
                accounts.deleteVhost(m.id(), task);
            }
        };
    }

    private static Step user(StepSpec spec, BrokerAccounts accounts) {
        Values with = spec.with();
        String name = with.text("user");
        List<String> tags = with.list("tags");
        String word = Command.quote(name);
        String ctl = ctl(with);
        String tagged = ctl + " set_user_tags " + word + tags.stream().map(t -> " " + Command.word(t)).collect(Collectors.joining());
        return new OnHost(spec, ".user", "Create user " + name, "User " + name + " is created with the tags " + String.join(", ", tags)
                + ", or gets them and the given password.", List.of(), List.of("printf '%s\\n' " + with.variable("password") + " | " + ctl + " add_user " + word, tagged)) {

            @Override
            public String doneWhen() {
                return ctl + " list_users | grep -F -- " + Command.quote(name + "\t[") + tags.stream().map(t -> " | grep -F -- " + Command.quote(t)).collect(Collectors.joining())
                        + " >/dev/null";
            }

            @Override
            public List<String> scripted() {
                return List.of(RabbitPassword.script(name, with.variable("password"), with.text("node")).strip(), tagged);
            }

            private Optional<BrokerUser> found(Task task) throws FailureException {
                return accounts.users(task).stream().filter(u -> u.name().equals(name)).findFirst();
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                Optional<BrokerUser> found = found(task);
                if (found.isEmpty()) {
                    return Probe.make("User " + name + " does not exist.");
                }
                return found.get().tags().containsAll(tags) ? Probe.done("User " + name + " exists with its tags.")
                        : Probe.change("User " + name + " has the tags " + found.get().tags() + ".");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                Optional<BrokerUser> found = found(task);
                if (log.earlier().isEmpty()) {
                    log.intend(new Made(found.isEmpty() ? "user" : "changed user", name));
                }
                List<String> all = new ArrayList<>(found.map(BrokerUser::tags).orElse(List.of()));
                tags.stream().filter(t -> !all.contains(t)).forEach(all::add);
                accounts.putUser(name, with.secret("password"), all, task);
            }

            @Override
            void takeBack(Made m, Task task) throws FailureException {
                if (m.kind().equals("user")) {
                    accounts.deleteUser(m.id(), task);
                }
            }
        };
    }

    private static Step permissions(StepSpec spec, Ground ground, BrokerAccounts accounts) {
        Values with = spec.with();
        String user = with.text("user");
        String vhost = with.text("vhost");
        String ctl = ctl(with);
        return new OnHost(spec, ".permissions", "Grant permissions on " + vhost, "User " + user + " may configure, write and read everything on "
                + vhost + ". Proven by its login and a message there and back.", List.of(spec.id() + ".vhost", spec.id() + ".user"),
                List.of(ctl + " set_permissions -p " + Command.quote(vhost) + " " + Command.quote(user) + " '.*' '.*' '.*'")) {

            @Override
            public String doneWhen() {
                return ctl + " list_permissions -p " + Command.quote(vhost) + " | grep -qxF -- " + Command.quote(user + "\t.*\t.*\t.*");
            }

            private Optional<Permission> found(Task task) throws FailureException {
                return accounts.permissions(task).stream().filter(p -> p.user().equals(user) && p.vhost().equals(vhost)).findFirst();
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                return found(task).filter(Permission::isFull).map(p -> Probe.done("User " + user + " has all permissions on " + vhost + "."))
                        .orElseGet(() -> Probe.make("User " + user + " has not all permissions on " + vhost + "."));
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                if (log.earlier().isEmpty()) {
                    log.intend(new Made("permissions", user + "\n" + vhost,
                            found(task).map(p -> String.join("\n", p.configure(), p.write(), p.read())).orElse("")));
                }
                accounts.setPermission(Permission.full(user, vhost), task);
            }

            @Override
            public void verify(Task task) throws FailureException {
                super.verify(task);
                ground.session().proveMessages(user, vhost, with.secret("password"), task);
            }

            @Override
            void takeBack(Made m, Task task) throws FailureException {
                String[] former = m.detail().split("\n", -1);
                if (found(task).isEmpty()) {
                    throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "taking permissions back", user, "no permissions", "", ""));
                }
                if (former.length == 3) {
                    accounts.setPermission(new Permission(user, vhost, former[0], former[1], former[2]), task);
                } else {
                    accounts.clearPermission(user, vhost, task);
                }
            }
        };
    }
}
