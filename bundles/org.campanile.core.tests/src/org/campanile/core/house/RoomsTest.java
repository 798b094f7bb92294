package org.campanile.core.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The arrows of the house (design, "The house"): who may use whom, and which library stays in which room. Read from the sources. */
class RoomsTest {

    private static final Set<String> BOTTOM = Set.of("task", "secret", "ask", "file", "wire", "trust", "config");
    private static final Set<String> ADAPTERS = Set.of("openstack", "rabbitmq", "remote", "murano", "servicemanager", "inventory");
    private static final Set<String> ENGINES = Set.of("check", "step", "lab", "history", "logs", "recipe", "host");
    private static final Set<String> JOBS = Set.of("setup", "environment", "deploy", "controllers", "diagnosis");

    /** Between rooms of one floor: who may see whom. Everything else on one floor is closed. */
    private static final Map<String, Set<String>> BESIDE = Map.ofEntries(Map.entry("secret", Set.of("task")), Map.entry("file", Set.of("task")),
            Map.entry("config", Set.of("task")), Map.entry("wire", Set.of("task")), Map.entry("trust", Set.of("task", "ask", "file", "wire")),
            Map.entry("deploy", Set.of("environment")), Map.entry("setup", Set.of("diagnosis", "deploy", "environment")),
            Map.entry("step", Set.of("history")), Map.entry("check", Set.of("history")), Map.entry("lab", Set.of("history")),
            Map.entry("recipe", Set.of("step", "check", "lab", "host", "history")));

    private static final Map<String, Set<String>> LIBRARIES = Map.of("org.openstack4j", Set.of("openstack"), "com.rabbitmq",
            Set.of("rabbitmq"), "org.apache.sshd", Set.of("remote"), "org.h2", Set.of("history"), "java.sql", Set.of("history"));

    private static final Pattern USED = Pattern.compile("\\borg\\.campanile\\.core\\.([a-z]+)\\b");

    private static int floor(String room) {
        return BOTTOM.contains(room) ? 0 : ADAPTERS.contains(room) ? 1 : ENGINES.contains(room) ? 2 : JOBS.contains(room) ? 3 : -1;
    }

    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Path file : core()) {
            Set<String> to = arrows.computeIfAbsent(room(file), r -> new TreeSet<>());
            Matcher m = USED.matcher(code(file));
            while (m.find()) {
                to.add(m.group(1));
            }
            to.remove(room(file));
        }
        return arrows;
    }

    private static List<Path> core() {
        return Tree.sources(Tree.root().resolve("bundles/org.campanile.core"));
    }

    private static String room(Path file) {
        Path inCore = Tree.root().resolve("bundles/org.campanile.core/src/org/campanile/core").relativize(file);
        return inCore.getName(0).toString();
    }

    /** The text without comments, so that a link in a docstring is no arrow. */
    private static String code(Path file) {
        return Tree.read(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }

    @Test
    void everyRoomIsOnTheFloorPlan() {
        assertEquals(List.of(), arrows().keySet().stream().filter(r -> floor(r) < 0).toList());
    }

    @Test
    void arrowsPointDown() {
        List<String> wrong = new ArrayList<>();
        arrows().forEach((from, all) -> all.forEach(to -> {
            boolean beside = BESIDE.getOrDefault(from, Set.of()).contains(to);
            if (floor(to) >= floor(from) && !beside) {
                wrong.add(from + " -> " + to);
            }
        }));
        assertEquals(List.of(), wrong);
    }

    @Test
    void noRoomsFormACircle() {
        Map<String, Set<String>> arrows = arrows();
        for (String start : arrows.keySet()) {
            Set<String> seen = new HashSet<>();
            List<String> todo = new ArrayList<>(arrows.get(start));
            while (!todo.isEmpty()) {
                String at = todo.removeLast();
                assertFalse(at.equals(start), start + " reaches itself");
                if (seen.add(at)) {
                    todo.addAll(arrows.getOrDefault(at, Set.of()));
                }
            }
        }
    }

    @Test
    void librariesStayInTheirRooms() {
        List<String> wrong = new ArrayList<>();
        for (Path file : core()) {
            String code = code(file);
            LIBRARIES.forEach((library, rooms) -> {
                if (code.contains(library + ".") && !rooms.contains(room(file))) {
                    wrong.add(file.getFileName() + " uses " + library);
                }
            });
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theCoreAndWhatRunsWithoutAWindowKnowNoWindow() {
        List<String> wrong = new ArrayList<>();
        for (String bundle : List.of("org.campanile.core", "org.campanile.cli", "org.campanile.demolab")) {
            Path folder = Tree.root().resolve("bundles").resolve(bundle);
            Pattern window = Pattern.compile("org\\.eclipse\\.(swt|jface|ui)\\b");
            if (window.matcher(Tree.read(folder.resolve("META-INF/MANIFEST.MF"))).find()) {
                wrong.add(bundle + " MANIFEST.MF");
            }
            Tree.sources(folder).stream().filter(f -> window.matcher(code(f)).find()).forEach(f -> wrong.add(f.toString()));
        }
        assertEquals(List.of(), wrong);
    }
}
