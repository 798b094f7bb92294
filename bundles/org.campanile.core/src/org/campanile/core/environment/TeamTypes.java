package org.campanile.core.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * The shipped types and those of a team, as far as their files are right: a wrong file is left out and told, so that one mistake does not close the editor. A
 * value.
 *
 * @param types all that could be read
 * @param wrong what is wrong with the files left out, with file, line and field
 */
public record TeamTypes(ServiceTypes types, List<Failure> wrong) {

    /** The rule that findings about type files belong to. */
    public static final String RULE = "service-types";

    private static final int MAX_BYTES = 1 << 20;

    public TeamTypes {
        Objects.requireNonNull(types);
        wrong = List.copyOf(wrong);
    }

    /** Reads every {@code .yaml} file of a folder, in the order of the names; an absent folder adds none. Blocks; worker threads only. */
    public static TeamTypes read(Path folder) {
        ServiceTypes types = ServiceTypes.shipped();
        List<Failure> wrong = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return new TeamTypes(types, wrong);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            return new TeamTypes(types, List.of(SafeFiles.local("reading service types", folder, e)));
        }
        List<Path> later = new ArrayList<>(files);
        // A step of one file may wait for a step of another, so what fails only for that is tried again after the others.
        for (boolean more = true; more;) {
            more = false;
            wrong.clear();
            for (Path file : List.copyOf(later)) {
                try {
                    types = types.plus(file.toString(), SafeFiles.read(file, MAX_BYTES, "reading a service type")).checked();
                    later.remove(file);
                    more = true;
                } catch (FailureException e) {
                    wrong.add(in(file, e.failure()));
                }
            }
        }
        return new TeamTypes(types, wrong);
    }

    private static Failure in(Path file, Failure f) {
        return f.subject().contains(file.toString()) ? f : new Failure(f.kind(), f.doing(), file + ", " + f.subject(), f.cameBack(), f.meaning(), f.next());
    }

    /** What is wrong as findings; empty when all files are right. */
    public List<Finding> findings() {
        Instant now = Instant.now();
        return wrong.stream().map(f -> new Finding(RULE, "Service types of the team", "Service types", f.subject(), Severity.ERROR,
                f.cameBack().isEmpty() ? f.meaning() : f.cameBack(), f.cameBack().isEmpty() ? "" : f.meaning(), "The type is not in the palette.", f.next(), Optional.empty(), now,
                Duration.ZERO)).toList();
    }
}
