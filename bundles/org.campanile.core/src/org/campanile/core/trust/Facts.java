package org.campanile.core.trust;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

import org.campanile.core.wire.Causes;

/** What a certificate says and what is wrong with it, in words; decides nothing. Pure. */
final class Facts {

    private static final int SHOWN_NAMES = 5;
    private static final int SHOWN = 200;
    /** Types of GeneralName (RFC 5280, section 4.2.1.6). */
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private Facts() {
    }

    /** {@code host:port} in small letters, an IPv6 address in brackets; empty when the host is not known. */
    static String address(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return "";
        }
        return (name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name) + ":" + port;
    }

    /** SHA-256 in the form {@code openssl x509 -fingerprint -sha256} prints. */
    static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException impossible) {
            throw new CertificateException(impossible);
        }
    }

    /** Whether an authority stands behind the chain, whatever the name and the time. */
    static boolean vouches(X509ExtendedTrustManager authorities, X509Certificate[] chain, String authType) {
        try {
            authorities.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException refused) {
            CertPathValidatorException path = Causes.find(refused, CertPathValidatorException.class);
            Object reason = path == null ? null : path.getReason();
            return reason == CertPathValidatorException.BasicReason.EXPIRED || reason == CertPathValidatorException.BasicReason.NOT_YET_VALID
                    || Causes.find(refused, CertificateExpiredException.class) != null
                    || Causes.find(refused, CertificateNotYetValidException.class) != null;
        }
    }

    /** All that is wrong, whole sentences. */
    static String wrong(X509Certificate certificate, String host, boolean vouched, CertificateException refusal) {
        List<String> wrong = new ArrayList<>();
        if (!vouched) {
            wrong.add(certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                    ? "The server signed its certificate itself: no authority vouches for it."
                    : "The certificate's issuer is not known here.");
        }
        Date now = new Date();
        if (now.after(certificate.getNotAfter())) {
            wrong.add("The certificate expired on " + day(certificate.getNotAfter()) + ".");
        } else if (now.before(certificate.getNotBefore())) {
            wrong.add("The certificate is not valid before " + day(certificate.getNotBefore()) + ".");
        }
        List<String> names = names(certificate);
        if (!host.isEmpty() && names.stream().noneMatch(name -> matches(name, host))) {
            wrong.add(names.isEmpty() ? "The certificate names no host, so it is not for " + host + "."
                    : "The certificate is for " + shown(names) + ", not for " + host + ".");
        }
        return wrong.isEmpty() ? "The certificate is refused: " + plain(String.valueOf(refusal.getMessage())) + "." : String.join(" ", wrong);
    }

    /** Subject, issuer and the last day. */
    static String says(X509Certificate certificate) {
        return "It says: subject " + plain(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253)) + ", issued by "
                + plain(certificate.getIssuerX500Principal().getName(X500Principal.RFC2253)) + ", valid until " + day(certificate.getNotAfter())
                + ".";
    }

    private static String day(Date date) {
        return DateTimeFormatter.ISO_INSTANT.format(date.toInstant()).substring(0, 10);
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            List<String> names = new ArrayList<>();
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> one : all == null ? List.<List<?>>of() : all) {
                int type = (Integer) one.get(0);
                if ((type == DNS_NAME || type == IP_ADDRESS) && one.get(1) instanceof String name) {
                    names.add(name);
                }
            }
            return names;
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    /** A name of a certificate; its first label may be {@code *} (RFC 6125, section 6.4.3). */
    private static boolean matches(String name, String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (name.startsWith("*.")) {
            int dot = bare.indexOf('.');
            return dot > 0 && bare.substring(dot).equalsIgnoreCase(name.substring(1));
        }
        return name.equalsIgnoreCase(bare);
    }

    private static String shown(List<String> names) {
        String some = plain(String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size()))));
        return names.size() > SHOWN_NAMES ? some + " and " + (names.size() - SHOWN_NAMES) + " more" : some;
    }

    /** A stranger wrote the certificate's texts: one short line of them, without control characters. */
    private static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
