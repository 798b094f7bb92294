package org.campanile.ui.setup.wizard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.secret.Secret;
import org.campanile.ui.FileChoice;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Theme;
import org.campanile.ui.setup.Ground;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/**
 * Fields made of a recipe's parameters: one line each with its help under it, hidden while its condition does not hold. A field that is left empty
 * shows the default. Named by the parameter's id. Widgets are dear on GTK and most parameters of a recipe are never asked for, so a field is made when
 * it is asked for the first time, and a few at a time. UI thread only.
 */
final class ParameterForm {

    private static final int MARK = 10;
    private static final int WIDTH = 200;
    /** How long fields are made in one turn of the event loop; far below what a hand or an eye notices. */
    private static final Duration TURN = Duration.ofMillis(40);

    /** The widgets of a parameter. @param again the second field of a password, or {@code null} */
    private record Row(RecipeParameter parameter, List<Control> all, Control field, Text again, ControlDecoration mark, Label indent,
            Label remark) {
    }

    /** What is said under a field in place of its help. */
    private record Remark(String text, Theme.Tone tone) {
    }

    /** A parameter's place in an area. @param before what its widgets come before, which takes no room itself */
    private record Place(RecipeParameter parameter, Composite area, Label before) {
    }

    private final SetupContext context;
    private final BiConsumer<String, String> changed;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Remark> remarks = new HashMap<>();
    private List<ValueProblem> marked = List.of();
    private boolean writing;
    private boolean more;

    /** @param changed told the parameter and what was typed, after the draft has it */
    ParameterForm(SetupContext context, BiConsumer<String, String> changed) {
        this.context = context;
        this.changed = changed;
    }

    /** An area for fields. */
    static Composite area(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.horizontalSpacing = MARK + 2;
        layout.verticalSpacing = 6;
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        // The bar that scrolls is not touched.
        layout.marginRight = 8;
        area.setLayout(layout);
        area.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        return area;
    }

    /** Keeps the place of a parameter's fields in an area, unless it has one; {@link #show} makes them when they are asked for. */
    void add(Composite area, RecipeParameter p) {
        if (!places.containsKey(p.id())) {
            Label before = new Label(area, SWT.NONE);
            visible(before, false);
            places.put(p.id(), new Place(p, area, before));
        }
    }

    private Row make(Place place) {
        RecipeParameter p = place.parameter();
        Composite area = place.area();
        List<Control> all = new ArrayList<>();
        all.add(title(area, p.label()));
        Control field = switch (p.type()) {
            case FLAG -> flag(area, p, all);
            case CHOICE, HOST -> combo(area, p, true, all);
            case FILE, FOLDER -> file(area, p, all);
            case SECRET -> text(area, p, SWT.PASSWORD, 2, all);
            default -> p.choices().isEmpty() ? text(area, p, SWT.NONE, 2, all) : combo(area, p, false, all);
        };
        Text again = null;
        if (p.type() == ValueType.SECRET) {
            all.add(title(area, NLS.bind(Messages.passwordAgain, p.label())));
            again = Names.name(new Text(area, SWT.BORDER | SWT.PASSWORD), SetupIds.WIZARD + p.id() + ".again");
            again.setLayoutData(wide(2));
            again.addListener(SWT.Modify, e -> password(p));
            all.add(again);
        }
        Label empty = new Label(area, SWT.NONE);
        Label remark = Names.name(new Label(area, SWT.WRAP), SetupIds.WIZARD + p.id() + ".remark");
        GridData below = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        below.widthHint = WIDTH;
        remark.setLayoutData(below);
        ControlDecoration mark = new ControlDecoration(field, SWT.LEFT | SWT.TOP);
        mark.hide();
        List<Control> made = new ArrayList<>(all);
        made.addAll(List.of(empty, remark));
        made.forEach(c -> c.moveAbove(place.before()));
        Row row = new Row(p, all, field, again, mark, empty, remark);
        rows.put(p.id(), row);
        say(row);
        mark(row);
        return row;
    }

