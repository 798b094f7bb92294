package org.campanile.core.lab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.ask.Questions;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabRulesTest {

    @TempDir
    Path folder;

    private static List<String> fields(LabDraft draft) {
        return draft.validate(Set.of("taken")).stream().map(p -> (p.error() ? "" : "warn ") + p.field()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", " a", "a ", ".a", "-a", "a.", "a/b", "a\\b", "a:b", "con", "NUL", "com1.lab", "a\u0000", "a\nb", "..", "a*",
            "Taken", "01234567890123456789012345678901234567890123456789012345678901234" })
    void badNamesAreRefused(String name) {
        assertTrue(fields(LabDraft.blank().withName(name)).contains("name"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "Lab 1", "Größe", "木曜日", "a.b-c_d", "console", "9" })
    void goodNamesAreTaken(String name) {
        assertFalse(fields(LabDraft.blank().withName(name)).contains("name"), name);
    }

    @Test
    void problemsComeInTheOrderOfTheFields() throws Exception {
        LabDraft draft = LabDraft.blank().withName("lab").withLook("blue", Guard.NORMAL).withCloud(LabDraft.Cloud.blank())
                .withBroker(new LabDraft.Broker("http://b", "0", true, folder.resolve("missing").toString(), false, "", "/", "b:15672"))
                .withSystems(List.of(new LabDraft.SystemDraft("s", List.of(), "", false), new LabDraft.SystemDraft("s", List.of("http://u:p@h"), "", false)))
                .withHosts(List.of(new LabDraft.Host("", "h", "x", "", ""), new LabDraft.Host("h", "h i", "22", "u", "")));
        assertEquals(List.of("colour", "cloud.auth_url", "cloud.username", "cloud.project", "broker.host", "broker.port", "warn broker.ca_file",
                "broker.user", "broker.management_url", "warn broker.verify", "controllers[0].urls", "controllers[1].name",
                "controllers[1].urls[0]", "hosts[0].port", "hosts[0].user", "hosts[1].name", "hosts[1].address"), fields(draft));
        assertThrows(IllegalStateException.class, draft::toLab);
    }

    @Test
    void controllersThatAnswerNeedTheTokensOfACloud() {
        LabDraft live = LabDraft.blank().withName("l").withSystems(List.of(new LabDraft.SystemDraft("s", List.of("http://h:7777"), "", false)));
        assertEquals(List.of("warn controllers[0].urls[0]"), fields(live));
        assertEquals(List.of(), fields(live.withSystems(List.of(new LabDraft.SystemDraft("s", List.of("file:///tmp/captured"), "", false)))));
        assertEquals(List.of(), fields(live.withCloud(LabDraft.Cloud.of(CloudProfile.password("c", "https://k", "u", "p")))));
    }

    @Test
    void applicationCredentialsNeedTheirOwnFields() {
        LabDraft.Cloud byId = LabDraft.Cloud.of(CloudProfile.applicationCredential("c", "https://k:5000", "id"));
        assertEquals(List.of(), fields(LabDraft.blank().withName("l").withCloud(byId)));
        LabDraft.Cloud byName = new LabDraft.Cloud("c", "https://k:5000", CloudProfile.AuthType.APPLICATION_CREDENTIAL, "", "", "", "", "", "name",
                "", "weird", Map.of("image", "nowhere"), "", true);
        assertEquals(List.of("cloud.username", "cloud.user_domain", "cloud.interface", "cloud.endpoint_overrides.image"),
                fields(LabDraft.blank().withName("l").withCloud(byName)));
    }

    @Test
    void aDraftOfALabMakesTheSameLab() {
        Lab lab = Lab.named("l").withCloud(CloudProfile.password("c", "https://k", "u", "p")).withGuard(Guard.READ_ONLY);
        assertEquals(lab, LabDraft.of(lab).toLab());
        assertEquals(List.of("warn cloud"), fields(LabDraft.of(Lab.named("empty"))));
    }

    @Test
    void theGuardRefusesAsksOrAllows() {
        List<String> asked = new ArrayList<>();
        boolean[] answer = { true };
        GuardCheck guard = new GuardCheck(new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.NO;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                asked.add(question + "|" + typedName);
                return answer[0];
            }
        });
        Lab lab = Lab.named("prod");
        assertDoesNotThrow(() -> guard.allow(lab, "Deletes all."));
        assertEquals(List.of(), asked);
        assertEquals(Failure.Kind.GUARDED, refusal(guard, lab.withGuard(Guard.READ_ONLY)).kind());
        assertEquals(List.of(), asked);
        assertDoesNotThrow(() -> guard.allow(lab.withGuard(Guard.CRITICAL), "Deletes all."));
        assertEquals(List.of("Deletes all.|prod"), asked);
        answer[0] = false;
        assertTrue(refusal(guard, lab.withGuard(Guard.CRITICAL)).meaning().contains("critical"));
    }

    private static Failure refusal(GuardCheck guard, Lab lab) {
        return assertThrows(FailureException.class, () -> guard.allow(lab, "Deletes all.")).failure();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void homeIsWhereEachSystemKeepsTheUsersData() {
        Path user = Path.of("/home/me");
        assertEquals(Path.of("/x"), Home.of(Map.of("CAMPANILE_HOME", "/x", "XDG_DATA_HOME", "/y"), "Linux", user).root());
        assertEquals(Path.of("/y/campanile"), Home.of(Map.of("XDG_DATA_HOME", "/y"), "Linux", user).root());
        assertEquals(Path.of("/home/me/.local/share/campanile"), Home.of(Map.of("XDG_DATA_HOME", "relative"), "Linux", user).root());
        assertEquals(Path.of("/home/me/.local/share/campanile"), Home.of(Map.of("CAMPANILE_HOME", " "), "Linux", user).root());
        assertEquals(Path.of("/home/me/Library/Application Support/Campanile"), Home.of(Map.of(), "Mac OS X", user).root());
        assertEquals(Path.of("/roam/Campanile"), Home.of(Map.of("APPDATA", "/roam"), "Windows 11", user).root());
    }

    @Test
    void homeMakesItsFoldersOrSaysWhyNot() throws Exception {
        Home home = new Home(folder.resolve("home"));
        home.create();
        home.create();
        assertTrue(Files.isDirectory(home.runs()));
        Home blocked = new Home(Files.writeString(folder.resolve("file"), ""));
        assertEquals(Failure.Kind.LOCAL, assertThrows(FailureException.class, blocked::create).failure().kind());
    }
}
