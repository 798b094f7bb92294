package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.CloudProfile.AuthType;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudsFileTest {

    @TempDir
    private Path folder;
    private Path working;
    private Path config;

    @BeforeEach
    void folders() throws IOException {
        working = Files.createDirectories(folder.resolve("work"));
        config = Files.createDirectories(folder.resolve("home/.config/openstack"));
    }

    private CloudsFile search(Map<String, String> environment) {
        return CloudsFile.search(working, folder.resolve("home"), environment);
    }

    private static Failure refused(CloudsFile file, String cloud) {
        return assertThrows(FailureException.class, () -> file.cloud(cloud, "")).failure();
    }

    @Test
    void secretsAreLaidOverTheClouds() throws Exception {
        Files.writeString(config.resolve("clouds.yaml"), """
                clouds:
                  lab:
                    auth:
                      auth_url: https://lab:5000/v3
                      username: admin
                      project_name: admin
                      user_domain_name: Default
                      project_domain_id: default
                    region_name: One
                    interface: internal
                    image_endpoint_override: http://glance:9292
                    cacert: /etc/ca.pem
                """);
        Files.writeString(config.resolve("secure.yaml"), "clouds: {lab: {auth: {password: 0123}}, other: {auth: {password: x}}}\n");
        CloudsFile file = search(Map.of());
        assertEquals(List.of("lab"), file.names());
        CloudSource source = file.cloud("lab", "");
        assertEquals(new CloudProfile("lab", "https://lab:5000/v3", AuthType.PASSWORD, "admin", "Default", "admin", "default", "", "", "One",
                "internal", Map.of("image", "http://glance:9292"), Path.of("/etc/ca.pem").toAbsolutePath(), true), source.profile());
        assertEquals(Secret.of("0123"), source.secret().orElseThrow());
        assertFalse(source.toString().contains("0123"));
    }

    @Test
    void theWorkingDirectoryComesFirstAndTheVariableBeforeIt() throws Exception {
        Files.writeString(config.resolve("clouds.yaml"), "clouds: {home: {}}");
        assertEquals(List.of("home"), search(Map.of()).names());
        Files.writeString(working.resolve("clouds.yml"), "clouds: {work: {}}");
        assertEquals(List.of("work"), search(Map.of()).names());
        Path named = Files.writeString(folder.resolve("my.yaml"), "clouds: {named: {}}");
        assertEquals(List.of("named"), search(Map.of("OS_CLIENT_CONFIG_FILE", named.toString())).names());
        assertEquals(named, search(Map.of("OS_CLIENT_CONFIG_FILE", named.toString())).file().orElseThrow());
    }

    @Test
    void regionsHaveTheirOwnSettings() throws Exception {
        Files.writeString(working.resolve("clouds.yaml"), """
                clouds:
                  lab:
                    auth: {auth_url: http://a, username: u, password: p}
                    regions:
                      - North
                      - name: South
                        values: {auth: {auth_url: http://south}, interface: admin}
                """);
        CloudsFile file = search(Map.of());
        assertEquals(List.of("North", "South"), file.regions("lab"));
        assertEquals("North", file.cloud("lab", "").profile().region());
        CloudProfile south = file.cloud("lab", "South").profile();
        assertEquals("http://south", south.authUrl());
        assertEquals("admin", south.interfaceName());
        assertEquals("u", south.username());
        assertTrue(file.cloud("lab", "East").notes().getFirst().contains("North, South"));
    }

    @Test
    void vendorsProfilesAnchorsAndMergeKeysAreUnderstood() throws Exception {
        Files.writeString(working.resolve("clouds-public.yaml"), "public-clouds: {big: {auth: {auth_url: http://big}, interface: internal}}");
        Files.writeString(working.resolve("clouds.yaml"), """
                defaults: &d {verify: no, interface: admin}
                clouds:
                  lab:
                    <<: *d
                    profile: big
                    auth: {application_credential_id: abc, application_credential_secret: s}
                """);
        CloudSource source = search(Map.of()).cloud("lab", "");
        assertEquals("http://big", source.profile().authUrl());
        assertEquals("admin", source.profile().interfaceName());
        assertEquals(AuthType.APPLICATION_CREDENTIAL, source.profile().authType());
        assertEquals("abc", source.profile().who());
        assertFalse(source.profile().verify());
        assertTrue(source.notes().stream().anyMatch(n -> n.contains("certificate is not checked")));
    }

    @Test
    void brokenYamlIsToldWithFileLineAndColumn() throws Exception {
        Path file = Files.writeString(working.resolve("clouds.yaml"), "clouds:\n  lab: {auth: [\n");
        Failure failure = refused(search(Map.of()), "lab");
        assertEquals(Kind.BAD_INPUT, failure.kind());
        assertTrue(failure.subject().startsWith(file + ":3:"), failure.subject());
    }

    /** A secure.yaml that somebody made and has not filled yet, or whose lines are commented out, is as good as none. */
    @ParameterizedTest
    @ValueSource(strings = { "", "\n\n", "# clouds:\n#   lab:\n", "---\n" })
    void anEmptyFileHoldsNothing(String nothing) throws Exception {
        Path file = Files.writeString(working.resolve("clouds.yaml"), nothing);
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("no cloud lab"), refused(search(Map.of()), "lab").details());
        Files.writeString(file, "clouds: {lab: {auth: {auth_url: http://a/v3, username: u}}}\n");
        Files.writeString(working.resolve("secure.yaml"), nothing);
        assertEquals(Optional.empty(), search(Map.of()).cloud("lab", "").secret());
    }

    @Test
    void whatIsNoCloudsFileIsRefused() throws Exception {
        Path file = working.resolve("clouds.yaml");
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("no such file"));
        Failure named = refused(search(Map.of("OS_CLIENT_CONFIG_FILE", "/no/such.yaml")), "other");
        assertTrue(named.meaning().contains("OS_CLIENT_CONFIG_FILE names /no/such.yaml, which is no file."), named.details());
        Files.writeString(file, "[".repeat(10_000));
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("nested deeper"));
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
        }
        Files.writeString(file, bomb + "clouds: *a59\n");
        assertTrue(refused(search(Map.of()), "lab").cameBack().contains("aliases"), refused(search(Map.of()), "lab").details());
        Files.writeString(file, "- a\n");
        assertEquals(Kind.BAD_INPUT, refused(search(Map.of()), "lab").kind());
        Files.writeString(file, "clouds: [a]\n");
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("clouds"));
        Files.writeString(file, "clouds: {other: {}}\n");
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("no cloud lab"));
        Files.writeString(file, "clouds: {lab: {}}\n");
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("auth_url"));
        Files.writeString(file, "clouds: {lab: {auth_type: v3oidcpassword, auth: {auth_url: http://a}}}\n");
        assertTrue(refused(search(Map.of()), "lab").cameBack().contains("v3oidcpassword"));
        Files.write(file, new byte[] { (byte) 0xff, (byte) 0xfe, 0 });
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("not text"));
        Files.write(file, new byte[(1 << 20) + 1]);
        assertTrue(refused(search(Map.of()), "lab").meaning().contains("bigger"));
    }
}
