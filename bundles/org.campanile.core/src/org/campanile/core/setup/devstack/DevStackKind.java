package org.campanile.core.setup.devstack;

import java.util.List;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.GitCloneStep;
import org.campanile.core.setup.onhost.ValueProblems;
import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;

/** The steps of an OpenStack by DevStack: update, user with sudo, clone, files from a form, stack.sh. */
public final class DevStackKind implements StepKind {

    static final List<KindParameter> PARAMETERS = List.of(
            KindParameter.required("host", ValueType.HOST, "The host that becomes an OpenStack; it should serve nothing else."),
            KindParameter.choice("release", "Which DevStack: today's, or that of Grizzly, which the guide uses.", "current", "grizzly"),
            KindParameter.optional("url", ValueType.TEXT, "https://opendev.org/openstack/devstack", "Address of DevStack's git repository."),
            KindParameter.optional("branch", ValueType.TEXT, "master", "Branch or tag: master, stable/..., grizzly-eol."),
            KindParameter.optional("user", ValueType.TEXT, "stack", "Who runs it."),
            KindParameter.optional("home", ValueType.TEXT, "/opt/stack", "Home of that user, and where OpenStack is put."),
            KindParameter.optional("folder", ValueType.TEXT, "", "Where DevStack's clone lies; devstack in the home when left out."),
            KindParameter.optional("upgrade", ValueType.FLAG, "false", "Whether the host's packages are upgraded first."),
            KindParameter.required("host-ip", ValueType.TEXT, "Address under which the services are reached."),
            KindParameter.optional("flat-interface", ValueType.TEXT, "", "Network interface of the servers' network (Grizzly)."),
            KindParameter.optional("fixed-range", ValueType.TEXT, "10.0.0.0/24", "Network of the servers."),
            KindParameter.optional("floating-range", ValueType.TEXT, "", "Network of the floating addresses; DevStack's own when left out."),
            KindParameter.required("admin-password", ValueType.SECRET, "Password of admin; letters and digits only."),
            KindParameter.required("database-password", ValueType.SECRET, "Password of the database."),
            KindParameter.required("rabbit-password", ValueType.SECRET, "Password of OpenStack's own account in RabbitMQ."),
            KindParameter.required("service-password", ValueType.SECRET, "Password of the services."),
            KindParameter.optional("services", ValueType.LIST, "", "Services to enable beside DevStack's own, such as heat; with a hyphen before it one is disabled."),
            KindParameter.optional("plugins", ValueType.LIST, "", "Plug-ins of today's DevStack, each as: name address [branch]."),
            KindParameter.optional("image-urls", ValueType.LIST, "", "Images that are fetched at the end."),
            KindParameter.optional("settings", ValueType.LIST, "", "Further settings, each as NAME=value."),
            KindParameter.optional("broker-user", ValueType.TEXT, "", "Account of Murano in the broker, which local.sh makes; left out, there is no local.sh."),
            KindParameter.optional("broker-password", ValueType.SECRET, "", "Its password."),
            KindParameter.optional("broker-vhost", ValueType.TEXT, "", "Its virtual host."),
            KindParameter.choice("flavors", "Whether local.sh leaves flavors alone, or replaces all with a numeric id by the guide's three.", "keep", "replace"),
            KindParameter.choice("security-group", "Whether local.sh leaves group default alone, or opens it to everybody as the guide does.", "keep", "open"),
            KindParameter.optional("key-pairs", ValueType.FLAG, "false", "Whether local.sh makes the key pairs murano_key and murano-lb-key."),
            KindParameter.choice("cleanup", "What cleans up after a failed run and takes OpenStack back: unstack.sh, clean.sh, or nothing.", "unstack", "clean", "none"),
            KindParameter.optional("limit-minutes", ValueType.NUMBER, "180", "After this time stack.sh is ended."));

    @Override
    public String id() {
        return "devstack.install";
    }

    @Override
    public String summary() {
        return "OpenStack on a host by DevStack: user, clone, files from a form, and stack.sh with its stages.";
    }

    @Override
    public List<KindParameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        return ValueProblems.of(() -> DevStackRequest.of(with, null));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) throws FailureException {
        DevStackRequest request = DevStackRequest.of(spec.with(), ground);
        String id = spec.id();
        return AcrossCuts.all(List.of(new UpdateStep(request, id + ".update", spec.with().flag("upgrade")), new UserStep(request, id + ".user", List.of(id + ".update")),
                new GitCloneStep(ground, request.host(), id + ".clone", request.repository(), List.of(id + ".user")),
                new ConfigStep(request, id + ".config", List.of(id + ".clone")), new StackStep(request, id + ".stack", List.of(id + ".config"))));
    }
}
