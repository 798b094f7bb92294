package org.campanile.core.deploy.conductor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabNames;
import org.campanile.core.task.FailureException;

/**
 * What is remembered of deployments on this machine: a folder a lab and environment, in it what is deployed ({@code state.json}) and a log a run with the
 * document it was about. No passwords. Blocks; worker threads only.
 */
public final class FolderStore implements DeploymentStore {

    private static final int LARGEST = 64 << 20;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'.'SSS").withZone(ZoneOffset.UTC);

    private final Path root;
    private final ServiceTypes types;
    private final Clock clock;

    /** A store below a folder, which is made when it is needed. */
    public FolderStore(Path root, ServiceTypes types) {
        this(root, types, Clock.systemUTC());
    }

    /** What is remembered of one lab in a home. */
    public static FolderStore of(Home home, Lab lab, ServiceTypes types) {
        return new FolderStore(home.deployments().resolve(LabNames.key(lab.id())), types);
    }

    FolderStore(Path root, ServiceTypes types, Clock clock) {
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

    @Override
    public DeployedState state(Environment environment) throws FailureException {
        Path file = stateFile(environment);
        if (!Files.exists(file)) {
            return DeployedState.NOTHING;
        }
        String doing = "reading what is deployed";
        return StateText.read(SafeFiles.read(file, LARGEST, doing), file.toString());
    }

    @Override
    public void save(Environment environment, DeployedState state) throws FailureException {
        SafeFiles.write(stateFile(environment), StateText.write(state).getBytes(StandardCharsets.UTF_8), "keeping what is deployed");
    }

    @Override
    public void forget(Environment environment) throws FailureException {
        // The runs stay, for who compares them later.
        save(environment, DeployedState.NOTHING);
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

    @Override
    public Optional<KeptRun> newest(Environment environment) throws FailureException {
        List<Path> runs = runs(environment);
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        Optional<Environment> document = document(runs.getLast());
        return Optional.of(new KeptRun(FileRunLog.open(runs.getLast()), document));
    }

    @Override
    public RunLog begin(Environment environment) throws FailureException {
        Path log = folder(environment).resolve("run-" + NAME.format(clock.instant()) + ".log");
        SafeFiles.write(documentFile(log), new EnvironmentFile(types).write(environment).getBytes(StandardCharsets.UTF_8), "keeping the document of a run");
        return FileRunLog.open(log);
    }

    private Optional<Environment> document(Path log) throws FailureException {
        Path file = documentFile(log);
        return Files.exists(file) ? Optional.of(new EnvironmentFile(types).parse(file.toString(), SafeFiles.read(file, LARGEST, "reading the document of a run"))) : Optional.empty();
    }

    private static Path documentFile(Path log) {
        return log.resolveSibling(log.getFileName().toString().replaceAll("log$", "environment.yaml"));
    }
}
