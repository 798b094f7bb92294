package org.campanile.core.remote.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;

import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.util.security.SecurityUtils;

import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/** Reads private keys in OpenSSH's and PEM form, asking for the passphrase only when the file has one. */
public final class Keys {

    private static final long LARGEST = 1 << 20;

    private Keys() {
    }

    /** The pairs of a file; {@code passphrase} names the secret that opens it, and is forgotten when it does not. */
    public static List<KeyPair> read(Path file, Secrets secrets, SecretKey passphrase) throws FailureException {
        String doing = "reading the private key";
        boolean[] asked = new boolean[1];
        try {
            if (Files.size(file) > LARGEST) {
                throw bad(doing, file, Files.size(file) + " bytes", null);
            }
            List<KeyPair> pairs = new ArrayList<>();
            try (InputStream in = Files.newInputStream(file)) {
                Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(file.toString()), in,
                        (session, resource, retry) -> {
                            asked[0] = true;
                            try {
                                Secret secret = secrets.require(passphrase);
                                return secret.reveal();
                            } catch (FailureException e) {
                                throw new IOException(e);
                            }
                        });
                if (read != null) {
                    read.forEach(pairs::add);
                }
            }
            if (pairs.isEmpty()) {
                throw bad(doing, file, "no private key in it", null);
            }
            return pairs;
        } catch (NoSuchFileException e) {
            throw new FailureException(new Failure(Kind.BAD_INPUT, doing, file.toString(), "no such file", "The key file does not exist.",
                    "Correct the path of the key file."), e);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            if (e.getCause() instanceof FailureException told) {
                throw told;
            }
            if (asked[0]) {
                secrets.forget(passphrase);
                throw new FailureException(new Failure(Kind.DENIED, doing, file.toString(), e.getMessage(), "The passphrase does not open this key.",
                        "Give the right passphrase."), e);
            }
            throw bad(doing, file, e.toString(), e);
        }
    }

    private static FailureException bad(String doing, Path file, String cameBack, Exception cause) {
        return new FailureException(new Failure(Kind.BAD_INPUT, doing, file.toString(), cameBack,
                "This is not a private key in OpenSSH's or PEM form, or it cannot be read.",
                "Give the private key, not the .pub file; convert a PuTTY key with puttygen."), cause);
    }
}
