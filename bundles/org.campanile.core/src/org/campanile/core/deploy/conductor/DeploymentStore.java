package org.campanile.core.deploy.conductor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * What is remembered of deployments on this machine: a folder a lab and environment, in it what is deployed ({@code state.json}) and a log a run with the
 * document it was about. No passwords. Blocks; worker threads only.
 */
public final class DeploymentStore {

    private static final int LARGEST = 64 << 20;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'.'SSS").withZone(ZoneOffset.UTC);

    private final Path root;
    private final ServiceTypes types;
    private final Clock clock;

    /** A store below a folder, which is made when it is needed. */
    public DeploymentStore(Path root, ServiceTypes types) {
        this(root, types, Clock.systemUTC());
    }

    DeploymentStore(Path root, ServiceTypes types, Clock clock) {
        this.root = Objects.requireNonNull(root);
        this.types = Objects.requireNonNull(types);
        this.clock = Objects.requireNonNull(clock);
    }

    private Path folder(Environment environment) {
        return root.resolve(environment.id());
    }

    private Path stateFile(Environment environment) {
        return folder(environment).resolve("state.json");
    }

    private record Kept(int version, boolean deleted, boolean stack, Map<String, Map<String, String>> resources, Map<String, Map<String, Object>> services,
            Map<String, Map<String, Object>> units) {
    }

    /** What is known to be deployed; {@link DeployedState#NOTHING} when nothing is. */
    public DeployedState state(Environment environment) throws FailureException {
        Path file = stateFile(environment);
        if (!Files.exists(file)) {
            return DeployedState.NOTHING;
        }
        String doing = "reading what is deployed";
        try {
            Kept kept = GSON.fromJson(SafeFiles.read(file, LARGEST, doing), Kept.class);
            return new DeployedState(kept.deleted, kept.stack, kept.resources, kept.services, kept.units);
        } catch (JsonParseException | NullPointerException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, file.toString(), String.valueOf(e.getMessage()), "The file is damaged.",
                    "Move it away; the next deployment then looks at everything anew."), e);
        }
    }

    /** Keeps what is deployed. */
    public void save(Environment environment, DeployedState state) throws FailureException {
        Kept kept = new Kept(1, state.deleted(), state.stack(), state.resources(), state.services(), state.units());
        SafeFiles.write(stateFile(environment), GSON.toJson(kept).getBytes(StandardCharsets.UTF_8), "keeping what is deployed");
    }

    /** Logs of an environment's runs, oldest first. */
    public List<Path> runs(Environment environment) throws FailureException {
        if (!Files.isDirectory(folder(environment))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder(environment))) {
            return files.filter(f -> f.getFileName().toString().matches("run-.*\\.log")).sorted().toList();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("listing runs", folder(environment), e), e);
        }
    }

    /** A new run: its document is kept beside the log that is opened. */
    FileRunLog begin(Environment environment) throws FailureException {
        Path log = folder(environment).resolve("run-" + NAME.format(clock.instant()) + ".log");
        SafeFiles.write(document(log), new EnvironmentFile(types).write(environment).getBytes(StandardCharsets.UTF_8), "keeping the document of a run");
        return FileRunLog.open(log);
    }

    /** The document that a run was about. */
    Optional<Environment> document(Path log, String id) throws FailureException {
        Path file = document(log);
        return Files.exists(file) ? Optional.of(new EnvironmentFile(types).parse(file.toString(), SafeFiles.read(file, LARGEST, "reading the document of a run"))) : Optional.empty();
    }

    private static Path document(Path log) {
        return log.resolveSibling(log.getFileName().toString().replaceAll("log$", "environment.yaml"));
    }
}
