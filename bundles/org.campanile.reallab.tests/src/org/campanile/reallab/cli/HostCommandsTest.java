package org.campanile.reallab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.campanile.cli.CommandLineRun;
import org.campanile.core.remote.HostProfile;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code campanile host} on a machine whose sudo asks for a password with signs of many sorts in it. */
class HostCommandsTest {

    private static final String CONFIG = "[DEFAULT]\r\n# Größe\r\ndebug : False\r\npassword = geheim-1\r\n";

    private static LabMachine machine;

    @TempDir
    Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String out = "";
    private String err = "";

    @BeforeAll
    static void make() {
        machine = LabMachine.fresh("t-cli", 2244);
    }

    @AfterAll
    static void wipe() {
        machine.close();
    }

    @BeforeEach
    void lab() throws IOException {
        HostProfile host = machine.profile("careful");
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("labs"));
        Files.writeString(home.resolve("labs/one.yaml"), "name: one\nhosts:\n  - {name: devbox, address: 127.0.0.1, port: %d, user: careful, key_file: %s}\n".formatted(host.port(),
                host.keyFile()));
        Files.copy(machine.knownHosts(), home.resolve("known_hosts"));
        environment.put("CAMPANILE_HOME", home.toString());
        environment.put("CAMPANILE_SECRET_HOST", LabMachine.CAREFUL_PASSWORD);
        Files.writeString(machine.root().resolve("etc/t-cli.conf"), CONFIG);
    }

    private void run(int code, String... arguments) {
        StringWriter results = new StringWriter();
        StringWriter progress = new StringWriter();
        int ended = CommandLineRun.of(new PrintWriter(results), new PrintWriter(progress), environment, folder, arguments);
        out = results.toString();
        err = progress.toString();
        assertEquals(code, ended, () -> String.join(" ", arguments) + "\n" + out + err);
        assertFalse((out + err).contains("geheim"), () -> "a password is printed: " + out + err);
    }

    private String config() throws IOException {
        return Files.readString(machine.root().resolve("etc/t-cli.conf"));
    }

    @Test
    void factsAndServicesAreTold() throws IOException {
        run(0, "host", "facts", "-f", "json");
        assertTrue(out.contains("\"id\": \"debian 12\"") && out.contains("\"root\": \"sudo asks for a password\""), out);
        run(0, "host", "services", "no-such-service", "-f", "csv");
        assertTrue(out.contains("no-such-service,not installed,"), out);
        run(1, "host", "service", "start", "no-such-service", "--yes");
        assertTrue(err.contains("The host has no service no-such-service."), err);
        run(1, "host", "facts", "--host", "other");
        assertTrue(err.contains("Use one of devbox"), err);
        Files.writeString(machine.root().resolve("etc/init.d/t-cli"), """
                #!/bin/sh
                case $1 in
                  start) [ ! -e /etc/t-cli.broken ] || exit 0; setsid sleep 600 > /dev/null 2>&1 < /dev/null & echo $! > /run/t-cli.pid ;;
                  stop) kill "$(cat /run/t-cli.pid)"; rm /run/t-cli.pid ;;
                  restart) $0 stop; $0 start ;;
                  status) [ -e /run/t-cli.pid ] || exit 3 ;;
                esac
                """);
        machine.root().resolve("etc/init.d/t-cli").toFile().setExecutable(true, false);
        run(1, "host", "services", "t-cli");
        run(0, "host", "service", "start", "t-cli", "--dry-run");
        assertTrue(out.contains("t-cli is stopped. Would run on devbox: /etc/init.d/t-cli start"), out);
        assertFalse(Files.exists(machine.root().resolve("run/t-cli.pid")));
        run(1, "host", "service", "start", "t-cli");
        run(0, "host", "service", "start", "t-cli", "--yes");
        assertTrue(out.contains("Started t-cli; it is running."), out);
        run(0, "host", "service", "stop", "t-cli", "--yes");
        Files.createFile(machine.root().resolve("etc/t-cli.broken"));
        run(1, "host", "service", "start", "t-cli", "--yes");
        assertTrue(err.contains("does not run"), err);
        assertTrue(Files.readString(folder.resolve("home/audit.log")).contains("t-cli"));
    }

    @Test
    void aConfigurationFileIsShownComparedAndEditedInPlace() throws IOException {
        run(0, "host", "config", "show", "/etc/t-cli.conf");
        assertTrue(out.contains("debug") && out.contains("***"), out);
        run(1, "host", "config", "diff", "/etc/t-cli.conf", "debug=True", "new/option=a b");
        assertTrue(out.contains("-debug : False") && out.contains("+debug : True") && out.contains("+[new]"), out);
        assertEquals(CONFIG, config());
        run(0, "host", "config", "set", "/etc/t-cli.conf", "debug=True", "--dry-run");
        run(1, "host", "config", "set", "/etc/t-cli.conf", "debug=True");
        assertEquals(CONFIG, config());
        run(0, "host", "config", "set", "/etc/t-cli.conf", "debug=True", "password=geheim-2", "--yes");
        assertEquals(CONFIG.replace("False", "True").replace("geheim-1", "geheim-2"), config());
        run(0, "host", "config", "set", "/etc/t-cli.conf", "debug=True", "--yes");
        assertTrue(out.contains("Nothing to do"), out);
        run(2, "host", "config", "set", "/etc/t-cli.conf", "debug");
        run(1, "host", "config", "show", "/etc/none.conf");
        assertTrue(err.contains("The host has no such file."), err);
    }
}
