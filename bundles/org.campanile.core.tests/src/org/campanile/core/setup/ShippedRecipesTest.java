package org.campanile.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.campanile.core.recipe.RecipeReader;
import org.campanile.core.step.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes that come with the program can be used, and each answer to the wizard's questions leads to one. */
class ShippedRecipesTest {

    @TempDir
    Path folder;

    private SetupBooks books() {
        return new SetupBooks(SetupKinds.all(), new Runs(folder, Clock.systemUTC()), folder.resolve("recipes"));
    }

    @Test
    void noShippedRecipeHasAProblem() throws Exception {
        for (String name : SetupBooks.SHIPPED) {
            RecipeReader.Reading reading = books().reading(name);
            assertEquals(List.of(), reading.problems());
            assertEquals(name, reading.recipe().orElseThrow().id());
        }
    }

    @Test
    void everyAnswerLeadsToARecipe() throws Exception {
        for (SetupQuestion question : SetupQuestion.all()) {
            for (SetupQuestion.Answer answer : question.answers()) {
                assertTrue(!books().fitting(Map.of(question.id(), answer.id())).isEmpty(), question.id() + " " + answer.id());
            }
        }
    }
}
