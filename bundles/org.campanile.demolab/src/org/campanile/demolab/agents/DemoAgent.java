package org.campanile.demolab.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;

/**
 * One agent: boots, connects, takes one plan after the other, acknowledges before it runs them, answers. It declares nothing; a missing queue or
 * a lost connection makes it wait and connect again. Runs on a thread of its own.
 */
final class DemoAgent implements Runnable {

    private static final Logger LOG = Logger.getLogger(DemoAgent.class.getName());
    private static final int LIMIT_MS = 10_000;
    private static final int MOST_TRIES = 6;

    /** Put into the deliveries when the connection or the consumer ends. */
    private static final Delivery ENDED = new Delivery(null, null, new byte[0]);

    private record Pending(String body, String messageId, int copies) {
    }

    private final AgentConfig config;
    private final Guest guest;
    private final Consumer<DemoAgents.Work> watcher;
    private final WindowsPlans windows;
    private final PythonPlans python;
    private volatile DemoAgents.Phase phase = DemoAgents.Phase.BOOTING;
    private volatile int done;
    private volatile Connection connection;
    private Pending pending;
    private int tries;

    DemoAgent(AgentConfig config, Guest guest, Consumer<DemoAgents.Work> watcher) {
        this.config = config;
        this.guest = guest;
        this.watcher = watcher;
        this.windows = new WindowsPlans(guest);
        this.python = new PythonPlans(guest);
    }

    @Override
    public void run() {
        try {
            guest.work(AgentPace.BOOT_SECONDS);
            watcher.accept(new DemoAgents.Work(guest.name(), List.of(), guest.takeWorked()));
            while (!guest.isOff()) {
                phase = DemoAgents.Phase.CONNECTING;
                try {
                    serve();
                } catch (IOException | TimeoutException | ShutdownSignalException e) {
                    LOG.log(Level.FINE, "agent of " + guest.name() + " lost its broker", e);
                    pauseBeforeNextTry();
                }
            }
        } catch (InterruptedException off) {
            LOG.log(Level.FINE, "agent of {0} ends", guest.name());
        } finally {
            phase = DemoAgents.Phase.ENDED;
            disconnect();
        }
    }

    /** The Windows agent waits n² seconds, n up to 6 (murano.md, 3.2); the Python agent 5 s, then a fifth longer each time. */
    private void pauseBeforeNextTry() throws InterruptedException {
        phase = DemoAgents.Phase.CONNECTING;
        tries = Math.min(tries + 1, config.kind() == AgentConfig.Kind.WINDOWS ? MOST_TRIES : Integer.MAX_VALUE);
        guest.pass(guest.pace().exactly(config.kind() == AgentConfig.Kind.WINDOWS ? tries * tries : Math.min(60, 5 * Math.pow(1.2, tries - 1))));
    }

    private void serve() throws IOException, TimeoutException, InterruptedException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(config.host());
        factory.setPort(config.port());
        factory.setUsername(config.user());
        factory.setPassword(config.password());
        factory.setVirtualHost(config.vhost());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(LIMIT_MS);
        factory.setChannelRpcTimeout(LIMIT_MS);
        factory.setRequestedHeartbeat(10);
        factory.setThreadFactory(Thread.ofVirtual().name("agent-of-" + guest.name() + "-", 0).factory());
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            factory.setSharedExecutor(workers);
            connection = factory.newConnection("agent of " + guest.name());
            try {
                consume(connection);
            } finally {
                disconnect();
            }
        }
    }

    private void consume(Connection open) throws IOException, InterruptedException {
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        open.addShutdownListener(e -> deliveries.add(ENDED));
        Channel channel = open.createChannel();
        channel.addShutdownListener(e -> deliveries.add(ENDED));
        channel.basicQos(1);
        if (pending != null) {
            send(open, pending);
            pending = null;
        }
        channel.basicConsume(config.inputQueue(), false, (tag, d) -> deliveries.add(d), tag -> deliveries.add(ENDED));
        tries = 0;
        while (true) {
            phase = DemoAgents.Phase.WAITING;
            Delivery delivery = deliveries.take();
            if (delivery == ENDED) {
                throw new IOException("the consumer ended");
            }
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            phase = DemoAgents.Phase.RUNNING;
            PlanRun run = execute(delivery);
            done++;
            if (finish(open, run)) {
                return;
            }
        }
    }

    private PlanRun execute(Delivery delivery) throws InterruptedException {
        String id = delivery.getProperties().getMessageId();
        return config.kind() == AgentConfig.Kind.WINDOWS ? windows.run(delivery.getBody(), id) : python.run(delivery.getBody(), id);
    }

    /** Answers, or does what a fault says; true when the guest restarted and the agent has to connect anew. */
    private boolean finish(Connection open, PlanRun run) throws IOException, InterruptedException {
        AgentFaults faults = guest.faults();
        if (faults.hits(AgentFault.Kind.DIES, run.functions(), guest.name())) {
            guest.switchOff();
            throw new InterruptedException("the agent died");
        }
        boolean silent = run.answer().isEmpty() || faults.hits(AgentFault.Kind.SILENT, run.functions(), guest.name());
        if (!silent) {
            boolean garbage = faults.hits(AgentFault.Kind.GARBAGE, run.functions(), guest.name());
            int copies = faults.hits(AgentFault.Kind.TWICE, run.functions(), guest.name()) ? 2 : 1;
            pending = new Pending(garbage ? "<html>this is no result" : run.answer().get(), run.messageId(), copies);
        }
        if (run.reboot()) {
            phase = DemoAgents.Phase.REBOOTING;
            disconnect();
            guest.work(AgentPace.REBOOT_SECONDS);
            watcher.accept(new DemoAgents.Work(guest.name(), run.functions(), guest.takeWorked()));
            return true;
        }
        watcher.accept(new DemoAgents.Work(guest.name(), run.functions(), guest.takeWorked()));
        if (pending != null) {
            send(open, pending);
            pending = null;
        }
        return false;
    }

    private void send(Connection open, Pending result) throws IOException {
        AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(result.messageId());
        if (config.kind() == AgentConfig.Kind.WINDOWS) {
            properties.contentType("application/json");
        } else {
            properties.contentType("text/plain").contentEncoding("utf-8").priority(0);
        }
        try (Channel channel = open.createChannel()) {
            for (int i = 0; i < result.copies(); i++) {
                channel.basicPublish(config.resultExchange(), config.resultRoutingKey(), properties.build(),
                        result.body().getBytes(StandardCharsets.UTF_8));
            }
        } catch (TimeoutException e) {
            throw new IOException("the broker did not close a channel within " + LIMIT_MS + " ms", e);
        }
    }

    private void disconnect() {
        Connection open = connection;
        if (open != null) {
            open.abort(LIMIT_MS);
        }
    }

    AgentConfig config() {
        return config;
    }

    Guest guest() {
        return guest;
    }

    DemoAgents.Phase phase() {
        return phase;
    }

    int done() {
        return done;
    }

    /** Switches the guest off; returns at once, the connection ends on the agent's own thread. */
    void stop(Thread thread) {
        guest.switchOff();
        thread.interrupt();
    }
}
