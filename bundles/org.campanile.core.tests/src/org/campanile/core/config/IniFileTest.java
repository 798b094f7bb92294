package org.campanile.core.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Files of oslo.config as people write them by hand. */
class IniFileTest {

    private static final String ODD = """
            # written by hand; Größe
            [DEFAULT]
            debug=True
            verbose : False
              # still the value
            log_file = /var/log/$name.log
            name: murano

            multi = a
            multi = b

            [RabbitMQ]
            host = "a = b: c"
            #login = guest

            # the database of the service
            [database]
            connection = one
              two
            [DEFAULT]
            debug = False
            """;

    private static IniFile ini(String text) {
        return IniFile.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(IniFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void itIsReadAsOsloConfigDoes() {
        IniFile file = ini(ODD);
        assertEquals(List.of("DEFAULT", "RabbitMQ", "database"), file.sections());
        assertEquals(Optional.of("False"), file.get("DEFAULT", "debug"));
        assertEquals(List.of("True", "False"), file.values("DEFAULT", "debug"));
        assertEquals(Optional.of("False\n# still the value"), file.get("DEFAULT", "verbose"));
        assertEquals(Optional.of("/var/log/murano.log"), file.resolved("DEFAULT", "log_file"));
        assertEquals(Optional.of("a = b: c"), file.get("rabbitmq", "host"));
        assertEquals(Optional.empty(), file.get("default", "debug"));
        assertEquals(Optional.of("one\ntwo"), file.get("database", "connection"));
        assertEquals(List.of("a", "b"), file.values("DEFAULT", "multi"));
        assertEquals(List.of(new Mistake(5, "The comment is indented, so it is part of the value of verbose.", false)), file.mistakes());
    }

    @Test
    void aValueAloneIsReplaced() {
        IniFile file = ini(ODD).set("DEFAULT", "verbose", "True").set("RABBITMQ", "host", "10.0.0.5").set("DEFAULT", "debug", "True");
        assertEquals(ODD.replace("verbose : False\n  # still the value\n", "verbose : True\n").replace("\"a = b: c\"", "10.0.0.5")
                .replace("debug = False", "debug = True"), text(file));
        assertSame(file, file.set("DEFAULT", "debug", "True"));
    }

    @Test
    void aNewOptionGoesBelowItsExampleOrToTheEndOfItsSection() {
        assertEquals(ODD.replace("#login = guest\n", "#login = guest\nlogin = murano\n"), text(ini(ODD).set("rabbitmq", "login", "murano")));
        assertEquals(ODD.replace("  two\n", "  two\nmax_retries = -1\n"), text(ini(ODD).set("database", "max_retries", "-1")));
        assertEquals(ODD.replace("#login = guest\n", "#login = guest\nport = 5672\n"), text(ini(ODD).set("rabbitmq", "port", "5672")));
        assertEquals(ODD + "\n[murano]\nurl = http://a\n", text(ini(ODD).set("murano", "url", "http://a")));
        assertEquals("[a]\nx=1\ny=2\n", text(ini("[a]\nx=1").set("a", "y", "2")));
        assertEquals("[a]\nx = 1\n", text(IniFile.empty().set("a", "x", "1")));
    }

    @Test
    void manyValuesGoTogetherAndLongOnesStayInPlace() {
        assertEquals(ODD.replace("multi = a\nmulti = b\n", ""), text(ini(ODD).remove("DEFAULT", "multi")));
        assertEquals(ODD.replace("connection = one\n  two\n", "connection = a\n    b\n    c\n"), text(ini(ODD).set("database", "connection", "a\nb\nc")));
    }

    @Test
    void valuesComeBackAsTheyWereSet() {
        for (String value : List.of("", " a ", "\"a\"", "'", "a\"", "x # y", "[x]", "=:", "ünç|&\\/", "a\nb", "%(here)s", "#x", "a  ")) {
            assertEquals(Optional.of(value), ini(ODD).set("DEFAULT", "debug", value).get("DEFAULT", "debug"), value);
            assertEquals(Optional.of(value), ini(ODD).set("new", "x", value).get("new", "x"), value);
        }
        String password = "pa$$wo$rd$";
        assertEquals(Optional.of(password), ini(ODD).set("DEFAULT", "p", IniText.literal(password)).resolved("DEFAULT", "p"));
        assertThrows(IllegalArgumentException.class, () -> ini(ODD).set("DEFAULT", "a b=c", "x"));
        assertThrows(IllegalArgumentException.class, () -> ini(ODD).set("DEFAULT", "a", "x\n\ny"));
        assertThrows(IllegalArgumentException.class, () -> ini(ODD).set("a]", "a", "x"));
    }

    @Test
    void bytesOfOtherEncodingsMarksAndWindowsLineEndsStay() {
        byte[] latin = "\uFEFF[DEFAULT]\r\n# Gr\u00f6\u00dfe\r\na = 1\r\nb=2".getBytes(StandardCharsets.ISO_8859_1);
        latin[0] = (byte) 0xFE;
        byte[] marked = new byte[latin.length + 2];
        marked[0] = (byte) 0xEF;
        marked[1] = (byte) 0xBB;
        marked[2] = (byte) 0xBF;
        System.arraycopy(latin, 1, marked, 3, latin.length - 1);
        assertArrayEquals(marked, IniFile.of(marked).bytes());
        IniFile changed = IniFile.of(marked).set("DEFAULT", "a", "\u20ac").set("DEFAULT", "c", "3");
        byte[] want = new String(marked, StandardCharsets.ISO_8859_1).replace("a = 1", "a = \u00e2\u0082\u00ac").replace("b=2", "b=2\r\nc = 3\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(new String(want, StandardCharsets.ISO_8859_1), new String(changed.bytes(), StandardCharsets.ISO_8859_1));
        assertTrue(IniFile.of(marked).mistakes().getFirst().message().contains("byte order mark"));
    }

    @Test
    void anyBytesComeBackAsTheyWere() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            String letters = "ab=:[]#; \t\r\n\n\n\"'$\u00c3\u00a9\u00ff";
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : (byte) letters.charAt(random.nextInt(letters.length()));
            }
            assertArrayEquals(bytes, IniFile.of(bytes).bytes());
            IniFile changed = IniFile.of(bytes).set("s", "zz", "v");
            assertEquals(Optional.of("v"), changed.get("s", "zz"));
            assertEquals(Optional.empty(), changed.remove("s", "zz").get("s", "zz"));
        }
    }

