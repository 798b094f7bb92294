package org.campanile.ui.wizard;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabProblem;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Name, colour and guard: how the lab is told from others, and how carefully it is treated. */
final class LookPage extends LabPage {

    /** Told apart in both themes and by the colour-blind as far as six colours can be. */
    private static final List<Colour> COLOURS = List.of(new Colour(Messages.blue, "#4a7ab5"), new Colour(Messages.teal, "#2a9d8f"),
            new Colour(Messages.green, "#8ab17d"), new Colour(Messages.amber, "#e9a23b"), new Colour(Messages.red, "#d1495b"), new Colour(Messages.violet, "#8e6bbf"));

    private record Colour(String name, String hex) {
    }

    private final Map<Guard, Button> guards = new EnumMap<>(Guard.class);
    private final Map<String, Button> buttons = new LinkedHashMap<>();
    private Form form;
    private Text name;
    private Text colour;
    private Label swatch;

    LookPage(Services services, LabEdit edit) {
        super("look", Messages.nameColourAndGuard, Messages.howLabIsTold, services, edit, List.of("name", "colour"));
    }

    @Override
    void build(Composite area) {
        form = new Form(area, 1, this::changed);
        name = form.text("name", Messages.nameLabel, Messages.nameHint);
        colour = form.text("colour", Messages.colour, "#rrggbb");
        new Label(form.area(), SWT.NONE);
        Composite swatches = new Composite(form.area(), SWT.NONE);
        RowLayout line = new RowLayout();
        line.center = true;
        line.marginLeft = 0;
        swatches.setLayout(line);
        for (Colour one : COLOURS) {
            Button button = Form.named(new Button(swatches, SWT.TOGGLE | SWT.FLAT), "colour." + one.hex());
            button.setImage(services().icons().bar(one.hex()));
            button.setToolTipText(one.name());
            button.addListener(SWT.Selection, e -> {
                colour.setText(one.hex());
                chosen();
            });
            buttons.put(one.hex(), button);
        }
        swatch = new Label(swatches, SWT.NONE);
        Group group = new Group(area, SWT.NONE);
        group.setText(Messages.guard);
        group.setLayout(new GridLayout(1, false));
        group.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        guard(group, Guard.NORMAL, Messages.guardNormal);
        guard(group, Guard.READ_ONLY, Messages.guardReadOnly);
        guard(group, Guard.CRITICAL, Messages.guardCritical);
    }

    /** The colour's own button is pressed in; another colour is shown beside them. */
    private void chosen() {
        buttons.forEach((hex, button) -> button.setSelection(hex.equalsIgnoreCase(colour.getText().strip())));
        swatch.setImage(services().icons().bar(colour.getText()));
        swatch.setVisible(buttons.values().stream().noneMatch(Button::getSelection));
    }

    private void guard(Composite parent, Guard guard, String label) {
        guards.put(guard, form.radio(parent, "guard." + guard.word(), label));
    }

    @Override
    String missing() {
        return edit().somethingInIt() ? "" : Messages.labNeedsSomething;
    }

    @Override
    void write(LabDraft draft) {
        form.write(() -> {
            name.setText(draft.name());
            colour.setText(draft.colour());
            guards.forEach((guard, button) -> button.setSelection(guard == draft.guard()));
        });
        chosen();
    }

    @Override
    LabDraft read(LabDraft draft) {
        chosen();
        Guard guard = guards.entrySet().stream().filter(e -> e.getValue().getSelection()).map(Map.Entry::getKey).findFirst().orElse(Guard.NORMAL);
        return draft.withName(name.getText()).withLook(colour.getText(), guard);
    }

    @Override
    void mark(List<LabProblem> problems) {
        form.mark(problems);
    }
}
