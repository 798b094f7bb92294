package org.campanile.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.HotTemplate;
import org.campanile.core.deploy.TemplateObstacle;
import org.campanile.core.deploy.ToscaTemplate;
import org.campanile.core.environment.Descriptors;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentImport;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile environment import} and {@code export}: documents from and to what other programs understand. */
final class DescriptorCommands {

    private DescriptorCommands() {
    }

    /** {@code environment import}. */
    @Command(name = "import", description = { "Make an environment file of Murano 0.2 service descriptors (JSON) or of a Heat template made here.",
            "Passwords become references; their values are asked for at deployment." })
    static final class Import extends EnvironmentCommands.OnTypes {
        @Parameters(paramLabel = "FILE", description = "Descriptors: one service, a list, or an object with services; or a Heat template (YAML).")
        Path from;

        @Option(names = { "-o", "--output" }, required = true, paramLabel = "FILE", description = "The environment file to write.")
        Path to;

        @Option(names = "--name", paramLabel = "NAME", description = "Name of the environment (default: the input's, or the output file's).")
        String name;

        @Mixin
        NewFile replacing;

        @Override
        int run() throws FailureException {
            replacing.check("importing an environment", to);
            String text = SafeFiles.read(from, EnvironmentImport.MAX_BYTES, "reading what is imported");
            String called = name != null ? name : to.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            EnvironmentImport.Imported imported = new EnvironmentImport(types()).read(from.toString(), text, called);
            Environment read = name == null ? imported.environment() : imported.environment().rename(name);
            MemorySecrets secrets = new MemorySecrets();
            Environment kept = EnvironmentSecrets.keep(read, secrets);
            List<Problem> problems = new EnvironmentRules(types()).validate(read, Optional.empty()).stream()
                    .filter(problem -> !problem.rule().equals("password-clear")).toList();
            replacing.write("importing an environment", to, new EnvironmentFile(types()).write(kept));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("environment", kept.name());
            result.put("file", to.toString());
            result.put("services", kept.services().size());
            result.put("units", kept.unitCount());
            result.put("problems", problems.size());
            output().thing(result);
            imported.notes().forEach(n -> cli.tell(n.kind().label() + ": " + n.where() + ", " + n.what() + ": " + n.why()));
            problems.forEach(p -> cli.tell(p.severity().name().toLowerCase(Locale.ROOT) + ": "
                    + kept.service(p.serviceId()).map(Service::name).orElse(kept.name()) + ": " + p.message()));
            return GOOD;
        }
    }

    /** {@code environment export}. */
    @Command(name = "export", description = "Write an environment as something else: Murano 0.2 service descriptors, a Heat template, or TOSCA 1.3.")
    static final class Export extends EnvironmentCommands.OnFile {

        /** Exactly one of them. */
        static final class To {
            @Option(names = "--descriptors", description = "Murano 0.2 service descriptors (JSON), with the passwords in clear.")
            boolean descriptors;
            @Option(names = "--hot", description = "A Heat template (HOT).")
            boolean hot;
            @Option(names = "--tosca", description = "TOSCA simple profile 1.3 (YAML).")
            boolean tosca;
        }

        @ArgGroup(multiplicity = "1")
        To kind;

        @Option(names = { "-o", "--output" }, paramLabel = "FILE", description = "File to write (default: standard output).")
        Path to;

        @Mixin
        NewFile replacing;

        @Option(names = "--load-balancers", description = "With --hot: a load balancer before each farm, for a cloud that has Octavia.")
        boolean balancers;

        @Option(names = "--no-passwords", description = "With --descriptors: leave passwords empty instead of asking for them.")
        boolean noPasswords;

        @Override
        int run() throws FailureException {
            if (to != null) {
                replacing.check("exporting an environment", to);
            }
            Environment environment = environment();
            Optional<String> obstacle = kind.descriptors ? Optional.empty() : TemplateObstacle.of(environment, types());
            if (obstacle.isPresent()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "exporting an environment", environment.name(), "", obstacle.get(),
                        "Validate the environment and correct it."));
            }
            String text;
            if (kind.hot) {
                text = new HotTemplate(types()).write(environment, environment.network(), environment.keyPair(), null, balancers).text();
            } else if (kind.tosca) {
                text = new ToscaTemplate(types()).write(environment);
            } else {
                PromptSecrets asked = new PromptSecrets(cli);
                text = new Descriptors(types()).text(environment, value -> noPasswords ? Secret.of("") : EnvironmentSecrets.resolve(environment, value, asked));
            }
            if (to == null) {
                cli.progress().clear();
                output().text(text);
            } else {
                replacing.write("exporting an environment", to, text);
                output().say("Written to " + to + ".");
            }
            return GOOD;
        }
    }
}
