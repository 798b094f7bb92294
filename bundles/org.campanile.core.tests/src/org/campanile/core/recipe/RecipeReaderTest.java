package org.campanile.core.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.check.Check;
import org.campanile.core.lab.Lab;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.step.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe's file: all problems at once with place and field, and what the placeholders become. */
class RecipeReaderTest {

    private static final StepKind KIND = new StepKind() {
        @Override
        public String id() {
            return "test.step";
        }

        @Override
        public String summary() {
            return "For tests.";
        }

        @Override
        public List<KindParameter> parameters() {
            return List.of(KindParameter.required("name", ValueType.TEXT, "A name."), KindParameter.optional("port", ValueType.NUMBER, "80", ""),
                    KindParameter.optional("tags", ValueType.LIST, "a", ""), KindParameter.optional("set", ValueType.MAP, "", ""),
                    KindParameter.optional("password", ValueType.SECRET, "", ""), KindParameter.optional("host", ValueType.HOST, "", ""),
                    KindParameter.choice("size", "", "small", "big"), KindParameter.optional("on", ValueType.FLAG, "", ""),
                    KindParameter.optional("from", ValueType.FOLDER, "", ""));
        }

        @Override
        public List<? extends Step> create(StepSpec spec, Ground ground) {
            return List.of();
        }
    };

    private static final CheckKind CHECK = new CheckKind() {
        @Override
        public String id() {
            return "test.check";
        }

        @Override
        public String summary() {
            return "For tests.";
        }

        @Override
        public List<KindParameter> parameters() {
            return List.of();
        }

        @Override
        public List<Check> create(CheckSpec spec, Ground ground) {
            return List.of();
        }
    };

    private static final String GOOD = """
            recipe: 1
            id: mine
            title: Mine
            suits:
              openstack: [current]
            parameters:
              - id: server
                label: Server
                type: host
              - id: name
                label: Name
                default: ${server.address}-x
                pattern: '[a-z0-9.-]+'
                when: server given
              - id: words
                label: Words
                type: list
                default: [one, two]
              - id: pass
                label: Password
                type: secret
                account: ${name}
                kept-as: thing/${name}
            parts:
              - id: part
                title: Part
                steps:
                  - id: first
                    kind: test.step
                    with:
                      name: ${name} of ${lab.name} $${literal}
                      port: 8080
                      tags: ["${words}", three]
                      set: {a/b: "${name}"}
                      password: ${pass}
                      host: ${server}
                      on: true
                  - id: second
                    kind: test.step
                    with: {name: x}
            """;

    private static RecipeReader.Reading read(String text) {
        return new RecipeReader(Kinds.of(List.of(KIND, CHECK)), Map.of("openstack", List.of("current", "old"))).read(text, "my.yaml");
    }

    private static Lab lab() {
        return Lab.named("Lab").withHosts(List.of(new HostProfile("box", "10.0.0.9", 22, "me", null)));
    }

    @Test
    void placeholdersBecomeTypedValues() {
        Recipe recipe = read(GOOD).recipe().orElseThrow(() -> new AssertionError(read(GOOD).problems()));
        Answers answers = Answers.of(recipe, lab(), Map.of("server", "box"));
        assertEquals(List.of(), answers.problems());
        List<ValueProblem> found = new ArrayList<>();
        Values with = answers.values(recipe.parts().getFirst().steps().getFirst(), KIND, new MemorySecrets(), found);
        assertEquals(List.of(), found);
        assertEquals("10.0.0.9-x of Lab ${literal}", with.text("name"));
        assertEquals(8080, with.number("port"));
        assertEquals(List.of("one", "two", "three"), with.list("tags"));
        assertEquals(Map.of("a/b", "10.0.0.9-x"), with.map("set"));
        assertEquals("box", with.host("host"));
        assertEquals("small", with.text("size"));
        assertTrue(with.flag("on"));
        assertEquals("\"$PASS\"", with.variable("password"));
        assertEquals(Optional.of("thing/10.0.0.9-x"), answers.secret("pass").map(s -> s.key().part()));
        assertEquals(List.of("first"), recipe.parts().getFirst().steps().get(1).after(), "one after the other");
    }

    @Test
    void aTextThatAKindTakesAsAFolderIsOne() {
        String text = GOOD.replace("  - id: words\n", "  - id: installers\n    label: Installers\n  - id: words\n");
        Recipe plain = read(text).recipe().orElseThrow(() -> new AssertionError(read(text).problems()));
        assertEquals(ValueType.TEXT, plain.parameter("installers").orElseThrow().type());
        Recipe used = read(text.replace("{name: x}", "{name: x, from: \"${installers}\"}")).recipe().orElseThrow();
        assertEquals(ValueType.FOLDER, used.parameter("installers").orElseThrow().type());
        assertEquals("/srv", Answers.of(used, lab(), Map.of("installers", " /srv ")).text("installers"), "as a path");
        Recipe below = read(text.replace("{name: x}", "{name: x, from: \"${installers}/windows\"}")).recipe().orElseThrow();
        assertEquals(ValueType.TEXT, below.parameter("installers").orElseThrow().type(), "a part of one is none");
    }

