package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.campanile.core.openstack.CloudLimits;
import org.campanile.demolab.DemoLab;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Runs command lines in this process, in a home of its own and with its own variables. Whatever a command line prints is searched for all
 * passwords that are in the game.
 */
final class Bench {

    /** Passwords that must never be printed, by nobody. */
    static final List<String> SECRETS = List.of("admin-secret", "demo-secret", "murano-secret", "wrong-secret", "new-user-secret");

    static final CloudLimits LIMITS = new CloudLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), 32 << 20);

    /** How a command line ended. */
    record Result(int code, String out, String err) {

        Result code(int expected) {
            assertEquals(expected, code, () -> out + err);
            return this;
        }

        /** Results are on stdout. */
        Result says(String words) {
            assertTrue(out.contains(words), () -> "stdout does not say: " + words + "\n" + out + err);
            return this;
        }

        /** Progress and failures are on stderr. */
        Result tells(String words) {
            assertTrue(err.contains(words), () -> "stderr does not say: " + words + "\n" + out + err);
            return this;
        }

        Result silent() {
            assertEquals("", out);
            return this;
        }

        JsonElement json() {
            return JsonParser.parseString(out);
        }

        /** Lines of a CSV answer, checked for their end. */
        List<String> csv() {
            assertTrue(out.endsWith("\r\n"), out);
            return List.of(out.split("\r\n"));
        }

        Object yaml() {
            assertFalse(out.contains("&id0"), () -> "refers to itself: " + out);
            return new Load(LoadSettings.builder().build()).loadFromString(out);
        }
    }

    /** A person with prepared answers. */
    static final class Script implements Terminal {
        private final Deque<String> answers;
        final List<String> asked = new ArrayList<>();

        Script(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public Optional<String> line(String question) {
            asked.add(question);
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<String> password(String question) {
            return line(question);
        }

        @Override
        public boolean asking() {
            return false;
        }
    }

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Terminal terminal;
    private CloudLimits limits = LIMITS;
    private Consumer<String> watcher = text -> {
    };
    private volatile CliContext running;

    /** A bench whose files are below {@code folder}. */
    Bench(Path folder) {
        this.folder = folder;
        set("CAMPANILE_HOME", folder.resolve("home").toString());
    }

    Bench set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Bench unset(String variable) {
        environment.remove(variable);
        return this;
    }

    Bench terminal(Terminal who) {
        terminal = who;
        return this;
    }

    Bench limits(CloudLimits value) {
        limits = value;
        return this;
    }

    /** Sees every piece of stderr as it is printed. */
    Bench watch(Consumer<String> who) {
        watcher = who;
        return this;
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Makes the demo lab known: a clouds.yaml, and the lab's broker and controllers as options. */
    Bench cloudsOf(DemoLab lab) throws IOException {
        Path clouds = Files.writeString(folder.resolve("demo-clouds.yaml"), lab.cloudsYaml());
        return set("OS_CLIENT_CONFIG_FILE", clouds.toString());
    }

    /** Saves the demo lab among the labs, as {@code demo-lab start --register} does. */
    Bench register(DemoLab lab) throws Exception {
        try (CliContext cli = context(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))) {
            cli.labs().save(DemoLabCommands.profile(lab.endpoints()));
        }
        return this;
    }

    private CliContext context(PrintWriter out, PrintWriter err) {
        return new CliContext(out, err, new Surroundings(environment, "Linux", folder, folder, Optional.ofNullable(terminal), limits));
    }

    /** Runs a command line to its end. */
    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter() {
            @Override
            public void write(String text, int from, int length) {
                super.write(text, from, length);
                watcher.accept(text.substring(from, from + length));
            }
        };
        int code;
        try (CliContext cli = context(new PrintWriter(out, true), new PrintWriter(err, true))) {
            running = cli;
            code = Campanile.commandLine(cli).execute(arguments);
        }
        Result result = new Result(code, out.toString(), err.toString());
        for (String secret : SECRETS) {
            assertFalse((result.out() + result.err()).contains(secret), () -> "a password is printed: " + result.out() + result.err());
        }
        assertFalse(result.err().contains("A defect of this program"), result.err());
        return result;
    }

    /** What Ctrl+C does to the command line that runs now. */
    void interrupt() {
        running.task().cancel();
    }
}
