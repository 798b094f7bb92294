package org.campanile.demolab.conductor;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.deploy.AgentBroker;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.HotTemplate;
import org.campanile.core.deploy.PlanSchedule;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.UnitWork;
import org.campanile.core.deploy.conductor.ConductedWork;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.FolderStore;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;

/**
 * Many units whose agents run on the demo lab, set up by the conductor; each step takes the time that its guest's seed says. For the test of the
 * makespan and for releng/bench/conductor.
 */
public final class Fleet {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();
    private static final int BOOT_MINUTES = 5;

    private final DemoLab lab;
    private final Path folder;

    /**
     * @param lab where the agents run
     * @param folder where the conductor keeps what it deployed
     */
    public Fleet(DemoLab lab, Path folder) {
        this.lab = lab;
        this.folder = folder;
    }

    /**
     * What a run took.
     *
     * @param steps how they ended
     * @param prepared seconds from the document to the first plan: planned, passwords asked for, queues declared
     * @param seconds from the first plan to the last answer
     * @param times own time of its guest in seconds, by the step's id
     * @param schedule what it would take without any cost of ours: the plan's, and the original's rounds, on the guests' own times
     */
    public record Outcome(List<StepProgress> steps, double prepared, double seconds, Map<String, Double> times, PlanSchedule schedule) {
        /** How many times as long as the longest chain it took. */
        public double ratio() {
            return seconds / schedule.seconds();
        }
    }

    private static Environment add(Environment environment, String typeId, String name, int units, Map<String, Object> fields) {
        ServiceType type = TYPES.find(typeId).orElseThrow();
        Service service = TYPES.newService(type, environment).withName(name).with(Service.IMAGE, "demo-windows").with("adminPassword", Secret.of("adm1n/P@ss" + name));
        if (!typeId.equals("activeDirectory")) {
            service = service.with(Service.DOMAIN, "acme.local").with(Service.PATTERN, name + "-#").with("domainAdminPassword", null);
        }
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            service = service.with(field.getKey(), field.getValue());
        }
        while (service.units().size() < units) {
            service = service.plusUnit(type.newUnit(Environment.newId(), service.nextNumber(), service));
        }
        for (Unit unit : service.units()) {
            if (unit.fields().containsKey("recoveryPassword")) {
                service = service.withUnit(unit.with("recoveryPassword", Secret.of("r3c/P@ssword")));
            }
        }
        return environment.addService(service);
    }

    /** Two controllers, a tenth in clusters of five nodes, a fifth single SQL servers, a fifth applications, the rest web servers; all in one domain. */
    public static Environment environment(int units) {
        Environment all = add(Environment.create("fleet"), "activeDirectory", "acme.local", 2, Map.of());
        Secret password = Secret.of("s4/P@ssword");
        for (int i = 1; i <= units / 50; i++) {
            all = add(all, "msSqlClusterServer", "c" + i, 5, Map.of("clusterIP", "10.0.0." + (10 + 2 * i), "agListenerIP", "10.0.0." + (11 + 2 * i), "clusterName",
                    "fc" + i, "agGroupName", "ag" + i, "agListenerName", "lis" + i, "sqlServiceUserName", "sqlsvc", "sqlServicePassword", password,
                    "saPassword", password, "databases", List.of("db1")));
        }
        all = add(all, "msSqlServer", "sql", units / 5, Map.of("saPassword", password));
        all = add(all, "aspNetApp", "app", units / 5, Map.of("repository", "https://git.example.org/app.git"));
        return add(all, "webServer", "web", units - all.unitCount(), Map.of());
    }

    /** Sets it up; an {@link IllegalStateException} when the guests do not boot. */
    public Outcome run(Environment open) throws Exception {
        MemorySecrets secrets = new MemorySecrets();
        Environment environment = EnvironmentSecrets.keep(open, secrets);
        URI amqp = URI.create(lab.endpoints().get("amqp"));
        Map<String, List<Duration>> worked = new ConcurrentHashMap<>();
        CountDownLatch booted = new CountDownLatch(environment.unitCount());
        lab.agents().watch(work -> {
            if (work.functions().isEmpty()) {
                booted.countDown();
            } else {
                worked.computeIfAbsent(work.serverName(), host -> new CopyOnWriteArrayList<>()).add(work.time());
            }
        });
        BrokerProfile profile = new BrokerProfile(amqp.getHost(), amqp.getPort(), false, null, true, "guest", "/", "");
        AgentBroker broker = new AgentBroker(amqp.getHost(), amqp.getPort(), "guest", Secret.of("guest"), "/", false, "");
        DeploymentSettings settings = DeploymentSettings.usual("private", AgentExpectation.REQUIRED, Optional.of(broker)).withExtent(Planner.Extent.FULL);
        try (BrokerAgentChannel channel = new BrokerAgentChannel(Messaging.open(profile, Secret.of("guest"), "conductor", Task.unwatched()))) {
            UnitWork work = new ConductedWork(channel, TYPES, secrets, new FolderStore(folder, TYPES), ConductorSettings.usual());
            long asked = System.nanoTime();
            try (UnitWork.Prepared prepared = work.prepare(environment, settings, false, Task.unwatched())) {
                double ready = (System.nanoTime() - asked) / 1e9;
                Map<String, Secret> data = new HotTemplate(TYPES).write(environment, "private", "", broker).hidden();
                HostNames.of(environment).forEach((unit, host) -> lab.agents().start(unit, host, "10.0.0.5", data.get(host + "_user_data").reveal()));
                if (!booted.await(BOOT_MINUTES, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(booted.getCount() + " guests did not boot");
                }
                List<StepProgress> steps = prepared.run(progress -> { }, Task.unwatched()).steps();
                return outcome(steps, ready, worked);
            }
        }
    }

    private static Outcome outcome(List<StepProgress> steps, double ready, Map<String, List<Duration>> worked) {
        Map<String, Integer> next = new HashMap<>();
        Map<String, Double> times = new HashMap<>();
        List<PlannedStep> all = new ArrayList<>();
        Instant begin = Instant.MAX;
        Instant end = Instant.MIN;
        for (StepProgress step : steps) {
            all.add(step.step());
            if (step.step().kind() != PlannedStep.Kind.HEAT) {
                int number = next.merge(step.step().hostName(), 1, Integer::sum) - 1;
                times.put(step.step().id(), worked.get(step.step().hostName()).get(number).toNanos() / 1e9);
                begin = step.began().orElseThrow().isBefore(begin) ? step.began().get() : begin;
                end = step.ended().orElseThrow().isAfter(end) ? step.ended().get() : end;
            }
        }
        PlanSchedule schedule = PlanSchedule.of(new DeploymentPlan(all, List.of(), List.of()), step -> times.getOrDefault(step.id(), 0.0));
        return new Outcome(steps, ready, Duration.between(begin, end).toNanos() / 1e9, times, schedule);
    }
}
