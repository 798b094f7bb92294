package org.campanile.core.trust;

import java.security.cert.CertificateException;
import java.util.Set;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/** A certificate nobody vouches for, on its way out of the handshake; carries what the user has to judge. */
final class Untrusted extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final transient CertificateTrust judge;
    private final String where;
    private final String fingerprint;
    private final String wrong;
    private final String says;

    Untrusted(CertificateTrust judge, String where, String fingerprint, String wrong, String says, Throwable cause) {
        super(wrong + " " + says, cause);
        this.judge = judge;
        this.where = where;
        this.fingerprint = fingerprint;
        this.wrong = wrong;
        this.says = says;
    }

    CertificateTrust judge() {
        return judge;
    }

    /** {@code host:port}. */
    String where() {
        return where;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** Address and certificate. */
    String key() {
        return where + " " + fingerprint;
    }

    /** What to tell when asking; {@code before} is what was accepted for the address. */
    String why(Set<String> before) {
        String changed = before.isEmpty() ? "" : "THE CERTIFICATE HAS CHANGED. The one trusted before was " + String.join(" or ", before)
                + ". Either the server got a new one, or somebody stands between you and the server and reads along. "
                + "Refuse unless its administrator confirms the new fingerprint. ";
        return changed + wrong + " " + says;
    }

    FailureException refusal(String doing) {
        return new FailureException(new Failure(Kind.UNTRUSTED, doing, where, says,
                "The server's certificate (SHA-256 " + fingerprint + ") is not trusted. " + wrong,
                "Compare the fingerprint with the one its administrator gives and accept it when asked again, or set the CA file of the "
                        + "authority that signed it, or use the name it is for."), this);
    }
}
