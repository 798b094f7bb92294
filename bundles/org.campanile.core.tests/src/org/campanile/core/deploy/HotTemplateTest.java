package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Samples;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;

class HotTemplateTest {

    private static final String PASSWORD = "p&<>\"'%s$x {y} ü";
    private static final AgentBroker BROKER = new AgentBroker("10.0.0.2", 5671, "mur'ano", Secret.of(PASSWORD), "v&host", true, "10.0.0.3");

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static Map<?, ?> parse(StackTemplate template) {
        return map(new Load(LoadSettings.builder().build()).loadFromString(template.text()));
    }

    private static StackTemplate write(Environment environment, AgentBroker broker) {
        return new HotTemplate(Samples.TYPES).write(environment, "lab-net", "lab-key", broker);
    }

    private static Environment withFarm() {
        Environment environment = Samples.domainWithWeb().with(Environment.ACCESS, List.of("10.9.0.0/16"));
        return environment.addService(Samples.TYPES.newService(Samples.TYPES.find("webServerFarm").orElseThrow(), environment).with(Service.IMAGE, "ws-2022")
                .with("adminPassword", Secret.of("P@ssw0rd")).with("loadBalancerPort", 8080L).with(Service.PATTERN, "farm#"));
    }

    @Test
    void aBalancerStandsBeforeAFarmAndOnlyThere() {
        StackTemplate template = new HotTemplate(Samples.TYPES).write(withFarm(), "lab-net", "", null, true);
        Map<?, ?> resources = map(parse(template).get("resources"));
        String balancer = resources.keySet().stream().map(String::valueOf).filter(name -> name.matches("balancer_[^_]+")).reduce((a, b) -> a + " and " + b).orElseThrow();
        Map<?, ?> listener = map(map(resources.get(balancer + "_listener")).get("properties"));
        assertEquals(8080, ((Number) listener.get("protocol_port")).intValue());
        assertEquals("10.9.0.0/16", ((List<?>) listener.get("allowed_cidrs")).get(1), "the networks that the document names may reach it");
        List<String> members = resources.keySet().stream().map(String::valueOf).filter(name -> name.startsWith(balancer + "_member_")).toList();
        assertEquals(2, members.size(), members::toString);
        members.forEach(member -> assertEquals(80, ((Number) map(map(resources.get(member)).get("properties")).get("protocol_port")).intValue()));
        assertEquals(Map.of("get_resource", "webServerFarm_group"), map(map(resources.get(balancer + "_way_in")).get("properties")).get("security_group"));
        assertTrue(map(parse(template).get("outputs")).containsKey(balancer + "_address"));
        Set<String> used = new HashSet<>();
        references(resources, "get_resource", used);
        references(resources, "get_attr", used);
        assertTrue(resources.keySet().containsAll(used), () -> used + " are not all in " + resources.keySet());
    }

    @Test
    void whatTheDocumentNamesIsTheParametersDefault() {
        Environment environment = Samples.domainWithWeb().with(Environment.NETWORK, "its-net").with(Environment.KEY_PAIR, "its-key");
        Map<?, ?> parameters = map(parse(write(environment, null)).get("parameters"));
        assertEquals("its-net", map(parameters.get("network")).get("default"));
        assertEquals("its-key", map(parameters.get("key_pair")).get("default"));
        assertFalse(map(map(parse(write(Samples.domainWithWeb(), null)).get("parameters")).get("network")).containsKey("default"));
    }

    @Test
    void withoutOctaviaThereIsNoBalancer() {
        assertFalse(write(withFarm(), null).text().contains("Octavia"));
    }

