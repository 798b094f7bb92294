package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.ServiceCircles;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types that a team writes itself: used like the shipped ones, refused with line and field when wrong. */
public class OwnTypesTest {

    static final String SHOP = """
            id: shop
            title: Shop
            fields:
            - osImage
            - unitNamingPattern
            - {key: database, kind: service, label: Database, required: true}
            - {key: tables, kind: integer, label: Tables, initial: 3, min: 1, max: 9}
            units: {min: 1, max: 3}
            ports:
            - {protocol: tcp, from: 8080}
            steps:
            - template: InstallShop
              functions:
              - {function: Install-Shop, arguments: {Tables: $tables, Nodes: $nodes}}
              expectedSeconds: 100
              keeps: {unit: shopInstalled}
            - template: ConnectShop
              functions:
              - {function: Connect-Shop}
              after: [unit InstallShop, reference database InstallShop]
            """;

    /** The shipped types and the shop. */
    public static ServiceTypes withShop() throws FailureException {
        return Samples.TYPES.plus("shop.yaml", SHOP);
    }

    static Service shop(String name, String database) {
        return new Service(name, "shop", name, Map.of("database", database, "tables", 3L, Service.IMAGE, "ws-2022", Service.PATTERN, name + "#"),
                List.of(new Unit(name + "-1", 1, "", Map.of())));
    }

    @Test
    void aFolderOfTypesIsReadInOrderAndTheTypesAreUsed(@TempDir Path folder) throws Exception {
        assertEquals(Samples.TYPES, Samples.TYPES.withFolder(folder.resolve("absent")));
        Files.writeString(folder.resolve("shop.yaml"), SHOP);
        Files.writeString(folder.resolve("notes.txt"), "no type");
        ServiceTypes types = Samples.TYPES.withFolder(folder);
        Environment environment = new Environment("e1", "x", List.of(shop("one", "two"), shop("two", "one")), Map.of());
        assertEquals(List.of(), new EnvironmentRules(types).validate(environment, Optional.empty()));
        assertTrue(new EnvironmentRules(types).validate(environment.setField("one", "database", "gone").setField("two", "tables", 10L), Optional.empty()).stream()
                .map(Problem::rule).toList().containsAll(List.of("reference-missing", "value-range")));
    }

    @Test
    void servicesThatNeedEachOtherAreResolvedAtTheLevelOfSteps() throws Exception {
        ServiceTypes types = withShop();
        Environment environment = new Environment("e1", "x", List.of(shop("one", "two"), shop("two", "one")), Map.of());
        DeploymentPlan plan = new Planner(types).plan(environment, Planner.Extent.FULL);
        assertTrue(plan.runnable());
        assertTrue(plan.step("one1:ConnectShop").orElseThrow().needs().containsAll(List.of("one1:InstallShop", "two1:InstallShop")));
        List<ServiceCircles.Circle> circles = new ServiceCircles(types).of(environment);
        assertEquals(1, circles.size());
        assertTrue(circles.getFirst().resolvable());
        assertEquals(List.of("one", "two"), circles.getFirst().services());
        assertEquals(List.of("one1:ConnectShop waits for two1:InstallShop"), circles.getFirst().needs().getFirst().resolved());
    }

    @Test
    void whereNoOrderExistsTheNeedsToCutAreNamed() throws Exception {
        ServiceTypes types = Samples.TYPES.plus("shop.yaml", SHOP.replace("reference database InstallShop", "reference database ConnectShop"));
        Environment environment = new Environment("e1", "x", List.of(shop("one", "two"), shop("two", "one"), shop("three", "one")), Map.of());
        DeploymentPlan plan = new Planner(types).plan(environment, Planner.Extent.FULL);
        assertEquals(List.of("one1:ConnectShop needs two1:ConnectShop", "two1:ConnectShop needs one1:ConnectShop"), plan.circles().getFirst().edges().stream().sorted().toList());
        assertTrue(!plan.runnable() && plan.findings().getFirst().message().contains("one1:ConnectShop needs two1:ConnectShop"));
        assertTrue(plan.step("one1:InstallShop").isPresent() && plan.step("three1:ConnectShop").isEmpty());
        List<ServiceCircles.Circle> circles = new ServiceCircles(types).of(environment);
        assertEquals(List.of("one", "two"), circles.getFirst().services());
        assertTrue(circles.getFirst().needs().stream().allMatch(ServiceCircles.Need::cut));
    }

    @Test
    void aDomainsOwnCircleIsResolved() {
        List<ServiceCircles.Circle> circles = new ServiceCircles(Samples.TYPES).of(Samples.domainWithWeb());
        assertEquals(1, circles.size());
        assertTrue(circles.getFirst().resolvable());
        assertTrue(circles.getFirst().needs().getFirst().resolved().contains("dc2:JoinDomain waits for dc1:AskDnsIp"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "id: shop|id: 1 shop|line 1, id", "title: Shop|titel: Shop|line 2, titel", "kind: service|kind: servant|line 6, fields[2].kind",
            "initial: 3|initial: three|line 7, fields[3].initial", "min: 1, max: 9|min: 9, max: 1|line 7, fields[3].min",
            "units: {min: 1, max: 3}|units: {min: 4, max: 3}|line 8, units", "from: 8080|from: 80800|line 10, ports[0].from", "protocol: tcp|protocol: ftp|line 10, ports[0].protocol",
            "$tables|$chairs|steps[0].functions[0].arguments.Tables", "$nodes|$nodes|", "expectedSeconds: 100|expectedSeconds: soon|steps[0].expectedSeconds",
            "unit: shopInstalled|yard: shopInstalled|keeps.yard", "unit InstallShop,|unit InstallShopp,|steps[1].after", "reference database|reference tables|steps[1].after[1]",
            "unit InstallShop,|uncle InstallShop,|steps[1].after[0]", "template: ConnectShop|template: InstallShop|steps[1]", "- osImage|- osImages|line 4, fields[0]",
            "- {function: Connect-Shop}|- {call: Connect-Shop}|steps[1].functions[0].call" })
    void aWrongFileIsRefusedWithLineAndField(String right, String wrong, String where) throws Exception {
        if (where == null) {
            assertTrue(withShop().find("shop").isPresent());
            return;
        }
        FailureException e = assertThrows(FailureException.class, () -> Samples.TYPES.plus("shop.yaml", SHOP.replace(right, wrong)));
        assertTrue(e.failure().details().contains("shop.yaml, line") && e.failure().details().contains(where), e.failure().details());
    }

    @Test
    void aStepOfAnotherTypeHasToExist(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("shop.yaml"), SHOP.replace("reference database InstallShop", "domain AskTheOracle"));
        FailureException e = assertThrows(FailureException.class, () -> Samples.TYPES.withFolder(folder));
        assertTrue(e.failure().details().contains("AskTheOracle"), e.failure().details());
    }
}
