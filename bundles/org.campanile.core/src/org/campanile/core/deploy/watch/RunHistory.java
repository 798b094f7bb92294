package org.campanile.core.deploy.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabNames;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** The runs of environments on one lab: a file a run, the newest {@link #KEPT} of each environment. Blocks; worker threads only. */
public final class RunHistory {

    /** Who deployed: our own conductor. */
    public static final String CONDUCTOR = "Conductor";
    /** Who deployed: a Murano service. */
    public static final String MURANO = "Murano";
    /** So many runs of an environment are kept. */
    public static final int KEPT = 200;

    private static final int LARGEST = 16 << 20;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'.'SSS").withZone(ZoneOffset.UTC);
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path root;
    private final ServiceTypes types;

    /** The runs below a folder, a folder an environment. */
    public RunHistory(Path root, ServiceTypes types) {
        this.root = Objects.requireNonNull(root);
        this.types = Objects.requireNonNull(types);
    }

    /** Who deployed: our conductor in a worker of that name. */
    public static String worker(String name) {
        return CONDUCTOR + " (" + name + ")";
    }

    /** The runs on a lab. */
    public static RunHistory of(Home home, Lab lab, ServiceTypes types) {
        return new RunHistory(home.deployments().resolve(LabNames.key(lab.id())), types);
    }

    private Path folder(String environmentId) {
        return root.resolve(environmentId).resolve("history");
    }

    /** Keeps how a deployment ended; answers what is kept. */
    public RunRecord keep(Environment document, String by, Instant began, DeploymentResult result) throws FailureException {
        RunRecord.Outcome outcome = switch (result) {
            case DeploymentResult.Succeeded s -> RunRecord.Outcome.DEPLOYED;
            case DeploymentResult.Failed f -> RunRecord.Outcome.FAILED;
            case DeploymentResult.Cancelled c -> RunRecord.Outcome.STOPPED;
        };
        String message = result instanceof DeploymentResult.Failed f ? f.failure().details() : "";
        RunRecord run = new RunRecord(NAME.format(began), by, began, Instant.now(), outcome, message, lines(result.snapshot()), new EnvironmentFile(types).write(document));
        SafeFiles.write(folder(document.id()).resolve(run.id() + ".json"), write(run).getBytes(StandardCharsets.UTF_8), "keeping a run");
        prune(folder(document.id()));
        return run;
    }

    private static List<RunRecord.Line> lines(DeploymentSnapshot end) {
        List<RunRecord.Line> lines = new ArrayList<>();
        for (StepProgress s : end.steps()) {
            double seconds = s.began().isPresent() && s.ended().isPresent() ? Duration.between(s.began().get(), s.ended().get()).toMillis() / 1000.0 : -1;
            lines.add(new RunRecord.Line(s.step().hostName(), s.step().template(), s.state().name().toLowerCase(java.util.Locale.ROOT), seconds, s.step().expectedSeconds(),
                    s.message()));
        }
        if (lines.isEmpty()) {
            end.units().forEach(u -> lines.add(new RunRecord.Line(u.hostName(), "", u.resourceStatus().isEmpty() ? u.serverStatus() : u.resourceStatus(), -1, 0,
                    u.agentDetail().isEmpty() ? u.resourceReason() : u.agentDetail())));
        }
        return lines;
    }

    private static void prune(Path folder) throws FailureException {
        List<Path> all = files(folder);
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            try {
                Files.deleteIfExists(old);
            } catch (IOException e) {
                throw new FailureException(SafeFiles.local("forgetting an old run", old, e), e);
            }
        }
    }

    private static List<Path> files(Path folder) throws FailureException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("listing runs", folder, e), e);
        }
    }

    /** The runs of an environment, the newest first. A damaged file is left out: it must not hide the others. */
    public List<RunRecord> runs(String environmentId) throws FailureException {
        List<RunRecord> runs = new ArrayList<>();
        for (Path file : files(folder(environmentId))) {
            read(SafeFiles.read(file, LARGEST, "reading a run")).ifPresent(runs::add);
        }
        runs.sort(Comparator.comparing(RunRecord::began).reversed());
        return runs;
    }

    /** The run of an id, or of {@code last} and {@code last-good}. */
    public RunRecord find(String environmentId, String id) throws FailureException {
        List<RunRecord> runs = runs(environmentId);
        Optional<RunRecord> found = switch (id) {
            case "last" -> runs.stream().findFirst();
            case "last-good" -> lastGood(runs);
            default -> runs.stream().filter(r -> r.id().equals(id)).findFirst();
        };
        return found.orElseThrow(() -> new FailureException(new Failure(Failure.Kind.NOT_FOUND, "looking for a run", id, "", runs.isEmpty()
                ? "No run of this environment on this lab is kept." : "There is no such run.", "List the runs of the environment.")));
    }

    /** The newest run that ended well with another document than the newest run's, or, when that one failed, the newest that ended well. */
    public static Optional<RunRecord> lastGood(List<RunRecord> runs) {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        RunRecord newest = runs.getFirst();
        boolean good = newest.outcome() == RunRecord.Outcome.DEPLOYED;
        return runs.stream().filter(r -> r.outcome() == RunRecord.Outcome.DEPLOYED && (!good || !r.document().equals(newest.document()))).findFirst();
    }

    /** The document of a run. */
    public Environment document(RunRecord run) throws FailureException {
        return new EnvironmentFile(types).parse("the document of run " + run.id(), run.document());
    }

    private static String write(RunRecord run) {
        JsonObject all = new JsonObject();
        all.addProperty("id", run.id());
        all.addProperty("by", run.by());
        all.addProperty("began", run.began().toString());
        all.addProperty("ended", run.ended().toString());
        all.addProperty("outcome", run.outcome().name());
        all.addProperty("message", run.message());
        all.add("lines", JSON.toJsonTree(run.lines()));
        all.addProperty("document", run.document());
        return JSON.toJson(all);
    }

    private static Optional<RunRecord> read(String text) {
        try {
            JsonObject all = JsonParser.parseString(text).getAsJsonObject();
            List<RunRecord.Line> lines = new ArrayList<>();
            for (JsonElement line : all.get("lines") instanceof JsonArray some ? some : new JsonArray()) {
                JsonObject l = line.getAsJsonObject();
                lines.add(new RunRecord.Line(l.get("unit").getAsString(), l.get("step").getAsString(), l.get("state").getAsString(), l.get("seconds").getAsDouble(),
                        l.get("expected").getAsInt(), l.get("detail").getAsString()));
            }
            return Optional.of(new RunRecord(all.get("id").getAsString(), all.get("by").getAsString(), Instant.parse(all.get("began").getAsString()),
                    Instant.parse(all.get("ended").getAsString()), RunRecord.Outcome.valueOf(all.get("outcome").getAsString()), all.get("message").getAsString(), lines,
                    all.get("document").getAsString()));
        } catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException | java.time.DateTimeException | UnsupportedOperationException e) {
            System.getLogger(RunHistory.class.getName()).log(System.Logger.Level.DEBUG, "a run that cannot be read", e);
            return Optional.empty();
        }
    }
}
