package org.campanile.ui.setup.wizard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Theme;
import org.campanile.ui.setup.Ground;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * The details of each part, generated from the recipe, only those that are needed. What the kinds of steps have to say of the values is looked at in the
 * background; passwords that are kept from an earlier set-up are filled in, masked.
 */
final class DetailsPage extends SetupPage {

    private final ParameterForm form;
    private final Map<String, List<Control>> headings = new LinkedHashMap<>();
    private final Set<SecretKey> asked = new HashSet<>();
    private ScrolledComposite scroll;
    private Composite area;
    private List<String> built = List.of();
    private RunningJob looking;
    private boolean again;

    DetailsPage(SetupContext context) {
        super("details", "Details", "Only what the chosen parts need. What is grey under a field is help; an empty field takes its default.", context);
        form = new ParameterForm(context, (parameter, text) -> typed());
    }

    /** Whether there is anything to ask. */
    boolean isNeeded() {
        return context().parts().stream().anyMatch(p -> parametersOf(p).stream().anyMatch(context()::asked));
    }

    private List<RecipeParameter> parametersOf(RecipePart part) {
        Recipe recipe = context().draft().recipe();
        return recipe.parametersOf(part).stream().filter(p -> !WherePage.isPlace(recipe, p)).toList();
    }

    @Override
    void build(Composite parent) {
        scroll = Scrolling.area(parent);
        area = ParameterForm.area(scroll);
        scroll.setContent(area);
        parent.addDisposeListener(e -> Optional.ofNullable(looking).ifPresent(RunningJob::cancel));
    }

    private void rebuild() {
        // Parts that come in only when something is given are there all along, since what brings them in is asked for here.
        List<RecipePart> parts = context().draft().recipe().parts().stream().filter(p -> context().draft().wants(p.id())).toList();
        List<String> now = new ArrayList<>(List.of(context().draft().name()));
        parts.forEach(p -> now.add(p.id()));
        if (now.equals(built)) {
            return;
        }
        built = now;
        form.clear();
        headings.clear();
        for (Control child : area.getChildren()) {
            child.dispose();
        }
        Set<String> there = new HashSet<>();
        for (RecipePart part : parts) {
            List<RecipeParameter> own = parametersOf(part).stream().filter(p -> there.add(p.id())).toList();
            if (!own.isEmpty()) {
                List<Control> above = new ArrayList<>(List.of(ParameterForm.heading(area, part.title())));
                part.mistakes().forEach(m -> above.add(mistake(m)));
                own.forEach(p -> form.add(area, p));
                headings.put(part.id(), above);
            }
        }
    }

    private Label mistake(String text) {
        Label label = new Label(area, SWT.WRAP);
        label.setText("Known mistake: " + text.replace("&", "&&"));
        Ground.tone(label, context().services().theme(), Theme.Tone.ATTENTION);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1);
        data.widthHint = 300;
        label.setLayoutData(data);
        return label;
    }

    @Override
    void show() {
        rebuild();
        refresh();
        findKept();
        look();
    }

    private void refresh() {
        form.show(this::refresh);
        for (Map.Entry<String, List<Control>> heading : headings.entrySet()) {
            boolean on = parametersOf(context().draft().recipe().part(heading.getKey()).orElseThrow()).stream().anyMatch(context()::asked);
            heading.getValue().forEach(c -> {
                ((GridData) c.getLayoutData()).exclude = !on;
                c.setVisible(on);
            });
        }
        Scrolling.fit(scroll, area);
    }

    private void typed() {
        refresh();
        changed();
        findKept();
        look();
    }

    private void findKept() {
        Answers answers = context().answers();
        for (RecipeParameter p : form.parameters()) {
            Optional<SecretValue> secret = p.type() == ValueType.SECRET && context().asked(p) ? answers.secret(p.id()) : Optional.empty();
            if (secret.isPresent() && context().password(p.id()).password().reveal().isEmpty() && asked.add(secret.get().key())) {
                SecretKey key = secret.get().key();
                context().services().jobs().job("Look for a kept password", task -> context().services().secrets().find(key)).system().family(DetailsPage.class)
                        .on(area).done(found -> found.ifPresent(s -> fill(p, key, s)))
                        .failed(f -> form.remark(p.id(), "The password store cannot be read: " + f.meaning(), Theme.Tone.ATTENTION)).start();
            }
        }
    }

    private void fill(RecipeParameter p, SecretKey key, Secret kept) {
        boolean same = context().answers().secret(p.id()).filter(s -> s.key().equals(key)).isPresent();
        if (same && context().password(p.id()).password().reveal().isEmpty()) {
            context().password(p.id(), new SetupContext.Typed(kept, kept));
            form.remark(p.id(), "Filled in as it was kept from an earlier set-up.", Theme.Tone.MUTED);
            refresh();
            update();
        }
    }

    /** The kinds' own rules may look into files, so they are asked away from here; the newest answer counts. */
    private void look() {
        if (looking != null) {
            again = true;
            return;
        }
        SetupDraft of = context().draft();
        RecipeSetup setup = context().setup();
        looking = context().services().jobs().job("Look at the details", task -> setup.problems()).system().family(DetailsPage.class).on(area).done(found -> {
            if (problems().isEmpty() && of.equals(context().draft())) {
                tell(found);
                setPageComplete(found.isEmpty());
            }
        }).failed(f -> setErrorMessage(f.headline())).finished(() -> {
            looking = null;
            if (again) {
                again = false;
                look();
            }
        }).start();
    }

    @Override
    List<ValueProblem> problems() {
        Answers answers = context().answers();
        Set<String> used = new HashSet<>();
        context().parts().forEach(p -> parametersOf(p).forEach(q -> used.add(q.id())));
        List<ValueProblem> found = new ArrayList<>(answers.problems().stream().filter(p -> used.contains(p.parameter())).toList());
        for (RecipeParameter p : form.parameters()) {
            if (p.type() == ValueType.SECRET && used.contains(p.id()) && context().asked(p)) {
                password(p, found);
            }
        }
        return found;
    }

    private void password(RecipeParameter p, List<ValueProblem> found) {
        SetupContext.Typed typed = context().password(p.id());
        if (typed.password().reveal().isEmpty()) {
            if (p.required()) {
                found.add(new ValueProblem(p.id(), p.label() + " is missing."));
            }
        } else if (!typed.password().equals(typed.again())) {
            found.add(new ValueProblem(p.id(), typed.again().reveal().isEmpty() ? "Type the password a second time." : "The two passwords differ."));
        }
    }

    @Override
    void mark(List<ValueProblem> problems) {
        form.mark(problems);
    }
}
