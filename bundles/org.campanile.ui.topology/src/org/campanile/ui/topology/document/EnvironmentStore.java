package org.campanile.ui.topology.document;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.LayoutFile;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.LabSecrets;

/**
 * An environment's file and its side file of places. Reading and writing block; worker threads only. Clear passwords that somebody wrote into
 * the file are put away on reading, so that nothing in the window holds them.
 */
public final class EnvironmentStore {

    private static final int MAX_BYTES = 32 << 20;

    private final Path file;
    private final EnvironmentFile format;
    private final Secrets secrets;
    private final AtomicReference<Environment> onDisk = new AtomicReference<>();

    /** The store of a file. */
    public EnvironmentStore(Path file, ServiceTypes types, Secrets secrets) {
        this.file = file;
        this.format = new EnvironmentFile(types);
        this.secrets = secrets;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Reads both files; a wrong one is refused with line and field. */
    public Draft read() throws FailureException {
        Environment read = format.read(file);
        Layout layout = LayoutFile.read(LayoutFile.beside(file));
        onDisk.set(read);
        return new Draft(EnvironmentSecrets.keep(read, secrets), layout);
    }

    /** What opening a file gives. */
    public sealed interface Opened {
    }

    /** It was read. */
    public record Read(Draft draft) implements Opened {
    }

    /** It is no environment; its text is there to be corrected. */
    public record Broken(String text, FailureException why) implements Opened {
    }

    /** Reads both files; a wrong one comes back as text together with what is wrong with it. */
    public Opened open() throws FailureException {
        try {
            return new Read(read());
        } catch (FailureException e) {
            if (e.failure().kind() != Failure.Kind.BAD_INPUT || !Files.isReadable(file)) {
                throw e;
            }
            return new Broken(SafeFiles.read(file, MAX_BYTES, Messages.readingAnEnvironment), e);
        }
    }

    /** Writes both files, each atomically. Passwords that are new in the document are made up and kept, where they can be kept. */
    public Draft write(Draft draft) throws FailureException {
        Environment kept = EnvironmentSecrets.keep(draft.environment(), secrets);
        if (secrets instanceof LabSecrets lasting && lasting.keeps()) {
            Set<SecretRef> fresh = EnvironmentSecrets.references(kept);
            Optional.ofNullable(onDisk.get()).map(EnvironmentSecrets::references).ifPresent(fresh::removeAll);
            EnvironmentSecrets.makeUp(kept, fresh, secrets);
        }
        onDisk.set(kept);
        format.save(file, kept);
        Path places = LayoutFile.beside(file);
        if (!draft.layout().positions().isEmpty() || Files.exists(places)) {
            LayoutFile.save(places, draft.layout());
        }
        return draft.with(kept);
    }

    /** Whether the file says something else than what was read or written last. */
    public boolean changedOutside() throws FailureException {
        return !format.read(file).equals(onDisk.get());
    }

    /** The document as text; pure. */
    public String text(Environment environment) throws FailureException {
        return format.write(environment);
    }

    /** The document of a text; pure. A wrong one is refused with line and field. */
    public Environment parse(String text) throws FailureException {
        return format.parse(file.getFileName().toString(), text);
    }
}
