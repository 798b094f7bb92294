package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The four formats. */
class OutputTest {

    private final Rows rows = Rows.of("name", "count", "tags").add("one, \"two\"", 7, List.of("a", "b")).add(null, 12, List.of()).add("=cmd()", -1, List.of());

    private static String print(Format format, Rows rows) {
        StringWriter out = new StringWriter();
        new Output(new PrintWriter(out), format).rows(rows);
        return out.toString();
    }

    private static String print(Format format, Map<String, Object> thing) {
        StringWriter out = new StringWriter();
        new Output(new PrintWriter(out), format).thing(thing);
        return out.toString();
    }

    @Test
    void aTableIsAlignedWithNumbersToTheRight() {
        assertEquals("""
                name        count  tags
                ----------  -----  ----
                one, "two"      7  a, b
                               12
                =cmd()         -1
                """, print(Format.table, rows).replace(System.lineSeparator(), "\n"));
        assertEquals("(nothing)", print(Format.table, Rows.of("name")).strip());
    }

    @Test
    void wideCharactersTakeTwoCellsAndMarksNone() {
        assertEquals("""
                name  state
                ----  -----
                \u4e3b\u673a  up
                e\u0301t\u00e9   down
                """, print(Format.table, Rows.of("name", "state").add("\u4e3b\u673a", "up").add("e\u0301t\u00e9", "down")).replace(System.lineSeparator(), "\n"));
    }

    @Test
    void columnsAreChosenAndRowsSortedInEachFormat() {
        Rows some = Rows.of("name", "disk_format", "size").add("b", "raw", 9).add("a", "qcow2", 10).add("c", null, null);
        List<String> wrong = new ArrayList<>();
        StringWriter out = new StringWriter();
        new Output(new PrintWriter(out), Format.csv, new Columns(List.of("SIZE", "disk format", "none"), "-size", wrong::add)).rows(some);
        assertEquals("size,disk_format\r\n,\r\n10,qcow2\r\n9,raw\r\n", out.toString());
        assertEquals(List.of("There is no column none; there are name, disk_format, size."), wrong);
        out.getBuffer().setLength(0);
        new Output(new PrintWriter(out), Format.json, new Columns(List.of("name"), "name", wrong::add)).rows(some);
        assertEquals("[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]", new Bench.Result(0, out.toString(), "").json().toString());
        out.getBuffer().setLength(0);
        new Output(new PrintWriter(out), Format.json, new Columns(List.of("two"), "", wrong::add)).thing(new LinkedHashMap<>(Map.of("one", 1, "two", 2)));
        assertEquals("{\"two\":2}", new Bench.Result(0, out.toString(), "").json().toString());
        assertEquals(1, wrong.size());
    }

    @Test
    void resultsThatWereLostAreKnownAndAReaderWhoLeftIsNoLoss() {
        for (String said : List.of("No space left on device", "Broken pipe")) {
            StandardOut stdout = new StandardOut(new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException(said);
                }
            });
            PrintWriter writer = new PrintWriter(stdout);
            writer.println("a result");
            writer.flush();
            assertEquals(said.startsWith("No space"), stdout.lost().isPresent());
        }
    }

    @Test
    void csvIsQuotedAndNoFormulaSurvives() {
        assertEquals("name,count,tags\r\n\"one, \"\"two\"\"\",7,\"a, b\"\r\n,12,\r\n'=cmd(),-1,\r\n", print(Format.csv, rows));
        assertEquals("name\r\n", print(Format.csv, Rows.of("name")));
    }

    @Test
    void jsonAndYamlKeepTypesAndEmptyValues() {
        Bench.Result json = new Bench.Result(0, print(Format.json, rows), "");
        assertEquals("{\"name\":null,\"count\":12,\"tags\":[]}", json.json().getAsJsonArray().get(1).toString());
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("name", null);
        second.put("count", 12);
        second.put("tags", List.of());
        assertEquals(second, ((List<?>) new Bench.Result(0, print(Format.yaml, rows), "").yaml()).get(1));
        assertEquals("[]", print(Format.json, Rows.of("name")).strip());
    }

    @Test
    void aThingIsReadableAndItsTimesAreNumbersForPrograms() {
        Map<String, Object> thing = new LinkedHashMap<>();
        thing.put("took", Duration.ofMillis(8153));
        thing.put("reasons", List.of("First.", "Second."));
        thing.put("none", List.of());
        thing.put("good", true);
        assertEquals("""
                field    value
                -------  -------
                took     8.1 s
                reasons  First.
                         Second.
                good     yes
                """, print(Format.table, thing).replace(System.lineSeparator(), "\n"));
        assertEquals("{\"took\":8.153,\"reasons\":[\"First.\",\"Second.\"],\"none\":[],\"good\":true}",
                new Bench.Result(0, print(Format.json, thing), "").json().toString());
        assertEquals("field,value\r\ntook,8.153\r\nreasons,\"First., Second.\"\r\nnone,\r\ngood,yes\r\n", print(Format.csv, thing));
    }

    @Test
    void whatAServerSaysDoesNotSteerTheTerminal() {
        String shown = print(Format.table, Rows.of("name").add("bell\u0007 \u001b[2J \u009b2J \u202e line\rend\nend"));
        for (String steering : List.of("\u001b", "\u0007", "\u009b", "\u202e", "\r")) {
            assertFalse(shown.replace(System.lineSeparator(), "").contains(steering), shown);
        }
    }
}
