package org.campanile.core.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.campanile.core.ask.Questions;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kept password that a host refuses is forgotten, so that the next attempt asks for the right one. */
class WrongPasswordTest {

    private static final RemoteLimits LIMITS = new RemoteLimits(Duration.ofSeconds(20), Duration.ofSeconds(5));

    @TempDir
    Path temp;

    private record Trusting() implements Questions {
        @Override
        public Trust trust(String what, String where, String fingerprint, String why) {
            return Trust.ONCE;
        }

        @Override
        public boolean confirm(String question, String typedName) {
            throw new AssertionError(question);
        }
    }

    @Test
    void itIsForgottenAndTheRightOneIsKept() throws Exception {
        MemorySecrets secrets = new MemorySecrets();
        RemoteAccess access = new RemoteAccess(secrets, new Trusting(), temp.resolve("none"), temp.resolve("known_hosts"), null, LIMITS);
        try (SshServerFake server = new SshServerFake("EC", "right")) {
            SecretKey key = RemoteAccess.password("lab", server.host());
            secrets.store(key, Secret.of("wr0ng"));
            FailureException refused = assertThrows(FailureException.class, () -> access.connect("lab", server.host(), Task.unwatched()));
            assertEquals(Kind.DENIED, refused.failure().kind());
            assertEquals(Optional.empty(), secrets.find(key));
            secrets.store(key, Secret.of("right"));
            access.connect("lab", server.host(), Task.unwatched()).close();
            assertEquals("right", secrets.find(key).orElseThrow().reveal());
        }
    }
}
