package org.campanile.core.rabbitmq.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Makes the TLS context a profile asks for: the runtime's certificates, those of its CA file, or none checked at all. */
public final class Trust {

    private Trust() {
    }

    /** The context; fails as bad input when the CA file cannot be read or holds no certificate. */
    public static SSLContext context(BrokerProfile profile) throws FailureException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(profile), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the certificates to trust",
                    String.valueOf(profile.caFile()), e.toString(), "The CA file is missing or holds no readable certificate.",
                    "Give a PEM file with the certificate of the authority that signed the broker's."), e);
        }
    }

    private static TrustManager[] managers(BrokerProfile profile) throws GeneralSecurityException, IOException {
        if (!profile.verify()) {
            return new TrustManager[] { new Anybody() };
        }
        if (profile.caFile() == null) {
            return null;
        }
        Collection<? extends Certificate> authorities;
        try (InputStream pem = Files.newInputStream(profile.caFile())) {
            authorities = CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
        if (authorities.isEmpty()) {
            throw new IOException("no certificate in " + profile.caFile());
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate authority : authorities) {
            store.setCertificateEntry("ca" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Trusts every certificate and, being of the extended kind, switches the check of the name off too; only for {@code verify: false}. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // every certificate is accepted
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // every certificate is accepted
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // every certificate is accepted
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            // every certificate is accepted
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
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
}