    private static Label title(Composite area, String text) {
        Label title = new Label(area, SWT.NONE);
        title.setText(text.replace("&", "&&") + ":");
        title.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        return title;
    }

    private static GridData wide(int span) {
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, span, 1);
        data.widthHint = WIDTH;
        return data;
    }

    private Text text(Composite area, RecipeParameter p, int style, int span, List<Control> all) {
        Text text = Names.name(new Text(area, SWT.BORDER | style), SetupIds.WIZARD + p.id());
        text.setLayoutData(wide(span));
        text.addListener(SWT.Modify, e -> {
            if (style == SWT.PASSWORD) {
                password(p);
            } else {
                typed(p, text.getText());
            }
        });
        all.add(text);
        return text;
    }

    private Button flag(Composite area, RecipeParameter p, List<Control> all) {
        Button box = Names.name(new Button(area, SWT.CHECK), SetupIds.WIZARD + p.id());
        box.setLayoutData(wide(2));
        box.getAccessible().addAccessibleListener(AccessibleListener.getNameAdapter(e -> e.result = p.label()));
        box.addListener(SWT.Selection, e -> typed(p, Boolean.toString(box.getSelection())));
        all.add(box);
        return box;
    }

    private Combo combo(Composite area, RecipeParameter p, boolean closed, List<Control> all) {
        Combo combo = Names.name(new Combo(area, SWT.DROP_DOWN | (closed ? SWT.READ_ONLY : SWT.NONE)), SetupIds.WIZARD + p.id());
        List<String> items = new ArrayList<>(p.choices());
        if (p.type() == ValueType.HOST) {
            items.add("");
            context.lab().hosts().stream().map(HostProfile::name).forEach(items::add);
        }
        combo.setItems(items.toArray(String[]::new));
        combo.setLayoutData(wide(2));
        combo.addListener(SWT.Modify, e -> typed(p, combo.getText()));
        all.add(combo);
        return combo;
    }

    private Text file(Composite area, RecipeParameter p, List<Control> all) {
        Text text = text(area, p, SWT.NONE, 1, all);
        Button choose = Names.name(new Button(area, SWT.PUSH), SetupIds.WIZARD + p.id() + ".choose");
        choose.setText(Messages.browse);
        choose.addListener(SWT.Selection, e -> {
            if (p.type() == ValueType.FOLDER) {
                DirectoryDialog dialog = new DirectoryDialog(area.getShell(), SWT.OPEN);
                dialog.setText(p.label());
                FileChoice.askFolder(dialog, text.getText(), text::setText);
            } else {
                FileDialog dialog = new FileDialog(area.getShell(), SWT.OPEN);
                dialog.setText(p.label());
                FileChoice.ask(dialog, text.getText(), text::setText);
            }
        });
        all.add(choose);
        return text;
    }

    private void typed(RecipeParameter p, String text) {
        if (!writing) {
            // What equals the default is not kept, so that the default may follow what it is made of.
            boolean same = text.equals(context.answers().fallback(p.id()));
            context.draft(context.draft().withAnswer(p.id(), same ? "" : text));
            changed.accept(p.id(), text);
        }
    }

    private void password(RecipeParameter p) {
        if (!writing) {
            Row row = rows.get(p.id());
            context.password(p.id(), new SetupContext.Typed(Secret.of(((Text) row.field()).getText()), Secret.of(row.again().getText())));
            changed.accept(p.id(), "");
        }
    }

    /**
     * Fills all fields but the one that is being typed in, and shows those that are asked for. Those that take too long to make are left for later.
     *
     * @param later run in a later turn of the event loop when some are left, unless the form is gone by then; has to call this again
     */
    void show(Runnable later) {
        long end = System.nanoTime() + TURN.toNanos();
        Answers answers = context.answers();
        writing = true;
        try {
            for (Place place : places.values()) {
                boolean on = context.asked(place.parameter());
                Row row = rows.get(place.parameter().id());
                if (row == null && on) {
                    if (System.nanoTime() - end > 0) {
                        goOn(place.area(), later);
                        break;
                    }
                    row = make(place);
                }
                if (row == null) {
                    continue;
                }
                row.all().forEach(c -> visible(c, on));
                remarked(row, on);
                if (on && !row.field().isFocusControl()) {
                    fill(row, answers);
                }
            }
        } finally {
            writing = false;
        }
    }

    private void goOn(Composite area, Runnable later) {
        if (!more) {
            more = true;
            area.getDisplay().asyncExec(() -> {
                more = false;
                if (!area.isDisposed()) {
                    later.run();
                }
            });
        }
    }

    private void fill(Row row, Answers answers) {
        String id = row.parameter().id();
        String text = context.draft().answers().getOrDefault(id, answers.fallback(id));
        switch (row.field()) {
            case Text field when row.again() != null -> {
                SetupContext.Typed typed = context.password(id);
                put(field, typed.password().reveal());
                put(row.again(), typed.again().reveal());
            }
            case Text field -> put(field, text);
            case Combo combo -> {
                if (!combo.getText().equals(text)) {
                    combo.setText(text);
                }
            }
            case Button box -> box.setSelection(text.equals("true"));
            default -> throw new IllegalStateException("a field of another kind");
        }
    }

    private static void put(Text field, String text) {
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
    }

    private static void remarked(Row row, boolean on) {
        visible(row.indent(), on && !row.remark().getText().isEmpty());
        visible(row.remark(), on && !row.remark().getText().isEmpty());
    }

    private static void visible(Control control, boolean on) {
        if (control.getLayoutData() == null) {
            control.setLayoutData(new GridData());
        }
        ((GridData) control.getLayoutData()).exclude = !on;
        control.setVisible(on);
    }

    /** Marks the fields that have problems and no others. */
    void mark(List<ValueProblem> problems) {
        marked = List.copyOf(problems);
        rows.values().forEach(this::mark);
    }

    private void mark(Row row) {
        marked.stream().filter(p -> p.parameter().equals(row.parameter().id())).findFirst().ifPresentOrElse(p -> {
            row.mark().setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(FieldDecorationRegistry.DEC_ERROR).getImage());
            row.mark().setDescriptionText(p.message());
            row.mark().show();
        }, row.mark()::hide);
    }

    /** Says something under a field, in place of its help. */
    void remark(String parameter, String text, Theme.Tone tone) {
        remarks.put(parameter, new Remark(text, tone));
        Row row = rows.get(parameter);
        if (row != null && !row.remark().isDisposed()) {
            say(row);
            remarked(row, context.asked(row.parameter()));
            row.remark().requestLayout();
        }
    }

    private void say(Row row) {
        Remark said = remarks.getOrDefault(row.parameter().id(), new Remark("", Theme.Tone.MUTED));
        String text = said.text().isEmpty() ? row.parameter().help().replace('\n', ' ') : said.text();
        row.remark().setText(text.replace("&", "&&"));
        Ground.tone(row.remark(), context.services().theme(), said.tone());
    }

    /** Forgets all fields, whose widgets the caller disposes of. */
    void clear() {
        places.clear();
        rows.clear();
        remarks.clear();
    }

    /** A heading between fields. */
    static Label heading(Composite area, String text) {
        Label heading = new Label(area, SWT.NONE);
        heading.setText(text.replace("&", "&&"));
        heading.setFont(Fonts.bold(heading));
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1);
        data.verticalIndent = 6;
        heading.setLayoutData(data);
        return heading;
    }

    /** Parameters that have a place here, asked for or not. */
    List<RecipeParameter> parameters() {
        return places.values().stream().map(Place::parameter).toList();
    }
}
