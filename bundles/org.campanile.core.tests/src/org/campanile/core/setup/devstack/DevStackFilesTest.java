package org.campanile.core.setup.devstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** DevStack's files as a shell reads them, and stack.sh's stages in the words of old and new releases. */
class DevStackFilesTest {

    private static final Map<String, String> PASSWORDS = Map.of("admin-password", "adm1", "database-password", "db1", "rabbit-password", "rab1", "service-password", "svc1",
            "broker-password", "mur1");

    private static DevStackForm form(boolean grizzly) {
        return new DevStackForm(grizzly, "192.0.2.7", "eth1", "10.0.0.0/24", "192.0.2.128/25", List.of("heat", "-tempest"), List.of(), List.of("http://x/F17.qcow2"),
                List.of("GREETING=it's $HOME"), "muranouser", "muranovhost", true, true, true);
    }

    /** Runs a script in bash; its output with standard error. */
    private static String bash(String script, String... options) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash");
        builder.command().addAll(List.of(options));
        Process process = builder.redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), out);
        return out;
    }

    @Test
    void localrcIsAShellFileWithTheFormsValues() throws Exception {
        String localrc = new DevStackFiles(form(true)).settings(PASSWORDS);
        String told = bash("DEST=/d; IMAGE_URLS=first; enable_service() { echo on:$1; }; disable_service() { echo off:$1; }\n" + localrc
                + "\necho $ADMIN_PASSWORD $MYSQL_PASSWORD $SERVICE_TOKEN $HOST_IP $FLAT_INTERFACE $FIXED_RANGE $IMAGE_URLS \"$GREETING\" ${EXTRA_OPTS[1]} $LOGFILE\n");
        assertEquals("on:heat\noff:tempest\nadm1 db1 tokentoken 192.0.2.7 eth1 10.0.0.0/24 first,http://x/F17.qcow2 it's $HOME libvirt_images_type=qcow2 /d/logs/stack.sh.log\n", told);
    }

    @Test
    void localConfHasItsSectionAndNothingOfGrizzly() {
        String conf = new DevStackFiles(form(false)).settings(PASSWORDS);
        assertEquals("[[local|localrc]]", conf.lines().skip(1).findFirst().orElseThrow());
        assertTrue(conf.contains("DATABASE_PASSWORD=db1") && conf.contains("IPV4_ADDRS_SAFE_TO_USE=10.0.0.0/24"), conf);
        assertFalse(conf.contains("FLAT_INTERFACE") || conf.contains("SERVICE_TOKEN") || conf.contains("Noop"), conf);
    }

    @Test
    void localShIsGoodBashAndItsTrapsAreNamed() throws Exception {
        for (boolean grizzly : new boolean[] { true, false }) {
            String script = new DevStackFiles(form(grizzly)).script(PASSWORDS);
            bash(script, "-n");
            assertTrue(script.contains(grizzly ? "nova flavor-delete" : "openstack flavor delete"), script);
        }
        assertEquals(2, form(true).traps().size());
        DevStackForm tame = new DevStackForm(false, "192.0.2.7", "", "10.0.0.0/24", "", List.of(), List.of(), List.of(), List.of(), "u", "v", false, false, false);
        String script = new DevStackFiles(tame).script(PASSWORDS);
        assertFalse(script.contains("flavor") || script.contains("0.0.0.0") || script.contains("openrc"), script);
        assertEquals(List.of(), tame.traps());
    }

    @Test
    void localShMakesTheAccountOnceAndGivesItsPasswordAgain() throws Exception {
        DevStackForm tame = new DevStackForm(false, "192.0.2.7", "", "10.0.0.0/24", "", List.of(), List.of(), List.of(), List.of(), "u", "v", false, false, false);
        String script = new DevStackFiles(tame).script(PASSWORDS);
        String first = bash("sudo() { case \"$*\" in *list_*) echo ux;; *user\\ u) echo \"$* < $(cat)\";; *) echo \"$*\";; esac; }; rabbitmq-plugins() { :; }\n" + script);
        assertTrue(first.contains("add_user u < mur1") && first.contains("add_vhost v") && first.contains("set_permissions -p v u"), first);
        String again = bash("sudo() { case \"$*\" in *list_users) printf 'u\\t[administrator]\\n';; *list_vhosts) echo v;; *password\\ u) echo \"$* < $(cat)\";; *) echo \"$*\";; esac; }; rabbitmq-plugins() { :; }\n" + script);
        assertTrue(again.contains("change_password u < mur1") && !again.contains("add_"), again);
    }

    /** Before 3.8 rabbitmqctl takes a password as an argument only, which a list of processes shows. */
    @Test
    void aPasswordIsNoArgumentOnGrizzlyEither() throws Exception {
        DevStackForm tame = new DevStackForm(true, "192.0.2.7", "", "10.0.0.0/24", "", List.of(), List.of(), List.of(), List.of(), "u", "v", false, false, false);
        String script = new DevStackFiles(tame).script(PASSWORDS);
        String tools = "exec 3>&1; sudo() { echo \"$*\" >&3; case \"$*\" in *list_*) echo %s;; sh*) echo /the/file;; tee*) echo \"stdin: $(cat)\" >&3;; *eval*) echo %s;; esac; }; rabbitmq-plugins() { :; }\n";
        String made = bash(tools.formatted("ux", "ok") + script);
        assertTrue(made.contains("tee /the/file\nstdin: mur1\n") && made.contains("M:add_user(U, P)") && made.contains("base64:decode(\"dQ==\")") && made.contains("rm -f -- /the/file"), made);
        assertEquals(1, made.split("mur1", -1).length - 1, made);
        String again = bash(tools.formatted("u", "ok") + script);
        assertTrue(again.contains("M:change_password(U, P)"), again);
        String refused = bash("(" + tools.formatted("u", "nothing") + script + "); echo \"ended with $?\"");
        assertTrue(refused.contains("rabbitmqctl: nothing") && refused.contains("ended with 1"), refused);
    }

    @Test
    void stagesAreReadFromOldAndNewReleases() {
        StackStages stages = new StackStages();
        assertFalse(stages.take("+ echo_summary 'Installing package prerequisites'"));
        assertTrue(stages.take("2013-07-01 10:00:00 Installing package prerequisites"));
        assertTrue(stages.take("2025-07-01 10:00:00.123 | \u001b[1mStarting Keystone\u001b[0m"));
        assertFalse(stages.take("2025-07-01 10:00:00.123 | Starting Keystone"));
        assertTrue(stages.take("Configuring and starting Horizon"));
        assertTrue(stages.take("Starting Quantum"));
        assertTrue(stages.take("Starting Nova API"));
        assertTrue(stages.take("Starting Nova"));
        assertEquals(Optional.empty(), stages.completed());
        stages.take("2025-07-01 10:00:00.123 | ++ ./stack.sh:main:1 :   echo 'ERROR'");
        stages.take("2025-07-01 10:00:00.123 | [ERROR] /opt/stack/devstack/functions:210 g-api did not start");
        assertEquals("[ERROR] /opt/stack/devstack/functions:210 g-api did not start", stages.why());
        assertEquals("Starting Nova", stages.now());
        assertEquals(6, stages.begun());
        assertTrue(stages.take("stack.sh completed in 1800 seconds."));
        assertEquals(Optional.of(1800L), stages.completed());
    }
}
