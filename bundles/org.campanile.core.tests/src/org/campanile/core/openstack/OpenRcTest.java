package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.CloudProfile.AuthType;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenRcTest {

    @TempDir
    private Path folder;

    private static CloudSource read(String text) throws FailureException {
        return OpenRc.text("rc", text, "rc.sh");
    }

    @Test
    void theFileOfADashboardIsUnderstood() throws FailureException {
        CloudSource source = read("""
                #!/usr/bin/env bash
                # To use an OpenStack cloud you need to authenticate.
                export OS_AUTH_URL=https://lab:5000/v3/
                export OS_PROJECT_ID=0123456789abcdef0123456789abcdef
                export OS_PROJECT_NAME="demo"
                export OS_USER_DOMAIN_NAME="Default"
                if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
                export OS_PROJECT_DOMAIN_ID="default"
                unset OS_TENANT_ID
                export OS_USERNAME="demo"
                echo "Please enter your OpenStack Password for project $OS_PROJECT_NAME as user $OS_USERNAME: "
                read -sr OS_PASSWORD_INPUT
                export OS_PASSWORD=$OS_PASSWORD_INPUT
                export OS_REGION_NAME="RegionOne"
                if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
                export OS_INTERFACE=public
                export OS_IDENTITY_API_VERSION=3
                """);
        assertEquals(new CloudProfile("rc", "https://lab:5000/v3/", AuthType.PASSWORD, "demo", "Default",
                "0123456789abcdef0123456789abcdef", "default", "", "", "RegionOne", "public", Map.of(), null, true), source.profile());
        assertTrue(source.passwordAsked());
        assertEquals(Optional.empty(), source.secret());
        assertEquals(List.of(), source.notes());
    }

    @Test
    void quotesAndVariablesFollowTheShell() throws FailureException {
        CloudSource source = read("""
                HOST=lab.example.org PORT=5000
                export OS_AUTH_URL="http://${HOST}:$PORT/v3"  # Keystone
                export OS_USERNAME='a $HOST b'; export OS_PROJECT_NAME=a\\ b"c"'d'
                export OS_PASSWORD="p\\"w#1\\$x"
                export OS_REGION_NAME=${REGION:-North}
                """);
        assertEquals("http://lab.example.org:5000/v3", source.profile().authUrl());
        assertEquals("a $HOST b", source.profile().username());
        assertEquals("a bcd", source.profile().project());
        assertEquals("North", source.profile().region());
        assertEquals(Secret.of("p\"w#1$x"), source.secret().orElseThrow());
        assertFalse(source.passwordAsked());
    }

    @Test
    void nothingIsExecutedAndWhatIsLeftOutIsNamed() throws Exception {
        Path made = folder.resolve("made");
        CloudSource source = read("export OS_AUTH_URL=http://lab\n"
                + "export OS_USERNAME=u\n"
                + "export OS_PASSWORD=$(touch " + made + ")\n"
                + "export OS_REGION_NAME=`touch " + made + "`\n"
                + "source other.sh\n"
                + "touch " + made + "\n"
                + "export OS_PROJECT_NAME='open\n");
        assertFalse(Files.exists(made));
        assertEquals(Optional.empty(), source.secret());
        assertEquals("", source.profile().region());
        assertEquals(5, source.notes().size(), source.notes().toString());
        assertTrue(source.notes().get(0).contains("Line 3") && source.notes().get(0).contains("OS_PASSWORD"));
        assertTrue(source.notes().get(2).contains("Line 5"));
        assertTrue(source.notes().get(4).contains("Line 7") && source.notes().get(4).contains("quote"));
    }

    @Test
    void variablesThatGrowWithoutEndAreLeftOut() throws FailureException {
        StringBuilder text = new StringBuilder("OS_AUTH_URL=http://lab\nOS_USERNAME=u\nV0=0123456789\n");
        for (int i = 1; i <= 60; i++) {
            text.append("V").append(i).append("=$V").append(i - 1).append("${V").append(i - 1).append("}\n");
        }
        CloudSource source = read(text + "export OS_PASSWORD=$V60\n");
        assertEquals(Optional.empty(), source.secret());
        assertTrue(source.notes().getFirst().contains("V13"), source.notes().toString());
    }

    @Test
    void anApplicationCredentialAndTlsAreTakenOver() throws FailureException {
        CloudSource source = OpenRc.environment(Map.of("OS_AUTH_URL", "http://lab", "OS_AUTH_TYPE", "v3applicationcredential",
                "OS_APPLICATION_CREDENTIAL_ID", "abc", "OS_APPLICATION_CREDENTIAL_SECRET", "s3", "OS_INSECURE", "true", "OS_INTERFACE",
                "internalURL", "PATH", "/bin", "OS_ORCHESTRATION_ENDPOINT_OVERRIDE", "http://heat/v1/p"));
        assertEquals(AuthType.APPLICATION_CREDENTIAL, source.profile().authType());
        assertEquals("abc", source.profile().applicationCredentialId());
        assertEquals("internal", source.profile().interfaceName());
        assertEquals(Map.of("orchestration", "http://heat/v1/p"), source.profile().endpointOverrides());
        assertFalse(source.profile().verify());
        assertEquals(Secret.of("s3"), source.secret().orElseThrow());
        assertFalse(source.toString().contains("s3"));
    }

    @Test
    void aFileThatIsNoOpenRcIsRefused() throws Exception {
        FailureException empty = assertThrows(FailureException.class, () -> read("echo hello\n"));
        assertEquals(Kind.BAD_INPUT, empty.failure().kind());
        assertEquals("rc.sh", empty.failure().subject());
        FailureException missing = assertThrows(FailureException.class, () -> OpenRc.file(folder.resolve("missing.sh")));
        assertEquals(Kind.NOT_FOUND, missing.failure().kind());
        Path file = Files.writeString(folder.resolve("lab-openrc.sh"), "OS_AUTH_URL=http://lab\nOS_USERNAME=u\n");
        assertEquals("lab", OpenRc.file(file).profile().name());
        Files.write(file, new byte[] { (byte) 0xff, 0, 1 });
        assertEquals(Kind.BAD_INPUT, assertThrows(FailureException.class, () -> OpenRc.file(file)).failure().kind());
    }
}
