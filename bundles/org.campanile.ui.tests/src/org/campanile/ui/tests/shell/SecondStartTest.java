package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The program started again, as a process of its own, on the workspace that this one holds. */
@ExtendWith(UiTest.class)
class SecondStartTest {

    private static final String JAR = "-jar";

    @TempDir
    private Path folder;

    @Test
    void aSecondStartRaisesTheFirstWindowAndEnds() throws Exception {
        WorkbenchDriver workbench = new WorkbenchDriver();
        Shell window = workbench.mainShell().widget();
        workbench.run(() -> window.setMinimized(true));
        Process second = start(Map.of());
        try {
            assertTrue(second.waitFor(90, TimeUnit.SECONDS), "the second start ends by itself");
            assertEquals(0, second.exitValue(), () -> output());
        } finally {
            second.destroyForcibly();
        }
        Wait.until("the first window is up again", () -> workbench.mainShell().read(s -> !s.getMinimized()));
    }

    /** Of another user, or gone: there is no window to say it in, and a stack trace in a log file is nothing to act on. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDisplayThatCannotBeUsedIsNamed() throws Exception {
        Process second = start(Map.of("DISPLAY", ":99876", "WAYLAND_DISPLAY", "", "GDK_BACKEND", "x11"));
        try {
            assertTrue(second.waitFor(90, TimeUnit.SECONDS), "it ends by itself");
            assertEquals(1, second.exitValue(), () -> output());
            assertTrue(output().contains("No window can be opened on the display (:99876)") && output().contains("campanile --help"), () -> output());
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void theWorkspaceSaysWhoHoldsItAndOnlyToItsUser() throws Exception {
        Path holder = workspace().resolve(".metadata").resolve("campanile.holder");
        List<String> lines = Files.readAllLines(holder);
        assertEquals(Long.toString(ProcessHandle.current().pid()), lines.getFirst());
        if (holder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("[OWNER_READ, OWNER_WRITE]", Files.getPosixFilePermissions(holder).stream().sorted().toList().toString());
        }
        assertFalse(lines.getLast().isBlank(), "a token");
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("out"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static Path workspace() {
        return Path.of(URI.create(Platform.getInstanceLocation().getURL().toString().replace(" ", "%20")));
    }

    /** The same platform as this one, with the application in place of the one that runs tests. */
    private Process start(Map<String, String> surroundings) throws Exception {
        Path ours = Path.of(URI.create(Platform.getConfigurationLocation().getURL().toString().replace(" ", "%20")));
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.copy(ours.resolve("config.ini"), configuration.resolve("config.ini"));
        String[] arguments = ProcessHandle.current().info().arguments().orElseThrow();
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        for (int i = 0; i < arguments.length; i++) {
            command.add(arguments[i]);
            if (arguments[i].equals(JAR)) {
                command.add(arguments[i + 1]);
                break;
            }
        }
        command.addAll(List.of("-data", workspace().toString(), "-configuration", configuration.toString(), "-application", "org.campanile.ui.application",
                "-product", "org.campanile.ui.product", "-nosplash"));
        File out = folder.resolve("out").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out);
        builder.environment().putAll(surroundings);
        return builder.start();
    }
}
