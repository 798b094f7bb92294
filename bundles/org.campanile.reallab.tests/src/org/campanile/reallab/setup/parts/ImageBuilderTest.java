package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.setup.imagebuilder.BuildKind;
import org.campanile.core.setup.imagebuilder.BuilderCheck;
import org.campanile.core.setup.prerequisites.FilesKind;
import org.campanile.core.step.Plan;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** image-builder's part on a machine: a repository with the Makefile's targets and words, files of a team's own catalogue, an image and its download. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageBuilderTest {

    private static final String MAKEFILE = """
            ROOT := /opt/image-builder
            FILES := $(ROOT)/libvirt/images/ws-2012-eval.iso $(ROOT)/share/files/Far30b3367.x64.20130426.msi $(ROOT)/share/files/MuranoAgent.zip
            .PHONY: usage build-root test-build-files ws-2012-core ws-2012-std
            usage:
            \t@echo "make build-root | test-build-files | ws-2012-core | ws-2012-std"
            build-root:
            \tmkdir -p $(ROOT)/libvirt/images $(ROOT)/share/files $(ROOT)/share/images $(ROOT)/share/scripts
            \tcp -r . $(ROOT)
            test-build-files:
            \t@for f in $(FILES); do [ -f "$$f" ] || { echo "STOP: File not found '$$f'"; exit 1; }; done
            ws-2012-core ws-2012-std: test-build-files
            \t@echo "Installing Windows into $@"; [ ! -e $(ROOT)/broken ] || { echo "virt-install: no KVM"; exit 3; }
            \t@sleep 1; cp blank.qcow2 $(ROOT)/share/images/$@.qcow2; echo "Image is ready"
            """;

    private static final String CATALOGUE = """
            catalogue: our-builder
            title: Files of our image-builder
            case-sensitive: true
            folders: [ libvirt/images, share/files ]
            files:
              - id: windows-2012
                path: libvirt/images/ws-2012-eval.iso
                content: iso
                least-bytes: 40000
                also-named: [ "ws*2012*.iso" ]
              - id: far
                path: share/files/Far30b3367.x64.20130426.msi
                content: msi
                also-named: [ "Far30b*.x64.*.msi" ]
              - id: agent
                path: share/files/MuranoAgent.zip
                title: Murano agent
                content: zip
                source: our build server
            """;

    private static LabMachine machine;
    private static PartGround ground;
    private static Path journal;

    @TempDir
    private static Path temp;

    private static Path mine;
    private static Path catalogue;

    private final BuildKind kind = new BuildKind();

    @BeforeAll
    static void make() throws Exception {
        machine = PartGround.sharedMachine();
        byte[] disk = ByteBuffer.allocate(70_000).putInt(0x514649fb).putInt(2).putLong(0).putInt(0).putInt(16).putLong(40L << 30).array();
        Repositories.make(inside("/srv/git/murano-deployment.git"), "release-0.2", Map.of("image-builder/Makefile", Repositories.text(MAKEFILE), "image-builder/blank.qcow2", disk),
                temp);
        mine = Files.createDirectories(temp.resolve("mine"));
        byte[] iso = new byte[50_000];
        System.arraycopy("CD001".getBytes(), 0, iso, 32769, 5);
        Files.write(mine.resolve("ws2012eval.iso"), iso);
        Files.write(mine.resolve("Far30b3400.x64.20130601.msi"), new byte[] { (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1, 1 });
        catalogue = Files.writeString(temp.resolve("our-builder.yaml"), CATALOGUE);
        ground = new PartGround(machine, "admin", temp);
        journal = ground.journal();
    }

    @AfterAll
    static void end() {
        ground.close();
        machine.stop();
    }

    private static Path inside(String path) {
        return machine.root().resolve(path.substring(1));
    }

    private Plan build(String stage) throws FailureException {
        return ground.plan(kind, "image-" + stage, Map.of("url", "file:///srv/git/murano-deployment.git", "stage", stage, "download-to", temp.resolve("down/ws.qcow2").toString()));
    }

    private static Failure failure(RunResult result, String step) {
        return result.outcomes().stream().filter(o -> o.step().equals(step)).findFirst().orElseThrow().failure().orElseThrow(() -> new AssertionError(PartGround.told(result)));
    }

    @Test
    @Order(1)
    void aBranchThatIsNotThereAndAnImageThatIsNotBuiltAreTold() throws Exception {
        RunResult branch = ground.run(ground.plan(kind, "wrong", Map.of("url", "file:///srv/git/murano-deployment.git", "branch", "release-9")), ground.journal());
        assertEquals(Failure.Kind.NOT_FOUND, failure(branch, "wrong.clone").kind());
        assertTrue(failure(branch, "wrong.clone").meaning().contains("release-9"), failure(branch, "wrong.clone").details());
        assertFalse(Files.exists(inside("/opt/git/murano-deployment.campanile-new")));
        RunResult prepared = ground.run(build("prepare"), journal);
        assertTrue(prepared.ok(), PartGround.told(prepared));
        RunResult image = ground.run(ground.plan(kind, "wrong", Map.of("url", "file:///srv/git/murano-deployment.git", "image", "ws-2019-std", "stage", "build")), ground.journal());
        assertTrue(PartGround.told(image).contains("STOP: File not found"), PartGround.told(image));
    }

    @Test
    @Order(2)
    void aMissingFileStopsTheTestAndTheOthersAreUploadedUnderTheirRightNames() throws Exception {
        RunResult files = ground.run(ground.plan(new FilesKind(), "files", Map.of("folder", "/opt/image-builder", "catalogue", catalogue.toString(), "local-folder", mine.toString())),
                ground.journal());
        assertTrue(failure(files, "files.agent").details().contains("our build server"), PartGround.told(files));
        assertTrue(Files.exists(inside("/opt/image-builder/libvirt/images/ws-2012-eval.iso")));
        assertTrue(Files.exists(inside("/opt/image-builder/share/files/Far30b3367.x64.20130426.msi")));
        RunResult build = ground.run(build("build"), ground.journal());
        assertEquals("/opt/image-builder/share/files/MuranoAgent.zip at 127.0.0.1:2252", failure(build, "image-build.files").subject());
    }

    @Test
    @Order(3)
    void aBuildThatFailsIsToldAndTheNextOneGivesAnImageHere() throws Exception {
        Files.write(inside("/opt/image-builder/share/files/MuranoAgent.zip"), new byte[] { 'P', 'K', 3, 4 });
        Files.writeString(inside("/opt/image-builder/broken"), "");
        ground.fresh();
        Path record = ground.journal();
        RunResult failed = ground.run(build("build"), record);
        assertTrue(failure(failed, "image-build.image").cameBack().contains("virt-install: no KVM"), PartGround.told(failed));
        Files.delete(inside("/opt/image-builder/broken"));
        ground.fresh();
        RunResult built = ground.run(build("build"), record);
        assertTrue(built.ok(), PartGround.told(built));
        assertEquals(-1, Files.mismatch(temp.resolve("down/ws.qcow2"), inside("/opt/image-builder/share/images/ws-2012-std.qcow2")));
        assertTrue(ground.lines.stream().anyMatch(l -> l.endsWith("disk of 40.0 GiB.")), ground.lines.toString());
        ground.fresh();
        RunResult again = ground.run(build("build"), ground.journal());
        assertEquals(again.outcomes().size(), again.count(StepState.EXISTED), PartGround.told(again));
    }

    @Test
    @Order(4)
    void whatTheGuideForgetsIsFound() throws Exception {
        BuilderCheck check = new BuilderCheck();
        List<Finding> findings = check.create(new CheckSpec("builder", "", "Windows image", ground.values(check, Map.of())), ground.ground()).stream().flatMap(c -> run(c).stream()).toList();
        assertTrue(findings.stream().anyMatch(f -> f.severity() == Severity.ERROR && f.subject().equals("192.168.122.1")), findings.toString());
        assertTrue(findings.stream().anyMatch(f -> f.severity() == Severity.ERROR && f.subject().endsWith("image-builder-share")), findings.toString());
    }

    private static List<Finding> run(Check check) {
        try {
            return check.run(Task.unwatched());
        } catch (FailureException e) {
            throw new AssertionError(e.failure().details(), e);
        }
    }

    @Test
    @Order(5)
    void undoAsksAboutDataAndLeavesAChangedClone() throws Exception {
        Files.writeString(inside("/opt/git/murano-deployment/image-builder/mine.txt"), "work");
        ground.answer(true);
        RunResult undone = ground.undo(build("prepare"), journal);
        assertTrue(undone.ok(), PartGround.told(undone));
        assertFalse(Files.exists(inside("/opt/image-builder")));
        assertTrue(Files.exists(inside("/opt/git/murano-deployment/image-builder/mine.txt")), "work was lost");
    }
}
