package org.campanile.core.setup.prerequisites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.setup.prerequisites.Survey.State;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

/** Files recognised by meaning: the guide's own mistakes, other versions, saved web pages, disks as one file. */
class SurveyTest {

    private static final String MZ = "4d5a9000";
    private static final String ZIP = "504b0304";
    private static final String OLE = "d0cf11e0a1b11ae1";
    private static final String HTML = "3c21444f4354";

    private static FoundFile file(String path, long size, String head) {
        return new FoundFile(path, false, size, head, "");
    }

    private static FoundFile iso(String path) {
        return new FoundFile(path, false, 3L << 30, "0000", "4344303031");
    }

    private static FoundFile folder(String path) {
        return new FoundFile(path, true, 0, "", "");
    }

    private static Survey.Line line(String catalogue, String id, FoundFile... files) throws FailureException {
        return Survey.of(Catalogues.read(catalogue), List.of(files)).lines().stream().filter(l -> l.wanted().id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void theShippedCataloguesAreRightAndCoverWhatTheMakefileWants() throws FailureException {
        List<String> paths = new ArrayList<>();
        Catalogues.read("image-builder").files().forEach(f -> paths.add(f.path()));
        for (String wanted : List.of("libvirt/images/ws-2012-eval.iso", "libvirt/images/ws-2008r2-eval.iso", "libvirt/images/virtio-win-0.1-52.iso",
                "share/files/CloudbaseInitSetup_Beta.msi", "share/files/Far30b3367.x64.20130426.msi", "share/files/Git-1.8.1.2-preview20130201.exe",
                "share/files/SysinternalsSuite.zip", "share/files/unzip.exe", "share/files/userdata.py", "share/files/Windows6.1-KB2506143-x64.msu",
                "share/files/dotNetFx40_Full_x86_x64.exe", "share/files/dotNetFx45_Full_setup.exe", "share/files/MuranoAgent.zip")) {
            assertTrue(paths.contains(wanted), wanted);
        }
        for (String shipped : Catalogues.SHIPPED) {
            for (Wanted wanted : Catalogues.read(shipped).files()) {
                assertTrue(wanted.couldBe(wanted.path()), wanted.id());
            }
        }
    }

    @Test
    void theGuidesMistakesAreRecognised() throws FailureException {
        Survey.Line high = line("share-files", "aspnet-mvc4", file("Prerequisites/AspNetMvc4Setup.exe", 30_000_000, MZ));
        assertEquals(State.MISNAMED, high.state());
        assertTrue(high.why().contains("one folder too high"), high.why());
        assertEquals(State.MISNAMED, line("image-builder", "windows-2012", iso("libvirt/images/ws2012eval.iso")).state());
        assertEquals(State.MISNAMED, line("image-builder", "far", file("share/files/Far30b3400.x64.20130601.msi", 5_000_000, OLE)).state());
        assertEquals(State.MISNAMED, line("image-builder", "git", file("share/files/Git-1.8.3-preview20130601.exe", 15_000_000, MZ)).state());
        assertEquals(State.MISNAMED, line("image-builder", "sysinternals", file("Suiteshare/files/Sysinternals.zip", 15_000_000, ZIP)).state());
    }

    @Test
    void otherCaseIsFineForWindowsAndNotForMake() throws FailureException {
        assertEquals(State.PRESENT, line("share-files", "aspnet-mvc4", file("prerequisites/iis/ASPNETMVC4SETUP.EXE", 30_000_000, MZ)).state());
        assertEquals(State.MISNAMED, line("image-builder", "murano-agent", file("share/files/muranoagent.zip", 5_000_000, ZIP)).state());
    }

    @Test
    void aSavedWebPageACutDownloadAndAnEmptyFileAreNotTaken() throws FailureException {
        String path = "Prerequisites/IIS/AspNetMvc4Setup.exe";
        assertTrue(line("share-files", "aspnet-mvc4", file(path, 30_000_000, HTML)).why().contains("web page"));
        assertTrue(line("share-files", "aspnet-mvc4", file(path, 30_000, MZ)).why().contains("cut"));
        assertTrue(line("share-files", "aspnet-mvc4", file(path, 0, "")).why().contains("empty"));
        assertEquals(State.DAMAGED, line("share-files", "aspnet-mvc4", file(path, 30_000_000, ZIP)).state());
        assertEquals(State.MISSING, line("image-builder", "windows-2012", file("libvirt/images/ws2012.iso", 3L << 30, "0000")).state());
        Survey.Line right = line("share-files", "aspnet-mvc4", file(path, 0, ""), file("AspNetMvc4Setup.exe", 30_000_000, MZ));
        assertEquals(State.DAMAGED, right.state());
        assertTrue(right.why().contains("AspNetMvc4Setup.exe seems to be the right one"), right.why());
    }

    @Test
    void severalCandidatesAreToldUnlessOneHasTheRightName() throws FailureException {
        FoundFile one = file("a/Git-1.8.3.exe", 15_000_000, MZ);
        FoundFile two = file("a/Git-1.9.0.exe", 15_000_000, MZ);
        assertEquals(List.of(one, two), line("image-builder", "git", two, one).found());
        assertEquals(State.AMBIGUOUS, line("image-builder", "git", one, two).state());
        FoundFile named = file("b/Git-1.8.1.2-preview20130201.exe", 15_000_000, MZ);
        Survey.Line sure = line("image-builder", "git", one, two, named);
        assertEquals(State.MISNAMED, sure.state());
        assertEquals(named, sure.best().orElseThrow());
    }

    @Test
    void aFolderHasToHoldTheDiskAndNotTheDiskAsOneFile() throws FailureException {
        String at = "Prerequisites/SQL Server/2012";
        assertEquals(State.PRESENT, line("share-files", "sql-server-2012", folder(at), file(at + "/SETUP.EXE", 1, MZ), file(at + "/MediaInfo.xml", 1, ""), folder(at + "/x64")).state());
        Survey.Line half = line("share-files", "sql-server-2012", folder(at), file(at + "/setup.exe", 1, MZ));
        assertEquals(State.DAMAGED, half.state());
        assertTrue(half.why().contains("MediaInfo.xml"), half.why());
        assertTrue(line("share-files", "sql-server-2012", folder(at), file("Prerequisites/SQLFULL_ENU.iso", 5L << 30, "")).why().contains("as one file"));
        String other = "Prerequisites/SQL Server 2012";
        assertEquals(State.MISNAMED, line("share-files", "sql-server-2012", folder(at), folder(other), file(other + "/setup.exe", 1, MZ), file(other + "/MediaInfo.xml", 1, ""),
                folder(other + "/x64")).state());
    }

    @Test
    void aCatalogueWithAMistakeIsRefusedWithItsPlace() {
        String good = "catalogue: mine\nfiles:\n  - id: a\n    path: x/a.zip\n";
        refused(good + "    colour: red\n", "mine.yaml:5", "colour");
        refused(good.replace("x/a.zip", "../a.zip"), "mine.yaml:4", "..");
        refused(good.replace("x/a.zip", "/etc/passwd"), "mine.yaml:4", "/etc/passwd");
        refused(good + "    content: tar\n", "mine.yaml:5", "tar");
        refused(good + "    checksums: { sha256: abc }\n", "mine.yaml:5", "64");
        refused(good + "  - id: b\n    path: X/A.zip\n", "mine.yaml", "Two files");
        refused("catalogue: mine\n", "mine.yaml", "at least one file");
        refused("files: [ a: b", "mine.yaml", "");
    }

    private static void refused(String text, String place, String words) {
        Failure failure = assertThrows(FailureException.class, () -> Catalogues.parse(text, "mine.yaml")).failure();
        assertEquals(Failure.Kind.BAD_INPUT, failure.kind());
        assertTrue(failure.subject().startsWith(place), failure.details());
        assertTrue(failure.details().contains(words), failure.details());
    }
}
