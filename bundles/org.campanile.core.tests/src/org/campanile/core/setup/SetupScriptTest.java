package org.campanile.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.campanile.core.ask.Questions;
import org.campanile.core.config.IniFile;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.onhost.SetupScripts;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts of whole recipes are what shellcheck has nothing against, hold no password, and do nothing twice. */
class SetupScriptTest {

    private static final String PASSWORD = "s3cretword";

    @TempDir
    Path folder;
    private final MemorySecrets secrets = new MemorySecrets();
    private final Map<String, String> answers = new HashMap<>();
    private Lab lab;

    @BeforeEach
    void everyPartIsWanted() throws IOException {
        HostProfile box = new HostProfile("box o'tools", "192.0.2.7", 2222, "admin", folder.resolve("a key"));
        lab = new Lab("Lab, one", "", Guard.NORMAL, Optional.of(CloudProfile.password("c", "http://192.0.2.1:5000/v3", "admin", "admin")),
                Optional.of(new BrokerProfile("192.0.2.2", 5672, false, null, true, "guest", "/", "http://192.0.2.2:15672")), List.of(), List.of(box), "", Map.of());
        for (String host : List.of("network-host", "devstack-host", "share-host", "builder-host", "devbox", "broker-node")) {
            answers.put(host, box.name());
        }
        answers.put("broker-way", "rabbitmqctl");
        answers.put("share-access", "authenticated");
        answers.put("image-file", Files.write(folder.resolve("w.raw"), new byte[512]).toString());
        answers.put("share-files", folder.toString());
        answers.put("builder-files", folder.toString());
        secrets.store(new SecretKey(lab.name(), "new user/muranouser", "muranouser"), Secret.of(PASSWORD));
        secrets.store(lab.cloudKey(), Secret.of(PASSWORD));
        secrets.store(lab.brokerKey(), Secret.of(PASSWORD));
        for (String id : List.of("share-password", "devstack-password", "database-password")) {
            for (String account : List.of("murano-share", "admin of DevStack", "murano in the database")) {
                secrets.store(new SecretKey(lab.name(), "recipe/" + id, account), Secret.of(PASSWORD));
            }
        }
    }

