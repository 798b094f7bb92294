package org.campanile.ui.topology.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The environments that are there already, which an import must not touch. A value.
 *
 * @param files names of their files
 * @param ids their ids, as far as the files can be read
 */
record Existing(Set<String> files, Set<String> ids) {

    static final Existing NONE = new Existing(Set.of(), Set.of());

    /** Reads a folder. Worker threads only. */
    static Existing read(Path folder, ServiceTypes types, Task task) throws FailureException {
        Set<String> files = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Path file : list(folder)) {
            task.checkCancelled(Messages.listingEnvironments);
            files.add(file.getFileName().toString());
            try {
                ids.add(new EnvironmentFile(types).read(file).id());
            } catch (FailureException e) {
                if (e.failure().kind() == Failure.Kind.CANCELLED) {
                    throw e;
                }
                // A file that is no environment has no id to be in the way; opening it says what is wrong with it.
                task.line(e.failure().headline());
            }
        }
        return new Existing(Set.copyOf(files), Set.copyOf(ids));
    }

    private static List<Path> list(Path folder) throws FailureException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().endsWith(".yaml")).toList();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.listingEnvironments, folder, e), e);
        }
    }

    /** The environment under another id when there is one of its id: two with the same would be deployed as the same stack. */
    Environment distinct(Environment environment) {
        return ids.contains(environment.id()) ? new Environment(Environment.newId(), environment.name(), environment.services(), environment.others()) : environment;
    }
}
