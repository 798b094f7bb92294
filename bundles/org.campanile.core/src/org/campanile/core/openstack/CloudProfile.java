package org.campanile.core.openstack;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How to reach one OpenStack, without any secret: the password or the secret of the application credential is passed beside it. The
 * fields are those of clouds.yaml (openstacksdk, "Configuring OpenStack SDK Applications"). Absent texts are empty, never null.
 *
 * @param name the cloud's name in clouds.yaml, or any name the user gave
 * @param authUrl Keystone's address, with or without {@code /v3}
 * @param authType how to log in
 * @param username user name, for {@link AuthType#PASSWORD} and for an application credential given by name
 * @param userDomain name or id of the user's domain
 * @param project name or id of the project to scope to; empty for an unscoped login
 * @param projectDomain name or id of the project's domain
 * @param applicationCredentialId id of the application credential, or empty when given by name
 * @param applicationCredentialName name of the application credential, or empty when given by id
 * @param region region to use; empty means the first one that offers the service
 * @param interfaceName {@code public}, {@code internal} or {@code admin}
 * @param endpointOverrides service type to address, used instead of the catalogue's
 * @param caFile certificates (PEM) to trust besides the system's; may be null
 * @param verify whether the server's certificate is checked; only an explicit wish of the user makes it false
 */
public record CloudProfile(String name, String authUrl, AuthType authType, String username, String userDomain, String project,
        String projectDomain, String applicationCredentialId, String applicationCredentialName, String region, String interfaceName,
        Map<String, String> endpointOverrides, Path caFile, boolean verify) {

    /** How to log in. */
    public enum AuthType {
        /** User name and password. */ PASSWORD,
        /** An application credential; it carries its own project. */ APPLICATION_CREDENTIAL;

        /** The name in clouds.yaml. */
        public String word() {
            return this == PASSWORD ? "password" : "v3applicationcredential";
        }
    }

    public CloudProfile {
        name = text(name);
        authUrl = text(authUrl);
        Objects.requireNonNull(authType);
        username = text(username);
        userDomain = text(userDomain);
        project = text(project);
        projectDomain = text(projectDomain);
        applicationCredentialId = text(applicationCredentialId);
        applicationCredentialName = text(applicationCredentialName);
        region = text(region);
        interfaceName = text(interfaceName).isEmpty() ? "public" : interfaceName.toLowerCase(Locale.ROOT);
        endpointOverrides = Collections.unmodifiableMap(new TreeMap<>(endpointOverrides == null ? Map.of() : endpointOverrides));
    }

    private static String text(String s) {
        return s == null ? "" : s.strip();
    }

    /** A login with user and password in the domain {@code Default}, for the region and interface a small lab has. */
    public static CloudProfile password(String name, String authUrl, String username, String project) {
        return new CloudProfile(name, authUrl, AuthType.PASSWORD, username, "Default", project, "Default", "", "", "", "public", Map.of(),
                null, true);
    }

    /** A login with an application credential given by id. */
    public static CloudProfile applicationCredential(String name, String authUrl, String id) {
        return new CloudProfile(name, authUrl, AuthType.APPLICATION_CREDENTIAL, "", "", "", "", id, "", "", "public", Map.of(), null, true);
    }

    /** The same in another region. */
    public CloudProfile withRegion(String value) {
        return new CloudProfile(name, authUrl, authType, username, userDomain, project, projectDomain, applicationCredentialId,
                applicationCredentialName, value, interfaceName, endpointOverrides, caFile, verify);
    }

    /** The same with these addresses in place of the catalogue's. */
    public CloudProfile withEndpointOverrides(Map<String, String> value) {
        return new CloudProfile(name, authUrl, authType, username, userDomain, project, projectDomain, applicationCredentialId,
                applicationCredentialName, region, interfaceName, value, caFile, verify);
    }

    /** Who logs in, for a prompt: the user, or the application credential. */
    public String who() {
        if (authType == AuthType.PASSWORD) {
            return username;
        }
        return applicationCredentialId.isEmpty() ? applicationCredentialName : applicationCredentialId;
    }
}