    private static void references(Object value, String function, Set<String> found) {
        if (value instanceof Map<?, ?> m) {
            m.forEach((key, inner) -> {
                if (key.equals(function)) {
                    found.add(inner instanceof List<?> list ? list.getFirst().toString() : inner.toString());
                }
                references(inner, function, found);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> references(inner, function, found));
        }
    }

    @Test
    void everyUnitHasAPortAServerAndAnAddressAndEveryReferenceHasATarget() {
        Environment environment = Samples.everything();
        Map<?, ?> top = parse(write(environment, BROKER));
        assertEquals("2018-08-31", top.get("heat_template_version"));
        Map<?, ?> resources = map(top.get("resources"));
        Set<String> used = new HashSet<>();
        references(top, "get_resource", used);
        references(top, "get_attr", used);
        assertTrue(resources.keySet().containsAll(used), used.toString());
        Set<String> parameters = new HashSet<>();
        references(top, "get_param", parameters);
        assertEquals(map(top.get("parameters")).keySet(), parameters);
        for (Map.Entry<String, String> unit : HostNames.of(environment).entrySet()) {
            Map<?, ?> server = map(resources.get(unit.getValue()));
            assertEquals("OS::Nova::Server", server.get("type"));
            Map<?, ?> properties = map(server.get("properties"));
            assertEquals("RAW", properties.get("user_data_format"));
            assertEquals("IGNORE", properties.get("user_data_update_policy"));
            assertEquals(unit.getKey(), map(properties.get("metadata")).get(DeploymentNames.UNIT_KEY));
            assertEquals("OS::Neutron::Port", map(resources.get(unit.getValue() + "_port")).get("type"));
            assertNotNull(map(top.get("outputs")).get(unit.getValue() + "_address"));
        }
        long groups = resources.values().stream().filter(r -> map(r).get("type").equals("OS::Neutron::SecurityGroup")).count();
        assertEquals(Samples.TYPES.all().size() + 1, groups, "one of each type, and one that all units are in");
        Map<?, ?> sql = map(map(resources.get("sqln1_port")).get("properties"));
        assertEquals(List.of(Map.of("ip_address", "10.10.0.50"), Map.of("ip_address", "10.10.0.51")), sql.get("allowed_address_pairs"));
    }

    @Test
    void theSameDocumentGivesTheSameText() {
        Environment environment = Samples.everything();
        assertEquals(write(environment, BROKER).text(), write(environment, BROKER).text());
    }

    @Test
    void withoutAgentsThereIsNoUserDataAndWithoutKeyNoKey() {
        StackTemplate template = new HotTemplate(Samples.TYPES).write(Samples.domainWithWeb(), "lab-net", "", null);
        assertFalse(template.text().contains("user_data") || template.text().contains("key_name"));
        assertEquals(Map.of("network", "lab-net"), template.parameters());
        assertTrue(template.hidden().isEmpty());
    }

    @Test
    void textsThatYaml11ReadsOtherwiseAreQuoted() {
        Environment environment = Samples.domainWithWeb();
        Service web = environment.services().getLast();
        Environment odd = environment.setField(web.id(), Service.PATTERN, "on").setField(web.id(), Service.IMAGE, "010");
        String text = write(odd, null).text();
        assertTrue(text.contains("  'on':\n") && text.contains("name: 'on'") && text.contains("image: '010'")
                && text.contains("heat_template_version: '2018-08-31'"), text);
    }

    @Test
    void windowsUserDataCarriesAConfigurationThatSurvivesEveryCharacter() throws Exception {
        Environment environment = Samples.domainWithWeb();
        Service ad = environment.services().getFirst();
        Unit unit = ad.units().getFirst();
        StackTemplate template = write(environment, BROKER);
        assertEquals(Set.of("dc1_user_data", "dc2_user_data", "web1_user_data"), template.hidden().keySet());
        String script = template.hidden().get("dc1_user_data").reveal();
        assertTrue(script.startsWith("#ps1\n"));
        assertTrue(script.contains("'\\\\10.0.0.3\\share'") && script.contains("Rename-Computer -NewName 'dc1'"));
        Matcher run = Pattern.compile("\\$config = '([A-Za-z0-9+/=]+)'").matcher(script);
        assertTrue(run.find());
        Map<String, String> settings = settings(Base64.getDecoder().decode(run.group(1)));
        assertEquals(PASSWORD, settings.get("rabbitmq.password"));
        assertEquals("mur'ano", settings.get("rabbitmq.user"));
        assertEquals("v&host", settings.get("rabbitmq.vhost"));
        assertEquals("true", settings.get("rabbitmq.ssl"));
        assertEquals("e" + environment.id() + "-" + ad.id() + "-" + unit.id(), settings.get("rabbitmq.inputQueue"));
        assertEquals("-execution-results-e" + environment.id(), settings.get("rabbitmq.resultRoutingKey"));
        assertEquals(Set.of("rabbitmq.host", "rabbitmq.port", "rabbitmq.user", "rabbitmq.password", "rabbitmq.vhost", "rabbitmq.inputQueue",
                "rabbitmq.resultExchange", "rabbitmq.resultRoutingKey", "rabbitmq.durableMessages", "rabbitmq.ssl", "rabbitmq.allowInvalidCA",
                "rabbitmq.sslServerName"), settings.keySet());
        assertTrue(script.getBytes(StandardCharsets.UTF_8).length < 16_000, "far below Nova's limit");
    }

    private static Map<String, String> settings(byte[] xml) throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        var adds = ((Element) document.getElementsByTagName("appSettings").item(0)).getElementsByTagName("add");
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < adds.getLength(); i++) {
            Element add = (Element) adds.item(i);
            settings.put(add.getAttribute("key"), add.getAttribute("value"));
        }
        return settings;
    }

    @Test
    void linuxUserDataPercentEncodesTheLogin() {
        String script = UserData.of(ServiceType.Agent.LINUX, BROKER, "demo1", "in", "out").reveal();
        assertTrue(script.startsWith("#!/bin/sh\n"));
        Matcher run = Pattern.compile("printf %s '([A-Za-z0-9+/=]+)'").matcher(script);
        assertTrue(run.find());
        String config = new String(Base64.getDecoder().decode(run.group(1)), StandardCharsets.UTF_8);
        assertTrue(config.contains("password = p%26%3C%3E%22%27%25s%24x%20%7By%7D%20%C3%BC\n"), config);
        assertTrue(config.contains("input_queue = in\n") && config.contains("result_routing_key = out\n"));
        assertFalse(config.contains("$"));
    }
}
