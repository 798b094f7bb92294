package org.campanile.ui.setup.wizard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.eclipse.osgi.util.NLS;
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
    /** What stands above the fields of a part. */
    private record Section(List<RecipeParameter> fields, List<Control> above) {
    }

    private final List<Section> sections = new ArrayList<>();
    private final Set<SecretKey> asked = new HashSet<>();
    private ScrolledComposite scroll;
    private Composite area;
    private List<String> built = List.of();
    private RunningJob looking;
    private boolean again;

    DetailsPage(SetupContext context) {
        super("details", Messages.details, Messages.onlyWhatIsNeeded, context);
        form = new ParameterForm(context, (parameter, text) -> typed());
    }

    /** Whether there is anything to ask. */
    boolean isNeeded() {
        return wanted().stream().anyMatch(p -> parametersOf(p).stream().anyMatch(context()::asked));
    }

    /** Parts that come in only when something is given are among them all along, since what brings them in is asked for here. */
    private List<RecipePart> wanted() {
        return context().draft().recipe().parts().stream().filter(p -> context().draft().wants(p.id())).toList();
    }

    /** Several parts may use a parameter; it is asked for under the one that comes in when it does, else under the first. */
    private RecipePart home(RecipeParameter parameter, List<RecipePart> parts) {
        List<RecipePart> users = parts.stream().filter(p -> parametersOf(p).contains(parameter)).toList();
        return users.stream().filter(p -> p.when().names().equals(parameter.when().names())).findFirst().orElse(users.getFirst());
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
        List<RecipePart> parts = wanted();
        List<String> now = new ArrayList<>(List.of(context().draft().name()));
        parts.forEach(p -> now.add(p.id()));
        if (now.equals(built)) {
            return;
        }
        built = now;
        form.clear();
        sections.clear();
        for (Control child : area.getChildren()) {
            child.dispose();
        }
        for (RecipePart part : parts) {
            List<RecipeParameter> own = parametersOf(part).stream().filter(p -> home(p, parts).equals(part)).toList();
            if (!own.isEmpty()) {
                List<Control> above = new ArrayList<>(List.of(ParameterForm.heading(area, part.title())));
                part.mistakes().forEach(m -> above.add(mistake(m)));
                own.forEach(p -> form.add(area, p));
                sections.add(new Section(own, above));
            }
        }
    }

    private Label mistake(String text) {
        Label label = new Label(area, SWT.WRAP);
        label.setText(NLS.bind(Messages.knownMistake, text.replace("&", "&&")));
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
        for (Section section : sections) {
            boolean on = section.fields().stream().anyMatch(context()::asked);
            section.above().forEach(c -> {
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
                context().services().jobs().job(Messages.findKeptPassword, task -> context().services().secrets().find(key)).system().family(DetailsPage.class)
                        .on(area).done(found -> found.ifPresent(s -> fill(p, key, s)))
                        .failed(f -> form.remark(p.id(), NLS.bind(Messages.passwordStoreUnreadable, f.meaning()), Theme.Tone.ATTENTION)).start();
            }
        }
    }

    private void fill(RecipeParameter p, SecretKey key, Secret kept) {
        boolean same = context().answers().secret(p.id()).filter(s -> s.key().equals(key)).isPresent();
        if (same && context().password(p.id()).password().reveal().isEmpty()) {
            context().password(p.id(), new SetupContext.Typed(kept, kept));
            form.remark(p.id(), Messages.passwordWasKept, Theme.Tone.MUTED);
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
        looking = context().services().jobs().job(Messages.lookAtDetails, task -> setup.problems()).system().family(DetailsPage.class).on(area).done(found -> {
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
        if (found.isEmpty() && context().parts().stream().allMatch(p -> p.steps().isEmpty())) {
            found.add(new ValueProblem("", Messages.nothingToSetUpYet));
        }
        return found;
    }

    private void password(RecipeParameter p, List<ValueProblem> found) {
        SetupContext.Typed typed = context().password(p.id());
        if (typed.password().reveal().isEmpty()) {
            if (p.required()) {
                found.add(new ValueProblem(p.id(), NLS.bind(Messages.isMissing, p.label())));
            }
        } else if (!typed.password().equals(typed.again())) {
            found.add(new ValueProblem(p.id(), typed.again().reveal().isEmpty() ? NLS.bind(Messages.typePasswordAgain, p.label())
                    : NLS.bind(Messages.passwordsDiffer, p.label())));
        }
    }

    @Override
    void mark(List<ValueProblem> problems) {
        form.mark(problems);
    }
}
