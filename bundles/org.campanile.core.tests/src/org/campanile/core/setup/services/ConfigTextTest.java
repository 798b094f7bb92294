package org.campanile.core.setup.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.config.IniFile;
import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.Values;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.setup.services.ConfigSpec.Format;
import org.campanile.core.setup.services.ConfigText.Setting;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

/** The data of the configuration files, values put into addresses, and values that are caught before. */
class ConfigTextTest {

    private static final SecretKey KEY = new SecretKey("lab", "broker", "");

    private final MemorySecrets secrets = new MemorySecrets();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Values murano() {
        Map<String, Object> with = new HashMap<>(Map.of("host", "devbox", "bind-host", "0.0.0.0", "bind-port", 8082L, "broker-host", "10.0.0.5", "broker-port", 5672L,
                "broker-user", "openstack", "broker-vhost", "/", "keystone-url", "http://10.0.0.5:5000"));
        with.put("broker-password", new SecretValue(KEY, "BROKER_PASSWORD"));
        return Values.of(with, secrets);
    }

    @Test
    void allDataFilesAreReadAndTheirKindsAreInTheSetUp() {
        for (Kind kind : ServiceKinds.all()) {
            assertTrue(SetupKinds.all().step(kind.id()).isPresent(), kind.id());
            assertFalse(kind.summary().isEmpty() || kind.parameters().stream().anyMatch(p -> p.help().isEmpty()), kind.id());
        }
        for (String name : List.of("murano", "murano-api", "conductor", "dashboard", "murano-api-paste")) {
            ConfigSpec spec = ConfigSpec.read(name);
            spec.options().forEach(o -> {
                Map<String, String> all = new LinkedHashMap<>();
                spec.parameters().forEach(p -> all.put(p.name(), "1"));
                assertTrue(ConfigText.fill(o.value(), all).isPresent(), name + " " + o.option());
            });
        }
    }

    @Test
    void secretsInAddressesAreEncodedAndAnUnknownOneFitsWhatIsThere() throws FailureException {
        ConfigKind kind = new ConfigKind(ConfigSpec.read("murano"));
        Values with = murano();
        List<Setting> unknown = kind.settings(with, kind.values(with));
        secrets.store(KEY, Secret.of("pä$$/@:w"));
        byte[] file = ConfigText.apply(Format.OSLO, bytes("[DEFAULT]\n#transport_url = rabbit://\n"), kind.settings(with, kind.values(with)), List.of(), List.of());
        assertEquals(Optional.of("rabbit://openstack:p%C3%A4%24%24%2F%40%3Aw@10.0.0.5:5672/%2F"), IniFile.of(file).resolved("DEFAULT", "transport_url"));
        assertEquals(text(file), text(ConfigText.apply(Format.OSLO, file, unknown, List.of(), List.of())));
        byte[] other = bytes(text(file).replace("10.0.0.5:5672", "10.0.0.6:5672"));
        assertFalse(text(other).equals(text(ConfigText.apply(Format.OSLO, other, unknown, List.of(), List.of()))));
        assertEquals(Optional.empty(), IniFile.of(file).get("rabbitmq", "password"));
    }

    @Test
    void odderFormatsKeepWhatIsNotOurs() {
        List<Setting> shell = List.of(new Setting("", "A", "x y", true));
        assertEquals("export A='x y' # c\nB=1\n", text(ConfigText.apply(Format.SHELL, bytes("\uFEFFexport A='1' # c\r\nB=1\r\n"), shell, List.of(), List.of())));
        List<Setting> python = List.of(new Setting("", "MURANO_API_URL", "http://h:8082", false), new Setting("", "MURANO_API_INSECURE", "true", true));
        String once = text(ConfigText.apply(Format.PYTHON, bytes("X = 1\nMURANO_API_URL = 'a'\nMURANO_API_URL = 'a'\n"), python, List.of("X"), List.of()));
        assertEquals("MURANO_API_URL = 'http://h:8082'\nMURANO_API_INSECURE = True\n", once);
        assertEquals(once, text(ConfigText.apply(Format.PYTHON, bytes(once), python, List.of(), List.of())));
        List<Setting> paste = List.of(new Setting("filter:authtoken", "admin_password", "100%", true));
        assertEquals("[filter:authtoken]\nadmin_password=100%%\n", text(ConfigText.apply(Format.PASTE, bytes("[filter:authtoken]\nadmin_password=x\n"), paste, List.of(), List.of())));
        assertEquals("[a]\ny = 2\n", text(ConfigText.apply(Format.OSLO, bytes("[a]\nx = 1\ny = 2\n"), List.of(), List.of("a/x"), List.of())));
    }

