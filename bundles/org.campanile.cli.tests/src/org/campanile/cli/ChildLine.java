package org.campanile.cli;

import java.io.File;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.demolab.DemoLab;

import com.google.gson.Gson;
import org.snakeyaml.engine.v2.api.Load;

import picocli.CommandLine;

/** A command line in a process of its own that may write no byte to a file; its output goes through a pipe. */
final class ChildLine {

    private ChildLine() {
    }

    /** @return exit code, newline, all that was printed */
    static String withoutDisk(Path folder, String... arguments) throws Exception {
        Set<String> path = new LinkedHashSet<>();
        for (Class<?> needed : List.of(ChildLine.class, Campanile.class, Failure.class, DemoLab.class, CommandLine.class, Gson.class, Load.class)) {
            add(path, needed);
        }
        // Outside OSGi, resources may lie beside the sources and not beside the classes.
        URL types = ServiceTypes.class.getResource("types/common.yaml");
        if (types.getProtocol().equals("file")) {
            path.add(Path.of(types.toURI()).resolve("../../../../../..").normalize().toString());
        }
        path.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator)));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 0 && exec \"$@\"", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp",
                String.join(File.pathSeparator, path), ChildLine.class.getName(), folder.toString()));
        command.addAll(List.of(arguments));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return child.waitFor() + "\n" + said;
    }

    /** In OSGi the place of a bundle that is being built is its project, whose classes are in a folder below. */
    private static void add(Set<String> path, Class<?> needed) {
        Path place = Path.of(URI.create(needed.getProtectionDomain().getCodeSource().getLocation().toString().replace(" ", "%20")));
        for (String below : List.of("target/classes", "target/test-classes", "bin")) {
            if (Files.isDirectory(place.resolve(below))) {
                path.add(place.resolve(below).toString());
            }
        }
        path.add(place.toString());
    }

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        PrintWriter out = new PrintWriter(System.out, true);
        Map<String, String> environment = Map.of("CAMPANILE_HOME", folder.resolve("home").toString(), "OS_CLIENT_CONFIG_FILE",
                folder.resolve("its-clouds.yaml").toString());
        int code;
        try (CliContext cli = new CliContext(out, out, new Surroundings(environment, "Linux", folder, folder, Optional.empty(), Bench.LIMITS))) {
            code = Campanile.commandLine(cli).execute(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
        }
        System.exit(code);
    }
}
