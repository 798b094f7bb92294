package org.campanile.reallab.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.campanile.core.config.IniFile;
import org.campanile.core.config.IniText;
import org.campanile.core.config.Mistake;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real oslo.config, which the real lab's services read their files with, is asked whether it reads what we read and wrote. */
class OsloConfigTest {

    private static final int FILES = 400;

    /** Prints for each file given: "refused", or one line "section TAB key TAB value" for each option and value, escaped. */
    private static final String ORACLE = """
            import sys
            from oslo_config import iniparser
            class P(iniparser.BaseParser):
                def __init__(self): self.s = None; self.out = []
                def new_section(self, s): self.s = s
                def assignment(self, k, v):
                    if self.s is None: raise ValueError(k)
                    self.out.append('\\t'.join([self.s, k, '\\n'.join(v)]).encode('unicode_escape').decode())
            for name in sys.argv[1:]:
                p = P()
                print('== ' + name)
                try:
                    with open(name, encoding='utf-8', newline='\\n') as f: p.parse(f)
                    for l in p.out: print(l)
                except (ValueError, iniparser.ParseError):
                    print('refused')
            """;

    private Path temp;

    /** In the lab's own state, which is there wherever its packages are. */
    @BeforeEach
    void makeFolder() throws IOException {
        Path state = Path.of(Objects.requireNonNullElse(System.getenv("REAL_LAB_STATE"), "/var/lib/real-lab"), "tmp");
        temp = Files.createTempDirectory(Files.createDirectories(state), "oslo");
    }

    @AfterEach
    void removeFolder() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<String> python(String program, List<String> words) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", program));
        command.addAll(words);
        return LabMachine.inLab(command.toArray(String[]::new)).lines().toList();
    }

    @Test
    void oddFilesAreReadAsOsloConfigReadsThem() throws Exception {
        Random random = new Random(23);
        String[] pieces = { "[a]\n", "[DEFAULT]\n", "x = 1\n", "y: 2\n", " more\n", "\tmore = 3\n", "\n", "# c\n", ";c\n", "z=\n", "q = \"v\"\n", "r='\n", "s = a=b:c\n",
                "t : \n", "  # in\n", "u = 'a\" \n", "[b\n", "no\n", "= 4\n", "[]\n", "v =\t5  \r\n", "[c]\r\n", "w   =  é ü\n", "   \n" };
        List<String> names = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "[DEFAULT]\n");
            for (int n = random.nextInt(9); n >= 0; n--) {
                // what is refused comes seldom, so that most files are read
                text.append(pieces[random.nextInt(random.nextInt(6) == 0 ? pieces.length : 14)]);
            }
            Path file = temp.resolve("f" + i);
            Files.writeString(file, text);
            names.add(file.toString());
        }
        List<String> ours = new ArrayList<>();
        int read = 0;
        for (String name : names) {
            ours.add("== " + name);
            IniFile file = IniFile.of(Files.readAllBytes(Path.of(name)));
            if (file.mistakes().stream().anyMatch(Mistake::fatal)) {
                ours.add("refused");
                continue;
            }
            read++;
            file.inOrder().forEach(o -> ours.add(escaped(String.join("\t", o))));
        }
        assertEquals(python(ORACLE, names), ours);
        assertTrue(read > FILES / 4, read + " files were read");
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : c == '\\' ? "\\\\"
                : c > 126 || c < 32 ? "\\x%02x".formatted(c) : Character.toString(c)));
        return out.toString();
    }

    @Test
    void aServiceGetsTheValuesThatWereSetLiterally() throws Exception {
        List<String> values = List.of("plain", "pa$$word", "$other", "a\\$b", "${x}", "\"quoted\"", " outer ", "ünç|&\\/", "a#b;c", "100%", "'", "x=y:z");
        IniFile file = IniFile.of("# by hand\r\n[DEFAULT]\r\nother = O\r\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < values.size(); i++) {
            file = file.set("keystone_authtoken", "p" + i, IniText.literal(values.get(i)));
        }
        Path conf = temp.resolve("a.conf");
        Files.write(conf, file.bytes());
        List<String> read = python("""
                import sys
                from oslo_config import cfg
                c = cfg.ConfigOpts()
                n = int(sys.argv[2])
                c.register_opts([cfg.StrOpt('p%d' % i) for i in range(n)], group='keystone_authtoken')
                c.register_opts([cfg.StrOpt('other')])
                c(['--config-file', sys.argv[1]], project='x')
                for i in range(n): print(getattr(c.keystone_authtoken, 'p%d' % i))
                """, List.of(conf.toString(), Integer.toString(values.size())));
        assertEquals(values, read);
        IniFile again = file;
        for (int i = 0; i < values.size(); i++) {
            assertEquals(Optional.of(values.get(i)), again.resolved("keystone_authtoken", "p" + i));
        }
    }
}
