package org.campanile.core.setup.prerequisites;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Reads what a folder of a host holds: names, sizes, and the first bytes of the files that a catalogue could mean. Blocks. */
final class HostTree {

    /** More entries than this are not read: no such folder is meant to hold them. */
    static final int MOST = 50_000;

    /** Name of the folder below the root in which uploads grow. */
    static final String STAGING = ".campanile-upload";

    private HostTree() {
    }

    /** All files and folders below a root, which may be missing; links are followed. */
    static List<FoundFile> read(Host host, String root, Catalogue catalogue, Task task) throws FailureException {
        String doing = "looking through " + root;
        String script = "LC_ALL=C; export LC_ALL; cd " + Command.quote(root) + " 2>/dev/null || exit 0\n"
                + "find -L . -mindepth 1 -name " + STAGING + " -prune -o \\( -type d -o -type f \\) -printf '%y %s %P\\0' 2>/dev/null | head -z -n " + (MOST + 1) + " | base64 -w 0";
        List<FoundFile> found = new ArrayList<>();
        for (String entry : decoded(host, doing, script, task).split("\0")) {
            String[] words = entry.split(" ", 3);
            if (words.length == 3) {
                found.add(new FoundFile(words[2], words[0].equals("d"), Long.parseLong(words[1]), "", ""));
            }
        }
        if (found.size() > MOST) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, host.where(), "", "The folder holds more than " + MOST + " files and folders.",
                    "Name a folder of its own for these files."));
        }
        return withHeads(host, root, catalogue, found, doing, task);
    }

    /**
     * A script that prints the first bytes of files, a line each, as base64. Whoever may write to the folder chooses the names, and root runs the script: so
     * each is one quoted word, and one with a line break in it, which no line could tell, is left out.
     */
    static String headsOf(String root, List<FoundFile> files) {
        StringBuilder names = new StringBuilder();
        files.stream().filter(f -> f.path().indexOf('\n') < 0).forEach(f -> names.append(' ').append(Command.quote(f.path())));
        return "cd " + Command.quote(root) + " || exit 1\nfor f in" + names + "; do printf '%s|%s|%s\\n' \"$(head -c " + FoundFile.HEAD
                + " -- \"$f\" | od -An -v -tx1 | tr -d ' \\n')\" \"$(tail -c +" + (FoundFile.VOLUME_AT + 1) + " -- \"$f\" | head -c 5 | od -An -v -tx1 | tr -d ' \\n')\" \"$f\"; done"
                + " | base64 -w 0\n";
    }

    /** The first bytes of the files that could be wanted ones; the others are not opened. */
    private static List<FoundFile> withHeads(Host host, String root, Catalogue catalogue, List<FoundFile> found, String doing, Task task) throws FailureException {
        List<FoundFile> candidates = found.stream().filter(f -> !f.folder() && f.size() > 0 && catalogue.files().stream()
                .anyMatch(w -> !w.tree() && (w.path().equalsIgnoreCase(f.path()) || w.couldBe(f.path())))).toList();
        if (candidates.isEmpty()) {
            return found;
        }
        Map<String, String[]> heads = new TreeMap<>();
        decoded(host, doing, headsOf(root, candidates), task).lines().forEach(line -> {
            String[] parts = line.split("\\|", 3);
            if (parts.length == 3) {
                heads.put(parts[2], parts);
            }
        });
        return found.stream().map(f -> heads.containsKey(f.path()) ? new FoundFile(f.path(), false, f.size(), heads.get(f.path())[0], heads.get(f.path())[1]) : f).toList();
    }

    /** Names are bytes on a host; base64 brings them over whole. */
    private static String decoded(Host host, String doing, String script, Task task) throws FailureException {
        CommandResult result = host.sudoQuietly(Command.of("sh").withStdin(script).within(Duration.ofMinutes(2)), task);
        return new String(Base64.getMimeDecoder().decode(host.succeeded(doing, result).out()), StandardCharsets.UTF_8);
    }
}
