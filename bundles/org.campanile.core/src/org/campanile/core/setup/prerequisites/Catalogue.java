package org.campanile.core.setup.prerequisites;

import java.util.List;
import java.util.Objects;

/**
 * The files that a folder has to hold. A value.
 *
 * @param id of the catalogue
 * @param title for people
 * @param caseSensitive whether names differ by case for whoever reads the folder; SMB clients do not care, make does
 * @param folders that have to be there, relative to the root, also when they stay empty
 * @param files in the order of the catalogue
 */
public record Catalogue(String id, String title, boolean caseSensitive, List<String> folders, List<Wanted> files) {

    public Catalogue {
        Objects.requireNonNull(id);
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }
}
