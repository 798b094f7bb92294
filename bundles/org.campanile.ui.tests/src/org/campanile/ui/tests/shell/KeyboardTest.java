package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.ui.tests.topology.NoEnvironments;
import org.campanile.ui.topology.Topology;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody without a mouse relies on: letters of menus and buttons, keys between views, a button for Enter, a way out by Escape. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class KeyboardTest {

    private static final Pattern LETTER = Pattern.compile("(?<!&)&([^&])");
    private static final int MOST_STOPS = 60;

    @Test
    void lettersOfMenusAreThereAndUnique(WorkbenchDriver workbench) {
        List<String> bad = new ArrayList<>();
        workbench.run(() -> {
            Menu bar = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell().getMenuBar();
            for (MenuItem top : bar.getItems()) {
                if (letter(top.getText()).isEmpty()) {
                    bad.add(top.getText() + " has no letter");
                }
            }
            unique(bar, "menu bar", bad);
        });
        assertEquals(List.of(), bad);
    }

    @Test
    @ExtendWith(NoEnvironments.class)
    void menusOfEnvironmentsHaveALetterForEachEntry(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "letters");
        page.select("webServer");
        workbench.openView(Topology.PLAN);
        workbench.openView(Topology.PLUGIN + ".murano");
        LabsPage labs = new LabsPage(workbench);
        page.focusCanvas();
        List<String> bad = new ArrayList<>();
        workbench.run(() -> {
            Menu bar = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell().getMenuBar();
            for (MenuItem top : bar.getItems()) {
                if (top.getText().endsWith("vironment")) {
                    lettered(top.getMenu(), "Environment", bad);
                }
            }
            lettered(page.widget().getMenu(), "canvas", bad);
            lettered(labs.tree().widget().getMenu(), "labs", bad);
            for (Control table : controls(bar.getShell())) {
                if (table instanceof Table && table.getMenu() != null) {
                    lettered(table.getMenu(), String.valueOf(table.getData("org.campanile.id")), bad);
                }
            }
        });
        assertEquals(List.of(), bad);
    }

    /** The same as unique, and none is without. */
    private static void lettered(Menu menu, String path, List<String> bad) {
        unique(menu, path, bad);
        menu.notifyListeners(SWT.Show, new Event());
        for (MenuItem item : menu.getItems()) {
            if ((item.getStyle() & SWT.SEPARATOR) == 0 && letter(item.getText()).isEmpty()) {
                bad.add(path + ": " + item.getText() + " has no letter");
            }
            if (item.getMenu() != null) {
                lettered(item.getMenu(), path + " > " + item.getText(), bad);
            }
        }
        menu.notifyListeners(SWT.Hide, new Event());
    }

    private static void unique(Menu menu, String path, List<String> bad) {
        Set<String> taken = new HashSet<>();
        menu.notifyListeners(SWT.Show, new Event());
        for (MenuItem item : menu.getItems()) {
            String letter = letter(item.getText());
            if (!letter.isEmpty() && !taken.add(letter)) {
                bad.add(path + ": two items with " + letter + ", one is " + item.getText());
            }
            if (item.getMenu() != null) {
                unique(item.getMenu(), path + " > " + item.getText(), bad);
            }
        }
        menu.notifyListeners(SWT.Hide, new Event());
    }

    private static String letter(String label) {
        Matcher found = LETTER.matcher(label);
        return found.find() ? found.group(1).toUpperCase(Locale.ROOT) : "";
    }

    @Test
    void keysLeadFromViewToViewAndFromPerspectiveToPerspective(WorkbenchDriver workbench) {
        for (String key : new String[] {"CTRL+F7", "CTRL+SHIFT+F7", "CTRL+F8", "CTRL+F6", "CTRL+3", "F5", "F2", "CTRL+F", "F12", "CTRL+F10"}) {
            String command = workbench.read(() -> bound(key));
            assertTrue(!command.isEmpty(), key + " does nothing");
        }
    }

    private static String bound(String key) {
        try {
            var binding = PlatformUI.getWorkbench().getService(IBindingService.class).getPerfectMatch(KeySequence.getInstance(key));
            return binding == null || binding.getParameterizedCommand() == null ? "" : binding.getParameterizedCommand().getId();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theNewLabWizardIsWalkedByTabAndLeftByEscape(WorkbenchDriver workbench) {
        workbench.command("org.campanile.ui.lab.new");
        leave(workbench, workbench.shell(org.campanile.ui.wizard.Messages.newLab));
    }

    @Test
    void preferencesAreWalkedByTabAndLeftByEscape(WorkbenchDriver workbench) {
        workbench.command("org.eclipse.ui.window.preferences");
        leave(workbench, workbench.shell("Preferences"));
    }

    @Test
    void aboutIsLeftByEscape(WorkbenchDriver workbench) {
        workbench.command("org.campanile.ui.about");
        leave(workbench, workbench.shell(org.campanile.ui.application.Messages.aboutCampanile));
    }

    /** Enter has a button, letters are unique, Tab comes to each button and field and round again, Escape closes. */
    private static void leave(WorkbenchDriver workbench, ShellDriver dialog) {
        dialog.activate();
        Wait.until("something has the focus", () -> focus(workbench) != null);
        boolean enter = dialog.read(s -> s.getDefaultButton() != null);
        assertTrue(enter, "no button for Enter");
        workbench.run(() -> {
            Event alt = new Event();
            alt.type = SWT.KeyDown;
            alt.keyCode = SWT.ALT;
            Display.getCurrent().getFocusControl().notifyListeners(SWT.KeyDown, alt);
        });
        List<String> wrong = dialog.read(s -> {
            Set<String> taken = new HashSet<>();
            return controls(s).stream().filter(Button.class::isInstance).map(b -> ((Button) b).getText()).filter(t -> !t.isBlank() && (letter(t).isEmpty() || !taken.add(letter(t))))
                    .toList();
        });
        assertEquals(List.of(), wrong, "buttons without a letter, or with that of another");
        Set<Control> reached = new HashSet<>();
        for (int i = 0; i < MOST_STOPS && (focus(workbench) == null || reached.add(focus(workbench))); i++) {
            workbench.run(() -> {
                Control at = Display.getCurrent().getFocusControl();
                if (at != null) {
                    at.traverse(SWT.TRAVERSE_TAB_NEXT);
                }
            });
        }
        List<String> missed = dialog.read(s -> controls(s).stream().filter(c -> c instanceof Button b && (b.getStyle() & SWT.RADIO) == 0 && b.isEnabled() && !reached.contains(b))
                .map(c -> ((Button) c).getText()).toList());
        assertEquals(List.of(), missed, "buttons that Tab does not come to");
        // A key that no field wants comes to the window in the end.
        workbench.run(() -> dialog.widget().traverse(SWT.TRAVERSE_ESCAPE));
        dialog.waitUntilClosed();
    }

    private static Control focus(WorkbenchDriver workbench) {
        return workbench.read(() -> Display.getCurrent().getFocusControl());
    }

    private static List<Control> controls(Composite within) {
        List<Control> all = new ArrayList<>();
        for (Control child : within.getChildren()) {
            if (child.isVisible()) {
                all.add(child);
                if (child instanceof Composite inner) {
                    all.addAll(controls(inner));
                }
            }
        }
        return all;
    }

    @Test
    void aViewThatIsComeToHasTheFocus(WorkbenchDriver workbench) {
        workbench.mainShell().activate();
        workbench.openView("org.campanile.ui.checks");
        LabsPage labs = new LabsPage(workbench);
        Wait.until("the tree of labs has the focus", () -> labs.tree().read(t -> t.isFocusControl()));
    }
}
