package org.campanile.reallab.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.campanile.core.deploy.AgentBroker;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.CloudFactsReader;
import org.campanile.core.deploy.CloudStackService;
import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.Deployments;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.deploy.UnitWork;
import org.campanile.core.deploy.conductor.ConductedWork;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.FolderStore;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Compute;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An environment with a domain and a web server on real Heat, Nova, Neutron and RabbitMQ; each test takes away what it made. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DeploymentTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();
    private static final String ANSWER = "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"DC1\"]}]}";

    @TempDir
    Path folder;
    private final Task task = Task.unwatched();
    private final List<DeploymentSnapshot> seen = new ArrayList<>();
    private final List<String> audit = new ArrayList<>();
    private Cloud cloud;
    private BrokerProfile broker;
    private Secret brokerPassword;
    private BrokerAgentChannel channel;
    private Deployments deployments;
    private Environment environment;

    @BeforeEach
    void connect() throws FailureException {
        cloud = RealLab.connect();
        broker = RealLab.broker("/");
        brokerPassword = RealLab.brokerPassword();
        channel = new BrokerAgentChannel(Messaging.open(broker, brokerPassword, "Campanile test", task));
        UnitWork work = new ConductedWork(channel, TYPES, new MemorySecrets(), new FolderStore(folder, TYPES), ConductorSettings.usual());
        deployments = new Deployments(TYPES, new CloudStackService(cloud), Optional.of(channel), Optional.of(work), change -> {
        }, (action, subject, command, result) -> audit.add(action + ": " + result), DeploymentLock.NONE);
        environment = small();
    }

    private static Environment small() {
        Environment empty = Environment.create("campanile-test").with(Environment.NETWORK, "private");
        Service domain = ready(TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), empty)).withName("acme.local");
        Environment one = empty.addService(domain).addUnit(domain.id(), TYPES);
        return one.addService(ready(TYPES.newService(TYPES.find("webServer").orElseThrow(), one)));
    }

    private static Service ready(Service service) {
        return service.with(Service.FLAVOR, "m1.tiny").with(Service.IMAGE, "demo-windows");
    }

    @AfterEach
    void clean() throws FailureException {
        try (Cloud c = cloud; BrokerAgentChannel b = channel) {
            DeploymentResult gone = deployments.delete(environment, settings(AgentExpectation.NONE), s -> {
            }, Task.unwatched());
            assertInstanceOf(DeploymentResult.Succeeded.class, gone, () -> String.valueOf(gone));
        }
    }

    private DeploymentSettings settings(AgentExpectation agents) {
        return DeploymentSettings.usual("", agents, Optional.of(new AgentBroker("10.10.0.1", broker.port(), "guest", brokerPassword, "/", false, "")))
                .withTimes(Duration.ofSeconds(1), Duration.ofMinutes(8), Duration.ofSeconds(5));
    }

    private DeploymentSnapshot deploy(Environment document, AgentExpectation agents) {
        DeploymentResult result = deployments.deploy(document, settings(agents), seen::add, task);
        assertInstanceOf(DeploymentResult.Succeeded.class, result, () -> String.valueOf(result));
        return result.snapshot();
    }

    private static Map<String, String> serverIds(DeploymentSnapshot snapshot) {
        return snapshot.units().stream().collect(Collectors.toMap(UnitStatus::hostName, UnitStatus::serverId));
    }

    @Test
    void theSmallEnvironmentIsBuiltChangedFoundAgainAndDeleted() throws Exception {
        List<Problem> problems = new EnvironmentRules(TYPES).validate(environment, Optional.of(CloudFactsReader.read(cloud, task)));
        assertEquals(List.of(), problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList());

        DeploymentSnapshot built = deploy(environment, AgentExpectation.NONE);
        assertEquals("CREATE_COMPLETE", built.stackStatus());
        Set<String> addresses = new HashSet<>();
        for (UnitStatus unit : built.units()) {
            assertEquals("ACTIVE", unit.serverStatus());
            assertEquals("CREATE_COMPLETE", unit.resourceStatus());
            assertTrue(addresses.add(unit.address()) && unit.address().startsWith("10.10.0."), unit.toString());
            Compute.Server server = cloud.compute().server(unit.serverId(), task).orElseThrow();
            assertEquals(unit.hostName(), server.name());
            assertEquals(unit.unitId(), server.metadata().get(DeploymentNames.UNIT_KEY));
        }
        assertTrue(seen.stream().flatMap(s -> s.events().stream()).anyMatch(e -> e.text().startsWith("dc1: CREATE_COMPLETE")));

        Environment more = environment.addUnit(environment.services().getFirst().id(), TYPES);
        DeploymentSnapshot changed = deploy(more, AgentExpectation.NONE);
        assertEquals("UPDATE_COMPLETE", changed.stackStatus());
        Map<String, String> kept = serverIds(changed);
        assertTrue(kept.containsKey("dc3"));
        serverIds(built).forEach((host, id) -> assertEquals(id, kept.get(host), host));

        DeploymentSnapshot again = deploy(more, AgentExpectation.NONE);
        assertEquals(kept, serverIds(again));
        DeploymentSnapshot found = deployments.status(more, task);
        assertEquals(DeploymentSnapshot.Phase.DEPLOYED, found.phase());
        assertEquals(kept, serverIds(found));

        assertEquals(DeploymentSnapshot.Phase.ABSENT,
                deployments.delete(more, settings(AgentExpectation.NONE), seen::add, task).snapshot().phase());
        assertEquals(Optional.empty(), cloud.compute().server(kept.get("dc1"), task));
        assertEquals(DeploymentSnapshot.Phase.ABSENT, deployments.status(more, task).phase());
        assertEquals(List.of("create stack: done", "update stack: done", "update stack: done", "delete stack: done", "delete queues: done"), audit);
    }

    @Test
    void anAgentThatAnswersIsSeenAndSilentOnesAreFindings() throws Exception {
        Service domain = environment.services().getFirst();
        String queue = DeploymentNames.inputQueue(environment, domain, domain.units().getFirst());
        String results = DeploymentNames.resultsQueue(environment);
        try (Messaging agent = Messaging.open(broker, brokerPassword, "Campanile test agent", task)) {
            agent.declareQueue(queue, task);
            try (Messaging.AutoCloseableConsumer consumer = agent.consume(queue, 1, plan -> {
                try {
                    plan.ack();
                    agent.publish(results, Message.json(plan.message().id(), ANSWER), Task.unwatched());
                } catch (FailureException e) {
                    throw new IllegalStateException(e);
                }
            }, reason -> {
            }, task)) {
                DeploymentSnapshot built = deploy(environment, AgentExpectation.IF_PRESENT);
                assertEquals(List.of(AgentState.ANSWERING, AgentState.SILENT, AgentState.SILENT),
                        built.units().stream().map(UnitStatus::agent).toList());
                assertTrue(built.units().getFirst().agentDetail().contains("DC1"));
                assertEquals(2, built.findings().size());
                assertTrue(built.findings().getFirst().cause().contains("Nobody has consumed the queue"));
                assertEquals(AgentState.LISTENING, deployments.status(environment, task).units().getFirst().agent());
            }
        }
        deployments.delete(environment, settings(AgentExpectation.NONE), seen::add, task);
        try (Messaging look = Messaging.open(broker, brokerPassword, "Campanile test", task)) {
            for (String name : List.of(queue, results)) {
                assertEquals(Failure.Kind.NOT_FOUND, assertThrows(FailureException.class, () -> look.count(name, task)).failure().kind());
            }
        }
    }

    @Test
    void aFailingUnitIsToldInHeatsAndNovasWords() {
        Service web = environment.services().getLast();
        Environment broken = environment.setField(web.id(), Service.ZONE, "mars");
        DeploymentResult result = deployments.deploy(broken, settings(AgentExpectation.NONE), seen::add, task);
        Failure failure = assertInstanceOf(DeploymentResult.Failed.class, result, () -> String.valueOf(result)).failure();
        assertEquals("web1 (OS::Nova::Server)", failure.subject());
        assertTrue(failure.cameBack().contains("availability zone is not available"), failure.details());
        assertEquals("CREATE_FAILED", result.snapshot().stackStatus());
    }
}
