package org.campanile.core.setup.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** smb.conf as Samba 4.17 reads it; each expectation was compared with what its testparm says of the same text. */
class SmbConfTest {

    private static final Map<String, String> SHARE = share();

    private static Map<String, String> share() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("path", "/opt/share");
        values.put("read only", "no");
        values.put("guest ok", "no");
        return values;
    }

    private static Optional<String> value(String conf, String section, String parameter) {
        return SmbConf.parse(conf).value(section, parameter);
    }

    @Test
    void namesAreComparedAsSambaDoes() {
        assertEquals(Optional.of("Bad User"), value(" [ Glo bal ]\nMap  TO guest =  Bad User \n", "global", "map to guest"));
        assertEquals(Optional.of("LAB"), value("workgroup = LAB\n[x]\n", "global", "workgroup"));
        assertEquals(Optional.of("Q"), value("[GLOBALS]\nworkgroup=Q\n", "global", "work group"));
        assertEquals(Optional.of("yes"), value("[Share]\n PUBLIC=yes\n", "share", "guest ok"));
        assertEquals(Optional.of("no"), value("[share]\nWriteAble = yes\n", "share", "read only"));
        assertEquals(Optional.of("yes"), value("[share]\nread   onl y = no\nwrite ok = 0\n", "share", "read only"));
        assertEquals(Optional.empty(), value("[share]\nread_only = no\n", "share", "read only"));
        assertEquals(Optional.of("/second"), value("[sha re]\npath=/second\n", "Sha  Re", "directory"));
        assertEquals(Optional.empty(), value("[sha re]\npath=/second\n", "share", "path"));
    }

    @Test
    void linesGoOnAfterABackslashAndCommentsDoNot() {
        assertEquals(Optional.of("a b ; no comment"), value("[x]\ncomment = a \\\n   b ; no comment\n", "x", "comment"));
        assertEquals(Optional.of("a volume = c"), value("[x]\ncomment = a \\  \n volume = c\n", "x", "comment"));
        assertEquals(Optional.of("FOO"), value("netbios \\\nname = FOO\n", "global", "netbios name"));
        assertEquals(Optional.of("Bad User"), value("; comment \\\nmap to guest = Bad User\n", "global", "map to guest"));
        assertEquals(Optional.of("x y"), value("[dos]\r\ncomment = x \\\r\n y\r\n", "dos", "comment"));
        assertEquals(Optional.of("a\\b"), value("[x]\ncomment = a\\b \\", "x", "comment"));
        assertEquals(Optional.of("k"), value("[x]\n   \\\ncomment = k\n", "x", "comment"));
        assertEquals(Optional.of("a # b"), value("[x]\ncomment = a \\\n# b\n", "x", "comment"));
        assertEquals(List.of("x", "ab"), SmbConf.parse("[x]] path=/k\n[a\\\nb]\n").shares());
        assertEquals(Optional.empty(), value("[x] path=/k\n", "x", "path"));
    }

    @Test
    void theLastValueHoldsAndASectionThatIsThereTwiceIsOne() {
        String conf = "[Share]\npath=/a\n[other]\npath=/o\n[share]\npath=/b\nwrite ok = yes\nread only = yes\n";
        assertEquals(Optional.of("/b"), value(conf, "share", "path"));
        assertEquals(Optional.of("yes"), value(conf, "share", "read only"));
        assertEquals(List.of("Share", "other"), SmbConf.parse(conf).shares());
        assertEquals(List.of("/etc/x.%m"), SmbConf.parse("include = /etc/x.%m\n").includes());
    }

    @Test
    void aNewShareGoesToTheEndAndNothingElseMoves() {
        String conf = "# by hand\n[global]\n\tworkgroup = LAB\n[old]\n  path = /old";
        SmbConf with = SmbConf.parse(conf).with("share", SHARE);
        assertEquals(conf + "\n\n[share]\n   path = /opt/share\n   read only = no\n   guest ok = no\n", with.text());
        assertEquals(with.text(), with.with("SHARE", SHARE).text());
        assertEquals(conf + "\n\n", with.without("share").text());
        assertEquals("[share]\r\n   path = /opt/share\r\n   read only = no\r\n   guest ok = no\r\n",
                SmbConf.parse("a = b\r\n").with("share", SHARE).text().substring(9));
        assertEquals("[share]\n   path = /opt/share\n   read only = no\n   guest ok = no\n", SmbConf.parse("").with("share", SHARE).text());
    }

    @Test
    void aValueIsChangedWhereItIsWrittenInItsOwnSpelling() {
        String conf = "[Share] ; mine\n\tDirectory=/opt/old   \n  Write Able = no\n# why\n  public = yes\n\n[next]\npath=/n\n";
        assertEquals("[Share] ; mine\n\tDirectory=/opt/share\n  Write Able = yes\n# why\n  public = no\n\n[next]\npath=/n\n", SmbConf.parse(conf).with("share", SHARE).text());
        assertEquals("[global]\n  map to guest = Bad User\n  a = b\n", SmbConf.parse("[global]\n  map to guest = never\n  a = b\n")
                .with("global", Map.of("map to guest", "Bad User")).text());
        assertEquals("[share]\npath = /x\n", SmbConf.parse("[share]\npath = /x\nvalid users = a, \\\n  b\n").with("share", Map.of("valid users", "")).text());
        assertEquals("", SmbConf.parse("").with("share", Map.of("valid users", "")).text());
    }

    @Test
    void aLastLineThatIsOpenDoesNotSwallowTheNewSection() {
        SmbConf with = SmbConf.parse("[x]\npath = /x\ncomment = open \\").with("share", SHARE);
        assertEquals(Optional.of("/opt/share"), with.value("share", "path"));
        assertEquals(List.of("x", "share"), with.shares());
        assertEquals(Optional.of("open"), with.value("x", "comment"));
    }

    @Test
    void whatMeansTheSameIsNoChange() {
        String conf = "[share]\npath = /opt/share/\nread only = FALSE\npublic = off\n";
        assertEquals(Map.of(), SmbConf.parse(conf).lacking("share", SHARE));
        assertEquals(conf, SmbConf.parse(conf).with("share", SHARE).text());
    }

    @Test
    void whatSambaRefusesIsToldWithItsLine() {
        assertEquals(List.of("line 2: the header has no closing bracket", "line 3: there is no name before the equals sign", "line 5: \"garbage\" has no equals sign and is ignored"),
                SmbConf.parse("# x\n[share\n= 3\na = b\ngarbage\n").problems());
    }

    @Test
    void anyTextStaysToTheCharacterAndTakesAShare() {
        Random random = new Random(11);
        String[] pieces = { "[share]", "[global]", "[ a b ]", "path = /x", "; c", "# d", "\\", "\n", "\r\n", " ", "\t", "=", "guest ok=yes", "write able = no", "x", "[", "]", "\u00fc" };
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            SmbConf conf = SmbConf.parse(text.toString());
            assertEquals(text.toString(), conf.text());
            SmbConf with = conf.with("share", SHARE);
            assertEquals(Map.of(), with.lacking("share", SHARE), text.toString());
            assertEquals(with.text(), SmbConf.parse(with.text()).with("share", SHARE).text(), text.toString());
            assertEquals(Map.of(), SmbConf.parse(with.text()).lacking("share", SHARE), text.toString());
            assertFalse(SmbConf.parse(with.without("share").text()).has("share"), text.toString());
        }
    }

    @Test
    void aMarkOfTheByteOrderStaysInFront() {
        assertTrue(SmbConf.parse("\uFEFF[global]\na=b\n").with("share", SHARE).text().startsWith("\uFEFF[global]\na=b\n"));
    }
}
