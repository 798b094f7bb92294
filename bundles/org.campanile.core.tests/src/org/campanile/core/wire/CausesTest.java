package org.campanile.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.nio.channels.UnresolvedAddressException;

import org.campanile.core.task.Failure.Kind;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void whatAParserSaysIsShownWithoutClassesAndNotForever() {
        String said = Causes.ofParser(new IllegalStateException("com.google.gson.stream.MalformedJsonException: Nesting limit 100 reached at line 1 path $."
                + "a".repeat(500) + "\nSee https://example.org/Troubleshooting.md"));
        assertTrue(said.startsWith("Nesting limit 100 reached at line 1") && said.length() < 210, said);
        assertEquals("Root name ('images') does not match expected ('token')",
                Causes.ofParser(new IOException("Root name ('images') does not match expected ('token') for type `org.openstack4j.KeystoneToken`")));
    }

    @Test
    void brokenHttpIsToldFromABrokenConnection() {
        for (Throwable broken : new Throwable[] { new IOException(new ProtocolException("Invalid status line: \"x\"")),
                new IOException("fixed content-length: -5, bytes received: 0"), new IOException(new IllegalArgumentException("For input string: \"9\"")) }) {
            assertEquals(Kind.BAD_ANSWER, Causes.notHttp(broken, "asking", "there").orElseThrow().kind(), broken.toString());
        }
        assertTrue(Causes.notHttp(new ConnectException("refused"), "asking", "there").isEmpty());
        assertTrue(Causes.notHttp(new IOException("fixed content-length: 1000, bytes received: 11"), "asking", "there").isEmpty());
    }

    @Test
    void wordsAreThoseOfTheFirstCauseThatHasSome() {
        assertEquals("connection reset", Causes.words(new IOException(null, new IOException("connection reset"))));
        assertEquals("input or output failed", Causes.words(new IOException()));
        assertEquals("timeout", Causes.words(new java.util.concurrent.TimeoutException()));
        assertEquals("Connection refused", Causes.words(new IOException(null, new ConnectException())));
        assertEquals("The name has no address", Causes.words(new ConnectException().initCause(new UnresolvedAddressException())));
    }
}
