package org.campanile.core.setup.devbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.setup.devbox.LabBinding.Lint;
import org.campanile.core.setup.devbox.LabBinding.Variant;
import org.junit.jupiter.api.Test;

/** The three variants of lab-binding.rc: told apart, judged, repaired (Murano protocol document, section 8.1). */
class LabBindingTest {

    private static final String GUIDE = """
            LAB_HOST='10.0.0.5'
            ADMIN_USER='admin'   # of OpenStack
            ADMIN_PASSWORD='swordfish'
            RABBITMQ_LOGIN='muranouser'
            RABBITMQ_PASSWORD='murano'
            RABBITMQ_VHOST='muranovhost'
            BRANCH_NAME='release-0.2'
            """;
    private static final String VAGRANT = GUIDE.replace("RABBITMQ_LOGIN", "RABBITMQ_USER").replace("\n", "\r\n");
    private static final String INSTALLER = GUIDE.replace("RABBITMQ_VHOST='muranovhost'\n", "RABBITMQ_VHOST='muranovhost'\nRABBITMQ_HOST='10.0.0.6'\n");

    private static LabBinding binding(String text) {
        return LabBinding.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> fatal(LabBinding file) {
        return file.lint().stream().filter(Lint::fatal).map(Lint::name).toList();
    }

    @Test
    void allThreeVariantsAreRepairedToWhatTheInstallerReads() {
        assertEquals(List.of(Variant.GUIDE, Variant.VAGRANT, Variant.INSTALLER, Variant.UNKNOWN), List.of(binding(GUIDE).variant(), binding(VAGRANT).variant(),
                binding(INSTALLER).variant(), binding("A=1\n").variant()));
        assertEquals(List.of(), fatal(binding(INSTALLER)));
        assertEquals(List.of("RABBITMQ_HOST"), fatal(binding(GUIDE)));
        assertEquals(List.of("", "RABBITMQ_LOGIN", "RABBITMQ_HOST"), fatal(binding(VAGRANT)));
        for (String text : List.of(GUIDE, VAGRANT, INSTALLER)) {
            LabBinding good = binding(text).repaired();
            assertEquals(Variant.INSTALLER, good.variant());
            assertEquals(List.of(), fatal(good));
            assertEquals("muranouser", good.file().get("RABBITMQ_LOGIN").orElseThrow());
            assertTrue(new String(good.file().bytes(), StandardCharsets.UTF_8).contains("ADMIN_USER='admin'   # of OpenStack\n"));
            assertEquals(good.file().document(), good.repaired().file().document());
        }
        assertEquals("10.0.0.6", binding(INSTALLER).repaired().file().get("RABBITMQ_HOST").orElseThrow());
    }

    @Test
    void valuesThatTheInstallerDamagesAndWhatIsMissingAreSaid() {
        for (String sign : List.of("|", "/", "&", "\\")) {
            LabBinding bad = binding(INSTALLER).with("ADMIN_PASSWORD", "a" + sign + "b");
            assertEquals("a" + sign + "b", bad.file().get("ADMIN_PASSWORD").orElseThrow());
            assertEquals(List.of("ADMIN_PASSWORD"), fatal(bad), sign);
        }
        assertTrue(fatal(binding(INSTALLER).with("RABBITMQ_PASSWORD", "a<b")).contains("RABBITMQ_PASSWORD"));
        assertEquals(List.of("ADMIN_PASSWORD"), fatal(binding(INSTALLER).with("ADMIN_PASSWORD", "")));
        assertEquals(List.of("SSL_ENABLED"), fatal(binding(INSTALLER).with("SSL_ENABLED", "True")));
        assertEquals("true", binding(INSTALLER).with("SSL_ENABLED", "True").repaired().file().get("SSL_ENABLED").orElseThrow());
        assertEquals(List.of("SSL_CA_FILE"), binding(INSTALLER).with("SSL_ENABLED", "true").lint().stream().map(Lint::name).toList());
        assertEquals(List.of("LAB_HOST", "ADMIN_PASSWORD", "RABBITMQ_LOGIN", "RABBITMQ_PASSWORD", "RABBITMQ_VHOST", "RABBITMQ_HOST"), fatal(LabBinding.fresh()));
        assertTrue(binding(INSTALLER.replace("LAB_HOST='10", "LAB_HOST = '10")).lint().getFirst().message().contains("space before the ="));
    }

    @Test
    void theTrapOfPipIsSeen() {
        String ubuntu = "pip /usr/local/bin/pip pip 1.5.6 from /usr/local/lib\npip /usr/bin/pip pip 1.0 from /usr/lib/python2.7\nroot /usr/bin/pip\npython 2.7\n";
        List<Finding> found = PipCheckKind.judge("devbox", ubuntu, "1.4");
        assertEquals(List.of(Severity.ERROR, Severity.WARNING), found.stream().map(Finding::severity).toList());
        assertTrue(found.getFirst().impact().contains("helpers.token_sanitizer"));
        assertEquals(List.of(Severity.OK), PipCheckKind.judge("devbox", "pip /usr/bin/pip pip 1.5.6 from x\npython 2.7\n", "1.4").stream().map(Finding::severity).toList());
        assertEquals(List.of(Severity.ERROR, Severity.WARNING), PipCheckKind.judge("devbox", "root none\npython 3.11\n", "1.4").stream().map(Finding::severity).toList());
    }
}
