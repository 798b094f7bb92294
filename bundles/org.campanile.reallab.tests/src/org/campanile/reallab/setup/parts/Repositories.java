package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Git repositories inside a machine that stand in for ones of the Internet: small, with the same entry points. */
final class Repositories {

    private Repositories() {
    }

    /** Makes a bare repository of these files; names that end in .sh become executable. */
    static void make(Path bare, String branch, Map<String, byte[]> files, Path temp) throws Exception {
        Path work = Files.createTempDirectory(temp, "work");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = work.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            if (file.getKey().endsWith(".sh")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Files.createDirectories(bare.getParent());
        git(work, "init", "-q");
        git(work, "add", "-A");
        git(work, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "as it was");
        git(work, "branch", "-M", branch);
        git(work, "clone", "-q", "--bare", work.toString(), bare.toString());
    }

    private static void git(Path folder, String... words) throws Exception {
        String[] command = new String[words.length + 1];
        command[0] = "git";
        System.arraycopy(words, 0, command, 1, words.length);
        Path said = Files.createTempFile("git", ".log");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, Files.readString(said, StandardCharsets.UTF_8));
        Files.delete(said);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
