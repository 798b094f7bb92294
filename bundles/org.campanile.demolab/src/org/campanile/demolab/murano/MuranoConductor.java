package org.campanile.demolab.murano;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import org.campanile.demolab.cloud.Json;

/**
 * The conductor: takes tasks from the broker, 20 at a time, acknowledges each when all of it is done, and tells reports and result over the broker
 * (protocol document, sections 2 and 3). Stopped in the middle it leaves its tasks to be delivered again.
 */
final class MuranoConductor implements MuranoRun.Outlet, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MuranoConductor.class.getName());
    private static final int MAX_ENVIRONMENTS = 20;

    private final MuranoRun run;
    private final MuranoStack stack;
    private final MuranoLink link;
    private final Map<Thread, Boolean> working = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> asked = new ConcurrentHashMap<>();
    /** One at a time on a channel. Not its monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock onChannel = new ReentrantLock();
    private volatile Channel channel;

    MuranoConductor(Supplier<MuranoBroker> login, MuranoRun run, MuranoStack stack) {
        this.run = run;
        this.stack = stack;
        this.link = new MuranoLink("murano-conductor", login, this::open);
    }

    private void open(Channel open) throws IOException {
        // What was in work on the connection that is lost is delivered again on this one.
        working.keySet().forEach(Thread::interrupt);
        channel = open;
        open.basicQos(MAX_ENVIRONMENTS);
        open.basicConsume(MuranoLink.TASKS, false, (tag, delivery) -> Thread.ofVirtual().name("murano task").start(() -> work(open, delivery)), tag -> {
        });
    }

    private void work(Channel open, Delivery delivery) {
        working.put(Thread.currentThread(), Boolean.TRUE);
        try {
            JsonObject task = JsonParser.parseString(new String(delivery.getBody(), StandardCharsets.UTF_8)).getAsJsonObject();
            try (Machines machines = new Machines(task)) {
                run.run(task, this, Optional.of(machines));
            }
            onChannel.lock();
            try {
                open.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            } finally {
                onChannel.unlock();
            }
        } catch (InterruptedException stopped) {
            LOG.log(Level.FINE, "a task was left to be delivered again", stopped);
        } catch (IOException | AlreadyClosedException | JsonParseException | IllegalStateException e) {
            LOG.log(Level.INFO, "A task of the simulated conductor ended: {0}", e.getMessage());
        } finally {
            working.remove(Thread.currentThread());
        }
    }

    @Override
    public void report(JsonObject report) throws IOException {
        link.send("", MuranoLink.REPORTS, Json.text(report, "environment_id"), report.toString());
    }

    @Override
    public void result(JsonObject result) throws IOException {
        link.send("", MuranoLink.RESULTS, Json.text(result, "id"), result.toString());
    }

    /** Servers and agents of one task. */
    private final class Machines implements MuranoRun.Machines, AutoCloseable {

        private final JsonObject task;
        private Channel listening;
        private String consumer;

        private Machines(JsonObject task) {
            this.task = task;
        }

        @Override
        public String stack(JsonObject of, java.util.List<MuranoRun.Machine> machines) throws InterruptedException {
            return stack.build(of, machines);
        }

        @Override
        public void ask(MuranoRun.Machine machine) throws InterruptedException {
            String id = UUID.randomUUID().toString();
            CountDownLatch answer = new CountDownLatch(1);
            asked.put(id, answer);
            try {
                Channel open = channel;
                onChannel.lock();
                try {
                    open.queueDeclare(machine.results(), true, false, false, null);
                    open.queueDeclare(machine.queue(), true, false, false, null);
                    if (listening == null) {
                        consumer = open.basicConsume(machine.results(), true, (tag, d) -> Optional.ofNullable(asked.remove(
                                String.valueOf(d.getProperties().getMessageId()))).ifPresent(CountDownLatch::countDown), tag -> {
                                });
                        listening = open;
                    }
                } finally {
                    onChannel.unlock();
                }
                link.send("", machine.queue(), id,
                        "{\"Scripts\":[],\"Commands\":[{\"Name\":\"Get-DnsListeningIpAddress\",\"Arguments\":{}}],\"RebootOnCompletion\":0}");
                answer.await();
            } catch (IOException | AlreadyClosedException e) {
                throw new IllegalStateException("no plan could be sent for " + Json.text(task, "name"), e);
            } finally {
                asked.remove(id);
            }
        }

        /** Listens for answers no more. */
        @Override
        public void close() throws IOException {
            if (listening != null && listening.isOpen()) {
                onChannel.lock();
                try {
                    listening.basicCancel(consumer);
                } finally {
                    onChannel.unlock();
                }
            }
        }
    }

    boolean awaitOpen(Duration limit) throws InterruptedException {
        return link.awaitOpen(limit);
    }

    boolean isOpen() {
        return link.isOpen();
    }

    void again() {
        link.again();
    }

    @Override
    public void close() {
        working.keySet().forEach(Thread::interrupt);
        link.close();
    }
}
