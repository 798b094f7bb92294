package org.campanile.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabStore;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile demo-lab}: the embedded lab for first use, training and tests. */
@Command(name = "demo-lab", description = "A whole lab in this program, on loopback ports.", subcommands = DemoLabCommands.Start.class)
final class DemoLabCommands extends GroupCommand {

    private static final List<String> SERVICES = List.of("identity", "image", "compute", "network", "orchestration", "murano", "smapi", "platform",
            "faultmanagement", "amqp", "amqps", "rabbitmq");

    /** {@code demo-lab start}. */
    @Command(name = "start", description = { "Start the demo lab and keep it until Ctrl+C or a signal.",
            "Prints its endpoints as JSON and writes a clouds.yaml." })
    static final class Start extends CliCommand {
        @Option(names = "--port", paramLabel = "SERVICE=PORT", description = "Port of a service, e.g. identity=5000, amqp=5672; free ones otherwise.")
        Map<String, Integer> ports = Map.of();

        @Option(names = "--keep", paramLabel = "FOLDER", description = "Keep its state here; thrown away otherwise.")
        Path folder;

        @Option(names = "--time-scale", defaultValue = "1", paramLabel = "X", description = "How long everything takes, times what a small lab takes (default: 1).")
        double scale;

        @Option(names = "--register", description = "Add it to your labs under the name demo-lab.")
        boolean register;

        @Option(names = "--clouds", paramLabel = "FILE", description = "Where to write clouds.yaml (default: demo-lab/clouds.yaml in Campanile's home).")
        Path clouds;

        @Mixin
        NewFile replacing;

        @Override
        int run() throws FailureException {
            if (clouds != null) {
                replacing.check("writing clouds.yaml", clouds.toAbsolutePath());
            }
            DemoLabOptions options = options();
            cli.progress().progress("Starting the demo lab", 0, -1);
            DemoLab lab = cli.own(DemoLab.start(options));
            // Ctrl+C and signals cancel the command; the lab is closed, and a kept state saved, with the context.
            CountDownLatch end = new CountDownLatch(1);
            Task.Registration cancel = cli.own(cli.task().onCancel(end::countDown));
            Path file = clouds == null ? cli.home().root().resolve("demo-lab").resolve("clouds.yaml") : clouds.toAbsolutePath();
            SafeFiles.write(file, lab.cloudsYaml().getBytes(StandardCharsets.UTF_8), "writing clouds.yaml");
            Path authority = file.resolveSibling("broker-ca.pem");
            SafeFiles.write(authority, lab.broker().authority().getBytes(StandardCharsets.UTF_8), "writing the certificate of the broker's authority");
            Map<String, Object> all = new LinkedHashMap<>(lab.endpoints());
            all.put("amqps_ca", authority.toString());
            if (register) {
                register(profile(lab.endpoints()));
                all.put("lab", "demo-lab");
            }
            all.put("clouds_yaml", file.toString());
            cli.progress().clear();
            new Output(cli.out(), format == Format.table ? Format.json : format).thing(all);
            cli.tell("The demo lab runs until Ctrl+C.");
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            cancel.close();
            cli.tell("The demo lab ends.");
            return GOOD;
        }

        private DemoLabOptions options() {
            if (!(scale >= 0 && scale <= 100)) {
                throw usage("--time-scale takes a number from 0 to 100, not " + scale + ".");
            }
            DemoLabOptions options = DemoLabOptions.defaults().withTimeScale(scale);
            for (Map.Entry<String, Integer> port : ports.entrySet()) {
                if (!SERVICES.contains(port.getKey()) || port.getValue() < 0 || port.getValue() > 65535) {
                    throw usage("--port takes SERVICE=PORT with a service of " + String.join(", ", SERVICES) + ".");
                }
                options = options.withPort(port.getKey(), port.getValue());
            }
            return folder == null ? options : options.keptIn(folder);
        }

        private void register(Lab demo) throws FailureException {
            LabStore labs = cli.labs();
            Lab lab = labs.snapshot().withId(demo.id()).filter(DemoSecrets::isDemo).map(l -> demo.renamed(l.name())).orElse(demo);
            Optional<Lab> before = labs.find(lab.name());
            if (before.isPresent() && !DemoSecrets.isDemo(before.get())) {
                throw new FailureException(new Failure(Failure.Kind.CONFLICT, "adding the demo lab to your labs", lab.name(), "",
                        "You have a lab of this name that is no demo lab.", "Rename it, or start without --register."));
            }
            labs.save(lab);
        }
    }

    /** The demo lab as one of the user's labs. */
    static Lab profile(Map<String, String> endpoints) {
        URI amqp = URI.create(endpoints.get("amqp"));
        return new Lab("demo-lab", "#2f9e73", Guard.NORMAL,
                Optional.of(CloudProfile.password("demo-lab", endpoints.get("identity"), "admin", "admin").withEndpointOverrides(
                        Map.of("application-catalog", endpoints.get("murano")))),
                Optional.of(new BrokerProfile(amqp.getHost(), amqp.getPort(), false, null, true, "guest", "/", endpoints.get("rabbitmq"))),
                List.of(new SystemProfile("demo-system", List.of(endpoints.get("smapi")), "", false)), List.of(), "",
                Map.of("", Map.of(DemoSecrets.MARK, true)));
    }
}
