package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of agents, and what is none: whatever comes, it is judged and never breaks the one who judges. */
class AgentResultTest {

    private static final String WINDOWS = "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.0.0.5\",7]},{\"IsException\":false,\"Result\":null}]}";
    private static final String PYTHON = "{\"FormatVersion\":\"2.0.0\",\"ID\":\"a\",\"SourceID\":\"b\",\"Action\":\"Execution:Result\",\"ErrorCode\":0,\"Body\":[\"one\",null]}";

    @Test
    void whatAgentsAnswerIsUnderstood() {
        assertEquals(new AgentResult.Done(List.of("10.0.0.5", "7", "")), AgentResult.parse(WINDOWS));
        assertEquals(new AgentResult.Done(List.of("one", "")), AgentResult.parse(PYTHON));
        assertEquals("boom", assertInstanceOf(AgentResult.Failed.class,
                AgentResult.parse("{\"IsException\":false,\"Result\":[{\"IsException\":true,\"Result\":[\"System.Exception\",\"boom\",\"Install-It\"]}]}")).message());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "null", "true", "42", "[]", "{}", "\"text\"", "<html>", "{", "{\"IsException\":null}", "{\"IsException\":{}}", "{\"IsException\":[]}",
            "{\"IsException\":false}", "{\"IsException\":false,\"Result\":\"x\"}", "{\"IsException\":false,\"Result\":[1]}", "{\"IsException\":false,\"Result\":[null]}",
            "{\"IsException\":false,\"Result\":[[]]}", "{\"IsException\":false,\"Result\":[{}]}", "{\"IsException\":false,\"Result\":[{\"IsException\":null}]}",
            "{\"IsException\":false,\"Result\":[{\"IsException\":[]}]}", "{\"ErrorCode\":null}", "{\"ErrorCode\":{}}", "{\"ErrorCode\":[]}", "{\"ErrorCode\":\"x\"}" })
    void whatIsNoAnswerIsSaidToBeNone(String text) {
        assertInstanceOf(AgentResult.Unreadable.class, AgentResult.parse(text));
    }

    @Test
    void depthAndLengthHarmNobody() {
        for (String text : List.of("[".repeat(20_000) + "]".repeat(20_000), "{\"IsException\":true,\"Result\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}",
                "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000), "\"" + "x".repeat(AgentResult.MAX_CHARACTERS) + "\"")) {
            assertInstanceOf(AgentResult.Unreadable.class, AgentResult.parse(text));
        }
    }

    /** Whatever is cut out of an answer, put in twice or exchanged. */
    @Test
    void mutilatedAnswersAreJudgedAsWell() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? WINDOWS : PYTHON);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + random.nextInt(12));
                switch (random.nextInt(3)) {
                    case 0 -> text.delete(from, to);
                    case 1 -> text.insert(from, text.substring(from, to));
                    default -> text.replace(from, to, List.of("null", "{}", "[]", "0", "\"\"", ",", ":", "true").get(random.nextInt(8)));
                }
                if (text.isEmpty()) {
                    text.append('{');
                }
            }
            try {
                AgentResult.parse(text.toString());
            } catch (RuntimeException e) {
                throw new AssertionError(text.toString(), e);
            }
        }
    }
}
