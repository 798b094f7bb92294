package org.campanile.core.trust;

import java.security.cert.CertificateException;
import java.util.Optional;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.wire.Causes;

/**
 * Tells what a failed TLS handshake means, beyond certificates, which {@link CertificateTrust} asks about; the server has not got any request
 * then. Pure.
 */
public final class TlsFailures {

    private TlsFailures() {
    }

    /** The failure for what a connection broke with; empty when no handshake was the reason. */
    public static Optional<Failure> failure(Throwable broken, String doing, String subject) {
        SSLException tls = Causes.find(broken, SSLException.class);
        if (tls == null) {
            return Optional.empty();
        }
        String words = tls.getMessage() == null ? tls.getClass().getSimpleName() : tls.getMessage();
        if (words.contains("nrecognized SSL message")) {
            return Optional.of(new Failure(Kind.BAD_ANSWER, doing, subject, words, "The server does not speak TLS on this port.",
                    "Use the address without TLS, or give the port that speaks TLS."));
        }
        Untrusted untrusted = Causes.find(broken, Untrusted.class);
        if (untrusted != null) {
            return Optional.of(untrusted.refusal(doing).failure());
        }
        if (Causes.find(broken, CertificateException.class) != null) {
            return Optional.of(new Failure(Kind.UNTRUSTED, doing, subject, words, "The server's certificate is not trusted.",
                    "Set the CA file of the authority that signed it, or use the name it is for."));
        }
        if (!(tls instanceof SSLHandshakeException || tls instanceof SSLPeerUnverifiedException || tls instanceof SSLProtocolException)) {
            // It broke after TLS was agreed on, as any connection may.
            return Optional.empty();
        }
        if (words.contains("terminated the handshake") || words.contains("EOF")) {
            return Optional.of(new Failure(Kind.BAD_ANSWER, doing, subject, words, "The server closed the connection instead of agreeing on TLS.",
                    "Check that this port speaks TLS, and look into the server's log."));
        }
        boolean wantsOurs = words.contains("certificate_required") || words.contains("bad_certificate");
        return Optional.of(new Failure(Kind.UNTRUSTED, doing, subject, words,
                wantsOurs ? "The server asks for a certificate of the client." : "TLS could not be agreed on with the server.",
                "Check the server's TLS settings: protocol versions, certificate and whether it asks for a client's certificate."));
    }
}
