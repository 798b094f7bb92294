package org.campanile.ui.topology.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentImport;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.ImportNote;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.LabSecrets;
import org.campanile.ui.topology.document.EnvironmentName;

/** What an import does away from the window: reads, judges and writes. Worker threads only. */
final class Import {

    private final ServiceTypes types;
    private final Path folder;
    private final LabSecrets secrets;

    Import(ServiceTypes types, Path folder, LabSecrets secrets) {
        this.types = types;
        this.folder = folder;
        this.secrets = secrets;
    }

    /**
     * What was read of a source. A value; its environment may hold clear passwords.
     *
     * @param of the source
     * @param environment the document, under an id that no other has
     * @param words what was read, in a sentence
     * @param notes what was left out, changed or added
     * @param existing what is there already
     * @param why it could not be read, if it could not; then there is no document
     */
    record Answer(ImportSource of, Environment environment, String words, List<ImportNote> notes, Existing existing, Optional<Failure> why) {
    }

    /** Reads a source; what is wrong with it is part of the answer. */
    Answer read(ImportSource source, Task task) throws FailureException {
        Existing existing = Existing.NONE;
        try {
            existing = Existing.read(folder, types, task);
            if (source.shown().isBlank()) {
                return new Answer(source, null, "", List.of(), existing, Optional.empty());
            }
            EnvironmentImport.Imported read = new EnvironmentImport(types).read(source.shown(), source.read(), source.name());
            Environment distinct = existing.distinct(read.environment());
            List<ImportNote> notes = new ArrayList<>();
            if (!distinct.id().equals(read.environment().id())) {
                notes.add(new ImportNote(ImportNote.Kind.CHANGED, "Environment", "id", "One of the environments here has this id; with the same both would be deployed as one stack."));
            }
            notes.addAll(read.notes());
            return new Answer(source, distinct, words(read.format(), distinct), notes, existing, Optional.empty());
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            return new Answer(source, null, "", List.of(), existing, Optional.of(e.failure()));
        } catch (java.nio.file.InvalidPathException e) {
            return new Answer(source, null, "", List.of(), existing, Optional.of(new Failure(Failure.Kind.BAD_INPUT, "reading what is imported", source.shown(), e.getReason(),
                    "This is no path of a file.", "Choose a file.")));
        }
    }

    private String words(String format, Environment environment) {
        List<Problem> problems = new EnvironmentRules(types).validate(environment, Optional.empty()).stream().filter(p -> !p.rule().equals("password-clear")).toList();
        long errors = problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
        return "Read as " + format + ": " + count(environment.services().size(), "service") + " with " + count(environment.unitCount(), "unit") + ". "
                + (errors == 0 ? problems.isEmpty() ? "Nothing is wrong with it." : count(problems.size(), "warning") + ", to be looked at in the editor."
                        : count((int) errors, "error") + " to be corrected in the editor.");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Writes the environment under a name, its passwords put away; a file that is there is never replaced. Answers the file. */
    Path write(Environment read, String name, Task task) throws FailureException {
        Path file = new EnvironmentName(name).in(folder);
        if (Files.exists(file)) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "importing an environment", file.toString(), "", "The file is there already.", "Choose another name."));
        }
        Set<SecretRef> before = new HashSet<>(EnvironmentSecrets.references(read));
        Environment kept = EnvironmentSecrets.keep(read.rename(name.strip()), secrets);
        if (secrets.keeps()) {
            EnvironmentSecrets.makeUp(kept, before, secrets);
        }
        task.checkCancelled("importing an environment");
        new EnvironmentFile(types).save(file, kept);
        return file;
    }
}
