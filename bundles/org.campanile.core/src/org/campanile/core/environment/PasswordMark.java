package org.campanile.core.environment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.campanile.core.secret.Secret;

/**
 * Remembers a password well enough to see whether it changed, without holding it: a salted PBKDF2 hash, or only the reference's name where the
 * password is not known. Stateless.
 */
public final class PasswordMark {

    /** Rounds for a mark that goes into a file. */
    public static final int SAFE = 120_000;

    private static final String HASH = "pbkdf2:";

    private PasswordMark() {
    }

    /** A mark of a field's value: {@link SecretRef}, {@link Secret} or text; {@code known} finds what stands behind a reference. */
    public static String of(Object value, Function<SecretRef, Optional<Secret>> known, int rounds) {
        Optional<Secret> clear = clear(value, known);
        if (clear.isEmpty()) {
            return value instanceof SecretRef ref ? "reference:" + ref.name() : "none:";
        }
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return HASH + rounds + ":" + Base64.getEncoder().encodeToString(salt) + ":" + hash(clear.get(), salt, rounds);
    }

    /** Whether the value is still the marked one; where that cannot be told it is taken to be. */
    public static boolean matches(String mark, Object value, Function<SecretRef, Optional<Secret>> known) {
        String[] parts = mark.split(":", 4);
        if (parts.length == 4 && isHash(mark)) {
            Optional<Secret> clear = clear(value, known);
            if (clear.isEmpty()) {
                return value instanceof SecretRef;
            }
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            return MessageDigest.isEqual(parts[3].getBytes(StandardCharsets.US_ASCII),
                    hash(clear.get(), salt, Integer.parseInt(parts[1])).getBytes(StandardCharsets.US_ASCII));
        }
        if (mark.startsWith("reference:")) {
            return !(value instanceof SecretRef ref) || mark.equals("reference:" + ref.name());
        }
        return clear(value, known).isEmpty();
    }

    /** Whether it takes hashing to compare with the mark. */
    static boolean isHash(String mark) {
        return mark.startsWith(HASH);
    }

    /** The clear password behind a value; empty where there is none or it is not known. */
    static Optional<Secret> clear(Object value, Function<SecretRef, Optional<Secret>> known) {
        return switch (value) {
            case Secret secret -> Optional.of(secret);
            case SecretRef ref -> known.apply(ref);
            case String text when !text.isEmpty() -> Optional.of(Secret.of(text));
            case null, default -> Optional.empty();
        };
    }

    private static String hash(Secret secret, byte[] salt, int rounds) {
        try {
            PBEKeySpec spec = new PBEKeySpec(secret.reveal().toCharArray(), salt, rounds, 256);
            return Base64.getEncoder().encodeToString(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2", e);
        }
    }
}
