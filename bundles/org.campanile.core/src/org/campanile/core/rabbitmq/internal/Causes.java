package org.campanile.core.rabbitmq.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;

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
        if (find(thrown, CertificateException.class) != null || find(thrown, SSLPeerUnverifiedException.class) != null) {
            return new Failure(Kind.UNTRUSTED, doing, address, words(root(thrown)),
                    "The broker's certificate is not trusted, or is for another name.",
                    "Give the CA file that signed it, or use the name the certificate is for.");
        }
        SSLException tls = find(thrown, SSLException.class);
        if (tls != null) {
            return tls(tls, doing, address);
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

    private static Failure tls(SSLException tls, String doing, String address) {
        String words = words(tls);
        boolean plain = words.contains("Unsupported or unrecognized SSL message") || words.contains("plaintext connection");
        return plain
                ? new Failure(Kind.BAD_ANSWER, doing, address, words, "The server does not speak TLS on this port.",
                        "Switch TLS off, or give the port that speaks TLS.")
                : new Failure(Kind.UNTRUSTED, doing, address, words, "TLS could not be agreed on with the server.",
                        "Check the TLS settings of the broker: protocol versions, certificate and whether it asks for a client's certificate.");
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
