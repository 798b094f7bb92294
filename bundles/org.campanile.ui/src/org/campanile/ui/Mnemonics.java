package org.campanile.ui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;

/**
 * Gives every button and field of a dialog a letter that reaches it with Alt, no letter twice, whatever language the labels are in. They are given when Alt
 * is pressed, so that fields that came in meanwhile have theirs, and what a label has already stays. The main window has none of these: there Alt opens menus.
 * UI thread only.
 */
public final class Mnemonics {

    private Mnemonics() {
    }

    /** From now on, in all dialogs. */
    public static void follow(Display display) {
        display.addFilter(SWT.KeyDown, Mnemonics::pressed);
    }

    /** Gives a button a text, unless it has that already but for its letter. @return whether it was another one */
    public static boolean label(Button button, String text) {
        boolean other = !plain(text).equals(plain(button.getText()));
        if (other) {
            button.setText(text);
        }
        return other;
    }

    private static String plain(String text) {
        return text.replaceAll("&(.)", "$1");
    }

    private static void pressed(Event event) {
        if (event.keyCode == SWT.ALT && event.widget instanceof Control control && control.getShell().getParent() != null) {
            give(control.getShell());
        }
    }

    private static void give(Shell shell) {
        List<Control> all = new ArrayList<>();
        collect(shell, all);
        // From the end, where the buttons that end the dialog are, so that they have the same letters on each page of a wizard; choices and fields come last.
        Collections.reverse(all);
        all.sort(Comparator.comparing(c -> (c.getStyle() & SWT.PUSH) == 0 || !(c instanceof Button)));
        Set<Character> taken = new HashSet<>();
        all.forEach(c -> taken.add(letter(text(c))));
        Map<Character, Control> given = new HashMap<>();
        all.stream().filter(c -> letter(text(c)) == 0).forEach(c -> find(c, given, new HashSet<>(taken)));
        given.forEach((letter, control) -> {
            String text = text(control);
            int at = places(text).stream().filter(i -> lower(text, i) == letter).findFirst().orElseThrow();
            put(control, text.substring(0, at) + '&' + text.substring(at));
        });
    }

    /** Finds a letter; who has it already takes another one if that can. @param tried letters that are not to be had */
    private static boolean find(Control control, Map<Character, Control> given, Set<Character> tried) {
        String text = text(control);
        for (int at : places(text)) {
            char letter = lower(text, at);
            if (tried.add(letter) && (!given.containsKey(letter) || find(given.get(letter), given, tried))) {
                given.put(letter, control);
                return true;
            }
        }
        return false;
    }

    /** Buttons, and labels of fields: a label hands Alt on to what comes after it. */
    private static void collect(Composite parent, List<Control> all) {
        Control[] children = parent.getChildren();
        for (int i = 0; i < children.length; i++) {
            Control child = children[i];
            if (!child.isVisible()) {
                continue;
            }
            boolean field = child instanceof Label label && label.getText().matches("[^.]+") && i + 1 < children.length && isField(children[i + 1]);
            if (field || child instanceof Button button && !button.getText().isBlank()) {
                all.add(child);
            } else if (child instanceof Composite inner && !isField(child)) {
                collect(inner, all);
            }
        }
    }

    private static boolean isField(Control control) {
        return control instanceof Text || control instanceof Combo || control instanceof Spinner;
    }

    private static String text(Control control) {
        return control instanceof Button button ? button.getText() : ((Label) control).getText();
    }

    private static void put(Control control, String text) {
        if (control instanceof Button button) {
            button.setText(text);
        } else {
            ((Label) control).setText(text);
        }
    }

    /** The letter after a single ampersand, in lower case; 0 for none. */
    private static char letter(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            if (text.charAt(i) == '&') {
                if (text.charAt(i + 1) != '&') {
                    return Character.toLowerCase(text.charAt(i + 1));
                }
                i++;
            }
        }
        return 0;
    }

    /** Where letters are: those at the beginning of a word, then the others. */
    private static List<Integer> places(String text) {
        List<Integer> first = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)) ? first : others).add(i);
            }
        }
        first.addAll(others);
        return first;
    }

    private static char lower(String text, int at) {
        return Character.toLowerCase(text.charAt(at));
    }
}
