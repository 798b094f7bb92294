package org.campanile.core.openstack.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/**
 * Decides about servers' certificates: the system's authorities and the profile's CA file, then the certificates the user accepted, then
 * no. With {@code verify: false} every certificate is taken. The host's name is checked by the same managers.
 */
final class Trust extends X509ExtendedTrustManager {

    /** A certificate nobody vouches for; carries what the user has to judge. */
    static final class Unknown extends CertificateException {
        private static final long serialVersionUID = 1L;
        private final String fingerprint;

        Unknown(String fingerprint, String why, Throwable cause) {
            super(why, cause);
            this.fingerprint = fingerprint;
        }

        String fingerprint() {
            return fingerprint;
        }
    }

    private final X509ExtendedTrustManager system;
    private final X509ExtendedTrustManager extra;
    private final boolean verify;
    private final Set<String> accepted;

    private Trust(X509ExtendedTrustManager system, X509ExtendedTrustManager extra, boolean verify, Set<String> accepted) {
        this.system = system;
        this.extra = extra;
        this.verify = verify;
        this.accepted = accepted;
    }

    /** @param accepted fingerprints the user took; a live, concurrent set */
    static SSLContext context(Path caFile, boolean verify, Set<String> accepted) throws FailureException {
        X509ExtendedTrustManager extra = null;
        if (caFile != null && verify) {
            extra = fromFile(caFile);
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] { new Trust(manager(null), extra, verify, accepted) }, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new FailureException(new Failure(Kind.LOCAL, "preparing TLS", "", broken.getMessage(),
                    "This Java cannot do TLS.", "Use a complete Java runtime."), broken);
        }
    }

    private static X509ExtendedTrustManager fromFile(Path file) throws FailureException {
        String doing = "reading the CA file";
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
            if (count == 0) {
                throw new FailureException(new Failure(Kind.BAD_INPUT, doing, file.toString(), "", "The file holds no certificate.",
                        "Give a file with certificates in PEM form."));
            }
            return manager(store);
        } catch (IOException missing) {
            throw new FailureException(new Failure(Kind.BAD_INPUT, doing, file.toString(), missing.toString(),
                    "The file cannot be read.", "Correct the path of the CA file in the lab's profile."), missing);
        } catch (GeneralSecurityException broken) {
            throw new FailureException(new Failure(Kind.BAD_INPUT, doing, file.toString(), broken.getMessage(),
                    "The file is not a list of certificates.", "Give a file with certificates in PEM form."), broken);
        }
    }

    private static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager one : factory.getTrustManagers()) {
            if (one instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    /** SHA-256 in the form {@code openssl x509 -fingerprint} prints. */
    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException impossible) {
            throw new CertificateException(impossible);
        }
    }

    private interface Check {
        void with(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        if (!verify) {
            return;
        }
        CertificateException refusal;
        try {
            check.with(system);
            return;
        } catch (CertificateException refused) {
            refusal = refused;
        }
        if (extra != null) {
            try {
                check.with(extra);
                return;
            } catch (CertificateException refused) {
                refusal = refused;
            }
        }
        String fingerprint = fingerprint(chain[0]);
        if (!accepted.contains(fingerprint)) {
            throw new Unknown(fingerprint, "subject " + chain[0].getSubjectX500Principal().getName() + ", issued by "
                    + chain[0].getIssuerX500Principal().getName() + ": " + refusal.getMessage(), refusal);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        check(chain, m -> m.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        check(chain, m -> m.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, m -> m.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return system.getAcceptedIssuers();
    }
}
