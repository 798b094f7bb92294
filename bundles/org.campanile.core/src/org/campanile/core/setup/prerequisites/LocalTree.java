package org.campanile.core.setup.prerequisites;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Reads what a folder of this machine holds, for the same comparison as a host's. Blocks. */
final class LocalTree {

    private static final int DEPTH = 12;

    private LocalTree() {
    }

    /** All files and folders below a root; the first bytes of each file that a catalogue could mean. */
    static List<FoundFile> read(Path root, Catalogue catalogue, Task task) throws FailureException {
        String doing = "looking through " + root;
        if (!Files.isDirectory(root)) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, doing, root.toString(), "", "This machine has no such folder.",
                    "Choose the folder that holds the files."));
        }
        List<FoundFile> found = new ArrayList<>();
        try (Stream<Path> all = Files.find(root, DEPTH, (p, a) -> !p.equals(root) && (a.isDirectory() || a.isRegularFile()), FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                task.checkCancelled(doing);
                if (found.size() >= HostTree.MOST) {
                    throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, root.toString(), "", "The folder holds more than " + HostTree.MOST
                            + " files and folders.", "Choose the folder that holds just the files."));
                }
                found.add(file(root, path, catalogue));
            }
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(doing, root, e), e);
        } catch (UncheckedIOException e) {
            throw new FailureException(SafeFiles.local(doing, root, e.getCause()), e);
        }
        return found;
    }

    private static FoundFile file(Path root, Path path, Catalogue catalogue) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        String name = root.relativize(path).toString().replace('\\', '/');
        boolean candidate = attributes.isRegularFile() && catalogue.files().stream().anyMatch(w -> !w.tree() && w.couldBe(name));
        if (!candidate) {
            return new FoundFile(name, attributes.isDirectory(), attributes.size(), "", "");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(FoundFile.HEAD);
            in.skipNBytes(Math.max(0, Math.min(attributes.size(), FoundFile.VOLUME_AT) - head.length));
            byte[] volume = in.readNBytes(5);
            return new FoundFile(name, false, attributes.size(), HexFormat.of().formatHex(head), HexFormat.of().formatHex(volume));
        }
    }

    /** Bytes of a file, or of all files below a folder. */
    static long size(Path path) throws FailureException {
        try (Stream<Path> all = Files.find(path, DEPTH, (p, a) -> a.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
            long size = 0;
            for (Path file : (Iterable<Path>) all::iterator) {
                size += Files.size(file);
            }
            return size;
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("looking at " + path, path, e), e);
        } catch (UncheckedIOException e) {
            throw new FailureException(SafeFiles.local("looking at " + path, path, e.getCause()), e);
        }
    }

    /** All files below a folder. */
    static List<Path> files(Path folder) throws FailureException {
        try (Stream<Path> all = Files.find(folder, DEPTH, (p, a) -> a.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("looking through " + folder, folder, e), e);
        } catch (UncheckedIOException e) {
            throw new FailureException(SafeFiles.local("looking through " + folder, folder, e.getCause()), e);
        }
    }
}
