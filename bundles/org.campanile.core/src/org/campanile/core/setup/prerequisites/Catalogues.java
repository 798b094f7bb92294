package org.campanile.core.setup.prerequisites;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Reads catalogues: YAML files that a team can copy and extend. Unknown keys and bad values are refused with file, line and field. Stateless; reading a
 * file blocks.
 */
public final class Catalogues {

    /** The catalogues that come with the program. */
    public static final List<String> SHIPPED = List.of("share-files", "image-builder");

    private static final String DOING = "reading a catalogue of files";
    private static final int LARGEST = 1 << 20;
    private static final Set<String> TOP = Set.of("catalogue", "title", "case-sensitive", "folders", "files");
    private static final Set<String> ENTRY = Set.of("id", "path", "title", "needed-for", "content", "least-bytes", "most-bytes", "checksums", "also-named", "hint",
            "source", "optional", "holds");

    private Catalogues() {
    }

    /** A shipped catalogue by its name, or one from a file of this machine. */
    public static Catalogue read(String nameOrFile) throws FailureException {
        if (!SHIPPED.contains(nameOrFile)) {
            if (!nameOrFile.matches(".*[/\\\\.].*")) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, DOING, nameOrFile, "", "There is no catalogue of that name.",
                        "Take one of " + String.join(", ", SHIPPED) + ", or give a file."));
            }
            return parse(SafeFiles.read(Path.of(nameOrFile), LARGEST, DOING), nameOrFile);
        }
        String file = nameOrFile + ".yaml";
        try (InputStream in = Catalogues.class.getResourceAsStream(file)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new IllegalStateException("a catalogue of this bundle cannot be read", e);
        }
    }

    /** A catalogue from its text. @param file for messages */
    public static Catalogue parse(String text, String file) throws FailureException {
        YamlSection top = Yaml.parse(text, file, DOING);
        known(top, TOP);
        List<String> folders = top.texts("folders");
        for (String folder : folders) {
            relative(top, "folders", folder);
        }
        List<Wanted> files = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (YamlSection entry : top.sections("files")) {
            Wanted wanted = wanted(entry);
            if (!ids.add(wanted.id())) {
                throw entry.bad("id", "Two files have the id " + wanted.id() + ".");
            }
            if (!paths.add(wanted.path().toLowerCase(Locale.ROOT))) {
                throw entry.bad("path", "Two files lie at " + wanted.path() + ".");
            }
            files.add(wanted);
        }
        if (files.isEmpty()) {
            throw top.bad("files", "A catalogue has at least one file.");
        }
        return new Catalogue(top.text("catalogue"), top.text("title", top.text("catalogue")), top.bool("case-sensitive", false), folders, files);
    }

    private static Wanted wanted(YamlSection entry) throws FailureException {
        known(entry, ENTRY);
        String id = entry.text("id");
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw entry.bad("id", "An id is made of lower case letters, digits, dots and hyphens.");
        }
        String path = entry.text("path");
        relative(entry, "path", path);
        String word = entry.text("content", "any");
        Content content = Content.of(word).orElseThrow(() -> entry.bad("content", "\"" + word + "\" is none of exe, msi, msu, zip, iso, qcow2, text, any."));
        Map<String, String> digests = entry.textMap("checksums");
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            int length = switch (digest.getKey()) {
                case "sha256" -> 64;
                case "sha1" -> 40;
                case "md5" -> 32;
                default -> throw entry.bad("checksums", digest.getKey() + " is none of sha256, sha1, md5.");
            };
            if (!digest.getValue().matches("[0-9a-fA-F]{" + length + "}")) {
                throw entry.bad("checksums", "A checksum of " + digest.getKey() + " has " + length + " hexadecimal digits.");
            }
        }
        long least = bytes(entry, "least-bytes");
        long most = bytes(entry, "most-bytes");
        if (most > 0 && most < least) {
            throw entry.bad("most-bytes", "most-bytes is smaller than least-bytes.");
        }
        return new Wanted(id, path, entry.text("title", id), entry.text("needed-for", ""), content, least, most, digests, entry.texts("also-named"),
                entry.text("hint", ""), entry.text("source", ""), entry.bool("optional", false), entry.has("holds"), entry.texts("holds"));
    }

    private static long bytes(YamlSection entry, String key) throws FailureException {
        String text = entry.text(key, "0");
        if (!text.matches("\\d{1,15}")) {
            throw entry.bad(key, key + " has to be a whole number of bytes.");
        }
        return Long.parseLong(text);
    }

    private static void relative(YamlSection section, String key, String path) throws FailureException {
        if (path.isBlank() || path.startsWith("/") || path.endsWith("/") || path.contains("\\") || path.matches(".*\\p{Cntrl}.*")
                || List.of(path.split("/", -1)).stream().anyMatch(p -> p.isEmpty() || p.equals(".") || p.equals(".."))) {
            throw section.bad(key, "\"" + path + "\" is no path below a folder; write it with slashes, without . and ..");
        }
    }

    private static void known(YamlSection section, Set<String> keys) throws FailureException {
        for (String key : section.keys()) {
            if (!keys.contains(key)) {
                throw section.bad(key, "The key " + key + " is not known here.");
            }
        }
    }
}
