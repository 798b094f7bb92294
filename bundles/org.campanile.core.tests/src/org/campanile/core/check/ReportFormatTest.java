package org.campanile.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.core.file.Csv;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportFormatTest {

    private static final String NASTY = "</failure><script>alert(1)</script> \"q\" 'a' & \u0000\u0007\uFFFF é 木 \uD83D\uDE00 ]]>";

    @TempDir
    Path folder;

    private static CheckReport report() {
        Finding bad = new Finding("broker.login", "Log in", "Broker", NASTY, Severity.ERROR, "=HYPERLINK(\"http://evil\")", "line one\nline two",
                "+1", "-do it, \"now\"", Optional.of(new Fix("broker.user", "Create user", "rabbitmqctl add_user <x>")),
                Instant.parse("2024-05-01T10:00:00Z"), Duration.ofMillis(1234));
        Finding warning = Finding.of(Severity.WARNING, "lab", "slow");
        return new CheckReport("Lab <one>", Instant.parse("2024-05-01T10:00:00.5Z"), Duration.ofMillis(1500), true, List.of(warning, bad),
                List.of(new CheckReport.Timing("broker.login", "Log in", Duration.ofMillis(1234))));
    }

    @Test
    void jsonHoldsEverything() {
        JsonObject json = JsonParser.parseString(ReportFormat.JSON.render(report())).getAsJsonObject();
        assertEquals("error", json.get("worst").getAsString());
        assertEquals(1, json.getAsJsonObject("counts").get("warning").getAsInt());
        JsonObject first = json.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertEquals(NASTY, first.get("subject").getAsString());
        assertEquals(1.234, first.get("seconds").getAsDouble());
        assertEquals("rabbitmqctl add_user <x>", first.getAsJsonObject("step").get("command").getAsString());
    }

    @Test
    void csvIsQuotedAndNoFormulaSurvives() {
        String csv = ReportFormat.CSV.render(report());
        assertTrue(csv.startsWith("severity,group,title,subject,evidence,"), csv);
        assertTrue(csv.contains(",\"'=HYPERLINK(\"\"http://evil\"\")\",\"line one\nline two\",'+1,\"'-do it, \"\"now\"\"\","), csv);
        assertTrue(csv.endsWith("\r\n"));
        assertEquals("\"'\t=1\"".replace("\"", ""), Csv.cell("\t=1"));
        assertEquals("'@SUM(1)", Csv.cell("@SUM(1)"));
        assertEquals("plain", Csv.cell("plain"));
        assertEquals("\" padded \"", Csv.cell(" padded "));
    }

    @Test
    void junitIsWellFormedWhateverTheEvidence() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(ReportFormat.JUNIT.render(report()).getBytes(StandardCharsets.UTF_8)));
        assertEquals("2", xml.getDocumentElement().getAttribute("tests"));
        assertEquals("1", xml.getDocumentElement().getAttribute("failures"));
        assertEquals("Lab <one>", xml.getDocumentElement().getAttribute("name"));
        assertEquals(1, xml.getElementsByTagName("failure").getLength());
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertEquals("ERROR", failure.getAttribute("type"));
        assertTrue(failure.getTextContent().contains("<script>alert(1)</script>"));
        assertTrue(failure.getTextContent().contains("\uFFFD"));
    }

    @Test
    void htmlIsSelfContainedEscapedAndKnowsLightAndDark() {
        String html = ReportFormat.HTML.render(report());
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;"));
        assertTrue(html.contains("prefers-color-scheme: dark"));
        assertFalse(html.matches("(?s).*(src|href)=.*"), "something is loaded from elsewhere");
        assertTrue(html.contains("1 error, 1 warning"));
        assertTrue(html.contains("<code>rabbitmqctl add_user &lt;x&gt;</code>"));
    }

    @Test
    void textTellsAllParts() {
        String text = ReportFormat.TEXT.render(report());
        for (String part : List.of("Lab <one>: 1 error, 1 warning", "[Error] Broker: Log in", "Cause: line one\n    line two", "Impact: +1",
                "Command: rabbitmqctl add_user <x>")) {
            assertTrue(text.contains(part), text);
        }
    }

    @Test
    void anExportIsThereWholeOrNotAtAll() throws Exception {
        Path file = folder.resolve("below").resolve("report.json");
        ReportFormat.JSON.save(report(), file);
        assertEquals(ReportFormat.JSON.render(report()), Files.readString(file));
        Failure failure = assertThrows(FailureException.class, () -> ReportFormat.CSV.save(report(), file.resolve("x.csv"))).failure();
        assertEquals(Failure.Kind.LOCAL, failure.kind());
        assertEquals(List.of(file), Files.list(file.getParent()).toList());
    }
}
