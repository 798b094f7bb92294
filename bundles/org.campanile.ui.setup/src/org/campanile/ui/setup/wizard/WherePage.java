package org.campanile.ui.setup.wizard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.check.Finding;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.setup.Reach;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Theme;
import org.campanile.ui.setup.Ground;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Which parts, and where: hosts and addresses, tried a moment after they were typed. Nothing that does not answer forbids to go on. */
final class WherePage extends SetupPage {

    private static final Set<ValueType> PLACES = Set.of(ValueType.HOST, ValueType.URL);
    private static final int PAUSE_MILLIS = 400;

    /** One and the same, so that each key begins the wait anew. */
    private final Runnable pause = this::tryAll;
    private final ParameterForm form;
    private final Map<String, RunningJob> tries = new HashMap<>();
    private final Map<String, String> tried = new HashMap<>();
    private final Map<String, Button> boxes = new HashMap<>();
    private final Map<String, Label> abouts = new HashMap<>();
    private ScrolledComposite scroll;
    private Composite area;
    private Recipe built;

    WherePage(SetupContext context) {
        super("where", Messages.whichPartsAndWhere, Messages.addressesAreTried, context);
        form = new ParameterForm(context, (parameter, text) -> typed());
    }

    /** Whether a parameter is asked for here; one that only a detail brings in is asked for beside that detail. */
    static boolean isPlace(Recipe recipe, RecipeParameter parameter) {
        return PLACES.contains(parameter.type()) && parameter.when().names().stream()
                .allMatch(n -> recipe.parameter(n).map(p -> isPlace(recipe, p)).orElse(true));
    }

    @Override
    void build(Composite parent) {
        scroll = Scrolling.area(parent);
        area = ParameterForm.area(scroll);
        scroll.setContent(area);
        parent.addDisposeListener(e -> tries.values().forEach(RunningJob::cancel));
    }

    private void rebuild() {
        Recipe recipe = context().draft().recipe();
        if (recipe.equals(built)) {
            return;
        }
        built = recipe;
        form.clear();
        tried.clear();
        boxes.clear();
        abouts.clear();
        for (var child : area.getChildren()) {
            child.dispose();
        }
        ParameterForm.heading(area, Messages.parts);
        recipe.parts().stream().filter(p -> !p.steps().isEmpty()).forEach(this::part);
        List<RecipeParameter> places = recipe.parameters().stream().filter(p -> isPlace(recipe, p)).toList();
        if (!places.isEmpty()) {
            ParameterForm.heading(area, Messages.hostsAndAddresses);
            if (context().lab().hosts().isEmpty() && places.stream().anyMatch(p -> p.type() == ValueType.HOST)) {
                Label hint = wide(Messages.noHostsYet, 3);
                Names.name(hint, SetupIds.WIZARD + "where.noHosts");
            }
            places.forEach(p -> form.add(area, p));
        }
    }

    private void part(RecipePart part) {
        Button box = Names.name(new Button(area, SWT.CHECK), SetupIds.WIZARD + "part." + part.id());
        box.setText(part.title());
        box.addListener(SWT.Selection, e -> {
            context().draft(context().draft().withPart(part.id(), box.getSelection()));
            typed();
        });
        boxes.put(part.id(), box);
        abouts.put(part.id(), wide("", 2));
    }

