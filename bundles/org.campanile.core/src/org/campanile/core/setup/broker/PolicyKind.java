package org.campanile.core.setup.broker;

import java.util.List;
import java.util.Optional;

import org.campanile.core.rabbitmq.Policy;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code broker.policy}: a policy of a virtual host, such as one that lets the queues of deleted environments expire. */
final class PolicyKind implements StepKind {

    @Override
    public String id() {
        return "broker.policy";
    }

    @Override
    public String summary() {
        return "A policy on queues or exchanges of a virtual host, such as their expiry.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("vhost", ValueType.TEXT, "Virtual host of the policy."),
                KindParameter.required("name", ValueType.TEXT, "Name of the policy."),
                KindParameter.required("pattern", ValueType.TEXT, "Regular expression over names."),
                KindParameter.choice("apply-to", "What it is for.", "queues", "exchanges", "all"),
                KindParameter.required("definition", ValueType.TEXT, "JSON object, such as {\"expires\": 86400000}."),
                KindParameter.optional("priority", ValueType.NUMBER, "0", "The higher one wins."));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        Policy wanted = new Policy(with.text("vhost"), with.text("name"), with.text("pattern"), with.text("apply-to"), with.text("definition"),
                (int) with.number("priority"));
        return List.of(new BrokerStep(spec.id(), spec.titleOr("Set policy " + wanted.name()), "Policy " + wanted.name() + " on " + wanted.vhost()
                + " applies " + wanted.definition() + " to " + wanted.applyTo() + " whose names match " + wanted.pattern() + ".", List.of(),
                List.of("rabbitmqctl set_policy -p " + Command.quote(wanted.vhost()) + " --priority " + wanted.priority() + " --apply-to "
                        + wanted.applyTo() + " " + Command.quote(wanted.name()) + " " + Command.quote(wanted.pattern()) + " "
                        + Command.quote(wanted.definition()))) {

            private Optional<Policy> found(Task task) throws FailureException {
                return ground.session().management(task).policies(wanted.vhost(), task).stream().filter(p -> p.name().equals(wanted.name())).findFirst();
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                Optional<Policy> found = found(task);
                if (found.isEmpty()) {
                    return Probe.make("There is no policy " + wanted.name() + " on " + wanted.vhost() + ".");
                }
                Policy is = found.get();
                boolean same = is.pattern().equals(wanted.pattern()) && is.applyTo().equals(wanted.applyTo()) && is.priority() == wanted.priority()
                        && JsonText.same(is.definition(), wanted.definition());
                return same ? Probe.done("Policy " + wanted.name() + " is there.")
                        : Probe.change("Policy " + is.name() + " applies " + is.definition() + " to " + is.applyTo() + " " + is.pattern() + ".");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                if (log.earlier().isEmpty()) {
                    log.intend(new Made("policy", wanted.vhost() + "\n" + wanted.name(), found(task).map(p -> String.join("\n", p.pattern(), p.applyTo(),
                            Integer.toString(p.priority()), p.definition())).orElse("")));
                }
                ground.session().management(task).putPolicy(wanted, task);
            }

            @Override
            void takeBack(Made m, Task task) throws FailureException {
                String[] place = m.id().split("\n", 2);
                String[] former = m.detail().split("\n", 4);
                if (former.length == 4) {
                    ground.session().management(task).putPolicy(new Policy(place[0], place[1], former[0], former[1], former[3],
                            Integer.parseInt(former[2])), task);
                } else {
                    ground.session().management(task).deletePolicy(place[0], place[1], task);
                }
            }
        });
    }
}
