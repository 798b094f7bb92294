package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.setup.devstack.DevStackKind;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;

/** Runs a plan of DevStack in a process of its own, which is killed without warning. */
final class PartChild {

    private final Process process;

    PartChild(LabMachine machine, String user, Map<String, ?> form, String id, Path journal) throws Exception {
        Set<String> path = new LinkedHashSet<>();
        add(path, PartChild.class);
        add(path, Task.class);
        // what core needs is found through core, so that this bundle need not import it
        for (String library : List.of("org.apache.sshd.client.SshClient", "org.apache.sshd.common.SshConstants", "org.apache.sshd.sftp.client.SftpClient", "com.google.gson.Gson",
                "org.snakeyaml.engine.v2.api.Load", "org.slf4j.Logger")) {
            add(path, Task.class.getClassLoader().loadClass(library));
        }
        path.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator)));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-XX:-UsePerfData", "-cp", String.join(File.pathSeparator, path), PartChild.class.getName(), machine.name(), Integer.toString(machine.profile(user).port()), user,
                id, journal.toString()));
        form.forEach((name, value) -> {
            if (name.endsWith("-password")) {
                command.add(name + "=" + name.replace("-", "") + "7");
            } else {
                command.add(name + "=" + (value instanceof List<?> list ? String.join("\n", list.stream().map(String.class::cast).toList()) : value));
            }
        });
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
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

    /** Kills it with the signal that cannot be caught as soon as it has printed this. */
    void killWhen(String words) throws Exception {
        StringBuilder all = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                all.append(line).append('\n');
                if (line.contains(words)) {
                    process.destroyForcibly().waitFor();
                    return;
                }
            }
        }
        fail("it ended by itself: " + all);
    }

    public static void main(String[] arguments) throws Exception {
        LabMachine machine = LabMachine.running(arguments[0], Integer.parseInt(arguments[1]));
        Path journal = Path.of(arguments[4]);
        try (PartGround ground = new PartGround(machine, arguments[2], journal.getParent())) {
            Map<String, Object> form = new LinkedHashMap<>();
            for (String word : List.of(arguments).subList(5, arguments.length)) {
                String name = word.substring(0, word.indexOf('='));
                String value = word.substring(word.indexOf('=') + 1);
                form.put(name, name.endsWith("-password") ? ground.secret(name, value) : List.of("services", "plugins", "settings").contains(name) ? List.of(value.split("\n"))
                        : value);
            }
            ground.watch(System.out::println);
            ground.echo();
            ground.run(ground.plan(new DevStackKind(), arguments[3], form), journal);
        }
    }
}
