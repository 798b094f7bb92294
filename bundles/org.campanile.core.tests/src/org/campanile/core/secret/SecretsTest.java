package org.campanile.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final SecretKey CLOUD = new SecretKey("Lab one", "cloud", "admin");
    private static final SecretKey HOST = new SecretKey("Lab one", "host/dev-box", "root");

    private static String found(Map<String, String> environment, SecretKey key) {
        return new EnvironmentSecrets(environment).find(key).map(Secret::reveal).orElse("-");
    }

    @Test
    void theNarrowestVariableCounts() {
        assertEquals("a", found(Map.of("CAMPANILE_SECRET_LAB_ONE_HOST_DEV_BOX", "a", "CAMPANILE_SECRET_HOST_DEV_BOX", "b"), HOST));
        assertEquals("b", found(Map.of("CAMPANILE_SECRET_HOST_DEV_BOX", "b", "CAMPANILE_SECRET_HOST", "c"), HOST));
        assertEquals("c", found(Map.of("CAMPANILE_SECRET_HOST", "c", "OS_PASSWORD", "d"), HOST));
        assertEquals("-", found(Map.of("OS_PASSWORD", "d"), HOST));
        assertEquals("-", found(Map.of("CAMPANILE_SECRET_HOST", ""), HOST));
    }

    @Test
    void thePasswordOfTheOpenStackToolsGoesToTheirUserOnly() {
        assertEquals("p", found(Map.of("OS_PASSWORD", "p"), CLOUD));
        assertEquals("p", found(Map.of("OS_PASSWORD", "p", "OS_USERNAME", "admin"), CLOUD));
        assertEquals("-", found(Map.of("OS_PASSWORD", "p", "OS_USERNAME", "demo"), CLOUD));
        Map<String, String> both = Map.of("OS_PASSWORD", "p", "OS_USERNAME", "admin", "OS_APPLICATION_CREDENTIAL_SECRET", "s",
                "OS_APPLICATION_CREDENTIAL_ID", "id1");
        assertEquals("p", found(both, CLOUD));
        assertEquals("s", found(both, new SecretKey("Lab one", "cloud", "id1")));
        assertEquals("-", found(both, new SecretKey("Lab one", "cloud", "id2")));
    }

    @Test
    void aSecretThatAServerSendsBackIsTakenOutOfTheFailure() {
        Exception carrier = new IllegalStateException("hunter22");
        FailureException echoed = Secret.of("hunter22").hiddenIn(new FailureException(new Failure(Failure.Kind.BAD_INPUT, "logging in", "https://lab/hunter22",
                "400 'hunter22' is too short", "'hunter22' is too short", "Correct hunter22."), carrier));
        assertFalse((echoed.failure() + echoed.toString() + echoed.failure().details()).contains("hunter22"), echoed.failure().toString());
        assertEquals("400 '***' is too short", echoed.failure().cameBack());
        assertNull(echoed.getCause());
        FailureException innocent = new FailureException(new Failure(Failure.Kind.DENIED, "logging in", "", "401", "No.", ""), carrier);
        assertSame(innocent, Secret.of("hunter22").hiddenIn(innocent));
        assertSame(innocent, Secret.of("").hiddenIn(innocent));
    }

    @Test
    void aMissingSecretSaysWhichVariableToSet() {
        Failure failure = assertThrows(FailureException.class, () -> new EnvironmentSecrets(Map.of()).require(HOST)).failure();
        assertEquals(Failure.Kind.DENIED, failure.kind());
        assertTrue(failure.next().contains("CAMPANILE_SECRET_LAB_ONE_HOST_DEV_BOX"), failure.next());
        assertThrows(FailureException.class, () -> new EnvironmentSecrets(Map.of()).store(HOST, Secret.of("x")));
    }

    @Test
    void aChainAsksInOrderAndKeepsInTheLast() throws FailureException {
        MemorySecrets keeper = new MemorySecrets();
        ChainSecrets chain = new ChainSecrets(List.of(new EnvironmentSecrets(Map.of("OS_PASSWORD", "env")), keeper));
        assertEquals(Secret.of("env"), chain.require(CLOUD));
        assertThrows(FailureException.class, () -> chain.require(HOST));
        chain.store(HOST, Secret.of("kept"));
        assertEquals(Secret.of("kept"), chain.require(HOST));
        assertEquals(Optional.of(Secret.of("kept")), keeper.find(HOST));
        chain.forget(HOST);
        assertEquals(Optional.empty(), chain.find(HOST));
        assertFalse(keeper.toString().contains("kept"));
    }
}
