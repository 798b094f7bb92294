package org.campanile.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.campanile.core.ask.Questions;
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
import org.junit.jupiter.params.provider.ValueSource;

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
            assertTrue(rows.size() > (recipe.equals("own") ? 1 : 10), rows.toString());
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

    @ParameterizedTest
    @ValueSource(strings = { "today", "conductor-only", "guide-0.2" })
    void shellcheckHasNothingAgainstIt(String recipe) throws Exception {
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
    @ValueSource(strings = { "today", "guide-0.2" })
    void whatRunsOnHostsIsGoodShellToo(String recipe) throws Exception {
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
                          done-when: grep -q END_OF_STEP '%1$s' 2>/dev/null
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
                        with: { host: "${devbox}", command: "true", done-when: "false" }
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
}
