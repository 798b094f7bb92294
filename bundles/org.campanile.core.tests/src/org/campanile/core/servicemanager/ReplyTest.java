package org.campanile.core.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inner answer read out of its wire forms, and what a command's answer means. */
class ReplyTest {

    private static RawExchange exchange(int status, String type, String body) {
        return new RawExchange(Instant.EPOCH, "PATCH", "http://c:7777/v1/servicenode/c-0", "{}", status, type, body, Duration.ZERO, "");
    }

    private static CommandResult verdict(Command command, int status, String body) {
        return new Verdict("tower", "c-0", command).on(new Wire.Sent(exchange(status, "application/json", body), null, true, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{\"faultcode\":\"Client\",\"faultstring\":\"no\",\"debuginfo\":null}",
        "{\"error_message\":\"{\\\"faultcode\\\":\\\"Client\\\",\\\"faultstring\\\":\\\"no\\\",\\\"debuginfo\\\":null}\"}",
        "{\"error_message\":{\"faultcode\":\"Client\",\"faultstring\":\"no\"}}", "{\"error_message\":\"no\"}",
        "{\"error\":{\"code\":401,\"title\":\"Unauthorized\",\"message\":\"no\"}}" })
    void faultIsFoundInEveryForm(String body) {
        assertEquals(Optional.of("no"), new Reply(exchange(400, "application/json; charset=UTF-8", body)).fault());
    }

    @Test
    void codeIsComparedAsText() {
        assertInstanceOf(CommandResult.Accepted.class, verdict(Command.lock(), 200, "{\"hostname\":\"c-0\",\"error_code\":0}"));
        CommandResult.Refused refused = assertInstanceOf(CommandResult.Refused.class, verdict(Command.lockPreCheck(), 200,
                "{\"error_code\":-1003,\"error_details\":\"d\",\"impact_service_list\":[\"a\",7]}"));
        assertEquals("-1003", refused.code());
        assertEquals(java.util.List.of("a", "7"), refused.impact());
    }

    @Test
    void anAnswerAboutAnotherNodeIsNoSuccess() {
        String other = "{\"hostname\":\"c-7\",\"error_code\":\"0\"}";
        CommandResult.Failed failed = assertInstanceOf(CommandResult.Failed.class, verdict(Command.swactPreCheck(), 200, other));
        assertEquals("The answer is about c-7, not about c-0.", failed.failure().meaning());
        assertInstanceOf(CommandResult.Accepted.class, verdict(Command.lock(), 200, other), "what is done is followed, whatever is acknowledged");
    }

    @Test
    void aFaultWithStatus200KeepsItsReason() {
        CommandResult.Failed failed = assertInstanceOf(CommandResult.Failed.class, verdict(Command.lockPreCheck(), 200,
                "{\"error_message\":\"{\\\"faultcode\\\":\\\"Server\\\",\\\"faultstring\\\":\\\"Database is locked\\\",\\\"debuginfo\\\":null}\"}"));
        assertEquals("The server answers with status 200 and yet tells a fault. It says: Database is locked", failed.failure().meaning());
    }

    @Test
    void answersThatContradictThemselvesAreUncertainForActions() {
        assertInstanceOf(CommandResult.Uncertain.class, verdict(Command.lock(), 400, "{\"error_code\":\"0\"}"));
        assertInstanceOf(CommandResult.Uncertain.class, verdict(Command.lock(), 200, "{\"hostname\":\"c-0\"}"));
        assertInstanceOf(CommandResult.Uncertain.class, verdict(Command.lock(), 500, "{\"error_code\":\"-1001\",\"error_details\":\"action failed\"}"));
        assertInstanceOf(CommandResult.Failed.class, verdict(Command.lockPreCheck(), 500, "{\"error_code\":\"-1001\"}"));
        assertInstanceOf(CommandResult.Failed.class, verdict(Command.lock(), 403, "{}"));
    }
}
