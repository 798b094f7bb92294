package org.campanile.ui.topology.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The environment's other file: the one that this one stands by for, or from which it was moved. Into it one fails back. A value.
 *
 * @param name name of the environment in it
 * @param file where it is
 */
record Original(String name, Path file) {

    /**
     * Which files there are.
     *
     * @param taken names of all files of the folder
     * @param original the other file, if there is one
     */
    record Listing(Set<String> taken, Optional<Original> original) {
    }

    /** Looks through the folder of environments; worker threads only. */
    static Listing find(Path folder, Path own, Environment environment, ServiceTypes types, Task task) throws FailureException {
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.sorted().toList();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.listingEnvironments, folder, e), e);
        }
        Set<String> taken = new HashSet<>();
        Optional<Original> found = Optional.empty();
        String wanted = MapDraft.originalId(environment);
        for (Path file : all) {
            taken.add(file.getFileName().toString());
            task.checkCancelled(Messages.listingEnvironments);
            if (found.isEmpty() && file.getFileName().toString().endsWith(".yaml") && !file.equals(own)) {
                found = read(file, types).filter(e -> e.id().equals(wanted)).map(e -> new Original(e.name(), file));
            }
        }
        return new Listing(taken, found);
    }

    private static Optional<Environment> read(Path file, ServiceTypes types) {
        try {
            return Optional.of(new EnvironmentFile(types).read(file));
        } catch (FailureException e) {
            return Optional.empty(); // whoever opens that file is told; it is nobody's original
        }
    }
}
