package org.campanile.core.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of accepted host keys, as several programs have it. */
@Timeout(60)
class KnownHostsTest {

    private static final int PROGRAMS = 8;

    @TempDir
    Path folder;

    /** What each holds is its own, as in programs of their own; only the file is the same. */
    private KnownHosts program() {
        return new KnownHosts(folder.resolve("none"), folder.resolve("accepted"));
    }

    @Test
    void whoWaitsWhileAnotherIsAskedGetsTheSameAnswer() throws Exception {
        PublicKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
        KnownHosts known = program();
        KnownHosts.Refusals refusals = new KnownHosts.Refusals();
        AtomicInteger asked = new AtomicInteger();
        for (boolean answer : List.of(false, true)) {
            List<Boolean> told = Collections.synchronizedList(new ArrayList<>());
            Thread second = Thread.ofPlatform().unstarted(() -> told.add(inTurn(known, key, refusals, () -> asked.incrementAndGet() > 0)));
            told.add(inTurn(known, key, refusals, () -> {
                asked.incrementAndGet();
                second.start();
                while (second.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                if (answer) {
                    known.acceptOnce("host", 22, key);
                }
                return answer;
            }));
            second.join();
            assertEquals(List.of(answer, answer), told);
        }
        assertEquals(2, asked.get());
        assertEquals(KnownHosts.Standing.KNOWN, known.standing("host", 22, key));
    }

    private static boolean inTurn(KnownHosts known, PublicKey key, KnownHosts.Refusals refusals, KnownHosts.Asking question) {
        try {
            return known.inTurn("host", 22, key, refusals, question);
        } catch (IOException | FailureException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatOneProgramWasToldNoOtherLoses() throws Exception {
        PublicKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            String host = "host" + i;
            all.add(() -> {
                program().acceptAlways(host, 22, key);
                return null;
            });
        }
        try (ExecutorService together = Executors.newFixedThreadPool(PROGRAMS)) {
            for (Future<Void> one : together.invokeAll(all)) {
                one.get();
            }
        }
        assertEquals(List.of(), IntStream.range(0, PROGRAMS).mapToObj(i -> "host" + i)
                .filter(host -> program().standing(host, 22, key) != KnownHosts.Standing.KNOWN).toList());
    }
}