    private String script(String recipe) throws Exception {
        SetupBooks books = new SetupBooks(SetupKinds.all(), new Runs(folder.resolve("runs"), Clock.systemUTC()), folder);
        Map<String, String> known = new HashMap<>(answers);
        known.keySet().removeIf(id -> {
            try {
                return books.recipe(recipe).parameter(id).isEmpty();
            } catch (FailureException e) {
                throw new IllegalStateException(e);
            }
        });
        try (LabSession session = new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create())) {
            RecipeSetup setup = new RecipeSetup(session, new RecipeRequest(books.recipe(recipe), known, Set.of()), secrets, books,
                    new GuardCheck(Questions.nobody()));
            RecipePlanner.Steps steps = setup.steps();
            List<PlanReport.Row> rows = steps.plan().steps().stream().map(s -> new PlanReport.Row(s.id(), s.title(), PlanReport.Verdict.MAKE, s.change(), "", "",
                    s.commands(), s.where(), s.after(), s.expected(), Optional.empty())).toList();
            assertTrue(rows.size() >= (recipe.equals("own") ? 1 : 10), rows.toString());
            return new SetupScript(lab, setup.answers(), steps, new PlanReport("p", "t", rows)).text(Instant.EPOCH);
        }
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue() + "\n" + said;
    }

    /** Recipes, one of them in all its ways. */
    static Stream<Arguments> ways() {
        return Stream.concat(Stream.of("today", "conductor-only").map(r -> Arguments.of(r, Map.of())), Stream.of(Map.of("devbox-way", "automated"),
                Map.of("devbox-way", "vagrant", "vagrant-box-url", "http://192.0.2.1/precise64.box"),
                Map.of("devbox-way", "manual", "ubuntu-repository", "deb http://192.0.2.1/ubuntu precise-updates/grizzly main"),
                Map.of("devbox-way", "manual", "devbox-system", "centos 6", "centos-repository", "http://192.0.2.1/rdo.rpm http://192.0.2.1/epel.rpm"))
                .map(a -> Arguments.of("guide-0.2", a)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shellcheckHasNothingAgainstIt(String recipe, Map<String, String> way) throws Exception {
        answers.putAll(way);
        String text = script(recipe);
        Path file = Files.writeString(folder.resolve("set-up.sh"), text);
        assertFalse(text.contains(PASSWORD), "no password");
        assertFalse(text.lines().anyMatch(l -> l.matches(".*rabbitmqctl .*(add_user|change_password) .*\"\\$.*")), "a list of processes would show it: " + text);
        assertEquals("0\n", run(List.of("shellcheck", "--shell=sh", file.toString())), text);
        assertEquals("0\n", run(List.of("sh", "-n", file.toString())), text);
        assertTrue(run(List.of("sh", file.toString())).contains("has to be set"), "passwords are asked of the environment");
    }

    /** What goes to a host is checked by itself, since shellcheck does not look into a here-document. */
    @ParameterizedTest
    @MethodSource("ways")
    void whatRunsOnHostsIsGoodShellToo(String recipe, Map<String, String> way) throws Exception {
        answers.putAll(way);
        StringBuilder remote = new StringBuilder("#!/bin/sh\n");
        boolean inside = false;
        for (String line : script(recipe).lines().toList()) {
            if (line.endsWith("<<'END_OF_STEP'")) {
                inside = true;
            } else if (line.equals("END_OF_STEP")) {
                inside = false;
            } else if (inside) {
                remote.append(line).append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("remote.sh"), remote);
        assertFalse(remote.toString().matches("(?s).*\\b(sudoedit|editor)\\b.*"), "nobody sits there to type: " + remote);
        assertEquals("0\n", run(List.of("sh", "-n", file.toString())), remote.toString());
    }

    @Test
    void hostsThatDifferAreNeverTakenForEachOther() {
        List<String> hosts = List.of("dev-box", "dev_box", "Dev-box", "dev.box", "dev box", "d\u00e9v-box", "devbox", "dev--box");
        assertEquals(hosts.size(), hosts.stream().map(SetupScripts::on).distinct().count());
        assertTrue(hosts.stream().map(SetupScripts::on).allMatch(f -> f.matches("on_[A-Za-z0-9_]+")));
        assertEquals("on_dev_box", SetupScripts.on("dev-box"));
    }

    @Test
    void handedOverPasswordsSurviveTheShell() throws Exception {
        String text = script("today");
        String function = text.substring(text.indexOf("hand_over() {"), text.indexOf("\n}\n", text.indexOf("hand_over() {")) + 3);
        Path file = Files.writeString(folder.resolve("h.sh"), "set -eu\nexport A=\"it's \\$x \\\\ \\\"q\\\"\"\n" + function
                + "echo 'printf %s \"$A\"' | hand_over A | sh -eus\n");
        assertEquals("0\nit's $x \\ \"q\"", run(List.of("sh", file.toString())));
    }

    /** A step that writes a text with our own delimiter, and with what a shell would expand, writes it to the letter and ends where it ends. */
    @Test
    void aTextThatHoldsTheDelimiterIsWrittenToTheLetter() throws Exception {
        Path written = folder.resolve("written");
        Files.writeString(folder.resolve("own.yaml"), """
                recipe: 1
                id: own
                title: Texts
                parameters:
                  - id: devbox
                    label: Devbox
                    type: host
                    required: true
                parts:
                  - id: one
                    title: One
                    steps:
                      - id: first
                        kind: host.command
                        with:
                          host: ${devbox}
                          command: |
                            cat >'%1$s' <<'END_OF_STEP'
                            a
                            END_OF_STEP
                            cat >>'%1$s' <<'END_OF_STEP_'
                            $HOME `id` \\ 'q' "d"
                            END_OF_STEP_
                            true
                          done-when: grep -q HOME '%1$s' 2>/dev/null
                      - id: second
                        kind: host.command
                        after: [first]
                        with:
                          host: ${devbox}
                          command: echo second >>'%1$s'
                          done-when: grep -q second '%1$s'
                """.formatted(written));
        answers.keySet().retainAll(Set.of("devbox"));
        String text = script("own");
        assertTrue(text.contains("<<'END_OF_STEP__'\n"), text);
        assertTrue(runHere(text).startsWith("0\n"), text);
        assertEquals("a\n$HOME `id` \\ 'q' \"d\"\nsecond\n", Files.readString(written));
    }

    /** Runs it on this machine in place of the host, without sudo. */
    private String runHere(String text, String... variables) throws Exception {
        Path file = Files.writeString(folder.resolve("here.sh"), text.replaceAll("(?m)(hand_over \"\\$@\" \\| )ssh .*( 'sh -eus'; })$", "$1 sh -c $2"));
        assertTrue(Files.writeString(folder.resolve("sudo"), "#!/bin/sh\nexec \"$@\"\n").toFile().setExecutable(true));
        List<String> command = new ArrayList<>(List.of("env", "PATH=" + folder + ":" + System.getenv("PATH")));
        command.addAll(List.of(variables));
        command.addAll(List.of("sh", file.toString()));
        return run(command);
    }

    /** lab-binding.rc as Vagrant's users have it, from Windows: repaired by the script as by the program, and left alone the second time. */
    @Test
    void labBindingIsRepairedOnceByTheScript() throws Exception {
        Path binding = Files.writeString(folder.resolve("lab-binding.rc"), "# mine\r\nLAB_HOST=192.0.2.9\r\nRABBITMQ_USER=old\r\nRABBITMQ_PASSWORD=x\r\nOTHER=1\r\n");
        Files.writeString(folder.resolve("own.yaml"), """
                recipe: 1
                id: own
                title: Binding
                parameters:
                  - { id: devbox, label: Devbox, type: host, required: true }
                  - { id: word, label: Password, type: secret, required: true }
                parts:
                  - id: one
                    title: One
                    steps:
                      - id: binding
                        kind: devbox.lab-binding
                        with: { host: "${devbox}", path: "%1$s", lab-host: 192.0.2.1, admin-password: "${word}", broker-user: u, broker-password: "${word}", broker-vhost: v }
                      - id: after
                        kind: host.command
                        with: { host: "${devbox}", command: "true", done-when: "test -e '%1$s'" }
                """.formatted(binding));
        answers.keySet().retainAll(Set.of("devbox"));
        secrets.store(new SecretKey(lab.name(), "recipe/word", ""), Secret.of(PASSWORD));
        String text = script("own");
        String word = "it's $x \\ \"q\" |&ö";
        String variable = text.replaceAll("(?s).*?\n: \"\\$\\{(\\w+):\\?has to be set.*", "$1") + "=" + word;
        String first = runHere(text, variable);
        assertTrue(first.startsWith("0\n") && !first.contains("Done already: Write"), first);
        String written = Files.readString(binding);
        assertTrue(written.startsWith("# mine\nOTHER=1\nLAB_HOST=192.0.2.1\n") && !written.contains("RABBITMQ_USER") && written.indexOf('\r') < 0, written);
        assertEquals("0\n" + word + " u 192.0.2.1", run(List.of("sh", "-c", ". " + binding + "; printf '%s' \"$RABBITMQ_PASSWORD $RABBITMQ_LOGIN $RABBITMQ_HOST\"")));
        String second = runHere(text, variable);
        assertTrue(second.startsWith("0\n") && second.contains("Done already: Write"), second);
        assertEquals(written, Files.readString(binding));
    }

    /** Set-up scripts of 2013 end well when they fail; what comes after them does not run then. */
    @Test
    void aCommandThatHasNotDoneItsWorkEndsTheScript() throws Exception {
        Files.writeString(folder.resolve("own.yaml"), """
                recipe: 1
                id: own
                title: Commands
                parameters:
                  - { id: devbox, label: Devbox, type: host, required: true }
                parts:
                  - id: one
                    title: One
                    steps:
                      - id: first
                        kind: host.command
                        with: { host: "${devbox}", command: "echo fails, exiting; exit 0", done-when: "test -e '%1$s'" }
                      - id: second
                        kind: host.command
                        after: [first]
                        with: { host: "${devbox}", command: "touch '%1$s'", done-when: "test -e '%1$s'" }
                """.formatted(folder.resolve("made")));
        answers.keySet().retainAll(Set.of("devbox"));
        String said = runHere(script("own"));
        assertTrue(said.startsWith("1\n") && said.contains("its test does not tell that it is done"), said);
        assertFalse(Files.exists(folder.resolve("made")));
    }

    /** Files are edited by the script without tools that the host may not have, and so that the program finds its own values in them. */
    @Test
    void aConfigurationFileIsMadeFromItsSampleAndEditedOnce() throws Exception {
        Path file = folder.resolve("murano-api.conf");
        Files.writeString(folder.resolve("murano-api.conf.sample"),
                "# shipped\n[DEFAULT]\nbind_port = 8082\nlog_file = /tmp/x.log\n\n[database]\nconnection = sqlite:///m\n  .sqlite\n[rabbitmq]\nlogin = guest\n");
        Path settings = Files.writeString(folder.resolve("local_settings.py"),
                "OPENSTACK_HOST = \"a\"  # here\nMURANO_API_URL = 'x'\nMURANO_API_URL = 'x'\nTEXT = '''\nB = 1\n'''\n");
        Files.writeString(folder.resolve("own.yaml"), """
                recipe: 1
                id: own
                title: Files
                parameters:
                  - { id: devbox, label: Devbox, type: host, required: true }
                  - { id: word, label: Password, type: secret, required: true }
                parts:
                  - id: one
                    title: One
                    steps:
                      - id: api
                        kind: config.murano-api
                        with: { host: "${devbox}", path: "%s", restart: false, broker-host: 192.0.2.1, broker-user: u, broker-password: "${word}", broker-vhost: v }
                      - id: dashboard
                        kind: config.dashboard
                        with: { host: "${devbox}", path: "%s", restart: false, keystone-host: 192.0.2.1, murano-url: "http://192.0.2.1:8082" }
                """.formatted(file, settings));
        answers.keySet().retainAll(Set.of("devbox"));
        secrets.store(new SecretKey(lab.name(), "recipe/word", ""), Secret.of(PASSWORD));
        String text = script("own");
        String variable = text.replaceAll("(?s).*?\n: \"\\$\\{(\\w+):\\?has to be set.*", "$1") + "=it's $x 100%";
        String first = runHere(text, variable);
        assertTrue(first.startsWith("0\n") && !first.contains("Done already"), first);
        IniFile written = IniFile.of(Files.readAllBytes(file));
        assertEquals("it's $x 100%", written.resolved("rabbitmq", "password").orElseThrow());
        assertEquals("192.0.2.1", written.resolved("rabbitmq", "host").orElseThrow());
        assertEquals("sqlite:////var/lib/murano-api/murano.sqlite", written.resolved("database", "connection").orElseThrow());
        assertTrue(Files.readString(file).startsWith("# shipped\n[DEFAULT]\nbind_port = 8082\nlog_file = /var/log/murano-api.log\n"), Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("OPENSTACK_HOST = '192.0.2.1'\nMURANO_API_URL = 'http://192.0.2.1:8082'\nTEXT = '''\nB = 1\n'''\n", Files.readString(settings));
        String second = runHere(text, variable);
        assertEquals(2, second.split("Done already").length - 1, second);
    }

    /** A password inside an address is what the program itself would write there, so that neither finds something to change after the other. */
    @Test
    void aPasswordInAnAddressIsPercentEncoded() throws Exception {
        Path file = Files.writeString(folder.resolve("murano.conf"), "[DEFAULT]\n");
        Files.writeString(folder.resolve("own.yaml"), """
                recipe: 1
                id: own
                title: File
                parameters:
                  - { id: devbox, label: Devbox, type: host, required: true }
                  - { id: word, label: Password, type: secret, required: true }
                parts:
                  - id: one
                    title: One
                    steps:
                      - id: conf
                        kind: config.murano
                        with: { host: "${devbox}", path: "%s", restart: false, broker-host: 192.0.2.1, broker-user: u, broker-password: "${word}", broker-vhost: v/w,
                          keystone-url: "http://192.0.2.1:5000", service-password: "${word}", database-password: "${word}" }
                """.formatted(file));
        answers.keySet().retainAll(Set.of("devbox"));
        secrets.store(new SecretKey(lab.name(), "recipe/word", ""), Secret.of(PASSWORD));
        String text = script("own");
        String variable = text.replaceAll("(?s).*?\n: \"\\$\\{(\\w+):\\?has to be set.*", "$1") + "=it's $x@:/?#%\u00fc\u6f22 ~-._9";
        String first = runHere(text, variable);
        assertTrue(first.startsWith("0\n"), first);
        assertEquals("rabbit://u:it%27s%20%24x%40%3A%2F%3F%23%25%C3%BC%E6%BC%A2%20~-._9@192.0.2.1:5672/v%2Fw",
                IniFile.of(Files.readAllBytes(file)).resolved("DEFAULT", "transport_url").orElseThrow());
        assertTrue(runHere(text, variable).contains("Done already"));
    }
}
