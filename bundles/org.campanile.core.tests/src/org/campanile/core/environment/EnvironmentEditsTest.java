package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentEditsTest {

    private final EnvironmentFile file = new EnvironmentFile(Samples.TYPES);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomEditsAndBackGiveTheSameBytes(long seed) throws Exception {
        Random random = new Random(seed);
        Environment environment = Samples.domainWithWeb();
        String start = file.write(environment);
        Deque<Environment> before = new ArrayDeque<>();
        Deque<String> texts = new ArrayDeque<>();
        for (int i = 0; i < 200; i++) {
            before.push(environment);
            texts.push(file.write(environment));
            environment = edit(environment, random);
            assertEquals(environment, file.parse("t", file.write(environment)));
        }
        assertNotEquals(start, file.write(environment));
        while (!before.isEmpty()) {
            environment = before.pop();
            assertEquals(texts.pop(), file.write(environment));
        }
        assertEquals(start, file.write(environment));
    }

    private static Environment edit(Environment environment, Random random) {
        List<Service> services = environment.services();
        if (services.isEmpty() || random.nextInt(4) == 0) {
            ServiceType type = Samples.TYPES.all().get(random.nextInt(Samples.TYPES.all().size()));
            return environment.addService(Samples.TYPES.newService(type, environment));
        }
        Service service = services.get(random.nextInt(services.size()));
        return switch (random.nextInt(7)) {
            case 0 -> environment.removeService(service.id());
            case 1 -> environment.setField(service.id(), Service.FLAVOR, "f" + random.nextInt());
            case 2 -> environment.addUnit(service.id(), Samples.TYPES);
            case 3 -> service.units().isEmpty() ? environment : environment.removeUnit(service.units().getFirst().id());
            case 4 -> environment.renameService(service.id(), "n" + random.nextInt(1000), Samples.TYPES);
            case 5 -> environment.setDomain(service.id(), random.nextBoolean() ? "" : "d" + random.nextInt(9));
            default -> environment.rename("e" + random.nextInt());
        };
    }

    @Test
    void setFieldAndItsInverseGiveAnEqualDocument() {
        Environment environment = Samples.everything();
        for (Service service : environment.services()) {
            service.fields().forEach((key, value) -> assertEquals(environment,
                    environment.setField(service.id(), key, "other").setField(service.id(), key, value)));
            int place = environment.services().indexOf(service);
            assertEquals(environment, environment.removeService(service.id()).addService(place, service));
        }
    }

    @Test
    void membersFollowARenamedDomain() {
        Environment environment = Samples.domainWithWeb();
        Environment renamed = environment.renameService(environment.services().getFirst().id(), "corp.local", Samples.TYPES);
        assertEquals("corp.local", renamed.services().getLast().text(Service.DOMAIN));
    }

    @Test
    void removingAUnitRenamesNoOther() {
        Environment environment = Samples.domainWithWeb();
        Service ad = environment.services().getFirst();
        Unit second = ad.units().getLast();
        Environment less = environment.removeUnit(ad.units().getFirst().id());
        assertEquals("dc2", HostNames.of(less).get(second.id()));
        Environment more = less.addUnit(ad.id(), Samples.TYPES);
        assertEquals("dc3", HostNames.of(more.services().getFirst(), more.services().getFirst().units().getLast()));
    }

    @Test
    void editsOfWhatIsNotThereChangeNothing() {
        Environment environment = Samples.domainWithWeb();
        assertEquals(environment, environment.removeService("x").removeUnit("x").setField("x", "a", "b").setUnitField("x", "a", "b")
                .addUnit("x", Samples.TYPES).renameService("x", "y", Samples.TYPES));
    }

    @Test
    void theGraphShowsMembershipFramesAndTheCircle() {
        Environment environment = Samples.domainWithWeb();
        TopologyGraph graph = TopologyGraph.of(environment, Samples.TYPES);
        String ad = environment.services().getFirst().id();
        String web = environment.services().getLast().id();
        assertEquals(List.of(ad, web), graph.nodes().stream().map(TopologyGraph.Node::id).toList());
        assertEquals(List.of(new TopologyGraph.Edge(ad, ad, TopologyGraph.EdgeKind.OWN_DOMAIN, "further controllers join"),
                new TopologyGraph.Edge(web, ad, TopologyGraph.EdgeKind.DOMAIN_MEMBER, "joins")), graph.edges());
        assertEquals(List.of("domain:acme.local", "zone:nova"), graph.groups().stream().map(TopologyGraph.Group::id).toList());
        assertEquals(List.of(ad, web), graph.groups().getFirst().nodes());
        assertEquals(List.of(List.of(ad)), graph.circles());
    }

    @Test
    void circlesAreFoundOnceAlsoInLongChains() {
        List<String> nodes = java.util.stream.IntStream.range(0, 50_000).mapToObj(Integer::toString).toList();
        List<TopologyGraph.Edge> edges = new java.util.ArrayList<>();
        for (int i = 1; i < nodes.size(); i++) {
            edges.add(new TopologyGraph.Edge(nodes.get(i - 1), nodes.get(i), TopologyGraph.EdgeKind.DOMAIN_MEMBER, ""));
        }
        assertEquals(List.of(), Circles.of(nodes, edges));
        edges.add(new TopologyGraph.Edge("5", "3", TopologyGraph.EdgeKind.DOMAIN_MEMBER, ""));
        assertEquals(List.of(List.of("3", "4", "5")), Circles.of(nodes, edges));
    }
}