    @Test
    void valuesThatBreakSomethingAreCaughtBefore() throws FailureException {
        ConfigKind old = new ConfigKind(ConfigSpec.read("conductor"));
        for (String bad : List.of("a|b", "a/b", "a&b", "a\\b", "a<b", "a b", "aé")) {
            secrets.store(KEY, Secret.of(bad));
            List<ValueProblem> found = old.problems(Values.of(Map.of("host", "h", "broker-host", "b", "broker-user", "u", "broker-vhost", "v", "keystone-url", "http://k",
                    "broker-password", new SecretValue(KEY, "P")), secrets));
            assertTrue(found.stream().anyMatch(p -> p.parameter().equals("broker-password")), bad);
            assertFalse(found.toString().contains(bad), found.toString());
        }
        ConfigKind paste = new ConfigKind(ConfigSpec.read("murano-api-paste"));
        for (String bad : List.of(" outer", "\"quoted\"", "cut ;here")) {
            secrets.store(KEY, Secret.of(bad));
            List<ValueProblem> found = paste.problems(Values.of(Map.of("host", "h", "keystone-host", "k", "admin-password", new SecretValue(KEY, "P")), secrets));
            assertEquals(List.of("admin-password"), found.stream().map(ValueProblem::parameter).toList(), bad);
            assertFalse(found.toString().contains(bad), found.toString());
        }
        secrets.store(KEY, Secret.of("it's 100% \"$x\" #;ü漢"));
        assertEquals(List.of(), paste.problems(Values.of(Map.of("host", "h", "keystone-host", "k", "admin-password", new SecretValue(KEY, "P")), secrets)));
        ConfigKind now = new ConfigKind(ConfigSpec.read("murano"));
        secrets.store(KEY, Secret.of("a|b/&\\<é"));
        assertEquals(List.of(), now.problems(murano()));
        Map<String, Object> database = new HashMap<>(murano().raw());
        database.put("database-password", new SecretValue(KEY, "P"));
        assertEquals(List.of("Database password has é in it, which breaks logins by PyMySQL, the driver of Murano's database."),
                now.problems(Values.of(database, secrets)).stream().map(ValueProblem::message).toList());
        secrets.store(KEY, Secret.of("two\nlines"));
        assertEquals(List.of("broker-password"), now.problems(murano()).stream().map(ValueProblem::parameter).toList());
        Map<String, Object> odd = new HashMap<>(murano().raw());
        odd.put("bind-port", 70_000L);
        odd.put("path", "relative");
        odd.put("set", Map.of("a/b=c", "x"));
        assertEquals(List.of("path", "bind-port", "broker-password", "set"), now.problems(Values.of(odd, secrets)).stream().map(ValueProblem::parameter).toList());
    }

    @Test
    void theLineOfALogThatTellsMostIsFound() {
        List<String> log = List.of("2026-11-22 03:00:00.000 1 INFO murano [-] starting", "2026-11-22 03:00:01.000 1 ERROR murano [-] Unhandled error",
                "2026-11-22 03:00:01.000 1 ERROR murano Traceback (most recent call last):", "2026-11-22 03:00:01.000 1 ERROR murano   File \"x.py\", line 1",
                "2026-11-22 03:00:01.000 1 ERROR murano sqlalchemy.exc.OperationalError: Access denied for user murano://u:geheim@h", "2026-11-22 03:00:02.000 1 INFO murano [-] done");
        assertEquals(Optional.of("sqlalchemy.exc.OperationalError: Access denied for user murano://u:***@h"), ServiceWatch.telling(log));
        assertEquals(Optional.of("2026-11-22 03:00:01.000 1 ERROR murano [-] Unhandled error"), ServiceWatch.telling(log.subList(0, 2)));
        assertEquals(Optional.empty(), ServiceWatch.telling(log.subList(0, 1)));
    }

    /** The block of Murano's own set-up says more than ours, which is for where there is none. */
    @Test
    void aBlockThatIsThereIsKeptAndOneThatIsNotIsAdded() {
        List<String> block = ConfigSpec.read("dashboard-block").block();
        String theirs = "A = 1\n#START_MURANO_DASHBOARD\nfrom x import y\nINSTALLED_APPS += ('muranodashboard',)\n#END_MURANO_DASHBOARD\n";
        assertEquals(theirs, text(ConfigText.apply(Format.PYTHON, bytes(theirs), List.of(), List.of(), block)));
        assertEquals(theirs, text(ConfigText.apply(Format.PYTHON, bytes(theirs + theirs.substring(6)), List.of(), List.of(), block)));
        String ours = "A = 1\n#START_MURANO_DASHBOARD\n" + String.join("\n", block) + "\n#END_MURANO_DASHBOARD\n";
        assertEquals(ours, text(ConfigText.apply(Format.PYTHON, bytes("A = 1\n"), List.of(), List.of(), block)));
        assertEquals(ours, text(ConfigText.apply(Format.PYTHON, bytes("A = 1\n#START_MURANO_DASHBOARD\nB = 2\n#END_MURANO_DASHBOARD\n"), List.of(), List.of(), block)));
    }
}
