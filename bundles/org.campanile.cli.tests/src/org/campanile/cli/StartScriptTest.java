package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The start scripts of the products for Linux and macOS, run by the shell with a Java that prints how it is called, in folders with spaces and brackets
 * in their names.
 */
@Timeout(60)
class StartScriptTest {

    private static final String LINUX = "linux";
    private static final String DISPLAY = "DISPLAY";
    /** Nothing in these tests opens a window. */
    private static final String NO_SCREEN = ":of-a-test";

    private static final String PATH = "PATH";
    private static final String DARWIN = "#!/bin/sh\necho Darwin\n";

    @TempDir
    Path folder;
    private Path product;
    private Path home;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("Home of (some) one"));
        product = Files.createDirectories(folder.resolve("My Tools (x86)/campanile"));
        Files.createDirectories(product.resolve("plugins"));
        Files.writeString(product.resolve("plugins/org.eclipse.equinox.launcher_1.0.jar"), "");
        Files.writeString(product.resolve("artifacts.xml"), "<x/>");
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("target-platform"))) {
            at = at.getParent();
        }
        return at;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Path java(String name, int version) throws IOException {
        Path jdk = folder.resolve(name);
        executable(jdk.resolve("bin/java"), "#!/bin/sh\nfor a in \"$@\"; do [ \"$a\" != -version ] || exit 0; done\nfor a in \"$0\" \"$@\"; do printf '[%s]\\n' \"$a\"; done\nexit 7\n");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        return jdk;
    }

    /** The path of commands with a folder of ours before all others. */
    private String first(String ours) {
        return folder.resolve(ours) + ":" + System.getenv(PATH);
    }

    private record Answer(int code, String text) {
    }

    private Answer start(String platform, Map<String, String> surroundings, String... arguments) throws Exception {
        Path script = product.resolve("campanile");
        Files.copy(root().resolve("features/org.campanile.feature/rootfiles").resolve(platform).resolve("campanile"), script);
        assertTrue(script.toFile().setExecutable(true));
        return again(surroundings, arguments);
    }

    private Answer again(Map<String, String> surroundings, String... arguments) throws Exception {
        Path script = product.resolve("campanile");
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(k -> k.startsWith("CAMPANILE_") || k.startsWith("XDG_") || k.equals("JAVA_HOME")
                || k.endsWith("DISPLAY"));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(surroundings);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Answer(process.exitValue(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void withArgumentsItIsTheCommandLine(String platform) throws Exception {
        Path jdk = java("a jdk", 21);
        Answer answer = start(platform, Map.of("JAVA_HOME", jdk.toString()), "lab", "list", "a b", "100%");
        assertEquals(7, answer.code(), answer.text());
        List<String> lines = answer.text().lines().toList();
        assertEquals("[" + jdk.resolve("bin/java") + "]", lines.getFirst());
        assertEquals(List.of("[lab]", "[list]", "[a b]", "[100%]"), lines.subList(lines.size() - 4, lines.size()));
        assertTrue(lines.contains("[org.campanile.cli.application]"));
        assertTrue(lines.contains("[" + product.resolve("plugins/org.eclipse.equinox.launcher_1.0.jar") + "]"));
        assertTrue(lines.contains("[-XX:+AutoCreateSharedArchive]"));
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("[-XX:SharedArchiveFile=" + home.resolve(".local/share/campanile/cache/cli-21-"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void withoutArgumentsItIsTheWindow(String platform) throws Exception {
        Answer answer = start(platform, Map.of("JAVA_HOME", java("jdk", 25).toString(), DISPLAY, NO_SCREEN));
        List<String> lines = answer.text().lines().toList();
        assertTrue(lines.contains("[org.campanile.ui.application]"), answer.text());
        assertTrue(lines.contains("[" + home.resolve(".local/share/campanile/workspace") + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void onMacosTheFirstThreadIsTheWindowsAndTheProfileIsApples(String platform) throws Exception {
        executable(folder.resolve("mac/uname"), DARWIN);
        Answer answer = start(platform, Map.of("JAVA_HOME", java("jdk", 25).toString(), PATH, first("mac")));
        List<String> lines = answer.text().lines().toList();
        assertTrue(lines.contains("[-XstartOnFirstThread]"), answer.text());
        assertTrue(lines.contains("[" + home.resolve("Library/Application Support/Campanile/workspace") + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void aJavaThatIsTooOldIsPassedOver(String platform) throws Exception {
        Path fitting = java("fits", 22);
        Answer answer = start(platform, Map.of("JAVA_HOME", java("old", 17).toString(), PATH, first("fits/bin")), "x");
        assertEquals("[" + fitting.resolve("bin/java") + "]", answer.text().lines().findFirst().orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void aFolderWithoutItsPluginsIsNamed(String platform) throws Exception {
        Files.delete(product.resolve("plugins/org.eclipse.equinox.launcher_1.0.jar"));
        Answer answer = start(platform, Map.of("JAVA_HOME", java("jdk", 25).toString()), "x");
        assertEquals(2, answer.code());
        assertTrue(answer.text().contains(product + " is incomplete"), answer.text());
    }

    /** Who clicks on an icon has no terminal. What opens the window here writes down what it is to show. */
    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void whatKeepsTheWindowFromStartingIsShownInAWindow(String platform) throws Exception {
        Files.delete(product.resolve("plugins/org.eclipse.equinox.launcher_1.0.jar"));
        Path shown = folder.resolve("shown");
        boolean mac = !platform.equals(LINUX);
        executable(folder.resolve("desk").resolve(mac ? "osascript" : "zenity"), "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + shown + "'\nexit 1\n");
        if (mac) {
            executable(folder.resolve("desk/uname"), DARWIN);
        }
        Map<String, String> surroundings = Map.of(PATH, first("desk"), DISPLAY, NO_SCREEN);
        assertEquals(2, start(platform, surroundings, "lab", "list").code());
        assertFalse(Files.exists(shown), "the command line opens no window");
        Answer window = again(surroundings);
        assertEquals(2, window.code());
        String words = window.text().strip().replaceFirst("^campanile: ", "");
        assertTrue(Files.readString(shown).contains(words), words);
        assertTrue(words.contains(product.toString()), words);
    }

    /** Its release file tells a version, and yet it does not start: halfway unpacked, made for other processors, without the memory. */
    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void aJavaThatDoesNotStartIsNamedWithWhatItSays(String platform) throws Exception {
        Path jdk = java("broken", 25);
        executable(jdk.resolve("bin/java"), "#!/bin/sh\necho 'libjli.so: no such file' >&2\nexit 127\n");
        Map<String, String> surroundings = Map.of("JAVA_HOME", jdk.toString(), DISPLAY, NO_SCREEN);
        Answer window = start(platform, surroundings);
        assertEquals(2, window.code(), window.text());
        assertTrue(window.text().contains(jdk + "/bin/java does not start: libjli.so: no such file. Install it again"), window.text());
    }

    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void withoutADisplayOnlyTheCommandLineStarts(String platform) throws Exception {
        Map<String, String> surroundings = Map.of("JAVA_HOME", java("jdk", 25).toString());
        Answer window = start(platform, surroundings);
        assertEquals(2, window.code());
        assertTrue(window.text().contains("no display"), window.text());
        assertEquals(7, again(surroundings, "lab", "list").code());
    }

    /** A folder that cannot be written has nothing to keep an archive in, and a disk that is all but full makes Java end with an error of its own. */
    @ParameterizedTest
    @ValueSource(strings = { LINUX, "macosx" })
    void withoutRoomForItThereIsNoArchive(String platform) throws Exception {
        String jdk = java("jdk", 25).toString();
        Answer noFolder = start(platform, Map.of("JAVA_HOME", jdk, "CAMPANILE_HOME", "/dev/null/home"), "lab", "list");
        assertEquals(7, noFolder.code(), noFolder.text());
        assertFalse(noFolder.text().contains("Archive"), noFolder.text());
        Answer window = again(Map.of("JAVA_HOME", jdk, "CAMPANILE_HOME", "/dev/null/home", DISPLAY, NO_SCREEN));
        assertEquals(7, window.code(), "the window itself says that it cannot write: " + window.text());
        assertFalse(window.text().contains("Archive"), window.text());
        executable(folder.resolve("full/df"), "#!/bin/sh\necho Filesystem 1024-blocks Used Available Capacity Mounted on\necho tmpfs 1000 900 100 90% /x\n");
        Answer full = again(Map.of("JAVA_HOME", jdk, PATH, first("full")), "lab", "list");
        assertEquals(7, full.code(), full.text());
        assertFalse(full.text().contains("Archive"), full.text());
    }
}
