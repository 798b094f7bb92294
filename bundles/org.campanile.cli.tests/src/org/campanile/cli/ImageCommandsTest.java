package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

/** {@code campanile image}. */
@Timeout(120)
class ImageCommandsTest {

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

    private JsonObject row(String name) {
        return bench.run("image", "list", "-f", "json").json().getAsJsonArray().asList().stream().map(r -> r.getAsJsonObject())
                .filter(r -> r.get("name").getAsString().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void anImageIsUploadedOnceThroughACutConnectionAndMarked() throws Exception {
        Path file = Files.write(folder.resolve("ws.raw"), new byte[700_000]);
        lab.faults().add(Fault.cut("glance", "PUT", ".*/file", 1));
        bench.run("image", "upload", file.toString(), "--type", "windows.2022", "--title", "W", "--yes").code(0).tells("starts over").says("active");
        bench.run("image", "upload", file.toString(), "--type", "windows.2022", "--title", "W", "--yes").code(0).says("Nothing to do");
        JsonObject row = row("ws");
        assertEquals("windows.2022", row.get("type").getAsString());
        assertEquals(1, row.get("min_disk").getAsInt());
        assertEquals(1, bench.run("image", "list", "-f", "json").json().getAsJsonArray().asList().stream()
                .filter(r -> r.getAsJsonObject().get("name").getAsString().equals("ws")).count());
        bench.run("lab", "undo", "--yes").code(0);
        assertTrue(bench.run("image", "list").code(0).out().lines().noneMatch(l -> l.contains(" ws ")));
    }

    @Test
    void anUploadThatFailsSaysWhatCameBackAndWhatToDo() throws Exception {
        Path file = Files.write(folder.resolve("ws.raw"), new byte[700_000]);
        lab.faults().add(Fault.status("glance", "PUT", ".*/file", 500, "out of order", 1));
        bench.run("image", "upload", file.toString(), "--yes").code(1).tells("Came back: 500").tells("Next: Look at the service's log");
    }

    @Test
    void aFileThatIsNotWhatItSaysIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("fake.qcow2"), new byte[700_000]);
        bench.run("image", "upload", file.toString(), "--yes").code(1).tells("the file is raw, not qcow2");
        bench.run("image", "inspect", file.toString(), "-f", "json").code(0).says("\"raw\"");
    }

    @Test
    void marksAreChangedAndRemovedWithoutLosingAnythingElse() {
        bench.run("image", "mark", "demo-linux", "--type", "ws-2012-std", "--title", "Old", "--dry-run").code(0).tells("hides");
        assertEquals("", row("demo-linux").get("type").getAsString());
        bench.run("image", "mark", "demo-linux", "--json", "{\"type\":\"linux\",\"title\":\"L\",\"team\":\"x\"}", "--yes").code(0);
        bench.run("image", "mark", "demo-linux", "--title", "Linux", "--yes", "-f", "json").code(0).says("\\\"team\\\":\\\"x\\\"");
        assertEquals("Linux", row("demo-linux").get("title").getAsString());
        bench.run("image", "unmark", "demo-linux", "--yes").code(0);
        assertEquals("", row("demo-linux").get("type").getAsString());
        assertEquals(5, row("demo-linux").get("min_disk").getAsInt());
        bench.run("image", "mark", "demo-linux", "--json", "{\"type\":1}", "--yes").code(1).tells("title");
        bench.run("image", "mark", "nothing", "--type", "linux", "--yes").code(1).tells("no image of this name");
        bench.run("image", "mark", "demo-linux").code(2);
    }
}
