package org.campanile.core.setup.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.openstack.Quota;
import org.campanile.core.setup.requirements.Reach.Answer;
import org.campanile.core.setup.requirements.Reach.Target;
import org.junit.jupiter.api.Test;

/** What was seen, judged: clocks, names, ways, tokens, roles, quotas, metadata. */
class RequirementRulesTest {

    private static Map<String, Long> clocks(long a, long b) {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("this machine", 0L);
        all.put("lab", a);
        all.put("devbox", b);
        return all;
    }

    @Test
    void clocksThatAreApartAreToldByHowMuch() {
        assertEquals(Severity.OK, TimeKind.judge(clocks(900, -800), 5).getFirst().severity());
        Finding apart = TimeKind.judge(clocks(8_000, -3_000), 5).getFirst();
        assertEquals(Severity.WARNING, apart.severity());
        assertEquals("devbox and lab", apart.subject());
        assertTrue(apart.evidence().contains("lab 8 s ahead of this machine") && apart.evidence().contains("devbox 3 s behind"), apart.evidence());
        Finding far = TimeKind.judge(clocks(400_000, 0), 5).getFirst();
        assertTrue(far.severity() == Severity.ERROR && far.impact().contains("Active Directory"), far.toString());
    }

    @Test
    void anAddressHasOneSpelling() {
        assertEquals(NamesKind.plain("0:0:0:0:0:0:0:1"), NamesKind.plain("::1"));
        assertEquals(NamesKind.plain("fe80:0:0:0:1:2:3:4%eth0"), NamesKind.plain("fe80::1:2:3:4"));
        assertEquals("192.0.2.7", NamesKind.plain("192.0.2.7"));
    }

    @Test
    void namesThatMeanDifferentThingsAreTold() {
        assertEquals(Severity.OK, NamesKind.judge("broker", Map.of("here", Set.of("10.0.0.5"), "lab", Set.of("10.0.0.5", "fe80::1"))).severity());
        assertEquals(Severity.ERROR, NamesKind.judge("broker", Map.of("here", Set.of("10.0.0.5"), "lab", Set.of())).severity());
        Finding loopback = NamesKind.judge("broker", Map.of("here", Set.of("10.0.0.5"), "broker", Set.of("127.0.1.1")));
        assertTrue(loopback.severity() == Severity.WARNING && loopback.cause().contains("loopback"), loopback.toString());
        assertEquals(Severity.WARNING, NamesKind.judge("broker", Map.of("here", Set.of("10.0.0.5"), "lab", Set.of("10.0.0.6"))).severity());
    }

    @Test
    void waysAreToldBySide() {
        Target broker = Target.of("RabbitMQ=10.0.0.5:5672");
        Target web = Target.of("[fe80::1]:80");
        assertEquals("fe80::1 80 [fe80::1]:80", web.host() + " " + web.port() + " " + web.where());
        for (String bad : List.of("x", "a=b", "a=b:x", ":5", "a b:5", "$(x):5")) {
            assertThrows(IllegalArgumentException.class, () -> Target.of(bad), bad);
        }
        List<Finding> found = ReachKind.judge("devbox", Map.of(broker, new Answer(true, "AMQP"), web, new Answer(false, "no answer in 5 s")), List.of(broker, web));
        assertEquals(List.of(Severity.OK, Severity.ERROR), found.stream().map(Finding::severity).toList());
        assertTrue(found.get(0).evidence().equals("RabbitMQ 10.0.0.5:5672: AMQP") && found.get(1).cause().contains("firewall swallows"), found.toString());
        List<Finding> unseen = ReachKind.unseen(List.of(broker, Target.of("b=127.0.0.1:5672")), "lab");
        assertEquals(List.of(Severity.WARNING, Severity.INFO), unseen.stream().map(Finding::severity).toList());
    }

    @Test
    void tokensRolesQuotasAndMetadataAreJudged() {
        assertEquals(Severity.ERROR, CloudDeploymentKind.token("k", Duration.ofMinutes(59), Duration.ofMinutes(60)).severity());
        assertTrue(CloudDeploymentKind.token("k", Duration.ofMinutes(59), Duration.ofMinutes(60)).fix().contains("4200"));
        assertEquals(Severity.OK, CloudDeploymentKind.token("k", Duration.ofMinutes(61), Duration.ofMinutes(60)).severity());
        assertEquals(Severity.ERROR, CloudDeploymentKind.roles("a", List.of("member"), true).severity());
        assertEquals(Severity.OK, CloudDeploymentKind.roles("a", List.of("member"), false).severity());
        List<Quota> quotas = List.of(new Quota("instances", 10, 9, 0), new Quota("cores", -1, 9, 0));
        assertEquals(List.of(Severity.ERROR), CloudDeploymentKind.quotas("p", quotas, Map.of("instances", 2L, "cores", 2L)).stream().map(Finding::severity).toList());
        assertEquals(List.of(Severity.OK), CloudDeploymentKind.quotas("p", quotas, Map.of("instances", 1L, "cores", 2L)).stream().map(Finding::severity).toList());
        Target nova = Target.of("10.0.0.5:8775");
        assertEquals(Severity.OK, MetadataKind.nova(nova, new Answer(true, "HTTP/1.1 400 Bad Request")).severity());
        assertEquals(Severity.ERROR, MetadataKind.nova(nova, new Answer(true, "HTTP/1.1 500 Internal Server Error")).severity());
        assertEquals(Severity.ERROR, MetadataKind.nova(nova, new Answer(true, "SSH-2.0-OpenSSH")).severity());
        assertEquals(Severity.WARNING, MetadataKind.agents(List.of()).severity());
    }
}
