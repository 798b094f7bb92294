package org.campanile.reallab.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.campanile.core.deploy.CloudFactsReader;
import org.campanile.core.deploy.CloudStackService;
import org.campanile.core.deploy.HotTemplate;
import org.campanile.core.deploy.StackTemplate;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.HotImport;
import org.campanile.core.environment.Placement;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Heat on the template of each shape: it validates it, says what it would make, and the rules agree with what the cloud has. Nothing is made. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TemplatesTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();

    private final Task task = Task.unwatched();
    private Cloud cloud;

    @BeforeEach
    void connect() throws FailureException {
        cloud = RealLab.connect();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Environment shape(String id) {
        Environment made = new EnvironmentTemplates(TYPES).find(id).orElseThrow().fill().apply(Environment.create("campanile-shape"));
        for (Service service : made.services()) {
            made = made.setField(service.id(), Service.FLAVOR, "m1.tiny").setField(service.id(), Service.IMAGE, "demo-windows");
        }
        Service last = made.services().getLast();
        return made.setField(last.id(), Placement.FLOATING, "public").setField(last.id(), Placement.ANTI_AFFINITY, true).addUnit(last.id(), TYPES)
                .with(Environment.NETWORK, "private").with(Environment.ACCESS, List.of("10.9.0.0/16"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "domain-and-web", "data-center" })
    void heatAcceptsTheTemplateAndWouldMakeWhatTheDocumentSays(String id) throws FailureException {
        Environment environment = shape(id);
        StackTemplate template = new HotTemplate(TYPES).write(environment, "private", "", null);
        Orchestration.StackDraft draft = new Orchestration.StackDraft("campanile-shape-" + id, template.text(), "", Map.of(), template.parameters(), List.of(), 10, false);
        assertTrue(cloud.orchestration().validate(draft, task).parameterTypes().containsKey("network"));
        Map<String, Long> made = cloud.orchestration().preview(draft, task).stream().collect(Collectors.groupingBy(Orchestration.Resource::type, Collectors.counting()));
        assertEquals(environment.unitCount(), made.get("OS::Nova::Server"), made.toString());
        assertEquals(environment.unitCount(), made.get("OS::Neutron::Port"), made.toString());
        assertEquals(environment.services().getLast().units().size(), made.get("OS::Neutron::FloatingIP"), made.toString());
        assertTrue(made.get("OS::Nova::ServerGroup") >= 1, made.toString());
        assertFalse(template.text().contains("0.0.0.0/0"), "open to everybody");
        assertEquals(environment, new HotImport(TYPES).read("template", template.text()), "read back");
    }

    /** The lab has no Octavia; Heat knows its types as soon as the catalogue names one, and asks nothing of it to look at a template. */
    @Test
    void heatAcceptsTheBalancersOfFarms() throws FailureException {
        Cloud before = cloud;
        Identity.Service octavia = before.identity().createService("load-balancer", "campanile-octavia", "For a test of templates", task);
        try {
            for (String interfaceName : List.of("public", "internal")) {
                before.identity().createEndpoint(octavia.id(), "RegionOne", interfaceName, "http://127.0.0.1:9876", task);
            }
            connect();
            assertTrue(new CloudStackService(cloud).hasBalancers());
            Environment environment = shape("farm");
            StackTemplate template = new HotTemplate(TYPES).write(environment, "private", "", null, true);
            Orchestration.StackDraft draft = new Orchestration.StackDraft("campanile-shape-farm", template.text(), "", Map.of(), template.parameters(), List.of(), 10, false);
            assertTrue(cloud.orchestration().validate(draft, task).parameterTypes().containsKey("network"));
            Map<String, Long> made = cloud.orchestration().preview(draft, task).stream().collect(Collectors.groupingBy(Orchestration.Resource::type, Collectors.counting()));
            assertEquals(1, made.get("OS::Octavia::LoadBalancer"), made.toString());
            assertEquals(environment.services().getLast().units().size(), made.get("OS::Octavia::PoolMember"), made.toString());
        } finally {
            before.identity().deleteService(octavia.id(), task);
            before.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "always-on" })
    void theRulesKnowTheCloudsSubnetsAndAddresses(String id) throws FailureException {
        CloudFacts facts = CloudFactsReader.read(cloud, task);
        assertFalse(facts.addresses().subnets().getOrDefault("private", List.of()).isEmpty(), facts.addresses().toString());
        Environment environment = shape(id);
        Service cluster = environment.services().getLast();
        Set<String> outside = rules(environment.setField(cluster.id(), "clusterIP", "203.0.113.77"), facts);
        assertTrue(outside.contains("address-outside"), outside.toString());
        String used = facts.addresses().used().stream().filter(address -> address.startsWith(subnetStart(facts))).findFirst().orElseThrow();
        Set<String> taken = rules(environment.setField(cluster.id(), "clusterIP", used), facts);
        assertTrue(taken.contains("address-used"), taken + " of " + used);
    }

    private static String subnetStart(CloudFacts facts) {
        String cidr = facts.addresses().subnets().get("private").getFirst();
        return cidr.substring(0, cidr.lastIndexOf('.', cidr.indexOf('/')) + 1);
    }

    private static Set<String> rules(Environment environment, CloudFacts facts) {
        return new EnvironmentRules(TYPES).validate(environment, Optional.of(facts)).stream().map(Problem::rule).collect(Collectors.toSet());
    }
}
