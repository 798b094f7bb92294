package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code campanile broker}. */
@Timeout(120)
class BrokerCommandsTest {

    @TempDir
    Path folder;
    private DemoLab lab;
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.02));
        bench = new Bench(folder).register(lab);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void definitionsGoOutAndBackWithDifferencesShown() throws Exception {
        lab.broker().putVhost("devbox-a");
        lab.broker().putUser("devbox-a", "hush-hush", List.of("management"));
        Path file = folder.resolve("out/definitions.json");
        bench.run("broker", "definitions", "export", file.toString()).code(0).tells("2 users").silent();
        assertTrue(Files.readString(file).contains("password_hash"));
        bench.run("broker", "definitions", "diff", file.toString()).code(0);
        lab.broker().deleteUser("devbox-a");
        lab.broker().deleteVhost("devbox-a");
        Bench.Result diff = bench.run("broker", "definitions", "diff", file.toString(), "-f", "csv").code(1);
        diff.says("make,user,devbox-a").says("make,virtual host,devbox-a").says("***");
        bench.run("broker", "definitions", "import", file.toString(), "--dry-run").code(0).says("make");
        assertFalse(bench.run("broker", "vhosts").out().contains("devbox-a"));
        bench.run("broker", "definitions", "import", file.toString()).code(1).tells("nothing was changed");
        bench.run("broker", "definitions", "import", file.toString(), "--yes", "-f", "csv").code(0).says("done,user,devbox-a");
        bench.run("broker", "users", "-f", "csv").code(0).says("devbox-a,management");
        bench.run("broker", "definitions", "diff", file.toString()).code(0);
        assertTrue(Files.readString(bench.home().resolve("audit.log")).contains("definitions"));
    }

    @Test
    void queuesAreListedAndBadFilesRefused() throws Exception {
        assertEquals(1, bench.run("queue", "list", "--vhost", "/", "--name", "task-results", "-f", "json").code(0).json().getAsJsonArray().size());
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"users\": [{}]}");
        bench.run("broker", "definitions", "import", bad.toString(), "--yes").code(1).tells("users[0]").tells("name");
        bench.run("broker", "definitions", "diff", folder.resolve("none.json").toString()).code(1).tells("none.json");
        bench.run("broker", "definitions").code(2);
    }
}
