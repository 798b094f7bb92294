package org.campanile.core.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import org.campanile.core.task.FailureException;

/**
 * Trusts what one of the authorities vouches for, for the right name and time, or what the user accepted for this address; anything else
 * fails with all that the user has to know, as {@link Untrusted}. Thread-safe.
 */
final class Judge extends ServersOnly {

    private interface Check {
        void with(X509ExtendedTrustManager authorities) throws CertificateException;
    }

    private final CertificateTrust trust;
    private final List<X509ExtendedTrustManager> authorities;

    Judge(CertificateTrust trust, List<X509ExtendedTrustManager> authorities) {
        this.trust = trust;
        this.authorities = List.copyOf(authorities);
    }

    private void check(X509Certificate[] chain, String authType, SSLSession peer, Check check) throws CertificateException {
        List<CertificateException> refusals = new ArrayList<>();
        for (X509ExtendedTrustManager one : authorities) {
            try {
                check.with(one);
                return;
            } catch (CertificateException refused) {
                refusals.add(refused);
            }
        }
        String host = peer == null || peer.getPeerHost() == null ? "" : peer.getPeerHost();
        String where = Facts.address(host, peer == null ? -1 : peer.getPeerPort());
        String fingerprint = Facts.fingerprint(chain[0]);
        try {
            if (!where.isEmpty() && trust.isAccepted(where, fingerprint)) {
                return;
            }
        } catch (FailureException unreadable) {
            // Told when the question is to be asked, which reads the file again.
            refusals.getLast().addSuppressed(unreadable);
        }
        boolean vouched = authorities.stream().anyMatch(one -> Facts.vouches(one, chain, authType));
        throw new Untrusted(trust, where, fingerprint, Facts.wrong(chain[0], host, vouched, refusals.getLast()), Facts.says(chain[0]),
                refusals.getLast());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        check(chain, authType, engine.getHandshakeSession(), one -> one.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        SSLSession peer = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
        check(chain, authType, peer, one -> one.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType, null, one -> one.checkServerTrusted(chain, authType));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getFirst().getAcceptedIssuers();
    }
}