    @Test
    void whatTheReaderRefusesIsSaid() {
        assertEquals(List.of(1, 2, 4, 5, 6), ini(" x\nno sign\n[a]\n= 1\n[b\n[]\n").mistakes().stream().map(Mistake::line).toList());
        assertEquals("Option a stands before the first section.", ini("a = 1\n").mistakes().getFirst().message());
    }

    @Test
    void differencesShowNoPasswords() {
        String diff = "+password = geheim\n-connection = mysql://u:pw@h/db?x\n token_cache_time = 300\n+export RABBITMQ_PASSWORD='x y'\n #admin_password = a\n"
                + "+url = rabbit://u:p@ss@h:5672,v:q@i:5672/\n host = a\n+service_token = 12345\n+secret = $ecret\n insecure_token_check = true\n";
        assertEquals("+password = ***\n-connection = mysql://u:***@h/db?x\n token_cache_time = 300\n+export RABBITMQ_PASSWORD=***\n #admin_password = ***\n"
                + "+url = rabbit://u:***@i:5672/\n host = a\n+service_token = ***\n+secret = ***\n insecure_token_check = true\n", Redaction.hideInDiff(diff));
    }

    @Test
    void aLineThatIsNotUtf8IsFound() {
        byte[] latin = "[DEFAULT]\r\n# Köln\r\na=1\r\n".getBytes(StandardCharsets.ISO_8859_1);
        IniFile file = IniFile.of(latin);
        assertEquals(Optional.of(2), file.notUtf8().map(Mistake::line));
        assertEquals(List.of(), file.mistakes());
        assertArrayEquals("[DEFAULT]\r\n# Köln\r\na=2\r\n".getBytes(StandardCharsets.ISO_8859_1), file.set("DEFAULT", "a", "2").bytes());
        assertEquals(Optional.empty(), IniFile.of("[DEFAULT]\na = ü漢\uD83D\uDE00\n".getBytes(StandardCharsets.UTF_8)).notUtf8());
    }
}
