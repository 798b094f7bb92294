package org.campanile.core.step;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Starts a main class of the tests in a real process of its own, from a plain class path as well as from inside OSGi. */
public final class ChildJvm {

    private ChildJvm() {
    }

    /**
     * Starts {@code main} with these arguments; its output goes to {@code log}.
     *
     * @param needs classes whose bundles or folders the child has to have, beside that of {@code main}
     */
    public static Process start(Path log, Class<?> main, List<Class<?>> needs, String... arguments) throws IOException {
        return launch(log, command(main, needs, arguments));
    }

    /** As {@link #start}, in a shell that lets it write no file longer than {@code blocks} blocks of 512 or 1024 bytes. */
    public static Process limited(Path log, int blocks, Class<?> main, List<Class<?>> needs, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh"));
        command.addAll(command(main, needs, arguments));
        return launch(log, command);
    }

    private static Process launch(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    private static List<String> command(Class<?> main, List<Class<?>> needs, String... arguments) {
        Set<String> path = new LinkedHashSet<>();
        add(path, main);
        needs.forEach(c -> add(path, c));
        path.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator)));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Xshare:auto", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx64m", "-cp", String.join(File.pathSeparator, path), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** In OSGi the place of a bundle that is being built is its project, whose classes are in a folder below. */
    private static void add(Set<String> path, Class<?> needed) {
        String location = needed.getProtectionDomain().getCodeSource().getLocation().toString();
        Path place = Path.of(URI.create(location.replace(" ", "%20")));
        for (String below : List.of("target/classes", "target/test-classes", "bin")) {
            if (Files.isDirectory(place.resolve(below))) {
                path.add(place.resolve(below).toString());
            }
        }
        path.add(place.toString());
    }
}