    @Test
    void whatIsNotAskedForHasNoValueAndNoProblem() {
        Recipe recipe = read(GOOD).recipe().orElseThrow();
        Answers none = Answers.of(recipe, lab(), Map.of("words", "x, y\nz"));
        assertEquals(List.of(), none.problems());
        assertEquals("", none.text("name"), "its condition does not hold");
        assertEquals("x,y,z", none.text("words"));
        assertEquals(List.of("server", "words", "pass"), none.active().stream().map(RecipeParameter::id).toList());
        assertEquals("name", Answers.of(recipe, lab(), Map.of("server", "box", "name", "Not Good")).problems().getFirst().parameter());
        assertTrue(Answers.of(recipe, lab(), Map.of("server", "other")).problems().getFirst().message().contains("it has box"));
        assertTrue(Answers.of(recipe, lab(), Map.of("what", "x")).problems().getFirst().message().contains("no parameter what"));
        assertTrue(Answers.of(recipe, lab(), Map.of("pass", "secret")).problems().getFirst().message().contains("where others can read it"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recipe: 1               | recipe: 2                 | 1  | recipe                         | version of the format
            title: Mine             | titel: Mine               | 3  | titel                          | There is no key titel here
            openstack: [current]    | openstack: [new]          | 5  | suits.openstack                | current, old
            type: host              | type: hots                | 9  | parameters[0].type             | There is no type hots
            ${server.address}-x     | ${nobody}                 | 12 | parameters[1].default          | Nothing is called ${nobody}
            '[a-z0-9.-]+'           | '[a-z'                    | 13 | parameters[1].pattern          | no regular expression
            when: server given      | when: server maybe        | 14 | parameters[1].when             | is no condition
            port: 8080              | port: many                | 32 | parts[0].steps[0].with.port    | no whole number
            port: 8080              | prot: 8080                | 32 | parts[0].steps[0].with.prot    | takes no prot
            password: ${pass}       | password: clear           | 35 | parts[0].steps[0].with.password | never stands in a recipe
            port: 8080              | port: ${pass}             | 32 | parts[0].steps[0].with.port    | is a secret and cannot stand here
            name: x                 | size: big                 | 40 | parts[0].steps[1].with.name    | needs name
            kind: test.step         | kind: test.check          | 29 | parts[0].steps[0].kind         | but one of check
            id: second              | id: first                 | 38 | parts[0].steps[1].id           | Two steps are called first
            id: second              | id: Second Step           | 38 | parts[0].steps[1].id           | small letters
            """)
    void everyMistakeIsToldWithItsPlace(String good, String bad, int line, String field, String message) {
        String text = GOOD.contains(good) ? GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)) : "";
        List<RecipeProblem> problems = read(text).problems();
        assertTrue(problems.stream().anyMatch(p -> p.place().startsWith("my.yaml:" + line + ":") && p.field().equals(field) && p.message().contains(message)),
                problems.toString());
    }

    @Test
    void allProblemsAreToldAtOnce() {
        String text = GOOD.replace("type: host", "type: hots").replace("port: 8080", "port: many").replace("title: Mine", "titel: Mine")
                .replace("kind: test.step\n        with: {name: x}", "kind: nothing");
        assertTrue(read(text).problems().size() >= 4, read(text).problems().toString());
    }

    @Test
    void stepsThatWaitForEachOtherAreNamed() {
        List<RecipeProblem> problems = read(GOOD.replace("with: {name: x}", "with: {name: x}\n      - id: third\n        kind: test.step\n        with: {name: y}")
                .replace("- id: first\n        kind", "- id: first\n        after: [third]\n        kind")).problems();
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.getFirst().message().contains("first needs"), problems.toString());
    }

    @Test
    void whatIsNoRecipeAtAllIsRefusedQuickly() {
        for (String text : new String[] { "", "- a", "recipe: [", "a: &x 1\nb: *x", "{".repeat(20_000), "recipe: 1\nid: x\ntitle: y\nparts: 3" }) {
            assertTrue(read(text).recipe().isEmpty(), text.substring(0, Math.min(20, text.length())));
            assertTrue(!read(text).problems().isEmpty());
        }
    }

    @Test
    void conditionsReadAsTheySound() {
        Map<String, String> values = Map.of("a", "x", "b", "");
        for (String holds : List.of("", "a = x", "a = y | x", "a != y", "b not given", "a given and b not given and a = x")) {
            assertTrue(Condition.of(holds).holds(n -> values.getOrDefault(n, "")), holds);
        }
        for (String not : List.of("a = y", "a != x", "b given", "a given and b given")) {
            assertTrue(!Condition.of(not).holds(n -> values.getOrDefault(n, "")), not);
        }
    }
}
