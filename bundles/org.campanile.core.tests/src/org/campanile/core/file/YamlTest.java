package org.campanile.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

class YamlTest {

    private static YamlSection parse(String text) throws FailureException {
        return Yaml.parse(text, "f.yaml", "reading");
    }

    @Test
    void valuesAreReadByTheirTypes() throws FailureException {
        YamlSection root = parse("a: 1\nb: true\nc: [x, 2]\nd: single\ne:\nf: {k: v, n: 3}\ng: [{h: i}]\n");
        assertEquals(1, root.integer("a", 0));
        assertEquals("1", root.text("a"));
        assertEquals(true, root.bool("b", false));
        assertEquals(List.of("x", "2"), root.texts("c"));
        assertEquals(List.of("single"), root.texts("d"));
        assertEquals("none", root.text("e", "none"));
        assertEquals(Map.of("k", "v", "n", "3"), root.textMap("f"));
        assertEquals("i", root.sections("g").getFirst().text("h"));
        assertEquals(Set.of("a", "b", "c", "d", "e", "f", "g"), root.keys());
        assertTrue(assertThrows(FailureException.class, () -> root.integer("d", 0)).failure().subject().endsWith("f.yaml:4:1"));
        assertTrue(root.bad("g[0].h", "no").failure().subject().endsWith("f.yaml:7:6"));
        assertTrue(root.bad("missing", "no").failure().subject().endsWith("f.yaml:1:1"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws FailureException {
        Map<String, Object> map = new LinkedHashMap<>();
        List<String> shared = List.of("same", "list");
        map.put("z", "first");
        map.put("null text", "null");
        map.put("number text", "12");
        map.put("bool text", "true");
        map.put("yes", "no");
        map.put("empty", "");
        map.put("lines", "one\ntwo\n  three\n");
        map.put("colon", "a: b # c");
        map.put("unicode", "木 \uD83D\uDE00 \u0007");
        map.put("long", "word ".repeat(100));
        map.put("one", shared);
        map.put("two", shared);
        map.put("nested", Map.of("list", List.of(Map.of("k", "v"))));
        String text = Yaml.write(map);
        assertEquals(map, parse(text).rest(Set.of()));
        assertTrue(text.startsWith("z: first\n"), text);
        assertTrue(text.endsWith("\n"));
        assertEquals(text, Yaml.write(parse(text).rest(Set.of())));
    }
}
