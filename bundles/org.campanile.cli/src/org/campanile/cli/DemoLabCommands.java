package org.campanile.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabStore;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code campanile demo-lab}: the embedded lab for first use, training and tests. */
@Command(name = "demo-lab", description = "A whole lab in this program, on loopback ports.", subcommands = DemoLabCommands.Start.class)
final class DemoLabCommands extends GroupCommand {

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

        @Override
        int run() throws FailureException {
            DemoLabOptions options = DemoLabOptions.defaults().withTimeScale(scale);
            for (Map.Entry<String, Integer> port : ports.entrySet()) {
                options = options.withPort(port.getKey(), port.getValue());
            }
            if (folder != null) {
                options = options.keptIn(folder);
            }
            cli.progress().progress("Starting the demo lab", 0, -1);
            DemoLab lab = cli.own(DemoLab.start(options));
            CountDownLatch end = new CountDownLatch(1);
            // A signal ends the JVM from a thread of its own; the state has to be saved before that thread is through.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                lab.close();
                end.countDown();
            }, "closing the demo lab"));
            Path file = clouds == null ? cli.home().root().resolve("demo-lab").resolve("clouds.yaml") : clouds.toAbsolutePath();
            SafeFiles.write(file, lab.cloudsYaml().getBytes(StandardCharsets.UTF_8), "writing clouds.yaml");
            Map<String, Object> all = new LinkedHashMap<>(lab.endpoints());
            if (register) {
                LabStore labs = cli.labs();
                labs.save(profile(lab.endpoints()));
                all.put("lab", "demo-lab");
            }
            all.put("clouds_yaml", file.toString());
            cli.progress().clear();
            new Output(cli.out(), format == Format.table ? Format.json : format).thing(all);
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return GOOD;
        }
    }

    /** The demo lab as one of the user's labs. */
    static Lab profile(Map<String, String> endpoints) {
        URI amqp = URI.create(endpoints.get("amqp"));
        return new Lab("demo-lab", "#2f9e73", org.campanile.core.lab.Guard.NORMAL,
                java.util.Optional.of(CloudProfile.password("demo-lab", endpoints.get("identity"), "admin", "admin")),
                java.util.Optional.of(new BrokerProfile(amqp.getHost(), amqp.getPort(), false, null, true, "guest", "/", endpoints.get("rabbitmq"))),
                List.of(new SystemProfile("demo-system", List.of(endpoints.get("smapi")), "", false)), List.of(), "",
                Map.of("", Map.of(DemoSecrets.MARK, true)));
    }
}
