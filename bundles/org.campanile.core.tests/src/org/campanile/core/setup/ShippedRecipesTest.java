package org.campanile.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    void oneFileThatCannotBeReadSpoilsNoOther() throws Exception {
        Files.createDirectories(folder.resolve("recipes"));
        Files.write(folder.resolve("recipes/mine.yaml"), new byte[] { 'i', 'd', ':', (byte) 0xff });
        Files.write(folder.resolve("recipes/other.yaml"), SetupBooks.shipped("today").replaceFirst("(?m)^id: .*$", "id: other").getBytes(StandardCharsets.UTF_8));
        List<SetupBooks.Found> all = books().all();
        assertEquals(SetupBooks.SHIPPED.size() + 2, all.size());
        RecipeReader.Reading mine = all.get(SetupBooks.SHIPPED.size()).reading();
        assertTrue(mine.recipe().isEmpty() && mine.problems().getFirst().line().contains("not text in UTF-8"), mine.toString());
        assertTrue(all.getLast().reading().recipe().isPresent(), all.getLast().toString());
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
