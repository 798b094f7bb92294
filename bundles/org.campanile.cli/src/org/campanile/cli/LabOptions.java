package org.campanile.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.ask.Questions;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.lab.LabStore;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.CloudSource;
import org.campanile.core.openstack.CloudsFile;
import org.campanile.core.openstack.OpenRc;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.secret.ChainSecrets;
import org.campanile.core.secret.EnvironmentSecrets;
import org.campanile.core.secret.Secrets;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.trust.CertificateTrust;

import picocli.CommandLine.Option;

/** Which lab a command works on: one of the user's labs, or one made of a cloud in clouds.yaml or of OS_* variables and of options. */
final class LabOptions {

    private static final Pattern BROKER = Pattern.compile("([^@:/]+)@(\\[[0-9A-Fa-f:.]+\\]|[^:/\\[\\]]+)(?::(\\d{1,5}))?(?:/(.*))?");

    @Option(names = "--lab", paramLabel = "NAME", description = "One of your labs (campanile lab list); not needed when there is only one.")
    String lab;

    @Option(names = "--os-cloud", paramLabel = "NAME", description = "A cloud of clouds.yaml instead of a lab; envvars takes the OS_* variables.")
    String cloud;

    @Option(names = "--broker", paramLabel = "USER@HOST[:PORT][/VHOST]", description = "With --os-cloud: the RabbitMQ broker; port 5671 means TLS.")
    String broker;

    @Option(names = "--broker-management", paramLabel = "URL", description = "With --os-cloud: address of its management API (default: port 15672 of its host, 15671 with TLS).")
    String management;

    @Option(names = "--broker-ca", paramLabel = "FILE", description = "With --os-cloud: certificates (PEM) to trust for the broker.")
    Path brokerCa;

    @Option(names = "--controller", paramLabel = "URL", description = "With --os-cloud: address of Service Manager; the catalogue's smapi otherwise.")
    List<String> controllers = List.of();

    /** Whether a lab was named. */
    boolean given() {
        return lab != null || cloud != null;
    }

    /** The session, closed with the command. */
    LabSession open(CliCommand command, boolean yes) throws FailureException {
        CliContext cli = command.cli;
        List<Secrets> sources = new ArrayList<>();
        Lab chosen = choose(command, sources);
        sources.addFirst(new EnvironmentSecrets(only(cli, "CAMPANILE_")));
        sources.add(new DemoSecrets(chosen));
        sources.add(new EnvironmentSecrets(meantFor(chosen, only(cli, "OS_"))));
        sources.add(new PromptSecrets(cli));
        Questions questions = cli.questions(yes);
        Secrets secrets = new ChainSecrets(sources);
        return cli.own(new LabSession(chosen, secrets, questions, new CertificateTrust(questions, cli.home().trustedCertificates()),
                CloudConnector.create(cli.around().limits()), new RemoteAccess(secrets, questions, cli.home().knownHosts())));
    }

    private static Map<String, String> only(CliContext cli, String prefix) {
        Map<String, String> kept = new HashMap<>(cli.around().environment());
        kept.keySet().removeIf(name -> !name.startsWith(prefix));
        return kept;
    }

    /** {@code OS_PASSWORD} is meant for {@code OS_AUTH_URL}, so it is kept from every other cloud. */
    private static Map<String, String> meantFor(Lab chosen, Map<String, String> variables) {
        String meant = variables.getOrDefault("OS_AUTH_URL", "");
        boolean other = !meant.isEmpty() && chosen.cloud().map(CloudProfile::authUrl).filter(url -> !same(url, meant)).isPresent();
        return other ? Map.of() : variables;
    }

    private static boolean same(String one, String other) {
        return one.replaceFirst("/(v3/?)?$", "").equalsIgnoreCase(other.replaceFirst("/(v3/?)?$", ""));
    }

