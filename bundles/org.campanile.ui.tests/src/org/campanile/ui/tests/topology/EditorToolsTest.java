package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.picture.PictureExport;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Viewport;
import org.campanile.uidriver.TreeDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The editor's tools, each through the window: search, frame, align, connect, copy and paste, groups, table, outline, pictures. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class EditorToolsTest {

    private static final String UNDO = "org.eclipse.ui.edit.undo";
    private static final String OUTLINE = "org.eclipse.ui.views.ContentOutline";

    @TempDir
    private Path folder;

    private static Service service(EnvironmentPage page, String name) {
        return page.document().environment().services().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void searchFrameAlignAndGroups(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "tools");
        page.add("MS SQL Server");
        page.find("sql1");
        assertEquals(List.of("msSqlServer"), page.selection());
        page.find("web");
        assertEquals(List.of("webServer"), page.selection());
        page.command(Topology.PLUGIN + ".fit");
        page.frame(2, page.size().y - 4, page.size().x - 20, 2);
        assertEquals(Set.of("domain.local", "webServer", "msSqlServer"), Set.copyOf(page.selection()));
        page.command(Topology.PLUGIN + ".align", "LEFT");
        double left = page.place("domain.local").x();
        assertEquals(left, page.place("webServer").x());
        assertEquals(left, page.place("msSqlServer").x());
        page.command(UNDO);
        assertNotEquals(page.place("msSqlServer").x(), page.place("webServer").x());
        assertEquals(List.of("Domain domain.local"), page.frames());
        page.command(Topology.PLUGIN + ".frames", "HOST");
        assertEquals(List.of("Host not known yet"), page.frames());
        page.command(Topology.PLUGIN + ".frames", "NONE");
        assertEquals(List.of(), page.frames());
        page.command(Topology.PLUGIN + ".frames", "DOMAIN");
        assertEquals(List.of("Domain domain.local"), page.frames());
    }

    @Test
    void aConnectionIsMadeByKeysByMouseAndTakenBack(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "lines");
        page.select("webServer").command(Topology.PLUGIN + ".disconnect");
        assertEquals("", service(page, "webServer").text(Service.DOMAIN));
        page.command(Topology.PLUGIN + ".connect").key(SWT.ARROW_DOWN).key(SWT.CR);
        Wait.until("it is connected", () -> service(page, "webServer").text(Service.DOMAIN).equals("domain.local"));
        page.command(UNDO);
        assertEquals("", service(page, "webServer").text(Service.DOMAIN));
        page.select("webServer");
        page.pull("webServer", "domain.local");
        assertEquals("domain.local", service(page, "webServer").text(Service.DOMAIN));
        page.select("domain.local").command(Topology.PLUGIN + ".connect").key(SWT.CR);
        assertEquals("", service(page, "domain.local").text(Service.DOMAIN), "a domain joins no other");
        page.save();
    }

    @Test
    void servicesAreCopiedFromOneEnvironmentToAnother(WorkbenchDriver workbench) throws Exception {
        EnvironmentPage one = EnvironmentPage.create(workbench, "one");
        one.focusCanvas().command("org.eclipse.ui.edit.selectAll").command("org.eclipse.ui.edit.copy");
        EnvironmentPage other = EnvironmentPage.create(workbench, "other");
        Environment before = other.document().environment();
        String text = new EnvironmentFile(Documents.TYPES).write(before);
        other.focusCanvas().command("org.eclipse.ui.edit.paste");
        Wait.until("four services", () -> other.services().size() == 4);
        assertEquals(List.of("domain.local", "webServer", "domain2.local", "webServer2"), other.services());
        assertEquals("domain2.local", service(other, "webServer2").text(Service.DOMAIN), "members follow the domain that was pasted with them");
        assertEquals(List.of("domain2.local", "webServer2"), other.selection());
        Set<String> ids = Set.copyOf(before.services().stream().map(Service::id).toList());
        assertTrue(other.document().environment().services().subList(2, 4).stream().noneMatch(s -> ids.contains(s.id())), "fresh ids");
        other.focusCanvas().command("org.eclipse.ui.edit.cut");
        Wait.until("two services", () -> other.services().size() == 2);
        other.command(UNDO).command(UNDO);
        assertFalse(other.dirty());
        assertEquals(text, new EnvironmentFile(Documents.TYPES).write(other.document().environment()), "byte for byte");
    }

    @Test
    void tableAndOutlineShareSelectionAndUndo(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "rows");
        TreeDriver outline = workbench.openView(OUTLINE).treeWithId(Topology.OUTLINE);
        Wait.until("the outline has both", () -> outline.getAllItems().equals(List.of("domain.local", "webServer")));
        outline.getTreeItem("webServer").select();
        Wait.until("the canvas follows", () -> page.selection().equals(List.of("webServer")));
        outline.getTreeItem("domain.local").expand();
        assertEquals(List.of("dc1 (first)", "dc2"), outline.getTreeItem("domain.local").getNodes());
        workbench.command("org.eclipse.ui.edit.delete");
        Wait.until("deleted by the outline", () -> page.services().equals(List.of("domain.local")));
        page.command(UNDO);
        page.page(1);
        assertEquals(List.of("domain.local", "webServer"), page.table().column(0));
        assertEquals("dc1, dc2", page.table().cell(0, 3));
        page.table().select("webServer");
        Wait.until("the document knows it", () -> page.selection().equals(List.of("webServer")));
        page.page(0);
        page.save();
    }

    @Test
    void allOfItBecomesAPicture(WorkbenchDriver workbench, Services services) throws Exception {
        EnvironmentPage page = EnvironmentPage.create(workbench, "drawn");
        Path svg = folder.resolve("drawn.svg");
        Path png = folder.resolve("drawn.png");
        workbench.run(() -> {
            new PictureExport(services, page.widget()).write(svg);
            new PictureExport(services, page.widget()).write(png);
        });
        workbench.waitForJobs(PictureExport.class, Duration.ofSeconds(20));
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
        assertEquals("svg", document.getDocumentElement().getTagName());
        String text = Files.readString(svg);
        assertTrue(Stream.of("domain.local", "webServer", "Domain domain.local", "dc1", "web1").allMatch(text::contains), text);
        ImageData pixels = new ImageData(png.toString());
        assertTrue(pixels.width > 200 && pixels.height > 200, pixels.width + " x " + pixels.height);
    }

    /** Paper has finer pixels than a screen: what is a few pixels wide there is as much larger here. */
    @Test
    void onPaperLinesAndArrowsAreAsLargeAsOnTheScreen(WorkbenchDriver workbench, Services services) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "printed");
        long fine = workbench.read(() -> stroked(page, services, 1));
        long paper = workbench.read(() -> stroked(page, services, 3));
        assertTrue(fine > 0 && 4 * paper > 5 * fine, () -> fine + " pixels of arrows, on paper " + paper);
    }

    /** Pixels that have the colour of arrows when all is drawn three times as large. */
    private static long stroked(EnvironmentPage page, Services services, double grain) {
        Box all = page.widget().scene().bounds();
        Viewport view = new Viewport(3, all.x() * 3, all.y() * 3, all.width() * 3, all.height() * 3);
        Image image = new Image(Display.getCurrent(), (int) view.width(), (int) view.height());
        GC gc = new GC(image);
        try {
            page.widget().draw(gc, view, grain);
            ImageData pixels = image.getImageData(100);
            RGB stroke = services.theme().color(Theme.Tone.STROKE).getRGB();
            return IntStream.range(0, pixels.height).mapToLong(y -> IntStream.range(0, pixels.width)
                    .filter(x -> pixels.palette.getRGB(pixels.getPixel(x, y)).equals(stroke)).count()).sum();
        } finally {
            gc.dispose();
            image.dispose();
        }
    }
}
