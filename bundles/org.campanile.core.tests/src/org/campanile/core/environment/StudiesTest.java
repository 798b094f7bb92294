package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

/** Differences, losses, other clouds, and shapes to begin with. */
class StudiesTest {

    private static Map<String, EnvironmentDiff.Change> diff(Environment deployed, Environment desired) {
        return new EnvironmentDiff(Samples.TYPES).between(DeployedState.ofDocument(deployed, Samples.TYPES), desired).stream()
                .collect(Collectors.toMap(EnvironmentDiff.Change::name, change -> change));
    }

    @Test
    void whatIsAddedChangedReplacedAndRemovedIsTold() {
        Environment before = Samples.domainWithWeb();
        assertEquals(Map.of(), diff(before, before));
        Service domain = before.services().getFirst();
        Service web = before.services().getLast();
        Environment after = before.setField(domain.id(), Service.FLAVOR, "m1.large").setField(web.id(), Service.IMAGE, "ws-2025").removeUnit(domain.units().getLast().id());
        after = after.addService(Samples.TYPES.newService(Samples.TYPES.find("webServerFarm").orElseThrow(), after).with(Service.IMAGE, "ws-2022"));
        Map<String, EnvironmentDiff.Change> changes = diff(before, after);
        assertEquals(Map.of("dc1", EnvironmentDiff.Kind.CHANGE, "dc2", EnvironmentDiff.Kind.REMOVE, "web1", EnvironmentDiff.Kind.REPLACE, "webb1", EnvironmentDiff.Kind.ADD,
                "webb2", EnvironmentDiff.Kind.ADD, "webServerFarm", EnvironmentDiff.Kind.ADD),
                changes.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().kind())));
        assertEquals("change in place dc1: flavor m1.medium -> m1.large", changes.get("dc1").text());
        assertTrue(changes.get("web1").text().startsWith("REPLACE web1: image ws-2022 -> ws-2025") && changes.get("web1").text().contains("lost"));
    }

    @Test
    void aStateComesBackFromItsFileAndATextThatIsNoneIsRefused() throws FailureException {
        DeployedState state = DeployedState.ofDocument(Samples.everything(), Samples.TYPES).withService("s", "primaryDcIp", "10.0.0.5").withUnit("u", "iisInstalled", true);
        assertEquals(state, DeployedStateFile.parse("x", DeployedStateFile.write(state)));
        assertThrows(FailureException.class, () -> DeployedStateFile.parse("x", "stack: maybe"));
    }

    private static Environment cluster(int nodes) {
        EnvironmentTemplates templates = new EnvironmentTemplates(Samples.TYPES);
        Environment environment = templates.find("always-on").orElseThrow().fill().apply(Environment.create("x"));
        Service sql = Samples.service(environment, "msSqlClusterServer");
        return environment.editService(sql.id(), s -> s.withUnits(s.units().subList(0, nodes)));
    }

    private static WhatIf.Outcome lose(Environment environment, String type, int... units) {
        Service service = Samples.service(environment, type);
        Set<String> lost = Arrays.stream(units).mapToObj(i -> service.units().get(i).id()).collect(Collectors.toSet());
        return new WhatIf(Samples.TYPES).lose(environment, lost).outcomes().stream().filter(o -> o.serviceId().equals(service.id())).findFirst().orElseThrow();
    }

    @Test
    void aClusterLivesOnItsQuorumAndItsSynchronousCopies() {
        assertEquals(WhatIf.Fate.SURVIVES, lose(cluster(3), "msSqlClusterServer", 0).fate());
        assertTrue(lose(cluster(3), "msSqlClusterServer", 0).why().getLast().contains("without losing data"));
        assertEquals(WhatIf.Fate.SURVIVES, lose(cluster(3), "msSqlClusterServer", 2).fate());
        assertEquals(WhatIf.Fate.LOST, lose(cluster(3), "msSqlClusterServer", 0, 1).fate());
        assertEquals(WhatIf.Fate.LOST, lose(cluster(2), "msSqlClusterServer", 1).fate());
        Environment async = cluster(3);
        Service sql = Samples.service(async, "msSqlClusterServer");
        Environment alone = async.setUnitField(sql.units().get(1).id(), "isSync", false);
        assertEquals(WhatIf.Fate.IMPAIRED, lose(alone, "msSqlClusterServer", 0).fate());
    }

    @Test
    void aDomainLivesOnItsControllersAndItsMembersWithIt() {
        Environment environment = cluster(3);
        assertEquals(WhatIf.Fate.IMPAIRED, lose(environment, "activeDirectory", 0).fate());
        assertEquals(WhatIf.Fate.SURVIVES, lose(environment, "activeDirectory", 1).fate());
        Service domain = Samples.service(environment, "activeDirectory");
        WhatIf.Picture picture = new WhatIf(Samples.TYPES).lose(environment, domain.units().stream().map(Unit::id).collect(Collectors.toSet()));
        assertTrue(picture.outcomes().stream().allMatch(o -> o.fate() == WhatIf.Fate.LOST), picture.outcomes().toString());
        assertTrue(WhatIf.unitsOfZone(environment, "nova").size() == environment.unitCount() && WhatIf.unitsOfZone(environment, "mars").isEmpty());
        assertTrue(new WhatIf(Samples.TYPES).lose(Samples.domainWithWeb(), Set.of()).advice().stream().anyMatch(a -> a.contains("different hosts")));
    }

    @Test
    void everythingHasItsLikeInAnotherCloud() {
        Environment environment = Samples.domainWithWeb().with(Environment.NETWORK, "lab-net").with(Environment.KEY_PAIR, "lab-key");
        CloudFacts other = new CloudFacts(Map.of("small", new CloudFacts.Flavor(1, 1024, 10), "c2r8", new CloudFacts.Flavor(2, 8192, 60), "c8r32", new CloudFacts.Flavor(8, 32768, 80)),
                List.of(new CloudFacts.Image("jammy", "linux", 0, 0), new CloudFacts.Image("Windows 2019", "windows.2019", 0, 0),
                        new CloudFacts.Image("Windows 2022", "windows.2022", 0, 0)),
                Set.of("west"), Set.of("tenant-net", "0c7e6d4a-3b52-4f6e-8a93-2d1d4f6d9e11"), Set.of(), CloudFacts.Quota.UNLIMITED,
                new CloudFacts.Addresses(Map.of("tenant-net", List.of("192.168.0.0/24")), Set.of()));
        EnvironmentMap.Mapped mapped = new EnvironmentMap(Samples.TYPES, Optional.of(Samples.cloud()), other).map(environment, "standby");
        Service web = Samples.service(mapped.environment(), "webServer");
        assertEquals(List.of("Windows 2022", "c2r8", "west", "tenant-net"), List.of(web.image(), web.text(Service.FLAVOR), web.text(Service.ZONE), mapped.environment().network()));
        assertEquals(List.of("lab-key"), mapped.matches().stream().filter(m -> m.to().isEmpty()).map(EnvironmentMap.Match::from).toList());
        assertNotEquals(environment.id(), mapped.environment().id());
        assertEquals(mapped, new EnvironmentMap(Samples.TYPES, Optional.of(Samples.cloud()), other).map(environment, "standby"));
        EnvironmentMap.Mapped back = new EnvironmentMap(Samples.TYPES, Optional.of(other), Samples.cloud()).map(mapped.environment(), "back");
        assertEquals(List.of("ws-2022", ""), List.of(Samples.service(back.environment(), "webServer").image(), Samples.service(back.environment(), "webServer").text(Service.FLAVOR)),
                "no flavor there is as big");
    }

    @Test
    void eachShapeToBeginWithIsSound() {
        EnvironmentTemplates templates = new EnvironmentTemplates(Samples.TYPES);
        for (EnvironmentTemplates.Template template : templates.all()) {
            Environment made = template.fill().apply(Environment.create("x"));
            for (Service service : made.services()) {
                made = made.setField(service.id(), Service.IMAGE, "ws-2022");
            }
            Environment filled = made;
            assertEquals(List.of(), new EnvironmentRules(Samples.TYPES).validate(filled, Optional.of(Samples.cloud())).stream()
                    .filter(p -> p.severity() == Problem.Severity.ERROR).toList(), template.id());
            assertTrue(template.id().equals("empty") || filled.unitCount() > 0, template.id());
        }
    }
}
