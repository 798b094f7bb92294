package org.campanile.demolab.kinds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.LegacyIdentity;
import org.campanile.core.step.PlanReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kinds about Keystone on the demo lab: v2.0, what is there twice, and addresses that answer or not. */
@Timeout(60)
class KeystoneKindsTest {

    private static final Map<String, String> WANTED = Map.of("type", "murano", "name", "murano", "description", "d", "region", "RegionOne", "url",
            "http://127.0.0.1:8082", "admin-url", "http://127.0.0.1:8083");

    @TempDir
    private Path folder;

    @Test
    void aServiceWithThreeAddressesInOneEndpointIsMadeByV2() throws Exception {
        try (KindBench bench = new KindBench(folder, false)) {
            bench.kind("keystone.legacy-service", WANTED);
            assertEquals(2, bench.preview().count(PlanReport.Verdict.MAKE));
            assertTrue(bench.run().ok());
            assertTrue(bench.preview().nothingToDo());
            try (LegacyIdentity v2 = bench.session.legacyIdentity(bench.task)) {
                LegacyIdentity.Endpoint made = v2.endpoints(bench.task).stream().filter(e -> e.adminUrl().endsWith("8083")).findFirst().orElseThrow();
                assertEquals("http://127.0.0.1:8082", made.internalUrl());
            }
            Identity v3 = bench.session.cloud(bench.task).identity();
            assertEquals(1, v3.services(bench.task).stream().filter(s -> s.type().equals("murano")).count(), "the same is seen by v3");
            assertTrue(bench.undo().ok());
            assertEquals(0, v3.services(bench.task).stream().filter(s -> s.type().equals("murano")).count());
        }
    }

    @Test
    void anEndpointThatDiffersIsReplacedAndGivenBack() throws Exception {
        try (KindBench bench = new KindBench(folder, false)) {
            try (LegacyIdentity v2 = bench.session.legacyIdentity(bench.task)) {
                String id = v2.createService("murano", "theirs", "", bench.task).id();
                v2.createEndpoint(new LegacyIdentity.Endpoint("", id, "RegionOne", "http://old", "http://old", "http://old"), bench.task);
                bench.kind("keystone.legacy-service", WANTED);
                assertEquals(1, bench.preview().count(PlanReport.Verdict.CHANGE));
                assertTrue(bench.run().ok());
                assertTrue(v2.endpoints(bench.task).stream().noneMatch(e -> e.publicUrl().equals("http://old")));
                assertTrue(bench.undo().ok());
                assertEquals(1, v2.endpoints(bench.task).stream().filter(e -> e.publicUrl().equals("http://old")).count());
                assertEquals(1, v2.services(bench.task).stream().filter(s -> s.name().equals("theirs")).count());
            }
        }
    }

    @Test
    void whatIsThereTwiceIsShownAndDeletedOnRequest() throws Exception {
        try (KindBench bench = new KindBench(folder, false)) {
            Identity identity = bench.session.cloud(bench.task).identity();
            String answers = bench.demo.endpoints().get("murano");
            String first = identity.createService("murano", "one", "", bench.task).id();
            identity.createService("murano", "two", "", bench.task);
            identity.createEndpoint(first, "RegionOne", "public", "http://127.0.0.1:1", bench.task);
            identity.createEndpoint(first, "RegionOne", "public", answers, bench.task);
            List<Finding> found = bench.check("keystone.endpoints", Map.of("type", "murano"));
            assertEquals(2, found.stream().filter(f -> f.severity() == Severity.WARNING).count(), found.toString());
            assertTrue(found.stream().anyMatch(f -> f.severity() == Severity.OK && f.subject().contains(answers)), found.toString());
            assertTrue(found.stream().anyMatch(f -> f.severity() == Severity.ERROR && f.subject().contains("127.0.0.1:1 ")), found.toString());
            bench.kind("keystone.single", Map.of("type", "murano", "keep", "one", "url", answers));
            assertTrue(bench.preview().rows().getFirst().detail().contains("service two"));
            assertTrue(bench.run().ok());
            assertTrue(bench.preview().nothingToDo());
            assertEquals(List.of(answers), identity.endpoints(bench.task).stream().filter(e -> e.serviceId().equals(first)).map(Identity.Endpoint::url).toList());
        }
    }
}
