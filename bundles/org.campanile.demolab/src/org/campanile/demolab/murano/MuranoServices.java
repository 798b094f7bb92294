package org.campanile.demolab.murano;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.demolab.cloud.Clock;

/** What is behind the API: its link to the broker and the conductor, which can be stopped, started and given another login. Thread-safe. */
public final class MuranoServices implements AutoCloseable {

    private static final Duration CONNECTS = Duration.ofSeconds(20);

    private final MuranoInbox inbox;
    private final MuranoRun run;
    private final Clock clock;
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock turn = new ReentrantLock();
    private volatile MuranoBroker broker;
    private volatile MuranoLink link;
    private MuranoStack stack;
    private MuranoConductor conductor;

    MuranoServices(MuranoInbox inbox, MuranoRun run, Clock clock) {
        this.inbox = inbox;
        this.run = run;
        this.clock = clock;
    }

    /** Hands a task to the conductor. A broker that is away makes the call fail after all was written, as in Murano (protocol document, 1.4). */
    void task(JsonObject task) {
        if (link == null) {
            clock.run(() -> walk(task));
        } else {
            publish(task);
        }
    }

    /** Hands on that an environment was deleted. */
    void deleted(JsonObject task) {
        if (link != null) {
            publish(task);
        }
    }

    private void publish(JsonObject task) {
        try {
            link.send(MuranoLink.TASKS, MuranoLink.TASKS, "", task.toString());
        } catch (IOException away) {
            throw new MuranoError(500);
        }
    }

    private void walk(JsonObject task) {
        try {
            run.run(task, inbox, Optional.empty());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * From now on tasks, reports and results go over a broker, to a conductor that is started here; until then deployments are walked through without. Returns
     * when both are connected and their queues are there, so that nobody finds a lab without them that has just started.
     *
     * @param login how the services log in
     * @param heat address of Heat, without version
     * @throws IOException when they do not get a connection
     */
    public void connect(MuranoBroker login, Supplier<String> heat) throws IOException {
        MuranoLink api;
        MuranoConductor other;
        turn.lock();
        try {
            broker = login;
            stack = new MuranoStack(heat, () -> broker, clock);
            link = new MuranoLink("murano-api", () -> broker, channel -> {
                channel.basicConsume(MuranoLink.REPORTS, true, (tag, d) -> inbox.report(object(d.getBody())), tag -> {
                });
                channel.basicConsume(MuranoLink.RESULTS, true, (tag, d) -> inbox.result(object(d.getBody())), tag -> {
                });
            });
            startConductor();
            api = link;
            other = conductor;
        } finally {
            turn.unlock();
        }
        try {
            if (!api.awaitOpen(CONNECTS) || !other.awaitOpen(CONNECTS)) {
                throw new IOException("Murano's services did not connect to the broker within " + CONNECTS.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while Murano's services connected to the broker");
        }
    }

    private static JsonObject object(byte[] body) {
        return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    /** Changes how the services log in; they connect anew. */
    public void reconfigure(MuranoBroker login) {
        turn.lock();
        try {
            broker = login;
            link.again();
            if (conductor != null) {
                conductor.again();
            }
        } finally {
            turn.unlock();
        }
    }

    /** How the services log in; {@code null} before they were connected. */
    public MuranoBroker broker() {
        return broker;
    }

    /** Starts the conductor; nothing happens when it runs. */
    public void startConductor() {
        turn.lock();
        try {
            if (conductor == null) {
                conductor = new MuranoConductor(() -> broker, run, stack);
            }
        } finally {
            turn.unlock();
        }
    }

    /** Stops the conductor; its tasks go back to the broker. */
    public void stopConductor() {
        turn.lock();
        try {
            if (conductor != null) {
                conductor.close();
                conductor = null;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Whether the conductor runs. */
    public boolean conductorRuns() {
        turn.lock();
        try {
            return conductor != null;
        } finally {
            turn.unlock();
        }
    }

    /** Whether murano-api, and the conductor if it runs, are connected to the broker now. */
    public boolean connected() {
        turn.lock();
        try {
            return link != null && link.isOpen() && (conductor == null || conductor.isOpen());
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            stopConductor();
            if (link != null) {
                link.close();
                stack.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
