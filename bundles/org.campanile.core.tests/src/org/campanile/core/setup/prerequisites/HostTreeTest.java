package org.campanile.core.setup.prerequisites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that looks into files whose names somebody else has chosen, run by a real shell. */
class HostTreeTest {

    @TempDir
    private Path root;

    @Test
    void noNameOfAFileIsEverRunByTheShell() throws Exception {
        List<FoundFile> files = new ArrayList<>();
        for (String name : List.of("plain.exe", "-n.exe", "it's $(touch caught) `touch caught`.exe", "NAMES", "touch caught", "two\ntouch caught\n.exe", "bar|bar.exe")) {
            Files.writeString(root.resolve(name), "MZ" + name);
            files.add(new FoundFile(name, false, 9, "", ""));
        }
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(HostTree.headsOf(root.toString(), files).getBytes(StandardCharsets.UTF_8));
        }
        String told = new String(Base64.getMimeDecoder().decode(shell.getInputStream().readAllBytes()), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor());
        assertFalse(Files.exists(root.resolve("caught")), told);
        assertEquals(List.of("plain.exe", "-n.exe", "it's $(touch caught) `touch caught`.exe", "NAMES", "touch caught", "bar|bar.exe"),
                told.lines().map(l -> l.split("\\|", 3)[2]).toList());
        assertEquals(6, told.lines().filter(l -> l.startsWith("4d5a")).count());
    }
}
