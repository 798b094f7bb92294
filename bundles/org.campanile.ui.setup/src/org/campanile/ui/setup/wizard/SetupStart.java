package org.campanile.ui.setup.wizard;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.eclipse.osgi.util.NLS;

/**
 * What the wizard and the lab's page begin with: recipes and what was chosen for the lab. A value; {@link #load} reads files, so worker threads only.
 *
 * @param recipes all there are
 * @param draft as it was left, or the usual one
 * @param interrupted a run that can be gone on with
 */
public record SetupStart(SetupBooks books, ChosenRecipes chosen, List<SetupBooks.Found> recipes, SetupDraft draft, Optional<Runs.Summary> interrupted) {

    /** The recipe of those who have chosen none. */
    private static final String USUAL = "today";
    private static final int PATIENCE_SECONDS = 3;

    /** Reads it for a lab. A choice whose recipe cannot be used any more is forgotten. */
    public static SetupStart load(Services services, Lab lab) throws FailureException {
        SetupBooks books = new SetupBooks(SetupKinds.all(), new Runs(services.home().runs(), Clock.systemUTC()), services.home().recipes());
        ChosenRecipes chosen = new ChosenRecipes(services.home().setups());
        ChosenRecipes.Choice choice = chosen.find(lab).orElse(new ChosenRecipes.Choice(USUAL, Map.of(), Map.of(), Set.of()));
        Optional<Recipe> recipe = usable(books, choice.recipe());
        if (recipe.isEmpty()) {
            choice = new ChosenRecipes.Choice(USUAL, Map.of(), choice.answers(), Set.of());
        }
        SetupDraft draft = SetupDraft.of(choice, recipe.isPresent() ? recipe.get() : books.recipe(USUAL));
        return new SetupStart(books, chosen, books.all(), draft, books.runsOf(lab).interrupted());
    }

    /**
     * The same with addresses that are registered in the lab already as answers. Asks for no password and waits no longer than {@value #PATIENCE_SECONDS} s:
     * it is about a better suggestion, and who sets a lab up must not wait for a cloud that is not there yet. Worker threads only.
     */
    public SetupStart knowing(Services services, LabSession session, Task task) throws FailureException {
        if (services.secrets().find(session.lab().cloudKey()).isEmpty()) {
            return this;
        }
        Task brief = task.within(Duration.ofSeconds(PATIENCE_SECONDS));
        SetupDraft known = draft;
        try {
            for (Map.Entry<String, String> answer : draft.request().knowing(session, brief).answers().entrySet()) {
                known = known.withAnswer(answer.getKey(), answer.getValue());
            }
        } catch (FailureException late) {
            task.checkCancelled(NLS.bind(Messages.readingWhatIsRegistered, session.lab().name()));
        }
        return new SetupStart(books, chosen, recipes, known, interrupted);
    }

    private static Optional<Recipe> usable(SetupBooks books, String name) {
        try {
            return books.reading(name).recipe();
        } catch (FailureException gone) {
            return Optional.empty();
        }
    }
}