    private Lab choose(CliCommand command, List<Secrets> sources) throws FailureException {
        if (lab != null && cloud != null) {
            throw command.usage("--lab and --os-cloud exclude each other.");
        }
        String variable = command.cli.around().environment().getOrDefault("OS_CLOUD", "");
        if (cloud == null && lab == null && !variable.isEmpty()) {
            cloud = variable;
        }
        if (cloud != null) {
            return made(command, cloud, sources);
        }
        if (broker != null || management != null || brokerCa != null || !controllers.isEmpty()) {
            throw command.usage("--broker, --broker-management, --broker-ca and --controller go with --os-cloud; a lab has its own.");
        }
        return stored(command, sources);
    }

    private Lab stored(CliCommand command, List<Secrets> sources) throws FailureException {
        CliContext cli = command.cli;
        LabStore store = cli.labs();
        String name = lab;
        if (name == null && store.snapshot().labs().size() == 1) {
            name = store.snapshot().labs().getFirst().name();
        }
        if (name == null) {
            throw command.usage("It is not said which lab is meant. Give --lab NAME (campanile lab list shows yours) or --os-cloud NAME.");
        }
        String wanted = name;
        Lab found = store.find(name).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.NOT_FOUND, "choosing the lab", wanted, "",
                "There is no lab of this name.", "campanile lab list shows your labs.")));
        if (found.cloud().isPresent()) {
            secretOfFile(cli, found, sources);
        }
        return found;
    }

    /** secure.yaml keeps the password of a cloud that the lab was made from. */
    private static void secretOfFile(CliContext cli, Lab found, List<Secrets> sources) {
        CloudProfile profile = found.cloud().orElseThrow();
        try {
            CloudsFile files = cli.clouds();
            if (files.names().contains(profile.name())) {
                CloudSource source = files.cloud(profile.name(), "");
                if (same(source.profile().authUrl(), profile.authUrl()) && source.profile().who().equals(profile.who())) {
                    source.secret().ifPresent(s -> sources.add(new FixedSecret(found.cloudKey(), s)));
                }
            }
        } catch (FailureException e) {
            // The lab does not need the file; whoever has put the password there has to learn why it is not used.
            cli.tell(e.failure().headline());
        }
    }

    /** A lab of the options alone, under a name; its password goes to {@code sources}. */
    Lab made(CliCommand command, String name, List<Secrets> sources) throws FailureException {
        CliContext cli = command.cli;
        CloudSource source = cloud.equals("envvars") ? OpenRc.environment(cli.around().environment()) : cli.clouds().cloud(cloud, "");
        if (source.profile().authType() == CloudProfile.AuthType.PASSWORD && source.profile().username().isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the clouds' settings", cloud, "", "The cloud " + cloud
                    + " has no user name.", "Give it a username, or an application credential; a user_id alone is not enough."));
        }
        source.notes().forEach(cli::tell);
        Lab made = Lab.named(name).withCloud(source.profile());
        if (broker != null) {
            made = made.withBroker(brokerProfile(command));
        } else if (management != null || brokerCa != null) {
            throw command.usage("--broker-management and --broker-ca need --broker.");
        }
        if (!controllers.isEmpty()) {
            try {
                made = made.withSystems(List.of(new SystemProfile(name, controllers, "", false)));
            } catch (IllegalArgumentException e) {
                throw command.usage("--controller: " + e.getMessage());
            }
        }
        Lab lab = made;
        source.secret().ifPresent(s -> sources.add(new FixedSecret(lab.cloudKey(), s)));
        return made;
    }

    private BrokerProfile brokerProfile(CliCommand command) {
        Matcher m = BROKER.matcher(broker);
        int port = m.matches() && m.group(3) != null ? Integer.parseInt(m.group(3)) : BrokerProfile.PORT;
        if (!m.matches() || port < 1 || port > 65535) {
            // What was typed may hold a password, so it is not repeated.
            throw command.usage("--broker takes USER@HOST[:PORT][/VHOST], for example guest@10.0.0.5:5672; its password is asked for or comes from "
                    + "CAMPANILE_SECRET_BROKER.");
        }
        String host = m.group(2).replaceAll("[\\[\\]]", "");
        boolean tls = port == BrokerProfile.TLS_PORT;
        String api = management == null ? (tls ? "https://" + m.group(2) + ":15671" : "http://" + m.group(2) + ":15672") : management;
        return new BrokerProfile(host, port, tls, brokerCa, true, m.group(1), m.group(4), api);
    }
}
