package org.campanile.core.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.campanile.core.ask.Questions;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often somebody who does not want a password kept is asked for it when sudo asks at each command. */
@Timeout(60)
class SudoPasswordTest {

    private static final RemoteLimits LIMITS = new RemoteLimits(Duration.ofSeconds(20), Duration.ofSeconds(5));
    private static final int COMMANDS = 4;

    @TempDir
    Path temp;

    /** Somebody who is asked each time. */
    private static class Asked implements Secrets {

        final AtomicInteger times = new AtomicInteger();

        Secret answer(int time) throws FailureException {
            return Secret.of("right");
        }

        @Override
        public Optional<Secret> find(SecretKey key) {
            return Optional.empty();
        }

        @Override
        public Secret require(SecretKey key) throws FailureException {
            return answer(times.incrementAndGet());
        }

        @Override
        public void store(SecretKey key, Secret secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(SecretKey key) {
            // nothing is kept
        }
    }

    private Remote connect(Secrets secrets, SshServerFake server) throws FailureException {
        Questions trusting = new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.ONCE;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                throw new AssertionError(question);
            }
        };
        return new RemoteAccess(secrets, trusting, temp.resolve("none"), temp.resolve("known_hosts"), null, LIMITS).connect("lab", server.host(), Task.unwatched());
    }

    @Test
    void aPasswordThatWasRightIsTheConnectionsOwn() throws Exception {
        Asked somebody = new Asked();
        try (SshServerFake server = new SshServerFake("EC", "right"); Remote remote = connect(somebody, server)) {
            int login = somebody.times.get();
            for (int i = 0; i < COMMANDS; i++) {
                assertTrue(remote.run(Command.of("id").withSudo(), Task.unwatched()).ok());
            }
            assertEquals(COMMANDS, server.asked());
            assertEquals(1, somebody.times.get() - login);
            server.sudoWants("another");
            assertEquals(Kind.DENIED, assertThrows(FailureException.class, () -> remote.run(Command.of("id").withSudo(), Task.unwatched())).failure().kind());
            server.sudoWants("right");
            assertTrue(remote.run(Command.of("id").withSudo(), Task.unwatched()).ok());
            assertEquals(2, somebody.times.get() - login, "one that was refused is not given again by itself");
        }
    }

    @Test
    void whoGivesNoneIsNotAskedByTheCommandsThatWaitToo() throws Exception {
        try (SshServerFake server = new SshServerFake("EC", "right")) {
            Asked somebody = new Asked() {
                @Override
                Secret answer(int time) throws FailureException {
                    if (time == 1) {
                        return Secret.of("right");
                    }
                    // until sudo has asked for all of them
                    while (server.asked() < COMMANDS) {
                        Thread.onSpinWait();
                    }
                    throw new FailureException(new Failure(Kind.DENIED, "asking for a password", "someone", "", "Nobody gave one.", "Try again."));
                }
            };
            try (Remote remote = connect(somebody, server); ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<CommandResult>> runs = IntStream.range(0, COMMANDS).mapToObj(i -> all.submit(() -> remote.run(Command.of("id").withSudo(), Task.unwatched()))).toList();
                for (Future<CommandResult> run : runs) {
                    FailureException told = assertInstanceOf(FailureException.class, assertThrows(ExecutionException.class, run::get).getCause());
                    assertEquals("Nobody gave one.", told.failure().meaning());
                }
                assertEquals(2, somebody.times.get(), "the login, and one sudo");
            }
        }
    }
}
