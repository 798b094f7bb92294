package org.campanile.core.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemProfileTest {

    @Test
    void addressesLoseWhatThePathsBringAgain() {
        SystemProfile profile = new SystemProfile("tower", List.of(" http://10.0.0.2:7777/ ", "https://[fd00::1]:7777/v1/"), null, false);
        assertEquals(List.of("http://10.0.0.2:7777", "https://[fd00::1]:7777"), profile.urls());
        assertEquals("", profile.region());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "10.0.0.2:7777", "ftp://10.0.0.2", "http://", "http://admin:pw@10.0.0.2:7777", "http://a b" })
    void addressesThatCannotBeAskedAreRefused(String url) {
        SystemProfile profile = new SystemProfile("tower", List.of(url), "", false);
        FailureException refused = assertThrows(FailureException.class, profile::validate);
        assertEquals(Failure.Kind.BAD_INPUT, refused.failure().kind());
    }

    @Test
    void noAddressIsRefused() {
        assertThrows(FailureException.class, () -> new SystemProfile("tower", List.of(), "", false).validate());
    }
}
