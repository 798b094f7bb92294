package org.campanile.demolab.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A user of the demo broker. The password is kept as RabbitMQ keeps it: 4 random bytes, then SHA-256 over them and the password, in Base64.
 *
 * @param name login name
 * @param passwordHash as above; empty when no password opens this account
 * @param tags e.g. {@code administrator}, {@code monitoring}, {@code management}
 */
record BrokerUser(String name, String passwordHash, List<String> tags) {

    private static final int SALT = 4;

    BrokerUser {
        tags = List.copyOf(tags);
    }

    /** Salts and hashes a password. */
    static String hash(String password) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return Base64.getEncoder().encodeToString(salted(salt, password));
    }

    private static byte[] salted(byte[] salt, String password) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            byte[] digest = sha.digest(password.getBytes(StandardCharsets.UTF_8));
            byte[] both = Arrays.copyOf(salt, salt.length + digest.length);
            System.arraycopy(digest, 0, both, salt.length, digest.length);
            return both;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether this password opens the account. */
    boolean accepts(String password) {
        if (passwordHash.isEmpty()) {
            return false;
        }
        try {
            byte[] kept = Base64.getDecoder().decode(passwordHash);
            return kept.length > SALT && MessageDigest.isEqual(kept, salted(Arrays.copyOf(kept, SALT), password));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    boolean administrator() {
        return tags.contains("administrator");
    }

    /** May see everything of all virtual hosts. */
    boolean monitoring() {
        return administrator() || tags.contains("monitoring");
    }

    /** May use the management API. */
    boolean management() {
        return monitoring() || tags.contains("management") || tags.contains("policymaker");
    }

    @Override
    public String toString() {
        return "BrokerUser[" + name + ", " + tags + "]";
    }
}
