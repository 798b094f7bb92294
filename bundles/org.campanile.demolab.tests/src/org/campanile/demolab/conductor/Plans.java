package org.campanile.demolab.conductor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.conductor.Conductor;
import org.campanile.core.deploy.conductor.StepSource;
import org.campanile.core.deploy.conductor.UnitPost;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.StepDefinition.Call;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.agents.DemoAgents;
import org.campanile.demolab.broker.DemoBroker;

/** Plans that tests run: a domain controller, and members that join it and install a web server. */
final class Plans {

    static final String RESULTS = "-execution-results-e1";
    private static final List<Call> JOIN = List.of(new Call("Set-NetworkAdapterConfiguration", Map.of("FirstAvailable", true, "DNSServer", "$dns")),
            new Call("Join-Domain", Map.of("Username", "Administrator", "Password", "p", "DomainName", "a.local")));

    private Plans() {
    }

    static String queue(String host) {
        return "e1-s-" + host;
    }

    private static PlannedStep step(String host, String template, List<Call> calls, int seconds, String... after) {
        return new PlannedStep(host + ":" + template, "s", host, host, PlannedStep.Kind.AGENT, template, calls, 0, false, List.of(after), List.of(after), seconds,
                Map.of(), Optional.empty());
    }

    static DeploymentPlan domain(int members) {
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(new PlannedStep("heat", "", "", "", PlannedStep.Kind.HEAT, "heat-create", List.of(), 0, false, List.of(), List.of(), 1,
                Map.of(), Optional.empty()));
        steps.add(step("dc", "SetPassword", List.of(new Call("Set-LocalUserPassword", Map.of("UserName", "Administrator", "Password", "p", "Force", true))), 3, "heat"));
        steps.add(step("dc", "CreatePrimaryDC", List.of(new Call("Install-RolePrimaryDomainController", Map.of("DomainName", "a.local", "SafeModePassword", "p"))), 240,
                "dc:SetPassword"));
        steps.add(step("dc", "AskDnsIp", List.of(new Call("Get-DnsListeningIpAddress", Map.of())), 2, "dc:CreatePrimaryDC"));
        for (int i = 1; i <= members; i++) {
            String host = "m" + i;
            steps.add(step(host, "InstallIIS", List.of(new Call("Install-WebServer", Map.of("PrerequisitesPath", "C:\\P"))), 120, "heat"));
            steps.add(step(host, "JoinDomain", JOIN, 24, "dc:AskDnsIp", host + ":InstallIIS"));
        }
        return new DeploymentPlan(steps, List.of(), List.of());
    }

    static List<UnitPost> posts(DeploymentPlan plan) {
        return plan.steps().stream().map(PlannedStep::unit).filter(u -> !u.isEmpty()).distinct()
                .map(u -> new UnitPost(u, u, queue(u), ServiceType.Agent.WINDOWS)).toList();
    }

    /** {@code $dns} stands for what AskDnsIp put out. */
    static StepSource source() {
        return new StepSource() {
            private String dns = "";

            @Override
            public List<Call> calls(PlannedStep step) {
                return step.calls().stream().map(call -> {
                    Map<String, Object> filled = new LinkedHashMap<>(call.arguments());
                    filled.replaceAll((key, value) -> "$dns".equals(value) ? dns : value);
                    return new Call(call.function(), filled);
                }).toList();
            }

            @Override
            public void succeeded(PlannedStep step, List<String> values) {
                if (step.template().equals("AskDnsIp")) {
                    dns = values.getFirst();
                }
            }
        };
    }

    /** Results first, then the units' queues. */
    static List<String> queues(DeploymentPlan plan) {
        List<String> queues = new ArrayList<>(List.of(RESULTS));
        posts(plan).forEach(post -> queues.add(post.queue()));
        return queues;
    }

    /** Starts an agent for each unit of the plan. */
    static void boot(DeploymentPlan plan, DemoAgents agents, int port) {
        posts(plan).forEach(post -> {
            String xml = "<?xml version=\"1.0\"?><configuration><appSettings><add key=\"rabbitmq.host\" value=\"127.0.0.1\"/><add key=\"rabbitmq.port\" value=\""
                    + port + "\"/><add key=\"rabbitmq.user\" value=\"guest\"/><add key=\"rabbitmq.password\" value=\"guest\"/>"
                    + "<add key=\"rabbitmq.vhost\" value=\"/\"/><add key=\"rabbitmq.inputQueue\" value=\"" + post.queue() + "\"/>"
                    + "<add key=\"rabbitmq.resultExchange\" value=\"\"/><add key=\"rabbitmq.resultRoutingKey\" value=\"" + RESULTS
                    + "\"/></appSettings></configuration>";
            agents.start(post.unit(), post.host(), "10.0.0.5", "#ps1\n$c = '" + Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8)) + "'\n");
        });
    }

    static Conductor.Work work(DeploymentPlan plan) {
        return new Conductor.Work(plan, RESULTS, posts(plan), source());
    }

    /** The conductor's own way to its agents. */
    static BrokerAgentChannel channel(DemoBroker broker) throws FailureException {
        return new BrokerAgentChannel(Messaging.open(new BrokerProfile("127.0.0.1", broker.amqpPort(), false, null, true, "guest", "/", ""), Secret.of("guest"),
                "conductor", Task.unwatched()));
    }
}
