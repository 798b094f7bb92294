package org.campanile.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are sourced, and the dashboard's settings. */
class ShellFileTest {

    private static final String BINDING = """
            # lab
            LAB_HOST='10.0.0.5'
            export ADMIN_USER="admin"   # who
            ADMIN_PASSWORD=swordfish
            AUTH_URL="http://${LAB_HOST}:5000/v2.0"
            RABBITMQ_HOST=$LAB_HOST
            BRANCH_NAME=${BRANCH:-release-0.2}
            if [ -z "$X" ]; then echo no; fi
            """;

    @TempDir
    private Path temp;

    private static ShellFile shell(String text) {
        return ShellFile.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ShellFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void itIsReadAsTheShellDoes() {
        ShellFile file = shell(BINDING);
        assertEquals(List.of("LAB_HOST", "ADMIN_USER", "ADMIN_PASSWORD", "AUTH_URL", "RABBITMQ_HOST", "BRANCH_NAME"), file.names());
        assertEquals(Optional.of("http://10.0.0.5:5000/v2.0"), file.get("AUTH_URL"));
        assertEquals(Optional.of("release-0.2"), file.get("BRANCH_NAME"));
        assertEquals(List.of(), file.mistakes());
    }

    @Test
    void aValueAloneIsReplacedInItsQuotes() {
        assertEquals(BINDING.replace("'10.0.0.5'", "'h'").replace("\"admin\"", "\"\\$x\""), text(shell(BINDING).set("LAB_HOST", "h").set("ADMIN_USER", "$x")));
        ShellFile file = shell(BINDING);
        assertSame(file, file.set("AUTH_URL", "http://10.0.0.5:5000/v2.0"));
        assertEquals(BINDING.replace("BRANCH:-release-0.2}\n", "BRANCH:-release-0.2}\nSSL_ENABLED=false\n"), text(file.set("SSL_ENABLED", "false")));
        assertEquals(BINDING.replace("ADMIN_PASSWORD=swordfish\n", ""), text(file.remove("ADMIN_PASSWORD")));
        assertEquals(BINDING.replace("RABBITMQ_HOST=", "BROKER="), text(file.rename("RABBITMQ_HOST", "BROKER")));
    }

    @Test
    void valuesComeOutOfTheShellAsTheyWereSet() throws Exception {
        Random random = new Random(5);
        ShellFile file = shell("A=\"x\"\nB='y'\nC=z\nexport D=\"$A\" # d\n");
        List<String> names = List.of("A", "B", "C", "D", "E");
        for (int round = 0; round < 60; round++) {
            StringBuilder expected = new StringBuilder();
            for (String name : names) {
                StringBuilder value = new StringBuilder();
                for (int i = random.nextInt(8); i > 0; i--) {
                    value.append("ab1 '\"$\\`!#&|;(){}*?~é=".charAt(random.nextInt(23)));
                }
                file = file.set(name, value.toString());
                assertEquals(Optional.of(value.toString()), file.get(name));
                expected.append(value).append('\n');
            }
            Path script = temp.resolve("s" + round);
            Files.write(script, file.bytes());
            Process sh = new ProcessBuilder("sh", "-c", ". " + script + "; printf '%s\\n' \"$A\" \"$B\" \"$C\" \"$D\" \"$E\"").start();
            assertEquals(expected.toString(), new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8), text(file));
        }
        assertTrue(text(file).contains(" # d"));
    }

    @Test
    void whatTheShellWouldStumbleOverIsSaidAndWindowsLineEndsAreRepaired() {
        ShellFile file = shell("\uFEFFA=1\r\nB=a b\r\nC = 3\r\nD=\"x\r\n");
        assertEquals(List.of(1, 1, 2, 3, 4), file.mistakes().stream().map(Mistake::line).toList());
        assertEquals("A=1\nB=a b\nC = 3\nD=\"x\n", text(file.plain()));
        assertEquals(3, file.plain().mistakes().size());
    }

