package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.SetupRequest;
import org.campanile.ui.setup.wizard.SetupDraft;
import org.junit.jupiter.api.Test;

/** The wizard's form without a window: what it begins with, and the order of its problems. */
class SetupDraftTest {

    private static final CloudProfile CLOUD = CloudProfile.password("c", "https://keystone.example.org:5000/v3", "admin", "admin").withRegion("North");

    private static Lab lab(CloudProfile cloud) {
        return new Lab("L", "", Guard.NORMAL, Optional.ofNullable(cloud), Optional.empty(), List.of(), List.of(), "", Map.of());
    }

    private static SetupDraft typed(String password, String again) {
        SetupDraft draft = SetupDraft.of(lab(CLOUD)).withParts(true, true, false);
        return draft.withAccount(new SetupDraft.Account("v", "u", Secret.of(password), Secret.of(again), "administrator, management"));
    }

    private static List<String> fields(SetupDraft draft) {
        return draft.problems().stream().map(SetupRequest.Problem::field).toList();
    }

    @Test
    void beginsWithWhatTheLabKnows() {
        SetupDraft draft = SetupDraft.of(lab(CLOUD));
        assertFalse(draft.rabbit(), "the lab has no broker");
        assertEquals("http://keystone.example.org:8082", draft.service().url());
        assertEquals("North", draft.service().region());
        assertEquals("http://10.0.0.9:8082", SetupDraft.of(lab(CLOUD.withEndpointOverrides(Map.of("application-catalog", "http://10.0.0.9:8082"))))
                .service().url());
        assertFalse(SetupDraft.of(lab(null)).murano(), "the lab has no cloud");
    }

    @Test
    void tellsThatThePasswordsDifferOnceTheFirstIsTyped() {
        assertEquals(List.of("rabbit.password"), fields(typed("", "")));
        assertEquals(List.of("rabbit.again"), fields(typed("good", "")));
        assertEquals(List.of("rabbit.again"), fields(typed("good", "other")));
        assertEquals(List.of(), fields(typed("good", "good")));
        assertEquals(List.of("rabbit.password", "rabbit.again", "murano.url"), fields(typed("a/b", "b")
                .withService(new SetupDraft.Service("murano", "murano", "North", "nowhere"))));
    }

    @Test
    void readsTagsHoweverTheyAreSeparated() {
        assertEquals(List.of("administrator", "management"), typed("p", "p").request().rabbit().orElseThrow().tags());
    }

    @Test
    void neverPrintsAPassword() {
        assertFalse(typed("topsecret", "topsecret").toString().contains("topsecret"));
    }

    @Test
    void takesTheDiskFormatFromTheFile() {
        assertEquals(Optional.of("qcow2"), SetupDraft.formatOf("a.QCOW2"));
        assertEquals(Optional.of("raw"), SetupDraft.formatOf("a.img"));
        assertEquals(Optional.empty(), SetupDraft.formatOf("a.zip"));
        assertEquals(Optional.empty(), SetupDraft.formatOf("a"));
    }
}
