package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.campanile.core.check.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team's type files: the right ones are there although others are wrong, and those are told with file, line and field. */
class TeamTypesTest {

    @TempDir
    Path folder;

    @Test
    void aWrongFileIsAFindingAndHidesNoOther() throws IOException {
        Files.writeString(folder.resolve("a-bad.yaml"), "id: mailServer\ntitle: Mail\nfields:\n- {key: port, kind: nothing}\n");
        Files.writeString(folder.resolve("b-good.yaml"), "id: ftpServer\ntitle: FTP server\nfields:\n- flavor\n- osImage\n");
        Files.writeString(folder.resolve("notes.txt"), "no type");
        TeamTypes read = TeamTypes.read(folder);
        assertEquals("FTP server", read.types().find("ftpServer").orElseThrow().title());
        assertTrue(read.types().find("webServer").isPresent());
        assertEquals(1, read.wrong().size());
        Finding finding = read.findings().getFirst();
        assertTrue(finding.subject().contains("a-bad.yaml") && finding.subject().contains("line 4") && finding.subject().contains("fields[0].kind"), finding.subject());
        assertTrue(finding.evidence().contains("nothing"), finding.evidence());
        assertEquals(List.of(), TeamTypes.read(folder.resolve("absent")).wrong());
    }

    @Test
    void aStepMayWaitForAStepOfALaterFile() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                id: needsB
                title: Needs B
                fields: [{key: partner, kind: service, label: Partner}]
                steps:
                - {id: Use, template: Use, functions: [{function: Copy-Prerequisites}], after: [{step: MakeB, of: partner}]}
                """);
        Files.writeString(folder.resolve("b.yaml"), "id: hasB\ntitle: Has B\nsteps:\n- {id: MakeB, template: MakeB, functions: [{function: Copy-Prerequisites}]}\n");
        TeamTypes read = TeamTypes.read(folder);
        assertEquals(List.of(), read.wrong().stream().map(f -> f.subject() + " " + f.meaning()).filter(f -> f.contains("No type has a step")).toList());
        assertTrue(read.types().find("hasB").isPresent(), read.wrong().toString());
    }
}
