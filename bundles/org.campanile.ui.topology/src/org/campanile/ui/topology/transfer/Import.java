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
import org.eclipse.osgi.util.NLS;

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
                notes.add(new ImportNote(ImportNote.Kind.CHANGED, Messages.environment, "id", Messages.idTaken));
            }
            notes.addAll(read.notes());
            return new Answer(source, distinct, words(read.format(), distinct), notes, existing, Optional.empty());
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CANCELLED) {
                throw e;
            }
            return new Answer(source, null, "", List.of(), existing, Optional.of(e.failure()));
        } catch (java.nio.file.InvalidPathException e) {
            Failure why = new Failure(Failure.Kind.BAD_INPUT, Messages.readingImport, source.shown(), e.getReason(), Messages.notAPath, Messages.chooseAFile);
            return new Answer(source, null, "", List.of(), existing, Optional.of(why));
        }
    }

    private String words(String format, Environment environment) {
        List<Problem> problems = new EnvironmentRules(types).validate(environment, Optional.empty()).stream().filter(p -> !p.rule().equals("password-clear")).toList();
        long errors = problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
        int services = environment.services().size();
        int units = environment.unitCount();
        String some = services == 1 ? Messages.oneService : NLS.bind(Messages.manyServices, services);
        String of = units == 1 ? Messages.oneUnit : NLS.bind(Messages.manyUnits, units);
        if (errors > 0) {
            String wrong = errors == 1 ? Messages.oneError : NLS.bind(Messages.manyErrors, errors);
            return NLS.bind(Messages.readWithErrors, new Object[] {format, some, of, wrong});
        }
        if (!problems.isEmpty()) {
            String doubtful = problems.size() == 1 ? Messages.oneWarning : NLS.bind(Messages.manyWarnings, problems.size());
            return NLS.bind(Messages.readWithWarnings, new Object[] {format, some, of, doubtful});
        }
        return NLS.bind(Messages.readWithoutProblems, new Object[] {format, some, of});
    }

    /** Writes the environment under a name, its passwords put away; a file that is there is never replaced. Answers the file. */
    Path write(Environment read, String name, Task task) throws FailureException {
        Path file = new EnvironmentName(name).in(folder);
        if (Files.exists(file)) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, Messages.importing, file.toString(), "", Messages.fileExists,
                    Messages.chooseAnotherName));
        }
        Set<SecretRef> before = new HashSet<>(EnvironmentSecrets.references(read));
        Environment kept = EnvironmentSecrets.keep(read.rename(name.strip()), secrets);
        if (secrets.keeps()) {
            EnvironmentSecrets.makeUp(kept, before, secrets);
        }
        task.checkCancelled(Messages.importing);
        new EnvironmentFile(types).save(file, kept);
        return file;
    }
}
