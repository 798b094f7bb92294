package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.http.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** {@code campanile lab list}, {@code add}, {@code remove} and {@code check}. */
@Timeout(120)
class LabCommandsTest {

    private static DemoLab lab;

    @TempDir
    Path folder;
    private Bench bench;

    @BeforeAll
    static void start() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.02));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(folder).cloudsOf(lab);
    }

    @AfterEach
    void heal() {
        lab.faults().clear();
    }

    private String broker() {
        return "guest@127.0.0.1:" + lab.broker().amqpPort();
    }

    @Test
    void whoHasNoLabIsToldWhatToDoFirst() {
        bench.run("lab", "list").code(0).silent().tells("campanile lab add NAME --os-cloud CLOUD").tells("campanile demo-lab start --register");
        assertEquals("[]", bench.run("lab", "list", "-f", "json").code(0).out().strip());
        assertEquals(List.of("name,guard,cloud,broker,controllers,hosts"), bench.run("lab", "list", "-f", "csv").code(0).csv());
    }

    @Test
    void aLabIsAddedListedAndRemoved() throws Exception {
        bench.run("lab", "add", "One", "--os-cloud", "demo-lab", "--broker", broker(), "--guard", "critical").code(0).says("One");
        String kept = Files.readString(bench.home().resolve("labs").resolve("One.yaml"));
        assertFalse(kept.contains("secret"), kept);
        bench.run("lab", "add", "one", "--os-cloud", "demo-lab").code(1).tells("There is a lab of this name already.");

        bench.run("lab", "list").code(0).says("One").says("critical").says("127.0.0.1:" + lab.broker().amqpPort());
        JsonObject json = bench.run("lab", "list", "-f", "json").code(0).json().getAsJsonArray().get(0).getAsJsonObject();
        assertEquals(List.of("name", "guard", "cloud", "broker", "controllers", "hosts"), List.copyOf(json.keySet()));
        assertEquals("One", json.get("name").getAsString());
        Map<?, ?> yaml = (Map<?, ?>) ((List<?>) bench.run("lab", "list", "-f", "yaml").code(0).yaml()).getFirst();
        assertEquals("critical", yaml.get("guard"));
        assertEquals(2, bench.run("lab", "list", "-f", "csv").code(0).csv().size());

        bench.run("lab", "remove", "One").code(1).tells("--yes agrees beforehand");
        bench.run("lab", "remove", "One", "--dry-run", "--yes").code(0);
        bench.run("lab", "list").says("One");
        bench.run("lab", "remove", "Two", "--yes").code(1).tells("There is no lab of this name.");
        bench.run("lab", "remove", "One", "--yes").code(0);
        bench.run("lab", "list").silent();
    }

    @Test
    void aLabMadeOfVariables() {
        bench.set("OS_AUTH_URL", lab.endpoints().get("identity")).set("OS_USERNAME", "admin").set("OS_PASSWORD", "admin-secret")
                .set("OS_PROJECT_NAME", "admin").set("OS_USER_DOMAIN_NAME", "Default").set("OS_PROJECT_DOMAIN_NAME", "Default");
        bench.run("lab", "add", "Vars", "--os-cloud", "envvars").code(0);
        bench.run("lab", "check").code(1).says("Logged in as admin").says("The lab has no broker.");
        bench.unset("OS_PASSWORD").run("lab", "check", "--os-cloud", "envvars").code(1).says("The password of admin is not known").says("OS_PASSWORD");
    }

    @Test
    void thePasswordOfTheVariablesGoesToTheirCloudOnly() throws Exception {
        bench.run("lab", "add", "Kept", "--os-cloud", "demo-lab").code(0);
        bench.unset("OS_CLIENT_CONFIG_FILE").set("OS_AUTH_URL", "http://other.example:5000/v3").set("OS_USERNAME", "admin").set("OS_PASSWORD", "admin-secret");
        bench.run("lab", "check", "--lab", "Kept").code(1).says("The password of admin is not known");
        bench.set("OS_AUTH_URL", lab.endpoints().get("identity"));
        bench.run("lab", "check", "--lab", "Kept").says("Logged in as admin");
    }

    @Test
    void secureYamlIsLaidOverCloudsYaml() throws Exception {
        Path clouds = Files.writeString(folder.resolve("open.yaml"), lab.cloudsYaml().replaceAll("(?m)^ +password: .*\n", ""));
        Path secure = Files.writeString(folder.resolve("secure.yaml"), "clouds:\n  demo-lab:\n    auth:\n      password: admin-secret\n");
        bench.set("OS_CLIENT_CONFIG_FILE", clouds.toString());
        bench.run("lab", "check", "--os-cloud", "demo-lab").says("Logged in as admin");
        Files.delete(secure);
        bench.run("lab", "check", "--os-cloud", "demo-lab").code(1).says("or put it into secure.yaml");
        bench.set("OS_CLIENT_SECURE_FILE", Files.writeString(folder.resolve("elsewhere"), "clouds: {demo-lab: {auth: {password: admin-secret}}}").toString());
        bench.run("lab", "check", "--os-cloud", "demo-lab").says("Logged in as admin");
    }

    @Test
    void aMissingPasswordIsAskedForOnceAndNotShown() throws Exception {
        bench.run("lab", "add", "Asks", "--os-cloud", "demo-lab").code(0);
        bench.unset("OS_CLIENT_CONFIG_FILE");
        Bench.Script person = new Bench.Script("admin-secret");
        bench.terminal(person).run("lab", "check").says("Logged in as admin");
        assertEquals(List.of("Password of admin (cloud of lab Asks): "), person.asked);
    }

    @Test
    void aFileThatIsNoLabHidesNoOther() throws Exception {
        bench.run("lab", "add", "Good", "--os-cloud", "demo-lab").code(0);
        Files.writeString(bench.home().resolve("labs").resolve("bad.yaml"), "name: [1\n");
        bench.run("lab", "list").code(1).says("Good").tells("bad.yaml");
    }

    @Test
    void aCheckTellsEverythingInEveryFormat() throws Exception {
        bench.set("CAMPANILE_SECRET_BROKER", "guest");
        String[] check = { "lab", "check", "--os-cloud", "demo-lab", "--broker", broker(), "--broker-management", lab.broker().managementUrl(), "-f", "" };
        check[9] = "table";
        bench.run(check).code(0).says("Cloud / Keystone login").says("A message went there and back").tells("Checking demo-lab");
        check[9] = "json";
        JsonArray json = bench.run(check).code(0).json().getAsJsonArray();
        assertEquals(List.of("severity", "part", "rule", "check", "subject", "evidence", "cause", "impact", "fix"),
                List.copyOf(json.get(0).getAsJsonObject().keySet()));
        check[9] = "yaml";
        assertEquals(json.size(), ((List<?>) bench.run(check).code(0).yaml()).size());
        check[9] = "csv";
        assertEquals(json.size() + 1, bench.run(check).code(0).csv().size());
        bench.run("lab", "check", "--os-cloud", "demo-lab", "--report", "junit").code(1).says("<testsuite");
    }

    @Test
    void aProblemEndsWithOne() throws Exception {
        lab.faults().add(Fault.status("nova", "GET", ".*", 503, "Service Unavailable", -1));
        Bench.Result result = bench.register(lab).run("lab", "check", "--problems").code(1).says("Cloud / Nova").says("503");
        assertFalse(result.out().contains("Keystone login"), result.out());
    }

    @Test
    @Tag("alone")
    void aCheckThatIsCancelledSaysSo() throws Exception {
        lab.faults().add(Fault.slow("*", "*", ".*", Duration.ofSeconds(30), -1));
        long before = System.nanoTime();
        bench.watch(text -> {
            if (text.contains("Checking")) {
                bench.interrupt();
            }
        });
        bench.run("lab", "check", "--os-cloud", "demo-lab").code(1).tells("Cancelled.");
        assertTrue(System.nanoTime() - before < 15_000_000_000L);
    }
}