    /** Words of help as wide as the rest of the line. */
    private Label wide(String words, int span) {
        Label help = new Label(area, SWT.WRAP);
        help.setText(words);
        Ground.tone(help, context().services().theme(), Theme.Tone.MUTED);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, span, 1);
        data.widthHint = 200;
        help.setLayoutData(data);
        return help;
    }

    private void typed() {
        refresh();
        changed();
        getControl().getDisplay().timerExec(PAUSE_MILLIS, pause);
    }

    @Override
    void show() {
        rebuild();
        refresh();
        tryAll();
    }

    private void refresh() {
        Answers answers = context().answers();
        boxes.forEach((id, box) -> box.setSelection(context().draft().wants(id)));
        form.show(this::refresh);
        built.parts().stream().filter(p -> boxes.containsKey(p.id())).forEach(p -> {
            String about = p.about().strip().replace('\n', ' ');
            String text = answers.holds(p.when()) ? about : about + " " + comesIn(p, answers);
            if (!text.equals(abouts.get(p.id()).getData())) {
                abouts.get(p.id()).setData(text);
                abouts.get(p.id()).setText(text.replace("&", "&&"));
            }
        });
        Scrolling.fit(scroll, area);
    }

    /** What has to be given, or answered otherwise, for a part to belong to the set-up. */
    private String comesIn(RecipePart part, Answers answers) {
        List<RecipeParameter> asked = part.when().names().stream().map(built::parameter).flatMap(Optional::stream).filter(q -> answers.holds(q.when())).toList();
        List<String> missing = asked.stream().filter(q -> answers.text(q.id()).isEmpty()).map(RecipeParameter::label).toList();
        if (!missing.isEmpty()) {
            return NLS.bind(Messages.comesInWhenGiven, String.join(", ", missing));
        }
        List<String> others = asked.stream().filter(q -> !q.choices().isEmpty()).map(RecipeParameter::label).toList();
        return others.isEmpty() ? Messages.comesInWhenLabHas : NLS.bind(Messages.comesInByOtherAnswer, String.join(", ", others));
    }

    /** Tries what is given and was not tried as it is now; a try of what has changed since is given up. */
    private void tryAll() {
        if (scroll.isDisposed()) {
            return;
        }
        Answers answers = context().answers();
        for (RecipeParameter p : form.parameters()) {
            String value = context().asked(p) ? answers.text(p.id()) : "";
            if (!value.equals(tried.getOrDefault(p.id(), ""))) {
                tried.put(p.id(), value);
                Optional.ofNullable(tries.remove(p.id())).ifPresent(RunningJob::cancel);
                if (value.isEmpty()) {
                    form.remark(p.id(), "", Theme.Tone.MUTED);
                } else {
                    look(p, value);
                }
            }
        }
        Scrolling.fit(scroll, area);
    }

    private void look(RecipeParameter p, String value) {
        form.remark(p.id(), NLS.bind(Messages.trying, value), Theme.Tone.MUTED);
        RunningJob job = context().services().jobs().job(NLS.bind(Messages.tryAddress, value), task -> p.type() == ValueType.URL ? Reach.url(value, task)
                : Reach.host(context().lab(), value, task)).system().family(WherePage.class).on(scroll).done(found -> {
                    if (value.equals(tried.get(p.id()))) {
                        tell(p, found);
                    }
                }).failed(f -> {
                    if (value.equals(tried.get(p.id()))) {
                        form.remark(p.id(), f.meaning(), Theme.Tone.ATTENTION);
                    }
                }).start();
        tries.put(p.id(), job);
    }

    private void tell(RecipeParameter p, Finding found) {
        Theme.Tone tone = found.severity().isProblem() ? Theme.Tone.ATTENTION : Theme.Tone.MUTED;
        form.remark(p.id(), String.join(" ", found.cause(), found.evidence(), found.fix()).strip(), tone);
        Scrolling.fit(scroll, area);
    }

    @Override
    List<ValueProblem> problems() {
        if (context().parts().stream().allMatch(p -> p.steps().isEmpty()) && built.parts().stream().noneMatch(p -> boxes.containsKey(p.id())
                && context().draft().wants(p.id()))) {
            return List.of(new ValueProblem("", Messages.chooseAtLeastOnePart));
        }
        Set<String> own = Set.copyOf(form.parameters().stream().map(RecipeParameter::id).toList());
        return context().answers().problems().stream().filter(p -> own.contains(p.parameter())).toList();
    }

    @Override
    void mark(List<ValueProblem> problems) {
        form.mark(problems);
    }
}