    private String inShell(ShellFile file, String name) throws Exception {
        Path script = temp.resolve("one");
        Files.write(script, file.bytes());
        Process sh = new ProcessBuilder("sh", "-c", ". " + script + " 2>/dev/null; printf %s \"$" + name + "\"").start();
        return new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void linesThatPeopleWriteAreReadAndChangedAsTheShellReadsThem() throws Exception {
        String odd = """
                HOST_IP=$(echo 10.0.0.5 10.0.0.6 | cut -d' ' -f1)
                NAME=`echo "a b"`
                export A=1 B='2 3' # two
                C=4; D="5 6"
                IMAGE_URLS="http://a,\\
                http://b"
                TEXT="first
                second" # of two lines
                LONG=x\\
                y
                ENABLED_SERVICES+=,heat
                LAST=z""";
        ShellFile file = shell(odd);
        assertEquals(List.of(), file.mistakes());
        for (String name : List.of("A", "B", "C", "D", "IMAGE_URLS", "TEXT", "LONG", "LAST")) {
            assertEquals(inShell(file, name), file.get(name).orElseThrow(), name);
        }
        assertEquals(odd.replace("B='2 3'", "B='n'"), text(file.set("B", "n")));
        assertEquals(odd.replace("C=4;", "C='it'\\''s';"), text(file.set("C", "it's")));
        assertEquals(odd.replace("\"http://a,\\\nhttp://b\"", "\"u\""), text(file.set("IMAGE_URLS", "u")));
        assertEquals(odd.replace("\"first\nsecond\"", "\"t\""), text(file.set("TEXT", "t")));
        assertEquals(odd.replace("$(echo 10.0.0.5 10.0.0.6 | cut -d' ' -f1)", "10.0.0.7"), text(file.set("HOST_IP", "10.0.0.7")));
        assertEquals(odd.replace("export A=1 B", "export B"), text(file.remove("A")));
        assertEquals(odd.replace("C=4; D=", "D="), text(file.remove("C")));
        assertEquals(odd.replace("; D=\"5 6\"", ""), text(file.remove("D")));
        assertEquals(odd.replace("TEXT=\"first\nsecond\" # of two lines\n", ""), text(file.remove("TEXT")));
        ShellFile list = shell("OPTS=(a=1 b=\"2 3\") # bash\nB=2\n");
        assertEquals(List.of("OPTS", "B"), list.names());
        assertEquals(List.of(), list.mistakes());
        assertEquals(List.of(2), shell("A=1\nB='open\nC=2\n").mistakes().stream().map(Mistake::line).toList());
    }

    @Test
    void commentsBehindPythonsValuesStayAndTextsOfSeveralLinesAreNoSettings() {
        String python = "DEBUG = True  # why\nURL = 'http://a#b'\nABOUT = '''it's\nDEBUG = 1\n'''\n";
        SettingsFile file = SettingsFile.of(python.getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.of("True"), file.get("DEBUG"));
        assertEquals(Optional.of("http://a#b"), file.text("URL"));
        assertEquals(python.replace("= True", "= False"), new String(file.set("DEBUG", "False").bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void theDashboardsSettingsKeepWhatIsNotMuranos() {
        String python = "import os\nDEBUG = True\nINSTALLED_APPS = (\n    'a',\n)\nOPENSTACK_HOST = \"127.0.0.1\"\nMURANO_API_URL = 'http://a:8082'\n"
                + "MURANO_API_INSECURE = True\nMURANO_API_URL = 'http://b:8082'\nMURANO_API_INSECURE = True\nif DEBUG == 1:\n    X = 2\n";
        SettingsFile file = SettingsFile.of(python.getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.of("http://b:8082"), file.text("MURANO_API_URL"));
        assertEquals(Optional.empty(), file.get("INSTALLED_APPS"));
        assertEquals(Set.of("MURANO_API_URL", "MURANO_API_INSECURE"), file.repeated());
        SettingsFile clean = file.cleaned(file.repeated()).set("OPENSTACK_HOST", SettingsFile.quoted("it's")).set("NEW", "1");
        assertEquals(python.replace("MURANO_API_URL = 'http://a:8082'\nMURANO_API_INSECURE = True\n", "").replace("\"127.0.0.1\"", "'it\\'s'") + "NEW = 1\n",
                new String(clean.bytes(), StandardCharsets.UTF_8));
        assertEquals(Optional.of("it's"), clean.text("OPENSTACK_HOST"));
        List<String> block = List.of("a", "b");
        SettingsFile with = clean.withBlock(block);
        assertEquals(Optional.of(block), with.block());
        assertEquals(with.document(), with.withBlock(block).document());
        SettingsFile twice = SettingsFile.of((new String(with.bytes(), StandardCharsets.UTF_8) + "#START_MURANO_DASHBOARD\na\nb\n#END_MURANO_DASHBOARD\n")
                .getBytes(StandardCharsets.UTF_8));
        assertEquals(2, twice.blocks());
        assertEquals(with.document(), twice.withBlock(block).document());
        assertEquals(Optional.of(List.of("c")), twice.withBlock(List.of("c")).block());
        assertEquals(1, twice.withBlock(List.of("c")).blocks());
    }

    @Test
    void valuesThatBreakWhereTheyGoAreNamedBySign() {
        assertEquals(Optional.of("The password has | in it, which breaks sed, as Murano's installer does it: it is put there as it is."),
                ValueRule.SED.problem("The password", "a|b"));
        for (String bad : List.of("a/b", "a&b", "a\\b")) {
            assertTrue(ValueRule.SED.problem("x", bad).isPresent());
        }
        assertTrue(ValueRule.URL.problem("x", "a@b").isPresent() && ValueRule.XML.problem("x", "a<b").isPresent() && ValueRule.URL.problem("x", "ü").isPresent());
        assertTrue(ValueRule.PORT.problem("x", "70000").isPresent() && ValueRule.PORT.problem("x", "http").isPresent());
        assertEquals(Optional.empty(), ValueRule.of("url").problem("x", "abc-1.~"));
    }
}
