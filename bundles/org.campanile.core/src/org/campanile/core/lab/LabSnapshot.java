package org.campanile.core.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.task.Failure;

/**
 * What the folder of labs held when it was read last. A value.
 *
 * @param labs by name
 * @param broken files that could not be read as a lab, by file name
 */
public record LabSnapshot(List<Lab> labs, List<Broken> broken) {

    /** A file that is no lab, and why, with line and field. */
    public record Broken(Path file, Failure why) {
    }

    public LabSnapshot {
        labs = List.copyOf(labs);
        broken = List.copyOf(broken);
    }

    /** The lab of an id, whatever it is called now. */
    public Optional<Lab> withId(String id) {
        String key = LabNames.key(id);
        return labs.stream().filter(l -> LabNames.key(l.id()).equals(key)).findFirst();
    }

    /** The lab of a name, ignoring case. */
    public Optional<Lab> find(String name) {
        String key = LabNames.key(name);
        return labs.stream().filter(l -> LabNames.key(l.name()).equals(key)).findFirst();
    }
}
