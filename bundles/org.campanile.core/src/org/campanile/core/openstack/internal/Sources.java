package org.campanile.core.openstack.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.CloudProfile.AuthType;
import org.campanile.core.openstack.CloudSource;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/**
 * Makes a profile of the settings of a clouds.yaml entry or of {@code OS_*} variables: the names are the same but for prefix and case
 * (openstacksdk, "Configuring OpenStack SDK Applications"; python-openstackclient, "Environment variables").
 */
public final class Sources {

    private static final String OVERRIDE = "_endpoint_override";

    private Sources() {
    }

    /**
     * @param settings flat, by their name in clouds.yaml; empty values count as absent
     * @param doing the activity, for failures
     * @param origin the file, or where else the settings are from
     */
    public static CloudSource source(String name, Map<String, String> settings, boolean passwordAsked, List<String> notes, String doing,
            String origin) throws FailureException {
        List<String> told = new ArrayList<>(notes);
        AuthType type = type(settings, doing, origin);
        String authUrl = first(settings, "auth_url");
        if (authUrl.isEmpty()) {
            throw bad(doing, origin, "", "No auth_url (OS_AUTH_URL) is given for the cloud " + name + ".");
        }
        String user = first(settings, "username", "user_name");
        if (user.isEmpty() && type == AuthType.PASSWORD) {
            told.add("No user name is given" + (first(settings, "user_id").isEmpty() ? "." : "; a user_id alone is not enough."));
        }
        String domain = first(settings, "default_domain_id", "default_domain_name", "default_domain");
        String userDomain = or(first(settings, "user_domain_id", "user_domain_name", "domain_id", "domain_name"), domain);
        String projectDomain = or(first(settings, "project_domain_id", "project_domain_name"), domain);
        String secret = type == AuthType.PASSWORD ? first(settings, "password") : first(settings, "application_credential_secret");
        boolean verify = verify(settings);
        if (!verify) {
            told.add("The server's certificate is not checked, as the settings ask.");
        }
        CloudProfile profile = new CloudProfile(name, authUrl, type, user, userDomain,
                first(settings, "project_id", "tenant_id", "project_name", "tenant_name"), projectDomain,
                first(settings, "application_credential_id"), first(settings, "application_credential_name"), first(settings, "region_name"),
                face(first(settings, "interface", "endpoint_type")), overrides(settings), caFile(settings, doing, origin), verify);
        return new CloudSource(profile, secret.isEmpty() ? Optional.empty() : Optional.of(Secret.of(secret)),
                passwordAsked && secret.isEmpty(), told);
    }

    private static AuthType type(Map<String, String> settings, String doing, String origin) throws FailureException {
        String word = first(settings, "auth_type", "auth_plugin");
        return switch (word) {
            case "" -> first(settings, "application_credential_id", "application_credential_secret").isEmpty() ? AuthType.PASSWORD
                    : AuthType.APPLICATION_CREDENTIAL;
            case "password", "v3password" -> AuthType.PASSWORD;
            case "v3applicationcredential", "application_credential" -> AuthType.APPLICATION_CREDENTIAL;
            default -> throw bad(doing, origin, "auth_type: " + word,
                    "Only password and v3applicationcredential are understood as auth_type.");
        };
    }

    private static boolean verify(Map<String, String> settings) {
        String insecure = first(settings, "insecure");
        if (!insecure.isEmpty()) {
            return no(insecure);
        }
        return !no(first(settings, "verify"));
    }

    /** YAML 1.1 and the clients take all of these for no. */
    private static boolean no(String word) {
        return List.of("false", "no", "off", "0", "n").contains(word.toLowerCase(Locale.ROOT));
    }

    /** The older form is {@code publicURL}. */
    private static String face(String word) {
        return word.endsWith("URL") ? word.substring(0, word.length() - 3) : word;
    }

    private static Map<String, String> overrides(Map<String, String> settings) {
        Map<String, String> found = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.endsWith(OVERRIDE) && !absent(value)) {
                found.put(key.substring(0, key.length() - OVERRIDE.length()).replace('_', '-'), value);
            }
        });
        return found;
    }

    private static Path caFile(Map<String, String> settings, String doing, String origin) throws FailureException {
        String text = first(settings, "cacert");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text).toAbsolutePath();
        } catch (InvalidPathException bad) {
            throw bad(doing, origin, "cacert: " + bad.getMessage(), "The CA file's path is not a path.");
        }
    }

    static boolean absent(String value) {
        return value == null || value.isEmpty() || value.equals("null") || value.equals("~");
    }

    private static String first(Map<String, String> settings, String... keys) {
        for (String key : keys) {
            if (!absent(settings.get(key))) {
                return settings.get(key);
            }
        }
        return "";
    }

    private static String or(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    /** A failure of what a file or the environment says. */
    public static FailureException bad(String doing, String origin, String cameBack, String meaning) {
        return new FailureException(new Failure(Kind.BAD_INPUT, doing, origin, cameBack, meaning, "Correct it there, or type the cloud in."));
    }
}
