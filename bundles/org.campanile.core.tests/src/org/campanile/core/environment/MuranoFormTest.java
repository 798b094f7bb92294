package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

/** Forms of packages: what can be shown is, what cannot is named, and objects are made of the values. */
class MuranoFormTest {

    private static final String FORM = """
            Version: 2.2
            Application:
              ?:
                type: lab.machine
              name: $.appConfiguration.name
              secret: !yaql $.appConfiguration.password
              instance:
                ?:
                  type: io.murano.resources.LinuxMuranoInstance
                name: generateHostname($.instanceConfiguration.pattern, 1)
                flavor: $.instanceConfiguration.flavor
                floating: $.appConfiguration.floating
              database: $.appConfiguration.database
              kind: fixed text
            Forms:
              - appConfiguration:
                  fields:
                    - {name: name, type: string, label: Application name, initial: machine, regexpValidator: '^[a-z]+$', errorMessages: {invalid: Small letters only.}}
                    - {name: password, type: password, label: Password}
                    - {name: floating, type: boolean, initial: false, required: false}
                    - {name: database, type: io.murano.databases.MySql, label: Database}
                    - {name: plan, type: table, label: Plan}
              - instanceConfiguration:
                  fields:
                    - {name: flavor, type: flavor, label: Instance flavor}
                    - {name: pattern, type: string, label: Pattern, initial: 'web#'}
                    - {name: count, type: integer, minValue: 1, maxValue: 9, initial: 2}
            """;

    private static final Descriptors.Passwords CLEAR = value -> value instanceof Secret s ? s : Secret.of("from the ring");

    private static MuranoForm form() throws FailureException {
        return MuranoForm.read("form", FORM);
    }

    private static Environment environment(Map<String, Object> fields) {
        return Environment.create("e").addService(new Service("dbdb", "lab.db", "db", Map.of(), List.of()))
                .addService(new Service("abab", "lab.machine", "box", fields, List.of()));
    }

    @Test
    void fieldsAreShownWithTheirRulesAndWhatCannotBeIsNamed() throws FailureException {
        MuranoForm form = form();
        assertEquals("lab.machine", form.className());
        assertEquals(List.of("name", "password", "floating", "database", "flavor", "pattern", "count"), form.items().stream().map(i -> i.field().key()).toList());
        Field count = form.items().getLast().field();
        assertEquals(Field.Kind.INTEGER, count.kind());
        assertEquals(9, count.max());
        assertEquals("Small letters only.", form.items().getFirst().field().message());
        assertEquals(List.of("Form appConfiguration, field plan: kind \"table\" cannot be shown."), form.notes());
    }

    @Test
    void anObjectIsMadeOfTheValues() throws FailureException {
        Environment at = environment(Map.of("password", new SecretRef("box/password"), "floating", true, "database", "db", "flavor", "m1.small"));
        JsonObject made = MuranoObjects.of(at, at.services().getLast(), Optional.of(form()), CLEAR);
        assertEquals("{\"?\":{\"id\":\"abab\",\"type\":\"lab.machine\"},\"name\":\"box\",\"secret\":\"from the ring\",\"instance\":{\"?\":{\"id\":\"ID\",\"type\":"
                + "\"io.murano.resources.LinuxMuranoInstance\"},\"name\":\"web1\",\"flavor\":\"m1.small\",\"floating\":true},\"database\":\"dbdb\",\"kind\":\"fixed text\"}",
                made.toString().replaceAll("\"[0-9a-f]{32}\"", "\"ID\""));
        assertEquals(made, MuranoObjects.of(at, at.services().getLast(), Optional.of(form()), CLEAR), "the same ids each time, so that the same objects are changed");
    }

    @Test
    void whatOnlyTheDashboardUnderstandsIsRefusedByName() throws FailureException {
        MuranoForm odd = MuranoForm.read("form", FORM.replace("flavor: $.instanceConfiguration.flavor", "flavor: switch($.a.b = 1 => 'x')"));
        assertTrue(odd.notes().getLast().contains("instance.flavor"), odd.notes().toString());
        Environment at = environment(Map.of());
        Failure failure = assertThrows(FailureException.class, () -> MuranoObjects.of(at, at.services().getLast(), Optional.of(odd), CLEAR)).failure();
        assertEquals("box, instance.flavor", failure.subject());
        Environment own = environment(Map.of(MuranoObjects.MODEL, Map.of("name", "x", "instance", Map.of("?", Map.of("type", "t")))));
        JsonObject made = MuranoObjects.of(own, own.services().getLast(), Optional.of(odd), CLEAR);
        assertEquals("x", made.get("name").getAsString());
        assertEquals(32, made.getAsJsonObject("instance").getAsJsonObject("?").get("id").getAsString().length());
    }

    @Test
    void theFormBecomesATypeOfTheEditor() throws FailureException {
        ServiceTypes types = ServiceTypes.shipped().plus("box.yaml", form().typeFile("Machine", "A machine.\nOn two lines."));
        ServiceType type = types.find("lab.machine").orElseThrow();
        assertTrue(type.ofPackage());
        assertEquals("A machine. On two lines.", type.description());
        assertEquals(List.of("password", "floating", "database", "flavor", "pattern", "count"), type.fields().stream().map(Field::key).toList());
        assertEquals(0, type.units().max());
        Service made = types.newService(type, Environment.create("e"));
        assertEquals("web#", made.text("pattern"));
        assertEquals(List.of(), made.units());
        Environment at = Environment.create("e").addService(made.withName("box").with("flavor", "m1.small").with("database", "box"));
        assertEquals(List.of(), new EnvironmentRules(types).validate(at, Optional.empty()).stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList());
    }
}
