package org.campanile.core.trust;

import java.net.Socket;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;

/** Trusts every server's certificate and, being of the extended kind, switches the check of the name off too; only for {@code verify: false}. */
final class Anybody extends ServersOnly {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        // every certificate is accepted
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // every certificate is accepted
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // every certificate is accepted
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
