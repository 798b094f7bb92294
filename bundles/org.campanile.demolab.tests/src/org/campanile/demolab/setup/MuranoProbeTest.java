package org.campanile.demolab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.setup.MuranoProbe;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the wizard says of an address before it is registered. */
class MuranoProbeTest {

    @Test
    void muranoApiIsKnownByItsAnswer(@TempDir Path folder) throws Exception {
        try (SetupBench bench = new SetupBench(folder)) {
            Finding found = MuranoProbe.look(bench.demo().endpoints().get("murano"), Task.unwatched());
            assertEquals(Severity.OK, found.severity(), found.toString());
            Finding other = MuranoProbe.look(bench.demo().endpoints().get("image"), Task.unwatched());
            assertEquals(Severity.WARNING, other.severity(), other.toString());
        }
    }

    @Test
    void aClosedPortIsToldAndForbidsNothing() throws Exception {
        // It has the port and does not listen there, so nobody else can.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Finding found = MuranoProbe.look("http://127.0.0.1:" + deaf.getLocalPort(), Task.unwatched());
            assertEquals(Severity.WARNING, found.severity());
            assertTrue(found.cause().contains("Nothing answers"), found.cause());
            assertEquals("Connection refused.", found.evidence());
        }
        assertEquals(Severity.ERROR, MuranoProbe.look("http://a b", Task.unwatched()).severity());
    }

    @Test
    @Tag("alone")
    void cancelEndsItWhileTheServerIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Task task = Task.unwatched();
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(task::cancel);
            long begin = System.nanoTime();
            FailureException cancelled = assertThrows(FailureException.class,
                    () -> MuranoProbe.look("http://127.0.0.1:" + silent.getLocalPort(), task));
            assertEquals(Failure.Kind.CANCELLED, cancelled.failure().kind());
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(3).toNanos(), "it waited for the server");
        }
    }
}
