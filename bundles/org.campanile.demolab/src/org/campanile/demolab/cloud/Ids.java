package org.campanile.demolab.cloud;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/** Ids and made-up addresses. With a seed the same lab gets the same ones. Thread-safe. */
final class Ids {

    private final Random random;

    Ids(long seed) {
        random = new Random(seed);
    }

    /** A new UUID with dashes. */
    String uuid() {
        synchronized (random) {
            long high = random.nextLong() & ~0xF000L | 0x4000L;
            long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
            return new UUID(high, low).toString();
        }
    }

    /** A new id of 32 hexadecimal characters. */
    String hex() {
        return uuid().replace("-", "");
    }

    /** A MAC address of Neutron's range. */
    String mac() {
        synchronized (random) {
            return "fa:16:3e:%02x:%02x:%02x".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
        }
    }

    /** {@code length} characters out of {@code alphabet}. */
    String string(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        synchronized (random) {
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }

    /** The id that a thing of this name has in every lab. */
    static String fixed(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }

    /** The same with dashes. */
    static String fixedUuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
