package org.campanile.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A difference is what {@code patch} makes the one text of the other with. */
class TextDiffTest {

    @TempDir
    Path temp;

    @Test
    void equalTextsHaveNoDifference() {
        assertEquals("", TextDiff.unified("f", "a\nb\n", "a\nb\n"));
    }

    @Test
    void aChangedLineStandsInItsContext() {
        assertEquals("""
                --- smb.conf
                +++ smb.conf
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """, TextDiff.unified("smb.conf", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));
    }

    @Test
    void newFilesAndMissingLineFeedsAreSaid() {
        assertEquals("--- (none)\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n\\ No newline at end of file\n", TextDiff.unified("f", "", "a\nb"));
        assertEquals("--- f\n+++ (none)\n@@ -1 +0,0 @@\n-a\n", TextDiff.unified("f", "a\n", ""));
        assertTrue(TextDiff.unified("f", "a\r\n", "a\n").contains("-a\u240D\n+a\n"));
    }

    @Test
    void textsWithNothingInCommonAreOneBlockSoon() {
        StringBuilder a = new StringBuilder();
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            a.append("a").append(i).append('\n');
            b.append("b").append(i).append('\n');
        }
        String diff = TextDiff.unified("f", a.toString(), b.toString());
        assertEquals(40_003, diff.lines().count());
    }

    @Test
    void patchMakesTheSecondTextOfTheFirst() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            String before = text(random, 30);
            String after = text(random, 30);
            Path file = temp.resolve("f");
            Files.writeString(file, before);
            Path patch = temp.resolve("p");
            Files.writeString(patch, TextDiff.unified("f", before, after));
            if (before.equals(after)) {
                continue;
            }
            Process process = new ProcessBuilder("patch", "-s", file.toString(), patch.toString()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), said + "\n" + Files.readString(patch));
            assertEquals(after, Files.readString(file));
        }
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder("first\n");
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append((char) ('a' + random.nextInt(5))).append('\n');
        }
        return text.append(random.nextBoolean() ? "end" : "end\n").toString();
    }
}
