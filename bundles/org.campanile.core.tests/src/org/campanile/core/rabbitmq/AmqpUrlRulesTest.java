package org.campanile.core.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpUrlRulesTest {

    @Test
    void lettersDigitsAndHarmlessSignsAreSafe() {
        assertEquals(List.of(), AmqpUrlRules.problems("Swordfish-2_3.4~!$&'()*+,;="));
    }

    @ParameterizedTest
    @ValueSource(chars = { '/', '@', '#', '?', '%', ':', '[', ']' })
    void eachSeparatorIsNamedButNotThePassword(char bad) {
        List<String> problems = AmqpUrlRules.problems("secret" + bad + "word");
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().contains("'" + bad + "'"), problems.getFirst());
        assertFalse(problems.getFirst().contains("secret"), problems.getFirst());
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertEquals(4, AmqpUrlRules.problems("p@s/s w\u00f6rd").size());
        assertEquals(1, AmqpUrlRules.problems("").size());
    }
}
