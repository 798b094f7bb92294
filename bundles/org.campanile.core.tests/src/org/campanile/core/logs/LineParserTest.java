package org.campanile.core.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineParserTest {

    private final LineParser parser = new LineParser(ZoneOffset.ofHours(2), LocalDate.of(2024, 3, 5));

    private void next(String line) {
        byte[] b = line.getBytes(StandardCharsets.UTF_8);
        parser.next(b, 0, b.length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
            "2013-10-01 12:00:00.123 1234 ERROR muranoconductor.app [-] boom~2013-10-01T10:00:00.123Z~ERROR",
            "2013-10-01 12:00:00 DEBUG muranoconductor.app [-] quiet~2013-10-01T10:00:00Z~DEBUG",
            "2013-10-01 12:00:00,500 INFO heat.engine started~2013-10-01T10:00:00.5Z~INFO",
            "2022-11-21 21:13:59.103221+00:00 [error] <0.222.0> closing AMQP connection~2022-11-21T21:13:59.103221Z~ERROR",
            "2022-11-21 21:13:59.103221+00:00 [notice] <0.222.0> Logging~2022-11-21T21:13:59.103221Z~INFO",
            "=ERROR REPORT==== 1-Oct-2013::12:00:00 ===~2013-10-01T10:00:00Z~ERROR",
            "[Tue Oct 01 12:00:00 2013] [error] [client 10.0.0.1] File does not exist~2013-10-01T10:00:00Z~ERROR",
            "[Tue Oct 01 12:00:00.123456 2013] [core:warn] [pid 12] odd~2013-10-01T10:00:00.123456Z~WARNING",
            "10.0.0.1 - - [01/Oct/2013:12:00:00 +0000] \"GET /horizon HTTP/1.1\" 500 12~2013-10-01T12:00:00Z~ERROR",
            "10.0.0.1 - admin [01/Oct/2013:12:00:00 -0100] \"GET /a HTTP/1.1\" 404 12~2013-10-01T13:00:00Z~WARNING",
            "Mar  4 12:00:00 devbox murano-api[12]: started~2024-03-04T10:00:00Z~INFO",
            "Dec 31 23:59:59 devbox kernel: eth0 failed~2023-12-31T21:59:59Z~ERROR",
            "2024-03-04T12:00:00.000123+0200 devbox murano-engine[7]: WARNING slow~2024-03-04T10:00:00.000123Z~WARNING",
            "2013-10-01 12:00:00.1234|DEBUG|Mirantis.Keero.WindowsAgent.Program|Starting~2013-10-01T10:00:00.1234Z~DEBUG",
            "2013-10-01 12:00:00.1234|Fatal|Agent|Cannot connect~2013-10-01T10:00:00.1234Z~CRITICAL",
            "10/1/2013 1:02:03 PM Import-Module CoreFunctions~2013-10-01T11:02:03Z~UNKNOWN",
            "10/1/2013 12:02:03 AM Import-Module CoreFunctions~2013-09-30T22:02:03Z~UNKNOWN"})
    void readsTimeAndSeverityOfEachFormat(String line, String time, LogSeverity severity) {
        next(line);
        assertEquals(Instant.parse(time), Instant.EPOCH.plus(parser.time(), ChronoUnit.MICROS));
        assertEquals(severity, parser.severity());
        assertFalse(parser.continuation());
    }

    @Test
    void aTracebackWithoutTimesBelongsToItsEntry() {
        next("2013-10-01 12:00:00.123 1 ERROR app failed");
        next("Traceback (most recent call last):");
        assertTrue(parser.continuation());
        next("  File \"/usr/lib/python/x.py\", line 3, in y");
        assertTrue(parser.continuation());
        assertEquals(LogSeverity.ERROR, parser.severity());
        next("2013-10-01 12:00:00.124 1 INFO app next");
        assertFalse(parser.continuation());
    }

    @Test
    void aTracebackThatOsloPrefixesLineByLineBelongsToItsEntry() {
        next("2013-10-01 12:00:00.123 1 ERROR app [-] failed");
        next("2013-10-01 12:00:00.123 1 TRACE app Traceback (most recent call last):");
        assertTrue(parser.continuation());
        next("2023-10-01 12:00:05.001 1 ERROR app Traceback (most recent call last):");
        assertFalse(parser.continuation(), "a traceback of a later moment begins an entry");
        next("2023-10-01 12:00:05.001 1 ERROR app   File \"x.py\", line 1");
        assertTrue(parser.continuation());
        next("2023-10-01 12:00:05.001 1 ERROR app ValueError: 7");
        assertTrue(parser.continuation());
        next("2023-10-01 12:00:05.002 1 ERROR app another");
        assertFalse(parser.continuation());
    }

    @Test
    void theOrderOfALogIsKeptWhenItsClockIsSetBack() {
        next("2023-10-01 12:00:05.001 1 INFO a");
        long before = parser.time();
        next("2023-10-01 11:00:05.001 1 INFO b");
        assertEquals(before, parser.time());
    }

    @Test
    void onlyTheMissingStackIsHarmless() {
        byte[] harmless = "2013-10-01 12:00:00 DEBUG heatclient 404 Not Found: The Stack (e5c) could not be found.".getBytes(StandardCharsets.UTF_8);
        byte[] other = "2013-10-01 12:00:00 ERROR glanceclient 404 Not Found: image ws-2012".getBytes(StandardCharsets.UTF_8);
        assertTrue(LineParser.harmless(harmless, 0, harmless.length));
        assertFalse(LineParser.harmless(other, 0, other.length));
    }

    @Test
    void oddLinesAreNoFailure() {
        for (String odd : new String[] {"", "[", "=", "=====================", "2013-99-99 99:99:99 ERROR x", "[Tue", "0000-00-00 00:00:00", "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"}) {
            next(odd);
        }
        assertEquals(Dates.NONE, parser.time());
    }
}
