package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.step.Runs;
import org.campanile.ui.setup.wizard.SetupDraft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the wizard's pages have been told, without a window. */
class SetupDraftTest {

    @TempDir
    Path folder;

    private SetupBooks books() {
        return new SetupBooks(SetupKinds.all(), new Runs(folder, Clock.systemUTC()), folder);
    }

    private SetupDraft draft(Set<String> parts, Map<String, String> answers) throws Exception {
        return SetupDraft.of(new ChosenRecipes.Choice("today", Map.of(), answers, parts), books().recipe("today"));
    }

    @Test
    void aChoiceComesBackAsItWasLeft() throws Exception {
        SetupDraft draft = draft(Set.of("rabbitmq"), Map.of("broker-vhost", "second"));
        assertTrue(draft.wants("rabbitmq"));
        assertFalse(draft.wants("keystone"));
        assertEquals(Set.of("rabbitmq"), draft.request().parts());
        assertEquals(Set.of("rabbitmq"), draft.choice().parts());
        assertEquals("murano", draft.questions().get("deploys"), "the questions agree with the recipe");
    }

    @Test
    void anEmptyAnswerLetsTheDefaultHold() throws Exception {
        SetupDraft draft = draft(Set.of(), Map.of()).withAnswer("broker-vhost", "x").withAnswer("broker-vhost", " ");
        assertEquals(Map.of(), draft.answers());
        assertEquals(Set.of(), draft.request().parts(), "all parts");
    }

    @Test
    void answersOfAnotherRecipeAreNotAskedOfThisOne() throws Exception {
        SetupDraft draft = draft(Set.of(), Map.of("murano-url", "http://h:1", "broker-vhost", "v")).withRecipe("conductor-only",
                books().recipe("conductor-only"));
        assertEquals(Map.of("broker-vhost", "v"), draft.request().answers());
        assertEquals("http://h:1", draft.withRecipe("today", books().recipe("today")).request().answers().get("murano-url"));
    }
}
