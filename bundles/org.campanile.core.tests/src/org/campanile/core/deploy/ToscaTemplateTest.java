package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Samples;
import org.campanile.core.environment.Service;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What TOSCA's simple profile 1.3 asks of a service template (sections 3.8 and 3.10). */
class ToscaTemplateTest {

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static Map<?, ?> written(Environment environment) {
        return map(new Load(LoadSettings.builder().build()).loadFromString(new ToscaTemplate(Samples.TYPES).write(environment)));
    }

    private static void inputs(Object value, Set<Object> found) {
        if (value instanceof Map<?, ?> m) {
            m.forEach((key, inner) -> {
                if (key.equals("get_input")) {
                    found.add(inner);
                }
                inputs(inner, found);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> inputs(inner, found));
        }
    }

    @Test
    void everyNodeHasATypeEveryRequirementATargetAndEveryInputIsDeclared() {
        Environment environment = Samples.everything();
        Map<?, ?> top = written(environment);
        assertEquals("tosca_simple_yaml_1_3", top.get("tosca_definitions_version"));
        Map<?, ?> topology = map(top.get("topology_template"));
        Map<?, ?> nodes = map(topology.get("node_templates"));
        assertEquals(1 + 2 * environment.unitCount() + environment.services().size(), nodes.size());
        nodes.forEach((name, node) -> {
            String type = (String) map(node).get("type");
            assertTrue(type.startsWith("tosca.nodes.") || map(top.get("node_types")).containsKey(type), type);
            List<?> requirements = map(node).get("requirements") instanceof List<?> list ? list : List.of();
            requirements.forEach(one -> map(one).values().forEach(target -> assertTrue(nodes.containsKey(target), name + " needs " + target)));
            if (map(top.get("node_types")).get(type) instanceof Map<?, ?> definition) {
                assertTrue(map(definition.get("properties")).keySet().containsAll(map(map(node).get("properties")).keySet()), type);
            }
        });
        Set<Object> used = new HashSet<>();
        inputs(nodes, used);
        assertFalse(used.isEmpty());
        assertEquals(map(topology.get("inputs")).keySet(), used);
    }

    @Test
    void aUnitSaysWhatItIsInItsService() {
        Environment environment = Samples.everything();
        Map<?, ?> nodes = map(map(written(environment).get("topology_template")).get("node_templates"));
        Service cluster = Samples.service(environment, "msSqlClusterServer");
        cluster.units().forEach(unit -> assertEquals(String.valueOf(unit.isMaster()),
                map(map(nodes.get(HostNames.of(cluster, unit))).get("metadata")).get("isMaster")));
    }

    @Test
    void aHostThatIsCalledLikeANetworkIsAServer() {
        Environment environment = Samples.domainWithWeb();
        environment = environment.setField(Samples.service(environment, "webServer").id(), Service.PATTERN, "network");
        Map<?, ?> nodes = map(map(written(environment).get("topology_template")).get("node_templates"));
        assertEquals("tosca.nodes.Compute", map(nodes.get("network")).get("type"));
        List<?> requirements = (List<?>) map(nodes.get("network_port")).get("requirements");
        assertEquals("tosca.nodes.network.Network", map(nodes.get(map(requirements.get(1)).get("link"))).get("type"));
    }
}
