package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

/** Wrong usage ends with 2 and one line that says what is wrong; help is on stdout. */
class UsageTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "nonsense", "lab", "lab nonsense", "lab list --nonsense", "lab list surplus", "lab list -f xml", "lab list -f",
            "lab add one", "lab add", "lab add one --os-cloud c --guard open", "lab remove", "lab check --report odf", "lab check",
            "lab check --lab one --os-cloud two", "lab check --broker guest@host", "environment", "environment plan", "environment new x.yaml --template odd",
            "environment deploy x.yaml --agents some", "environment deploy x.yaml --agent-limit 0", "environment deploy x.yaml --agent-limit soon",
            "controller precheck", "controller replay", "demo-lab start --time-scale 101", "demo-lab start --port identity=99999",
            "demo-lab start --port nonsense=80", "demo-lab start --port identity", "completion fish", "--nonsense",
            "controller replay x --mismatches -1", "logs local:x --last -5", "image upload /", "conductor --dry-run" })
    void wrongUsageEndsWithTwo(String line) {
        Bench.Result result = new Bench(folder).run(line.split(" ")).code(2).silent();
        assertTrue(result.err().startsWith("campanile"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = { "guest", "guest:guest-pass@host", "guest@host:99999", "guest@", "@host", "guest@host:port", "amqp://guest@host" })
    void aBrokerIsNamedWithoutItsPassword(String broker) throws Exception {
        Path clouds = Files.writeString(folder.resolve("clouds.yaml"), "clouds: {c: {auth: {auth_url: 'http://127.0.0.1:1/v3', username: u, project_name: p, user_domain_name: Default, project_domain_name: Default}}}");
        Bench.Result result = new Bench(folder).set("OS_CLIENT_CONFIG_FILE", clouds.toString()).run("lab", "check", "--os-cloud", "c", "--broker", broker)
                .code(2).tells("USER@HOST[:PORT][/VHOST]");
        assertFalse(result.err().contains("guest-pass"), result.err());
    }

    /** It would be asked for the password of nobody. */
    @Test
    void aCloudWithoutAUserNameIsNamed() throws Exception {
        Path clouds = Files.writeString(folder.resolve("clouds.yaml"), "clouds: {c: {auth: {auth_url: 'http://127.0.0.1:1/v3'}}}");
        Bench.Result result = new Bench(folder).set("OS_CLIENT_CONFIG_FILE", clouds.toString()).run("image", "list", "--os-cloud", "c").code(1)
                .tells("The cloud c has no user name.");
        assertFalse(result.err().contains("password"), result.err());
    }

    @Test
    void everyCommandHasHelpAFormatAndADescription() {
        assertTrue(look(root(folder)) > 40);
    }

    private static CommandLine root(Path folder) {
        return Campanile.commandLine(new CliContext(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()),
                new Surroundings(Map.of(), "Linux", folder, folder, Optional.empty(), Bench.LIMITS)));
    }

    @Test
    void aColumnThatIsNotThereIsWrongUsageAndTheResultStands() {
        new Bench(folder).run("recipe", "list", "-c", "nonsense", "-f", "csv").code(2).says("conductor-only").tells("There is no column nonsense; there are name");
        assertEquals(List.of("name", "today", "guide-0.2", "conductor-only"),
                new Bench(folder).run("recipe", "list", "-c", "name", "--sort=-name", "-f", "csv").code(0).csv());
    }

    private int look(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName(" ");
        assertTrue(command.getCommandSpec().usageMessage().description().length > 0, name);
        String[] words = (name.replaceFirst("^campanile ?", "") + " --help").strip().split(" ");
        Bench.Result help = new Bench(folder).run(words).code(0).says("Usage: " + name).says("Exit code: 0 good, 1 a finding or a failure, 2 wrong usage.");
        // A label in angle brackets is the name of one of our fields.
        assertEquals(List.of(), command.getCommandSpec().args().stream().filter(a -> a.arity().max() > 0).map(a -> a.paramLabel())
                .filter(label -> label.startsWith("<")).toList(), name);
        if (command.getSubcommands().isEmpty()) {
            List<String> examples = HelpFooter.examples(name);
            assertFalse(examples.isEmpty(), name + " has no example");
            examples.forEach(example -> {
                help.says("  " + example);
                List<String> given = Pattern.compile("\"([^\"]*)\"|\\S+").matcher(example).results().skip(1).map(m -> m.group(1) == null ? m.group() : m.group(1)).toList();
                List<CommandLine> found = root(folder).parseArgs(given.toArray(String[]::new)).asCommandLineList();
                assertEquals(name, found.getLast().getCommandSpec().qualifiedName(" "), example);
            });
            assertTrue(command.getCommandSpec().optionsMap().containsKey("--format"), name);
            return 1;
        }
        return command.getSubcommands().values().stream().mapToInt(this::look).sum();
    }

    @Test
    void aTypingErrorIsAnsweredWithWhatWasMeant() {
        new Bench(folder).run("lab", "lst").code(2).tells("lab list");
        new Bench(folder).run("lab", "check", "--problem").code(2).tells("--problems");
    }

    @Test
    void completionAndVersion() {
        String script = new Bench(folder).run("completion", "bash").code(0).out();
        assertTrue(script.contains("complete -F") && script.contains("demo-lab") && script.contains("--os-cloud"), script);
        new Bench(folder).run("--version").code(0).says("Campanile").says("Java");
    }
}
