package org.campanile.ui.setup.wizard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipeProblem;
import org.campanile.core.recipe.RecipeReader;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.SetupQuestion;
import org.campanile.ui.FileChoice;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Theme;
import org.campanile.ui.setup.Ground;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;

/** What the user has: questions whose answers choose the recipe, and the recipe they chose, which may be another one or a file. */
final class ChoicePage extends SetupPage {

    private final Map<String, Button> radios = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Recipe> recipes = new HashMap<>();
    private Combo recipe;
    private Label about;
    private String refused = "";

    ChoicePage(SetupContext context) {
        super("choice", Messages.whatDoYouHave, Messages.answersChooseRecipe, context);
        for (SetupBooks.Found found : context.start().recipes()) {
            found.reading().recipe().ifPresent(r -> add(found.name(), r));
        }
        add(context.draft().name(), context.draft().recipe());
    }

    private void add(String name, Recipe value) {
        if (recipes.put(name, value) == null) {
            names.add(name);
        }
    }

    @Override
    void build(Composite area) {
        for (SetupQuestion question : SetupQuestion.all()) {
            Composite group = new Composite(area, SWT.NONE);
            GridLayout layout = new GridLayout(2, false);
            layout.marginWidth = 0;
            layout.marginHeight = 0;
            layout.horizontalSpacing = 16;
            group.setLayout(layout);
            group.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
            Label text = new Label(group, SWT.NONE);
            text.setText(question.text());
            text.setFont(Fonts.bold(text));
            text.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1));
            question.answers().forEach(answer -> radio(group, question, answer));
        }
        alignHelp();
        Composite line = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 0;
        line.setLayout(layout);
        line.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        new Label(line, SWT.NONE).setText(Messages.recipeLabel);
        recipe = Names.name(new Combo(line, SWT.DROP_DOWN | SWT.READ_ONLY), SetupIds.WIZARD + "choice.recipe");
        recipe.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        recipe.addListener(SWT.Selection, e -> take(names.get(recipe.getSelectionIndex())));
        Button file = Names.name(new Button(line, SWT.PUSH), SetupIds.WIZARD + "choice.file");
        file.setText(Messages.useFile);
        file.addListener(SWT.Selection, e -> choose());
        about = Names.name(new Label(area, SWT.WRAP), SetupIds.WIZARD + "choice.about");
        GridData wide = new GridData(SWT.FILL, SWT.TOP, true, false);
        wide.widthHint = 300;
        about.setLayoutData(wide);
        Ground.tone(about, context().services().theme(), Theme.Tone.MUTED);
    }

    /** The groups are composites of their own, since radio buttons of one composite exclude each other; their second columns begin at one line. */
    private void alignHelp() {
        int widest = radios.values().stream().mapToInt(r -> r.computeSize(SWT.DEFAULT, SWT.DEFAULT).x).max().orElse(SWT.DEFAULT);
        for (Button radio : radios.values()) {
            GridData data = new GridData(SWT.FILL, SWT.CENTER, false, false);
            data.widthHint = widest;
            radio.setLayoutData(data);
        }
    }

    private void radio(Composite group, SetupQuestion question, SetupQuestion.Answer answer) {
        Button radio = Names.name(new Button(group, SWT.RADIO), SetupIds.WIZARD + "choice." + question.id() + "." + answer.id());
        radio.setText(answer.text());
        radio.addListener(SWT.Selection, e -> {
            if (radio.getSelection() && !answer.id().equals(context().draft().questions().get(question.id()))) {
                context().draft(context().draft().withQuestion(question.id(), answer.id()));
                fit();
            }
        });
        radios.put(question.id() + "." + answer.id(), radio);
        Label help = new Label(group, SWT.WRAP);
        help.setText(answer.help());
        Ground.tone(help, context().services().theme(), Theme.Tone.MUTED);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.widthHint = 200;
        help.setLayoutData(data);
    }

    /** Takes the first recipe that fits the answers; when none does, the page says so. */
    private void fit() {
        Map<String, String> answers = context().draft().questions();
        Optional<String> fitting = context().draft().recipe().suits(answers) ? Optional.of(context().draft().name())
                : names.stream().filter(n -> recipes.get(n).suits(answers)).findFirst();
        refused = fitting.isPresent() ? "" : Messages.noRecipeFits;
        fitting.ifPresent(name -> context().draft(context().draft().withRecipe(name, recipes.get(name))));
        show();
        changed();
    }

    /** A recipe chosen by hand may not fit the answers; that is the user's affair. */
    private void take(String name) {
        refused = "";
        context().draft(context().draft().withRecipe(name, recipes.get(name)));
        show();
        changed();
    }

    private void choose() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setText(Messages.useRecipeFile);
        dialog.setFilterExtensions(new String[] { "*.yaml;*.yml", "*" });
        dialog.setFilterNames(new String[] { Messages.recipeFiles, Messages.allFiles });
        SetupBooks books = context().start().books();
        FileChoice.ask(dialog, chosen -> context().services().jobs().job(NLS.bind(Messages.readFile, chosen), task -> books.reading(chosen)).user().on(getControl())
                .done(r -> read(chosen, r)).start());
    }

    private void read(String file, RecipeReader.Reading reading) {
        if (reading.recipe().isPresent()) {
            add(file, reading.recipe().get());
            take(file);
        } else {
            about.setText(String.join("\n", reading.problems().stream().map(RecipeProblem::line).toList()).replace("&", "&&"));
            refused = NLS.bind(Messages.fileCannotBeUsed, reading.problems().getFirst().line());
            getControl().requestLayout();
            changed();
        }
    }

    @Override
    void show() {
        SetupDraft draft = context().draft();
        for (SetupQuestion question : SetupQuestion.all()) {
            String answer = draft.questions().getOrDefault(question.id(), "");
            question.answers().forEach(a -> radios.get(question.id() + "." + a.id()).setSelection(a.id().equals(answer)));
        }
        recipe.setItems(names.stream().map(n -> recipes.get(n).title() + " (" + n + ")").toArray(String[]::new));
        recipe.select(names.indexOf(draft.name()));
        about.setText(draft.recipe().about().replace("&", "&&").replace('\n', ' '));
        ((Composite) getControl()).layout(true, true);
    }

    @Override
    List<ValueProblem> problems() {
        return refused.isEmpty() ? List.of() : List.of(new ValueProblem("", refused));
    }

    @Override
    void mark(List<ValueProblem> problems) {
        // the sentence above says it all
    }
}
