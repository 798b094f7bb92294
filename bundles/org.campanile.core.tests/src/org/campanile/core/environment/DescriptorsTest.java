package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorsTest {

    private static final String CLUSTER = """
            {"type":"msSqlClusterServer","id":"c1","name":"sqlc","adminPassword":"P@ssw0rd1","externalAD":false,"domainAdminUserName":"","domainAdminPassword":"",
             "domain":"acme.local","mixedModeAuth":true,"saPassword":"P@ssw0rd2","clusterIp":"10.0.0.50","clusterName":"sqlfc","agGroupName":"ag1",
             "agListenerName":"aglis","agListenerIP":"10.0.0.51","sqlServiceUserName":"sqlsvc","sqlServicePassword":"P@ssw0rd3","unitNamingPattern":"sql#",
             "databases":["db1"],"flavor":"m1.medium","osImage":{"type":"ws-2012-std","title":"x","name":"ws-2012"},"availabilityZone":"nova","created":"2013",
             "state":{"adminPassword":"P@ssw0rd1"},"colour":"red",
             "units":[{"id":"n1","name":"node1","isMaster":true,"isSync":true,"state":{"hostname":"sql1"}},{"id":"n2","name":"node2","isMaster":false,"isSync":true}]}""";
    private static final String AD = """
            {"type":"activeDirectory","name":"acme.local","domain":"acme.local","adminAccountName":"Administrator","adminPassword":"P@ssw0rd",
             "unitNamingPattern":"dc#","flavor":"","osImage":{"name":"ws-2012"},"units":[{"isMaster":true,"recoveryPassword":"R3c0very!"},{"isMaster":false,"recoveryPassword":"R3c0very!"}]}""";
    private static final String FARM = """
            {"type":"webServerFarm","name":"web","adminPassword":"P@ssw0rd","credentials":{"username":"Administrator","password":"P@ssw0rd"},"instanceCount":[{},{}],
             "domain":"","loadBalancerPort":"8080","unitNamingPattern":"web#","osImage":{"name":"ws-2012"},"units":[{},{}]}""";

    private final Descriptors descriptors = new Descriptors(Samples.TYPES);

    private Environment read(String text) throws FailureException {
        return descriptors.read("in.json", text, "lab");
    }

    @Test
    void oneServiceAListAndServicesByTypeAreRead() throws Exception {
        assertEquals(1, read(AD).services().size());
        Environment list = read("[" + AD + "," + CLUSTER + "]");
        assertEquals(List.of("activeDirectory", "msSqlClusterServer"), list.services().stream().map(Service::type).toList());
        Environment byType = read("{\"id\":\"e1\",\"name\":\"office\",\"services\":{\"activeDirectory\":[" + AD + "],\"webServerFarm\":[" + FARM + "]}}");
        assertEquals("office", byType.name());
        assertEquals("e1", byType.id());
        assertEquals(2, byType.services().size());
        assertEquals(0, read("{\"services\":[]}").services().size());
    }

    @Test
    void fieldsAreThoseOfTheTypeAndWhatApiAndConductorAddIsLeftOut() throws Exception {
        Service cluster = read(CLUSTER).services().getFirst();
        assertEquals("10.0.0.50", cluster.text("clusterIP"));
        assertEquals("ws-2012", cluster.image());
        assertEquals("red", cluster.text("colour"));
        assertEquals(List.of("db1"), cluster.value("databases"));
        assertTrue(cluster.value("saPassword") instanceof Secret);
        for (String gone : List.of("created", "state", "clusterIp", "domainAdminUserName", "domainAdminPassword")) {
            assertFalse(cluster.fields().containsKey(gone), gone);
        }
        assertEquals(List.of("n1", "n2"), cluster.units().stream().map(Unit::id).toList());
        assertEquals(List.of(1, 2), cluster.units().stream().map(Unit::number).toList());
        Service farm = read(FARM).services().getFirst();
        assertEquals(8080L, farm.value("loadBalancerPort"));
        assertFalse(farm.fields().containsKey("credentials"), "a password in clear");
        assertEquals(List.of(), new EnvironmentRules(Samples.TYPES).validate(read("[" + AD + "," + FARM + "]"), java.util.Optional.empty()).stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR).toList());
    }

    @Test
    void thePasswordsGoToTheSecretsAndComeBackOnTheWayOut() throws Exception {
        Environment read = read("[" + AD + "," + CLUSTER + "," + FARM + "]");
        MemorySecrets secrets = new MemorySecrets();
        Environment kept = EnvironmentSecrets.keep(read, secrets);
        String file = new EnvironmentFile(Samples.TYPES).write(kept);
        assertFalse(file.contains("P@ssw0rd") || file.contains("R3c0very"), file);
        JsonArray out = descriptors.write(kept, value -> EnvironmentSecrets.resolve(kept, value, secrets));
        assertEquals("P@ssw0rd3", out.get(1).getAsJsonObject().get("sqlServicePassword").getAsString());
        assertEquals("10.0.0.50", out.get(1).getAsJsonObject().get("clusterIp").getAsString());
        assertEquals("", out.get(1).getAsJsonObject().get("domainAdminUserName").getAsString());
        assertEquals("acme.local", out.get(0).getAsJsonObject().get("domain").getAsString());
        assertEquals("P@ssw0rd", out.get(2).getAsJsonObject().getAsJsonObject("credentials").get("password").getAsString());
        Environment again = descriptors.read("out.json", out.asList(), read.id(), read.name());
        assertEquals(out, descriptors.write(again, value -> (Secret) value), "there and back");
        assertEquals(read.services().stream().map(Service::units).toList(), again.services().stream().map(Service::units).toList());
    }

    /** Murano's conductor looks at the name inside (protocol document, sections 5.1 and 6.5); a text there means a unit without a server and no word of it. */
    @Test
    void anImageGoesOutAsAnObjectWithItsNameAndComesBackAsItWas() throws Exception {
        Environment document = read("[" + CLUSTER + "]");
        Service cluster = document.services().getFirst();
        for (Object image : List.of("ws-2022", Map.of("name", "ws-2012", "type", "ws-2012-std", "title", "Windows"), Map.of("name", "ws-2012"))) {
            Environment changed = document.editService(cluster.id(), s -> s.with(Service.IMAGE, image));
            JsonArray out = descriptors.write(changed, value -> (Secret) value);
            assertEquals(changed.services().getFirst().image(), out.get(0).getAsJsonObject().getAsJsonObject("osImage").get("name").getAsString());
            Environment back = descriptors.read("out.json", out.asList(), document.id(), document.name());
            assertEquals(image, back.services().getFirst().value(Service.IMAGE));
        }
    }

    private static String member(String domain, String... unitDomains) {
        return "{\"type\":\"webServer\",\"name\":\"web\",\"domain\":\"" + domain + "\",\"osImage\":{\"name\":\"ws\"},\"units\":["
                + Stream.of(unitDomains).map(d -> "{\"domain\":\"" + d + "\"}").collect(Collectors.joining(",")) + "]}";
    }

    /** As the original's rules decide for them: a service's domain goes before its units', and units that alone have one stay in it. */
    @Test
    void theDomainOfUnitsIsKeptWhereTheServiceHasNone() throws Exception {
        assertEquals("acme.local", read(member("", "acme.local", "acme.local")).services().getFirst().text(Service.DOMAIN));
        assertEquals("acme.local", read(member("acme.local", "other.local", "")).services().getFirst().text(Service.DOMAIN));
        assertEquals("", read(member("", "", "")).services().getFirst().text(Service.DOMAIN));
        assertEquals(1, read(AD.replace("{\"isMaster\":false", "{\"domain\":\"other.local\",\"isMaster\":false")).services().size());
        for (String odd : List.of(member("", "acme.local", ""), member("", "acme.local", "other.local"),
                AD.replace("{\"isMaster\":true", "{\"domain\":\"other.local\",\"isMaster\":true"))) {
            FailureException e = assertThrows(FailureException.class, () -> read(odd));
            assertTrue(e.failure().details().contains("domain"), e.failure().details());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "3", "[3]", "{\"name\":\"x\"}", "{\"services\":3}", "[{\"type\":\"a\",\"units\":3}]", "[{\"type\":\"a\",\"units\":[3]}]", "{nonsense",
            "[{\"type\":\"a\",\"id\":\"../x\"}]", "[{\"type\":\"a\",\"id\":\"x\"},{\"type\":\"a\",\"id\":\"x\"}]" })
    void badInputIsRefused(String text) {
        FailureException e = assertThrows(FailureException.class, () -> read(text));
        assertEquals(Failure.Kind.BAD_INPUT, e.failure().kind());
        assertTrue(e.failure().details().contains("in.json"), e.failure().details());
    }

    @Test
    void deepNestingIsRefusedToo() {
        assertThrows(FailureException.class, () -> read("[".repeat(100_000)));
        assertTrue(JsonParser.parseString("[]").isJsonArray());
    }
}
