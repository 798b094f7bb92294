package org.campanile.ui.topology.document;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.eclipse.osgi.util.NLS;

/**
 * The name of a new environment, and the file that follows from it. A value.
 *
 * @param text as typed
 */
public record EnvironmentName(String text) {

    /** What is wrong with it, if anything; {@code takenFiles} are the names of the files there are. */
    public Optional<String> problem(Set<String> takenFiles) {
        if (text.isBlank()) {
            return Optional.of(Messages.nameMissing);
        }
        if (text.length() > 64) {
            return Optional.of(Messages.nameTooLong);
        }
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            return Optional.of(Messages.nameNeedsLetterOrDigit);
        }
        return takenFiles.contains(fileName()) ? Optional.of(NLS.bind(Messages.nameTaken, fileName())) : Optional.empty();
    }

    /** Name of its file: the name in small letters, with dashes for what a file's name should not have. */
    public String fileName() {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+|-+$", "") + ".yaml";
    }

    /** Its file in a folder. */
    public Path in(Path folder) {
        return folder.resolve(fileName());
    }
}
