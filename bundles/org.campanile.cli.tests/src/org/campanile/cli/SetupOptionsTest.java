package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

/** What of the options is remembered for the next set-up of a lab. */
class SetupOptionsTest {

    @Test
    void partsThatAreNamedAreForThisTimeOnly() throws FailureException {
        SetupOptions options = new SetupOptions();
        options.set = List.of("broker-vhost=mine");
        options.parts = List.of("rabbitmq");
        ChosenRecipes.Choice before = new ChosenRecipes.Choice("today", Map.of(), Map.of("broker-user", "me"), Set.of("rabbitmq", "keystone"));
        ChosenRecipes.Choice kept = options.choice(Optional.of(before));
        assertEquals(Set.of("rabbitmq", "keystone"), kept.parts());
        assertEquals(Map.of("broker-user", "me", "broker-vhost", "mine"), kept.answers());
        assertEquals(Set.of(), options.choice(Optional.empty()).parts(), "all parts");
    }
}
