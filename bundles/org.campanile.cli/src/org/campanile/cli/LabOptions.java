package org.campanile.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.lab.LabStore;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudSource;
import org.campanile.core.openstack.CloudsFile;
import org.campanile.core.openstack.OpenRc;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.ChainSecrets;
import org.campanile.core.secret.EnvironmentSecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.Secrets;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Option;

/** Which lab a command works on: one of the user's labs, or one made of a cloud in clouds.yaml or of OS_* variables and of options. */
final class LabOptions {

    @Option(names = "--lab", paramLabel = "NAME", description = "One of your labs (campanile lab list).")
    String lab;

    @Option(names = "--os-cloud", paramLabel = "NAME", description = "A cloud of clouds.yaml instead of a lab; envvars takes the OS_* variables.")
    String cloud;

    @Option(names = "--broker", paramLabel = "USER@HOST[:PORT][/VHOST]", description = "With --os-cloud: the RabbitMQ broker.")
    String broker;

    @Option(names = "--broker-management", paramLabel = "URL", description = "With --os-cloud: address of its management API.")
    String management;

    @Option(names = "--controller", paramLabel = "URL", description = "With --os-cloud: address of Service Manager; the catalogue's smapi otherwise.")
    List<String> controllers = List.of();

    /** The session, closed with the command. */
    LabSession open(CliContext cli, boolean yes) throws FailureException {
        List<Secrets> sources = new ArrayList<>();
        sources.add(new EnvironmentSecrets(System.getenv()));
        Lab chosen = cloud != null ? fromCloud(sources) : fromStore(cli, sources);
        sources.add(new DemoSecrets(chosen));
        sources.add(new PromptSecrets(cli.err()));
        return cli.own(new LabSession(chosen, new ChainSecrets(sources), cli.questions(yes), CloudConnector.create()));
    }

    private Lab fromStore(CliContext cli, List<Secrets> sources) throws FailureException {
        LabStore store = cli.labs();
        String name = lab;
        if (name == null && System.getenv("OS_CLOUD") != null) {
            cloud = System.getenv("OS_CLOUD");
            return fromCloud(sources);
        }
        if (name == null && store.snapshot().labs().size() == 1) {
            name = store.snapshot().labs().getFirst().name();
        }
        if (name == null) {
            throw bad("", "It is not said which lab is meant.", "Give --lab NAME or --os-cloud NAME; campanile lab list shows your labs.");
        }
        String wanted = name;
        Lab found = store.snapshot().find(name).orElseThrow(() -> bad(wanted, "There is no lab of this name.", "campanile lab list shows your labs."));
        CloudsFile files = CloudsFile.search();
        // secure.yaml keeps the password of a cloud that the lab was made from.
        if (found.cloud().isPresent() && files.names().contains(found.cloud().get().name())) {
            Optional<Secret> secret = files.cloud(found.cloud().get().name(), "").secret();
            secret.ifPresent(s -> sources.add(new FixedSecret(found.cloudKey(), s)));
        }
        return found;
    }

    private Lab fromCloud(List<Secrets> sources) throws FailureException {
        CloudSource source = cloud.equals("envvars") ? OpenRc.environment(System.getenv()) : CloudsFile.search().cloud(cloud, "");
        Lab made = Lab.named(cloud).withCloud(source.profile());
        if (broker != null) {
            made = made.withBroker(brokerProfile());
        }
        if (!controllers.isEmpty()) {
            made = made.withSystems(List.of(new SystemProfile(cloud, controllers, "", false)));
        }
        Lab lab = made;
        source.secret().ifPresent(s -> sources.add(new FixedSecret(lab.cloudKey(), s)));
        return made;
    }

    private BrokerProfile brokerProfile() throws FailureException {
        var m = java.util.regex.Pattern.compile("([^@:/]+)@(\\[[^\\]]+\\]|[^:/]+)(?::(\\d{1,5}))?(?:/(.*))?").matcher(broker);
        if (!m.matches()) {
            throw bad(broker, "This is not USER@HOST[:PORT][/VHOST].", "Give for example guest@10.0.0.5:5672; the password is asked for.");
        }
        int port = m.group(3) == null ? BrokerProfile.PORT : Integer.parseInt(m.group(3));
        String host = m.group(2).replaceAll("[\\[\\]]", "");
        String api = management == null ? "http://" + m.group(2) + ":15672" : management;
        return new BrokerProfile(host, port, port == BrokerProfile.TLS_PORT, null, true, m.group(1), m.group(4), api);
    }

    private static FailureException bad(String subject, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "choosing the lab", subject, "", meaning, next));
    }
}
