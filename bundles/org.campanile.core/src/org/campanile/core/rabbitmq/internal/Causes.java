package org.campanile.core.rabbitmq.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.trust.TlsFailures;

/** Tells what a broken connection means, for AMQP and HTTP alike: the same network and TLS stand under both. */
final class Causes {

    private Causes() {
    }

    /** The failure for an exception of the network or TLS. */
    static Failure failure(Throwable thrown, String doing, String address) {
        if (find(thrown, UnresolvedAddressException.class) != null) {
            return new Failure(Kind.UNREACHABLE, doing, address, "", "The host's name is not known.",
                    "Check the spelling of the host and the name service of this machine.");
        }
        UnknownHostException unknown = find(thrown, UnknownHostException.class);
        if (unknown != null) {
            return new Failure(Kind.UNREACHABLE, doing, address, words(unknown), "The host's name is not known.",
                    "Check the spelling of the host and the name service of this machine.");
        }
        Optional<Failure> tls = TlsFailures.failure(thrown, doing, address);
        if (tls.isPresent()) {
            return tls.get();
        }
        if (find(thrown, SocketTimeoutException.class) != null || find(thrown, TimeoutException.class) != null
                || find(thrown, HttpTimeoutException.class) != null) {
            boolean connecting = find(thrown, HttpConnectTimeoutException.class) != null || words(thrown).contains("onnect timed out");
            return new Failure(Kind.TIMED_OUT, doing, address, words(thrown),
                    connecting ? "The port did not answer in time." : "The server did not answer in time.",
                    "Check that the address and port are those of the broker, that no firewall swallows packets, and that it is not overloaded.");
        }
        if (find(thrown, ConnectException.class) != null || find(thrown, NoRouteToHostException.class) != null) {
            return new Failure(Kind.UNREACHABLE, doing, address, words(root(thrown)), "Nothing accepts connections there.",
                    "Check host and port, and that the broker runs and listens on that address.");
        }
        return new Failure(Kind.UNREACHABLE, doing, address, words(thrown), "The connection was cut.",
                "Check that the port speaks the expected protocol (TLS or plain) and look into the broker's log.");
    }

    /** The first exception of a type along the causes, or {@code null}. */
    static <T extends Throwable> T find(Throwable thrown, Class<T> type) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 20; t = t.getCause(), depth++) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static Throwable root(Throwable thrown) {
        Throwable t = thrown;
        for (int depth = 0; t.getCause() != null && depth < 20; depth++) {
            t = t.getCause();
        }
        return t;
    }

    /** The words of an exception: its message, or its name when it has none. */
    static String words(Throwable thrown) {
        Throwable t = thrown;
        while (t instanceof IOException && t.getMessage() == null && t.getCause() != null) {
            t = t.getCause();
        }
        return t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    }
}
