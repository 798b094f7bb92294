package org.campanile.core.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/** Reads who may vouch for a server: the runtime's authorities and those of a CA file. */
final class Authorities {

    private Authorities() {
    }

    /** The runtime's, then those of {@code caFile} unless it is {@code null}. */
    static List<X509ExtendedTrustManager> of(Path caFile) throws GeneralSecurityException, FailureException {
        List<X509ExtendedTrustManager> all = new ArrayList<>();
        all.add(manager(null));
        if (caFile != null) {
            all.add(fromFile(caFile));
        }
        return all;
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
            Failure why = SafeFiles.local(doing, file, missing);
            throw new FailureException(new Failure(Kind.BAD_INPUT, doing, file.toString(), why.cameBack(), why.meaning(),
                    "Correct the path of the CA file in the lab's profile."), missing);
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
}
