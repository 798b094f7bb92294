package org.campanile.core.environment;

import java.security.SecureRandom;

import org.campanile.core.secret.Secret;

/**
 * Passwords that Windows takes as complex (three kinds of characters at least) and that break neither an AMQP address nor XML nor a line of sed
 * (protocol document, sections 3.6 and 8.2). Stateless.
 */
final class Passwords {

    private static final int LENGTH = 20;
    private static final String[] KINDS = { "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "_.~" };

    private Passwords() {
    }

    static Secret random() {
        SecureRandom random = new SecureRandom();
        char[] all = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            // The first characters are one of each kind, the first of all a letter; the rest is mostly letters and digits.
            String kind = KINDS[i < KINDS.length ? i : random.nextInt(KINDS.length - 1)];
            all[i] = kind.charAt(random.nextInt(kind.length()));
        }
        return Secret.of(new String(all));
    }
}
