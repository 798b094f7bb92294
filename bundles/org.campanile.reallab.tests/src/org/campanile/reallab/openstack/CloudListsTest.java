package org.campanile.reallab.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Networking;
import org.campanile.core.openstack.Quota;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in, and everything that is only read, on the real lab. */
class CloudListsTest {

    private static Cloud cloud;
    private final Task task = Task.unwatched();

    @BeforeAll
    static void connect() throws FailureException {
        cloud = RealLab.connect();
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void saysWhoIsLoggedIn() throws FailureException {
        Cloud.Login login = cloud.login();
        assertEquals("admin", login.user());
        assertEquals("Default", login.userDomain());
        assertEquals("admin", login.project());
        assertFalse(login.projectId().isEmpty());
        assertTrue(login.roles().contains("admin"), login.roles().toString());
        assertTrue(login.expires().isAfter(Instant.now().plusSeconds(600)), String.valueOf(login.expires()));
        assertTrue(login.expires().isBefore(Instant.now().plusSeconds(86_400)), String.valueOf(login.expires()));
        assertEquals("admin", cloud.renew(task).user());
    }

    @Test
    void catalogueHasTheServicesWithTheirEndpoints() throws FailureException {
        List<String> types = cloud.catalogue().stream().map(Cloud.CatalogueEntry::type).toList();
        assertTrue(types.containsAll(List.of("identity", "image", "compute", "network", "orchestration", "application-catalog")),
                types.toString());
        assertEquals(9292, cloud.endpoint("image").orElseThrow().getPort());
        assertEquals(Optional.empty(), cloud.endpoint("nothing"));
        assertTrue(cloud.identity().services(task).stream().anyMatch(s -> s.name().equals("heat") && s.type().equals("orchestration")));
        assertTrue(cloud.identity().endpoints(task).stream().anyMatch(e -> e.interfaceName().equals("admin") && e.url().contains(":8774")));
        assertTrue(cloud.identity().regions(task).contains("RegionOne"));
    }

    @Test
    void computeIsListed() throws FailureException {
        Compute compute = cloud.compute();
        Compute.Flavor tiny = compute.flavors(task).stream().filter(f -> f.name().equals("m1.tiny")).findFirst().orElseThrow();
        assertTrue(tiny.ram() > 0 && tiny.vcpus() > 0, tiny.toString());
        assertTrue(compute.zones(task).stream().anyMatch(z -> z.name().equals("zone-b") && z.available()));
        Compute.Server web = compute.servers(task).stream().filter(s -> s.name().equals("web-1")).findFirst().orElseThrow();
        assertFalse(web.addresses().isEmpty());
        assertEquals(web.id(), compute.server(web.id(), task).orElseThrow().id());
        assertFalse(compute.consoleLog(web.id(), 10, task).isBlank());
        assertEquals(Optional.empty(), compute.server("00000000-0000-0000-0000-000000000000", task));
        assertTrue(compute.keyPairs(task).stream().anyMatch(k -> k.name().equals("lab-key") && k.publicKey().startsWith("ssh-")));
        assertTrue(compute.services(task).stream().anyMatch(s -> s.binary().equals("nova-compute") && s.state().equals("up")
                && s.status().equals("enabled")), compute.services(task).toString());
    }

    @Test
    void quotasTellLimitAndUse() throws FailureException {
        Quota instances = cloud.compute().quotas(task).stream().filter(q -> q.resource().equals("instances")).findFirst().orElseThrow();
        assertTrue(instances.used() > 0 && instances.limit() != 0, instances.toString());
        assertTrue(cloud.compute().limits(task).get("maxTotalCores") != 0);
        Quota ports = cloud.networking().quotas(task).stream().filter(q -> q.resource().equals("port")).findFirst().orElseThrow();
        assertTrue(ports.used() > 0, ports.toString());
    }

    @Test
    void networkingIsListed() throws FailureException {
        Networking net = cloud.networking();
        Networking.Network external = net.networks(task).stream().filter(n -> n.name().equals("public")).findFirst().orElseThrow();
        assertTrue(external.external());
        assertEquals("ACTIVE", external.status());
        assertTrue(net.subnets(task).stream().anyMatch(s -> s.cidr().equals("10.10.0.0/24") && s.ipVersion() == 4));
        assertTrue(net.ports(task).stream().anyMatch(p -> p.deviceOwner().startsWith("compute:") && !p.addresses().isEmpty()
                && !p.host().isEmpty()));
        assertTrue(net.routers(task).stream().anyMatch(r -> r.name().equals("edge") && r.externalNetworkId().equals(external.id())));
        assertTrue(net.securityGroups(task).stream().anyMatch(g -> g.name().equals("web")
                && g.rules().stream().anyMatch(r -> r.direction().equals("ingress") && r.portMin() > 0)));
        assertTrue(net.floatingIps(task).stream().anyMatch(f -> f.address().startsWith("203.0.113.") && !f.fixedAddress().isEmpty()));
        assertTrue(net.agents(task).stream().anyMatch(a -> a.binary().equals("neutron-dhcp-agent") && a.alive()));
    }

    @Test
    void heatAnswersByNameAndById() throws FailureException {
        var stack = cloud.orchestration().find("demo-stack", task).orElseThrow();
        assertTrue(cloud.orchestration().stacks(task).stream().anyMatch(s -> s.ref().equals(stack.ref())));
        assertEquals(stack.ref(), cloud.orchestration().find(stack.ref().id(), task).orElseThrow().ref());
        assertFalse(cloud.orchestration().events(stack.ref(), null, 2, task).isEmpty());
        assertEquals(Optional.empty(), cloud.orchestration().find("no-such-stack", task));
        assertTrue(cloud.orchestration().engines(task).stream().anyMatch(e -> e.status().equals("up")));
    }

    @Test
    void wrongPasswordIsDenied() {
        FailureException failed = assertThrows(FailureException.class, () -> CloudConnector.create().connect(RealLab.cloud(),
                Secret.of("not-the-password"), CertificateTrust.nobody(), task));
        assertEquals(Kind.DENIED, failed.failure().kind());
        assertFalse(failed.failure().details().contains("not-the-password"));
    }

    @Test
    void anOrdinaryUserIsNotAllowedToCreateAService() throws FailureException {
        CloudProfile demo = CloudProfile.password("demo", RealLab.cloud().authUrl(), "demo", "demo");
        try (Cloud other = CloudConnector.create().connect(demo, Secret.of("demo-secret"), CertificateTrust.nobody(), task)) {
            assertNotEquals(cloud.login().projectId(), other.login().projectId());
            FailureException failed = assertThrows(FailureException.class,
                    () -> other.identity().createService("campanile-test", "campanile-test", "", task));
            assertEquals(Kind.DENIED, failed.failure().kind());
            assertTrue(failed.failure().cameBack().startsWith("403 "), failed.failure().cameBack());
        }
    }
}
