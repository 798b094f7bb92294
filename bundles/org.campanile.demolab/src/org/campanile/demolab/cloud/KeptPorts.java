package org.campanile.demolab.cloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for a lab that comes back. A system gives those of its own range (on Linux from 32768, elsewhere from 49152) to any connection that asks for none,
 * so that one of them may be somebody's when the lab starts again; those below it are only given to who asks for them by their number.
 */
final class KeptPorts {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 100;
    /** Services start beside each other, and none of them listens yet when the next one asks. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private KeptPorts() {
    }

    /** One that is free, or 0 when none was found. */
    static int any() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (GIVEN.add(port) && free(port)) {
                return port;
            }
        }
        return 0;
    }

    static boolean free(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
