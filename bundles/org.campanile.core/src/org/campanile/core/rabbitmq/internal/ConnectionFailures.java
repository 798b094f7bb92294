package org.campanile.core.rabbitmq.internal;

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
import org.campanile.core.wire.Causes;

/** Tells what a broken connection means, for AMQP and HTTP alike: the same network and TLS stand under both. */
final class ConnectionFailures {

    private ConnectionFailures() {
    }

    /** The failure for an exception of the network or TLS. */
    static Failure failure(Throwable thrown, String doing, String address) {
        if (Causes.find(thrown, UnresolvedAddressException.class) != null) {
            return new Failure(Kind.UNREACHABLE, doing, address, "", "The host's name is not known.",
                    "Check the spelling of the host and the name service of this machine.");
        }
        UnknownHostException unknown = Causes.find(thrown, UnknownHostException.class);
        if (unknown != null) {
            return new Failure(Kind.UNREACHABLE, doing, address, Causes.words(unknown), "The host's name is not known.",
                    "Check the spelling of the host and the name service of this machine.");
        }
        Optional<Failure> known = TlsFailures.failure(thrown, doing, address).or(() -> Causes.notHttp(thrown, doing, address));
        if (known.isPresent()) {
            return known.get();
        }
        if (Causes.find(thrown, SocketTimeoutException.class) != null || Causes.find(thrown, TimeoutException.class) != null
                || Causes.find(thrown, HttpTimeoutException.class) != null) {
            boolean connecting = Causes.find(thrown, HttpConnectTimeoutException.class) != null || Causes.words(thrown).contains("onnect timed out");
            return new Failure(Kind.TIMED_OUT, doing, address, Causes.words(thrown),
                    connecting ? "The port did not answer in time." : "The server did not answer in time.",
                    "Check that the address and port are those of the broker, that no firewall swallows packets, and that it is not overloaded.");
        }
        ConnectException refused = Causes.find(thrown, ConnectException.class);
        if (refused != null || Causes.find(thrown, NoRouteToHostException.class) != null) {
            // below a refused connection the HTTP client has an exception that says nothing to a person
            return new Failure(Kind.UNREACHABLE, doing, address, Causes.words(refused != null ? refused : root(thrown)), "Nothing accepts connections there.",
                    "Check host and port, and that the broker runs and listens on that address.");
        }
        return new Failure(Kind.UNREACHABLE, doing, address, Causes.words(thrown), "The connection was cut.",
                "Check that the port speaks the expected protocol (TLS or plain) and look into the broker's log.");
    }

    private static Throwable root(Throwable thrown) {
        Throwable t = thrown;
        for (int depth = 0; t.getCause() != null && depth < 20; depth++) {
            t = t.getCause();
        }
        return t;
    }
}
