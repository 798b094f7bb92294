package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.campanile.core.rabbitmq.AmqpUrlRules;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;

/** {@code broker.account}: virtual host, user with tags, and permissions by the management API, proven by a message there and back. */
final class BrokerAccountKind implements StepKind {

    private static final String VHOST = "vhost";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String TAGS = "tags";

    /** Murano 0.2 puts names into an AMQP address without escaping them (Murano protocol document, section 2). */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]*");

    @Override
    public String id() {
        return "broker.account";
    }

    @Override
    public String summary() {
        return "Virtual host, user with tags and all permissions in RabbitMQ, by its management API; proven by a login and a message there and back.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required(VHOST, ValueType.TEXT, "Name of the virtual host."),
                KindParameter.required(USER, ValueType.TEXT, "Name of the user."),
                KindParameter.required(PASSWORD, ValueType.SECRET, "Password of the user."),
                KindParameter.optional(TAGS, ValueType.LIST, "administrator", "Tags of the user; the Getting Started guide asks for administrator."));
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        List<ValueProblem> found = new ArrayList<>();
        if (!with.text(VHOST).equals("/")) {
            plain(found, VHOST, with.text(VHOST), "virtual host");
        }
        plain(found, USER, with.text(USER), "user");
        if (with.text(USER).equals("guest")) {
            found.add(new ValueProblem(USER, "RabbitMQ lets guest log in from its own host only; use another user."));
        }
        with.knownSecret(PASSWORD).ifPresent(p -> AmqpUrlRules.problems(p.reveal()).forEach(m -> found.add(new ValueProblem(PASSWORD, m))));
        if (with.list(TAGS).stream().anyMatch(t -> !t.matches("[A-Za-z0-9_.-]+"))) {
            found.add(new ValueProblem(TAGS, "A tag is made of letters, digits and . _ - only."));
        }
        return found;
    }

    private static void plain(List<ValueProblem> found, String field, String value, String what) {
        if (!PLAIN.matcher(value).matches()) {
            found.add(new ValueProblem(field, "Murano puts the name of the " + what
                    + " into an address as it is; use letters, digits and . _ - ~ only."));
        }
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        BrokerAccount account = new BrokerAccount(with.text(VHOST), with.text(USER), with.list(TAGS), BrokerAccount.Password.of(with, PASSWORD));
        return RabbitSteps.of(spec.id(), new RabbitSetup(ground.session(), account), with.variable(PASSWORD));
    }
}
