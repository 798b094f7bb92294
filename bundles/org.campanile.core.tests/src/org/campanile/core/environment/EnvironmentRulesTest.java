package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.campanile.core.check.Severity;
import org.campanile.core.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentRulesTest {

    private final EnvironmentRules rules = new EnvironmentRules(Samples.TYPES);

    private static Function<Environment, Environment> on(String type, UnaryOperator<Service> edit) {
        return environment -> environment.editService(Samples.service(environment, type).id(), edit);
    }

    private static UnaryOperator<Service> units(UnaryOperator<Unit> edit) {
        return service -> service.withUnits(service.units().stream().map(edit).toList());
    }

    /** Rule to an edit that breaks it and that alone, or with rules that follow from it. */
    private static final Map<String, Function<Environment, Environment>> BROKEN = Map.ofEntries(
            Map.entry("name-missing", e -> e.rename(" ")),
            Map.entry("environment-empty", e -> e.withServices(List.of())),
            Map.entry("type-unknown", e -> e.addService(new Service("x", "odd", "odd", Map.of(), List.of()))),
            Map.entry("name-duplicate", on("demoService", s -> s.withName("webServer"))),
            Map.entry("value-missing", on("webServer", s -> s.with(Service.IMAGE, null))),
            Map.entry("value-wrong", on("msSqlClusterServer", s -> s.with("clusterIP", "10.0.0.256"))),
            Map.entry("value-length", on("webServer", s -> s.withName("w"))),
            Map.entry("value-form", on("webServer", s -> s.withName("w w"))),
            Map.entry("value-range", on("webServerFarm", s -> s.with("loadBalancerPort", 65536L))),
            Map.entry("password-weak", on("webServer", s -> s.with("adminPassword", Secret.of("password")))),
            Map.entry("password-clear", on("webServer", s -> s.with("adminPassword", Secret.of("P@ssw0rd")))),
            Map.entry("units-few", on("webServerFarm", s -> s.withUnits(s.units().subList(0, 1)))),
            Map.entry("units-many", on("webServer", s -> s.plusUnit(new Unit("u2", 2, "", Map.of())))),
            Map.entry("master-missing", on("activeDirectory", units(u -> u.with("isMaster", false)))),
            Map.entry("master-several", on("activeDirectory", units(u -> u.with("isMaster", true)))),
            Map.entry("master-async", on("msSqlClusterServer", units(u -> u.with("isSync", false)))),
            Map.entry("sync-many", on("msSqlClusterServer", s -> s.plusUnit(new Unit("n3", 3, "", Map.of("isSync", true))))),
            Map.entry("netbios-duplicate", e -> e.addService(Samples.service(e, "activeDirectory").withName("ACME.intra").withUnits(List.of()))),
            Map.entry("account-not-created", on("activeDirectory", s -> s.with("adminAccountName", "boss"))),
            Map.entry("controller-single", on("activeDirectory", s -> s.withUnits(s.units().subList(0, 1)))),
            Map.entry("domain-missing", on("webServer", s -> s.with(Service.DOMAIN, "ghost.local"))),
            Map.entry("address-duplicate", on("msSqlClusterServer", s -> s.with("agListenerIP", "10.10.0.50"))),
            Map.entry("hostname-form", on("webServer", s -> s.with(Service.PATTERN, "-web#"))),
            Map.entry("hostname-number", on("webServerFarm", s -> s.with(Service.PATTERN, "farm"))),
            Map.entry("hostname-marks", on("webServer", s -> s.with(Service.PATTERN, "w##"))),
            Map.entry("hostname-long", on("webServer", s -> s.with(Service.PATTERN, "abcdefghijklmno#"))),
            Map.entry("hostname-digits", on("webServer", s -> s.with(Service.PATTERN, "12#"))),
            Map.entry("hostname-duplicate", on("aspNetApp", s -> s.with(Service.PATTERN, "WEB#"))),
            Map.entry("flavor-missing", on("webServer", s -> s.with(Service.FLAVOR, "huge"))),
            Map.entry("zone-missing", on("webServer", s -> s.with(Service.ZONE, "mars"))),
            Map.entry("image-missing", on("webServer", s -> s.with(Service.IMAGE, "ws-1999"))),
            Map.entry("network-missing", e -> e.with(Environment.NETWORK, "ether")),
            Map.entry("key-pair-missing", e -> e.with(Environment.KEY_PAIR, "lost")),
            Map.entry("subnet-form", e -> e.with(Environment.SUBNET, "10.10.0.7/24")),
            Map.entry("access-form", e -> e.with(Environment.ACCESS, List.of("anywhere"))),
            Map.entry("access-open", e -> e.with(Environment.ACCESS, List.of("10.0.0.0/8", "0.0.0.0/0"))),
            Map.entry("address-outside", e -> e.with(Environment.SUBNET, "10.11.0.0/24")),
            Map.entry("address-reserved", on("msSqlClusterServer", s -> s.with("clusterIP", "10.10.0.255"))),
            Map.entry("address-used", on("msSqlClusterServer", s -> s.with("clusterIP", "10.10.0.7"))),
            Map.entry("external-ad", on("msSqlClusterServer", s -> s.with("externalAD", true))),
            Map.entry("name-clash", on("webServerFarm", s -> s.withName("dc1"))),
            Map.entry("name-form", e -> e.rename("la\u0000b")),
            Map.entry("field-unknown", on("webServer", s -> s.with("flavour", "m1.large").with(Service.FLAVOR, null))),
            Map.entry("computer-duplicate", on("msSqlClusterServer", s -> s.with("agListenerName", "SQLFC"))),
            Map.entry("netbios-host", on("webServer", s -> s.with(Service.PATTERN, "Acme"))),
            Map.entry("image-type", on("webServer", s -> s.with(Service.IMAGE, "jammy"))),
            Map.entry("flavor-small", on("webServer", s -> s.with(Service.FLAVOR, "m1.tiny"))),
            Map.entry("password-xml", on("webServer", s -> s.with("adminPassword", Secret.of("P@ssw0rd&<")))),
            Map.entry("password-url", on("webServer", s -> s.with("adminPassword", Secret.of("P@ssw0rd")))));

    private List<Problem> problems(Environment environment) {
        return rules.validate(environment, Optional.of(Samples.cloud()));
    }

    private static Set<String> names(List<Problem> problems) {
        return problems.stream().map(Problem::rule).collect(Collectors.toSet());
    }

    @Test
    void aGoodDocumentHasNoErrors() {
        List<Problem> found = problems(Samples.everything());
        assertEquals(Set.of("quorum-even", "farm-balancer"), names(found));
        assertTrue(found.stream().noneMatch(p -> p.severity() == Problem.Severity.ERROR));
    }

    @Test
    void eachRuleBrokenOnceIsTold() {
        Set<String> usual = names(problems(Samples.everything()));
        BROKEN.forEach((rule, edit) -> {
            Environment broken = edit.apply(Samples.everything());
            List<Problem> found = problems(broken);
            assertTrue(names(found).contains(rule), rule + " not among " + names(found));
            assertFalse(usual.contains(rule), rule);
            for (Problem problem : found) {
                assertFalse(problem.message().isBlank() || problem.fix().isBlank(), problem.toString());
                assertTrue(problem.serviceId().isEmpty() || broken.service(problem.serviceId()).isPresent(), problem.toString());
            }
        });
    }

    @Test
    void aQuickFixRemovesItsProblem() {
        int tried = 0;
        for (Map.Entry<String, Function<Environment, Environment>> entry : BROKEN.entrySet()) {
            Environment broken = entry.getValue().apply(Samples.everything());
            for (Problem problem : problems(broken)) {
                if (problem.quickFix().isPresent()) {
                    Environment mended = problem.quickFix().get().edit().apply(broken);
                    assertTrue(problems(mended).stream().noneMatch(p -> p.rule().equals(problem.rule()) && p.serviceId().equals(problem.serviceId())
                            && p.unitId().equals(problem.unitId()) && p.field().equals(problem.field())), problem.toString());
                    tried++;
                }
            }
        }
        assertTrue(tried >= 10, tried + " quick fixes tried");
    }

    @ParameterizedTest
    @CsvSource({"instances, 3, -1, -1", "cores, -1, 6, -1", "ram, -1, -1, 12000"})
    void theQuotaOfTheWholeTopologyIsCounted(String what, long instances, long cores, long ram) {
        CloudFacts cloud = Samples.cloud();
        Environment environment = Samples.domainWithWeb().addService(
                Samples.TYPES.newService(Samples.TYPES.find("demoService").orElseThrow(), Samples.domainWithWeb()).with(Service.IMAGE, "ws-2022"));
        CloudFacts tight = new CloudFacts(cloud.flavors(), cloud.images(), cloud.zones(), cloud.networks(), cloud.keyPairs(),
                new CloudFacts.Quota(instances, cores, ram));
        assertTrue(names(rules.validate(environment, Optional.of(tight))).contains("quota-" + what));
    }

    @Test
    void imagesAreComparedWithFlavorAndType() {
        Environment environment = Samples.domainWithWeb();
        CloudFacts cloud = Samples.cloud();
        Map<String, CloudFacts.Image> images = Map.of("image-unmarked", new CloudFacts.Image("ws-2022", "", 0, 0), "image-type",
                new CloudFacts.Image("ws-2022", "linux", 0, 0), "flavor-small", new CloudFacts.Image("ws-2022", "windows.2022", 8192, 0));
        images.forEach((rule, image) -> assertTrue(names(rules.validate(environment, Optional.of(new CloudFacts(cloud.flavors(), List.of(image),
                cloud.zones(), cloud.networks(), cloud.keyPairs(), cloud.free())))).contains(rule), rule));
        CloudFacts.Image one = cloud.images().getFirst();
        assertTrue(names(rules.validate(environment, Optional.of(new CloudFacts(cloud.flavors(), List.of(one, one), cloud.zones(), cloud.networks(),
                cloud.keyPairs(), cloud.free())))).contains("image-ambiguous"));
    }

    @Test
    void aFlavorWithoutADiskTakesTheImagesSize() {
        CloudFacts cloud = Samples.cloud();
        for (int disk : new int[] { 0, 19 }) {
            CloudFacts other = new CloudFacts(Map.of("m1.medium", new CloudFacts.Flavor(2, 4096, disk)), cloud.images(), cloud.zones(), cloud.networks(), cloud.keyPairs(),
                    cloud.free());
            assertEquals(disk == 19, names(rules.validate(Samples.domainWithWeb(), Optional.of(other))).contains("flavor-small"), disk + " GiB");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.10.0.50.", "10.10.0", "10.10.0.050", "10.10.0.256", " 10.10.0.50", "10.10.0.50/24", "::1", "10.10..50"})
    void whatIsNoAddress(String text) {
        assertTrue(names(problems(on("msSqlClusterServer", s -> s.with("clusterIP", text)).apply(Samples.everything()))).contains("value-wrong"), text);
    }

    @ParameterizedTest
    @CsvSource({"clusterName, dc1", "clusterName, DC2", "agListenerName, sqln1", "agListenerName, Acme"})
    void clustersAndListenersHaveNamesOfTheirOwn(String field, String name) {
        List<Problem> found = problems(on("msSqlClusterServer", s -> s.with(field, name)).apply(Samples.everything()));
        String rule = name.equals("Acme") ? "netbios-host" : "computer-duplicate";
        assertTrue(found.stream().anyMatch(p -> p.rule().equals(rule) && p.field().equals(rule.equals("netbios-host") ? "name" : field)), found.toString());
    }

    @Test
    void aKeyThatNothingReadsIsToldAndANearOneOffered() {
        Environment environment = Samples.everything();
        Service web = Samples.service(environment, "webServer");
        Environment odd = environment.setField(web.id(), "color", "red").setField(web.id(), "OSimage", "x").setUnitField(web.units().getFirst().id(), "ismaster", true)
                .with("netwrok", "a").with("owner", "b");
        Map<String, Problem> told = problems(odd).stream().filter(p -> p.rule().equals("field-unknown")).collect(Collectors.toMap(Problem::field, p -> p));
        assertEquals(Set.of("color", "OSimage", "ismaster", "netwrok", "owner"), told.keySet());
        assertEquals(Problem.Severity.INFO, told.get("color").severity());
        assertEquals(Problem.Severity.WARNING, told.get("OSimage").severity());
        assertTrue(told.get("OSimage").quickFix().isEmpty(), "both are there");
        assertEquals("a", told.get("netwrok").quickFix().orElseThrow().edit().apply(odd).network());
        assertEquals(Problem.Severity.INFO, told.get("owner").severity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.local", "ac.x1", "fifteenchar1234.intra", "a1-b.local", "A-1.lo"})
    void goodDomainNames(String name) {
        assertFalse(names(problems(on("activeDirectory", s -> s.withName(name)).apply(Samples.domainWithWeb()))).contains("value-form"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "a.local", "a.b.local", "sixteenchars12345.local", "-ab.local", "ab-.local", "a--b.local", "acme.l", "ac me.local"})
    void badDomainNames(String name) {
        assertTrue(names(problems(on("activeDirectory", s -> s.withName(name)).apply(Samples.domainWithWeb()))).contains("value-form"), name);
    }

    @ParameterizedTest
    @CsvSource({"P@ssw0rd, true", "P@ss0r, false", "P@ssword, false", "p@ssw0rd, false", "P@SSW0RD, false", "Passw0rd, false", "Aa1}aaa, true"})
    void thePasswordRule(String password, boolean good) {
        assertEquals(good, FieldRules.weakness(password).isEmpty());
        SecretRef ref = new SecretRef("x");
        Environment environment = on("webServer", s -> s.with("adminPassword", ref)).apply(Samples.domainWithWeb());
        List<Problem> found = rules.validate(environment, Optional.empty(), r -> r.equals(ref) ? Optional.of(Secret.of(password)) : Optional.empty());
        assertEquals(good, !names(found).contains("password-weak"));
        assertTrue(found.stream().noneMatch(p -> p.toString().contains(password)));
    }

    @Test
    void problemsComeInTheDocumentsOrderAndAsFindings() {
        Environment environment = on("webServer", s -> s.with(Service.IMAGE, null)).apply(
                on("activeDirectory", s -> s.with("adminAccountName", "boss")).apply(Samples.domainWithWeb())).rename("");
        List<Problem> found = problems(environment);
        assertEquals(List.of("name-missing", "account-not-created", "value-missing"), found.stream().map(Problem::rule).toList());
        assertTrue(EnvironmentFindings.of(environment, found).stream().allMatch(f -> f.severity() == Severity.ERROR && !f.fix().isEmpty()));
    }
}
