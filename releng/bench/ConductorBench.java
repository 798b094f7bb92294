import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.LogManager;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlanSchedule;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.conductor.Conductor;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.FileRunLog;
import org.campanile.core.deploy.conductor.StepSource;
import org.campanile.core.deploy.conductor.UnitPost;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.conductor.Fleet;

/** The makespan of a large deployment and the rate at which plans are dispatched. Arguments: units, messages, pairs, broker as HOST:PORT or empty. */
final class ConductorBench {

    /** Still ten times as fast as real guests: the machine simulates all of them beside the conductor, which takes its time too. */
    private static final double TIME_SCALE = 10;
    private static final PrintWriter OUT = new PrintWriter(System.out, true);

    private ConductorBench() {
    }

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        int units = Integer.parseInt(arguments[0]);
        int messages = Integer.parseInt(arguments[1]);
        int pairs = Integer.parseInt(arguments[2]);
        Path folder = Files.createTempDirectory("conductor-bench");
        if (units > 0) {
            makespan(units, folder);
        }
        if (messages > 0) {
            try (DemoLab lab = DemoLab.start(DemoLabOptions.defaults())) {
                URI amqp = URI.create(lab.endpoints().get("amqp"));
                dispatch("demo broker", amqp.getHost(), amqp.getPort(), messages, pairs, folder);
            }
            if (arguments.length > 3 && !arguments[3].isEmpty()) {
                int colon = arguments[3].lastIndexOf(':');
                dispatch("broker " + arguments[3], arguments[3].substring(0, colon), Integer.parseInt(arguments[3].substring(colon + 1)), messages, pairs, folder);
            } else {
                OUT.println("dispatch on a real broker: none is up");
            }
        }
        System.exit(0);
    }

    // ---- makespan

    private static void makespan(int units, Path folder) throws Exception {
        Fleet.Outcome run;
        try (DemoLab lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(TIME_SCALE))) {
            run = new Fleet(lab, folder).run(Fleet.environment(units));
        }
        OUT.printf(Locale.ROOT, "makespan: %d units, %d steps; planned, asked for passwords and queues declared in %.2f s%n", units, run.steps().size(), run.prepared());
        for (StepProgress step : run.steps()) {
            if (step.state() != StepProgress.State.DONE) {
                throw new IllegalStateException(step.step().id() + ": " + step.state() + " " + step.message());
            }
        }
        delays(run.steps(), run.times());
        PlanSchedule schedule = run.schedule();
        OUT.printf(Locale.ROOT, "makespan: %.2f s, the longest chain takes %.2f s: ratio %.3f (limit 1.05)%n", run.seconds(), schedule.seconds(), run.ratio());
        OUT.printf(Locale.ROOT, "makespan: the original's %d rounds on the same times take %.2f s: %.2f times as long%n", schedule.rounds(), schedule.roundSeconds(),
                schedule.roundSeconds() / run.seconds());
    }

    /** Where time is lost: before a plan is sent that could have been, and between its guest's own time and its answer. */
    private static void delays(List<StepProgress> steps, Map<String, Double> times) {
        Map<String, StepProgress> byId = new HashMap<>();
        Map<String, List<Double>> waits = new TreeMap<>();
        Map<String, List<Double>> extras = new TreeMap<>();
        for (StepProgress step : steps) {
            byId.put(step.step().id(), step);
            if (step.step().kind() != PlannedStep.Kind.HEAT) {
                Instant ready = step.step().after().stream().map(byId::get).map(before -> before.ended().orElseThrow()).max(Instant::compareTo).orElse(step.began().get());
                waits.computeIfAbsent(step.step().template(), t -> new ArrayList<>()).add(Duration.between(ready, step.began().get()).toNanos() / 1e9);
                extras.computeIfAbsent(step.step().template(), t -> new ArrayList<>())
                        .add(Duration.between(step.began().get(), step.ended().get()).toNanos() / 1e9 - times.get(step.step().id()));
            }
        }
        waits.forEach((template, wait) -> OUT.printf(Locale.ROOT, "makespan: %-48s %4d plans, sent %.3f s late, answered %.3f s late (medians)%n", template, wait.size(),
                median(wait), median(extras.get(template))));
    }

    // ---- dispatch

    private static BrokerAgentChannel channel(String host, int port) throws FailureException {
        return new BrokerAgentChannel(Messaging.open(new BrokerProfile(host, port, false, null, true, "guest", "/", ""), Secret.of("guest"), "conductor bench", Task.unwatched()));
    }

    private static void dispatch(String name, String host, int port, int messages, int pairs, Path folder) throws Exception {
        List<PlannedStep> steps = new ArrayList<>();
        List<UnitPost> posts = new ArrayList<>();
        List<String> queues = new ArrayList<>(List.of("campanile-bench-results"));
        for (int i = 0; i < messages; i++) {
            String unit = "unit" + i;
            String queue = "campanile-bench-" + i;
            steps.add(new PlannedStep(unit + ":InstallIIS", "s", unit, unit, PlannedStep.Kind.AGENT, "InstallIIS", List.of(
                    new StepDefinition.Call("Copy-Prerequisites", Map.of("Destination", "C:\\Prerequisites")),
                    new StepDefinition.Call("Install-WebServer", Map.of("PrerequisitesPath", "C:\\Prerequisites"))), 0, false, List.of(), List.of(), 300, Map.of(), Optional.empty()));
            posts.add(new UnitPost(unit, unit, queue, ServiceType.Agent.WINDOWS));
            queues.add(queue);
        }
        DeploymentPlan plan = new DeploymentPlan(steps, List.of(), List.of());
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (Connection connection = factory.newConnection("bare publisher"); Channel declaring = connection.createChannel()) {
            try {
                Map<String, byte[]> bodies = new ConcurrentHashMap<>();
                for (int pair = 0; pair <= pairs; pair++) {
                    empty(declaring, queues);
                    double own = conductor(host, port, new Conductor.Work(plan, queues.getFirst(), posts, source()), queues, bodies,
                            folder.resolve("dispatch-" + port + "-" + pair + ".log"));
                    empty(declaring, queues);
                    double other = bare(connection, bodies);
                    if (pair == 0) {
                        OUT.printf(Locale.ROOT, "dispatch, %s: %d plans of %d bytes to as many queues%n", name, messages,
                                bodies.values().stream().mapToLong(b -> b.length).sum() / bodies.size());
                        continue; // both have warmed up
                    }
                    ours.add(own);
                    bare.add(other);
                    ratios.add(own / other);
                    OUT.printf(Locale.ROOT, "dispatch, %s: pair %d: conductor %.0f/s, bare publisher %.0f/s, ratio %.2f%n", name, pair, own, other, own / other);
                }
            } finally {
                for (String queue : queues) {
                    declaring.queueDelete(queue);
                }
            }
        }
        OUT.printf(Locale.ROOT, "dispatch, %s: median: conductor %.0f/s, bare publisher %.0f/s%n", name, median(ours), median(bare));
        OUT.printf(Locale.ROOT, "dispatch, %s: ratio %.2f (median of %d pairs; limit 0.80)%n", name, median(ratios), pairs);
    }

    private static void empty(Channel channel, List<String> queues) throws Exception {
        for (String queue : queues) {
            channel.queueDeclare(queue, true, false, false, null);
            channel.queuePurge(queue);
        }
    }

    private static StepSource source() {
        return new StepSource() {
            @Override
            public List<StepDefinition.Call> calls(PlannedStep step) {
                return step.calls();
            }

            @Override
            public void succeeded(PlannedStep step, List<String> values) {
                throw new IllegalStateException("nobody answers");
            }
        };
    }

    /** From the moment when the conductor is ready to send until the broker has confirmed the last plan: texts, log on disk and all. */
    private static double conductor(String host, int port, Conductor.Work work, List<String> queues, Map<String, byte[]> bodies, Path log) throws Exception {
        Task task = Task.unwatched();
        CountDownLatch confirmed = new CountDownLatch(work.posts().size());
        long[] ready = new long[1];
        long[] done = new long[1];
        try (BrokerAgentChannel real = channel(host, port); FileRunLog file = FileRunLog.open(log)) {
            AgentChannel counting = new AgentChannel() {
                @Override
                public void declare(List<String> names, Task t) throws FailureException {
                    real.declare(names, t);
                }

                @Override
                public void delete(String queue, Task t) throws FailureException {
                    real.delete(queue, t);
                }

                @Override
                public int consumers(String queue, Task t) throws FailureException {
                    return real.consumers(queue, t);
                }

                @Override
                public CompletableFuture<Void> send(String queue, String id, String json, Task t) {
                    CompletableFuture<Void> sent = real.send(queue, id, json, t);
                    sent.thenRun(() -> {
                        confirmed.countDown();
                        if (confirmed.getCount() == 0) {
                            done[0] = System.nanoTime();
                            task.cancel();
                        }
                    });
                    bodies.computeIfAbsent(queue, q -> json.getBytes(StandardCharsets.UTF_8));
                    return sent;
                }

                @Override
                public Listening listen(String queue, Predicate<AgentMessage> handler, Consumer<String> ended, Task t) throws FailureException {
                    Listening listening = real.listen(queue, handler, ended, t);
                    ready[0] = System.nanoTime();
                    return listening;
                }

                @Override
                public void close() {
                    real.close();
                }
            };
            new Conductor(counting, ConductorSettings.usual()).run(work, file, now -> {
            }, task);
        }
        if (confirmed.getCount() > 0) {
            throw new IllegalStateException(confirmed.getCount() + " plans were not confirmed");
        }
        return work.posts().size() / ((done[0] - ready[0]) / 1e9);
    }

    private static double bare(Connection connection, Map<String, byte[]> bodies) throws Exception {
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder().deliveryMode(2).contentType("application/json");
            long before = System.nanoTime();
            for (Map.Entry<String, byte[]> message : bodies.entrySet()) {
                channel.basicPublish("", message.getKey(), properties.messageId(message.getKey()).build(), message.getValue());
            }
            channel.waitForConfirmsOrDie(120_000);
            return bodies.size() / ((System.nanoTime() - before) / 1e9);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
