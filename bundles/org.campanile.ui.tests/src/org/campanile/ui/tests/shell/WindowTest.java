package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.lab.Lab;
import org.campanile.core.task.Failure;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.application.Messages;
import org.campanile.ui.labs.LabsView;
import org.campanile.ui.preferences.ThemeChoice;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ChecksPage;
import org.campanile.ui.topology.editor.EmptyEditorArea;
import org.campanile.uidriver.RebuildsTheWindow;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The window itself: perspectives, keys, themes, layout, About, and a second start on the same workspace. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class WindowTest {

    private static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    }

    private static String perspective(WorkbenchDriver workbench) {
        return workbench.read(() -> page().getPerspective() == null ? "" : page().getPerspective().getId());
    }

    @Test
    void eachPerspectiveOpensByItsCommandWithLabsAndChecks(WorkbenchDriver workbench) {
        for (String id : new String[] {"setup", "topology", "controllers"}) {
            String perspective = "org.campanile.ui." + id + ".perspective";
            workbench.command("org.eclipse.ui.perspectives.showPerspective", Map.of("org.eclipse.ui.perspectives.showPerspective.perspectiveId", perspective));
            Wait.until(perspective + " is shown", () -> perspective(workbench).equals(perspective));
            Set<String> views = workbench.read(() -> Arrays.stream(page().getViewReferences()).map(IViewReference::getId).collect(Collectors.toSet()));
            assertTrue(views.containsAll(Set.of("org.campanile.ui.labs", "org.campanile.ui.checks", "org.eclipse.ui.views.ProgressView")), views::toString);
        }
    }

    @Test
    void theEditorAreaSaysWhatToDoWhileNoEnvironmentIsOpen(WorkbenchDriver workbench) {
        workbench.run(() -> page().closeAllEditors(false));
        workbench.perspectiveById("org.campanile.ui.topology.perspective");
        Wait.until("the first steps are offered", () -> workbench.mainShell().hasId(EmptyEditorArea.ID));
        workbench.mainShell().buttonWithId(EmptyEditorArea.ID + ".new").click();
        workbench.shell("New environment").close();
    }

    @Test
    void aFailureKeepsItsGroundUnderTheStyleSheetAndOffersToStartTheDemoLabWhenThatIsAway(WorkbenchDriver workbench, Services services) {
        Failure away = new Failure(Failure.Kind.UNREACHABLE, "reading", "x", "refused", "Nothing listens there.", "Look.");
        Failure denied = new Failure(Failure.Kind.DENIED, "reading", "x", "401", "Not allowed.", "Log in.");
        Composite part = workbench.viewById("org.campanile.ui.labs").widget();
        workbench.run(() -> {
            Composite place = new Composite(part, SWT.NONE);
            place.setLayout(new GridLayout());
            FailureBanner banner = new FailureBanner(place, services);
            try {
                banner.show(away, null);
                PlatformUI.getWorkbench().getService(IThemeEngine.class).applyStyles(part, true);
                assertEquals(services.theme().color(Theme.Tone.FAILED_GROUND), banner.getBackground());
                assertTrue(links(banner).contains(org.campanile.ui.Messages.startTheDemoLab), () -> links(banner));
                banner.show(denied, null);
                assertFalse(links(banner).contains(org.campanile.ui.Messages.startTheDemoLab), () -> links(banner));
                assertTrue(banner.computeSize(1000, SWT.DEFAULT).y < banner.computeSize(500, SWT.DEFAULT).y, "in a wide view the links stand beside the words");
            } finally {
                place.dispose();
            }
        });
    }

    private static String links(Composite of) {
        return Arrays.stream(of.getChildren()).map(c -> c instanceof Link link ? link.getText() : c instanceof Composite inner ? links(inner) : "")
                .collect(Collectors.joining());
    }

    @Test
    void resetLayoutBringsBackAClosedView(WorkbenchDriver workbench) {
        workbench.perspectiveById("org.campanile.ui.controllers.perspective");
        workbench.viewById("org.campanile.ui.labs").close();
        assertEquals(null, workbench.read(() -> page().findView("org.campanile.ui.labs")));
        workbench.command("org.campanile.ui.resetLayout");
        Wait.until("Labs is back", () -> workbench.read(() -> page().findView("org.campanile.ui.labs")) != null);
        Wait.until("the perspective is the same", () -> perspective(workbench).equals("org.campanile.ui.controllers.perspective"));
    }

    @Test
    void theLayoutCarriesTheVersion() throws IOException {
        Path stamp = Path.of(Platform.getInstanceLocation().getURL().getPath(), ".metadata", "campanile.layout");
        var version = Platform.getBundle("org.campanile.ui").getVersion();
        assertEquals(version.getMajor() + "." + version.getMinor() + "." + version.getMicro(), Files.readString(stamp).strip());
    }

    @Test
    void keysAreBoundToTheirCommands(WorkbenchDriver workbench) {
        Map<String, String> keys = workbench.read(() -> {
            IBindingService bindings = PlatformUI.getWorkbench().getService(IBindingService.class);
            return Arrays.stream(bindings.getBindings())
                    .filter(b -> b.getParameterizedCommand() != null && bindings.getActiveScheme().getId().equals(b.getSchemeId())
                            || b.getParameterizedCommand() != null && b.getSchemeId().equals("org.eclipse.ui.defaultAcceleratorConfiguration"))
                    .collect(Collectors.toMap(b -> b.getTriggerSequence().format() + " in " + b.getContextId(), WindowTest::command, (a, b) -> a + " " + b));
        });
        assertTrue(keys.getOrDefault("Ctrl+N in org.eclipse.ui.contexts.window", "").contains("org.campanile.ui.lab.new"), keys::toString);
        assertTrue(keys.getOrDefault("Ctrl+F in org.eclipse.ui.contexts.window", "").contains("org.campanile.ui.filter"), keys::toString);
        assertTrue(keys.values().stream().anyMatch(c -> c.contains("org.eclipse.ui.file.refresh")), keys::toString);
        assertTrue(workbench.read(() -> Arrays.stream(PlatformUI.getWorkbench().getService(IBindingService.class).getBindings())
                .anyMatch(b -> b.getSchemeId().equals("org.campanile.ui.keys") && b.getTriggerSequence().format().equals("Ctrl+3"))),
                "the platform's own binding is in a plug-in that the product does not have");
        assertEquals("org.campanile.ui.keys",
                workbench.read(() -> PlatformUI.getWorkbench().getService(IBindingService.class).getActiveScheme().getId()));
    }

    @Test
    void theViewMenuShowsEachView() {
        IExtensionRegistry known = Platform.getExtensionRegistry();
        Set<String> inMenus = Arrays.stream(known.getConfigurationElementsFor("org.eclipse.ui.menus")).flatMap(WindowTest::all)
                .filter(e -> "org.eclipse.ui.views.showView.viewId".equals(e.getAttribute("name"))).map(e -> e.getAttribute("value")).collect(Collectors.toSet());
        List<String> ours = Arrays.stream(known.getConfigurationElementsFor("org.eclipse.ui.views")).filter(e -> e.getName().equals("view"))
                .map(e -> e.getAttribute("id")).filter(id -> id.startsWith("org.campanile.") && !id.equals("org.campanile.ui.guide")).sorted().toList();
        assertEquals(List.of(), ours.stream().filter(id -> !inMenus.contains(id)).toList(), "once closed they were hard to find again");
    }

    private static Stream<IConfigurationElement> all(IConfigurationElement element) {
        return Stream.concat(Stream.of(element), Arrays.stream(element.getChildren()).flatMap(WindowTest::all));
    }

    private static String command(Binding binding) {
        return binding.getParameterizedCommand().getId();
    }

    @Test
    void ctrlFGoesToTheFilterOfTheView(WorkbenchDriver workbench, Lab lab) {
        ChecksPage checks = new ChecksPage(workbench).checkLab(lab.name());
        checks.tree().setFocus();
        workbench.command("org.campanile.ui.filter");
        Wait.until("the filter has the focus",
                () -> checks.view().textWithId("org.campanile.ui.checks.filter").read(t -> t.isFocusControl()));
    }

    @Test
    void quickAccessFindsTheCommands(WorkbenchDriver workbench) {
        workbench.command("org.eclipse.ui.window.quickAccess");
        ShellDriver quick = Wait.forThe("quick access", () -> workbench.shellWith(s -> s.has(org.eclipse.swt.widgets.Table.class, t -> true)
                && s.has(org.eclipse.swt.widgets.Text.class, t -> true)));
        quick.text(0).setText("New lab");
        Wait.until("New lab is offered", () -> {
            var table = quick.table();
            for (int row = 0; row < table.rowCount(); row++) {
                if (table.cell(row, 1).startsWith("New lab")) {
                    return true;
                }
            }
            return false;
        });
        quick.close();
        quick.waitUntilClosed();
    }

    @Test
    void aboutSaysOnWhatItRuns(WorkbenchDriver workbench) {
        workbench.command("org.campanile.ui.about");
        ShellDriver about = workbench.shell(Messages.aboutCampanile);
        for (String row : new String[] {"Campanile", "Java", "Operating system", "SWT", "GTK", "Display backend"}) {
            assertFalse(about.textWithId("org.campanile.ui.about." + row).getText().isBlank(), row);
        }
        assertTrue(about.textWithId("org.campanile.ui.about.Display backend").getText().startsWith("X11"));
        assertTrue(about.textWithId("org.campanile.ui.about.Java").getText().contains(System.getProperty("java.vm.version").split("[+-]")[0]));
        about.button(Messages.close).click();
        about.waitUntilClosed();
    }

    @Test
    @RebuildsTheWindow
    void theThemeChangesWhileTheWindowIsOpen(WorkbenchDriver workbench, Services services) {
        workbench.openView(LabsView.ID);
        try {
            RGB light = theme(workbench, services, ThemeChoice.LIGHT, false);
            assertTrue(toolkit(workbench) > 0.8f, "the toolkit's own colours are light");
            RGB dark = theme(workbench, services, ThemeChoice.DARK, true);
            assertNotEquals(light, dark);
            Wait.until("the toolkit's own colours are dark", () -> toolkit(workbench) < 0.4f);
        } finally {
            theme(workbench, services, ThemeChoice.LIGHT, false);
        }
        Wait.until("the toolkit's own colours are light again", () -> toolkit(workbench) > 0.8f);
    }

    /** Brightness of what the toolkit itself paints, such as scroll bars and menus: 0 black, 1 white. */
    private static float toolkit(WorkbenchDriver workbench) {
        return workbench.read(() -> Display.getCurrent().getSystemColor(SWT.COLOR_WIDGET_BACKGROUND).getRGB().getHSB()[2]);
    }

    private static RGB theme(WorkbenchDriver workbench, Services services, ThemeChoice choice, boolean dark) {
        workbench.run(() -> choice.apply(PlatformUI.getWorkbench().getService(IThemeEngine.class)));
        Wait.until("the theme is " + choice.label(), () -> services.theme().dark() == dark);
        return workbench.read(() -> services.theme().color(Theme.Tone.GROUND).getRGB());
    }

    @Test
    void aNewWindowShowsAllPerspectivesInItsBar(WorkbenchDriver workbench) {
        IWorkbenchWindow fresh = workbench.read(() -> {
            try {
                return PlatformUI.getWorkbench().openWorkbenchWindow("org.campanile.ui.setup.perspective", null);
            } catch (WorkbenchException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            Wait.until("all three are in the bar", () -> workbench.read(() -> bar(fresh.getShell())).equals(List.of("Lab Setup", "Environments", "Controllers")));
        } finally {
            workbench.run(fresh::close);
        }
    }

    /** Labels of the perspective bar from left to right. */
    private static List<String> bar(Composite within) {
        for (Control child : within.getChildren()) {
            if (child instanceof ToolBar tools) {
                List<String> labels = Arrays.stream(tools.getItems()).map(ToolItem::getText).toList();
                if (labels.contains("Lab Setup")) {
                    return labels.stream().filter(l -> !l.isEmpty()).toList();
                }
            } else if (child instanceof Composite inner && !bar(inner).isEmpty()) {
                return bar(inner);
            }
        }
        return List.of();
    }
}
