package org.campanile.reallab.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.campanile.core.ask.Questions;
import org.campanile.core.controllers.OtherControllers;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.openstack.OpenRc;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.EnvironmentSecrets;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lab's other controllers, beside what the openstack client lists at the same time. */
@Timeout(300)
class OtherControllersTest {

    private static final Map<String, String> VARIABLES = Map.of("OS_AUTH_URL", value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), "OS_USERNAME",
            value("OS_USERNAME", "admin"), "OS_PASSWORD", value("OS_PASSWORD", "admin-secret"), "OS_PROJECT_NAME", value("OS_PROJECT_NAME", "admin"),
            "OS_USER_DOMAIN_NAME", "Default", "OS_PROJECT_DOMAIN_NAME", "Default", "OS_REGION_NAME", value("OS_REGION_NAME", "RegionOne"),
            "OS_IDENTITY_API_VERSION", "3");

    private static String value(String variable, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(variable), otherwise);
    }

    /** The client is one of the real lab's packages, which may be in a folder of their own. */
    private static List<String> openstack(String... command) {
        List<String> words = new ArrayList<>(List.of("env"));
        VARIABLES.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of("sh", "-c", "exec \"$@\" 2>/dev/null </dev/null", "sh"));
        words.addAll(List.of(command));
        return LabMachine.inLab(words.toArray(String[]::new)).lines().toList();
    }

    private static TreeSet<String> of(OtherControllers.Reading read, OtherControllers.Kind kind) {
        return read.rows().stream().filter(r -> r.kind() == kind).map(r -> r.service() + " " + r.node() + " " + r.oper())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theyAgreeWithTheOpenstackClient() throws Exception {
        Lab lab = Lab.named("real").withCloud(OpenRc.environment(VARIABLES).profile()).withBroker(new BrokerProfile(
                value("RABBIT_HOST", "127.0.0.1"), Integer.parseInt(value("RABBIT_PORT", "5672")), false, null, true, value("RABBIT_USER", "guest"), "/",
                value("RABBIT_MANAGEMENT", "http://127.0.0.1:15672")));
        OtherControllers.Reading read;
        try (LabSession session = new LabSession(lab, new EnvironmentSecrets(Map.of("OS_PASSWORD", VARIABLES.get("OS_PASSWORD"),
                "CAMPANILE_SECRET_BROKER", value("RABBIT_PASSWORD", "guest"))), Questions.nobody(), CloudConnector.create(CloudLimits.DEFAULT))) {
            read = OtherControllers.read(session, Task.unwatched());
        }
        assertEquals(List.of(), read.failures());
        TreeSet<String> compute = openstack("openstack", "compute", "service", "list", "-f", "csv", "--quote", "minimal", "-c", "Binary", "-c", "Host", "-c",
                "State").stream().skip(1).map(l -> l.split(",")).map(p -> p[0] + " " + p[1] + (p[2].equals("up") ? " enabled" : " disabled"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(compute, of(read, OtherControllers.Kind.COMPUTE));
        TreeSet<String> agents = openstack("openstack", "network", "agent", "list", "-f", "csv", "--quote", "minimal", "-c", "Host", "-c", "Alive", "-c",
                "Binary").stream().skip(1).map(l -> l.split(",")).map(p -> p[2] + " " + p[0] + (p[1].equals("True") ? " enabled" : " disabled"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(agents, of(read, OtherControllers.Kind.NETWORK));
        assertTrue(!of(read, OtherControllers.Kind.ORCHESTRATION).isEmpty(), "Heat's engines are listed");
        assertEquals(1, of(read, OtherControllers.Kind.BROKER).size());
    }
}
