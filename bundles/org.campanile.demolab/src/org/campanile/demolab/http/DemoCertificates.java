package org.campanile.demolab.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An authority and a certificate of 127.0.0.1 made by it, anew at each start, so that TLS to the demo lab is proper TLS and no key lies in the tree.
 * Written as DER by hand (RFC 5280, section 4.1), since Java has no public way to make certificates.
 */
public final class DemoCertificates {

    private static final String ECDSA_SHA256 = "06082a8648ce3d040302";
    private static final String COMMON_NAME = "0603550403";
    private static final String BASIC_CONSTRAINTS = "0603551d13";
    private static final String ALTERNATIVE_NAMES = "0603551d11";
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final char[] NO_PASSWORD = "changeit".toCharArray();

    private final SSLContext context;
    private final String authority;

    /** A new authority and a certificate of its. */
    public DemoCertificates() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair root = generator.generateKeyPair();
            KeyPair server = generator.generateKeyPair();
            String issuer = "Campanile demo lab authority " + HexFormat.of().formatHex(new SecureRandom().generateSeed(4));
            byte[] ca = certificate(issuer, issuer, root.getPublic().getEncoded(), root.getPrivate(),
                    extension(BASIC_CONSTRAINTS, true, sequence(hex("0101ff"))));
            byte[] names = sequence(join(der(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)), der(0x87, new byte[] { 127, 0, 0, 1 })));
            byte[] own = certificate(issuer, "localhost", server.getPublic().getEncoded(), root.getPrivate(), extension(ALTERNATIVE_NAMES, false, names));
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Certificate[] chain = { factory.generateCertificate(new ByteArrayInputStream(own)), factory.generateCertificate(new ByteArrayInputStream(ca)) };
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("demo", server.getPrivate(), NO_PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            authority = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(ca)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate for the demo lab", e);
        }
    }

    /** What a server needs. */
    public SSLContext context() {
        return context;
    }

    /** The authority's certificate, PEM: what a client has to trust. */
    public String authority() {
        return authority;
    }

    private static byte[] certificate(String issuer, String subject, byte[] publicKey, PrivateKey signer, byte[] extension)
            throws GeneralSecurityException {
        Instant from = Instant.now().minus(Duration.ofDays(1));
        byte[] validity = sequence(join(time(from), time(from.plus(Duration.ofDays(400)))));
        byte[] algorithm = sequence(hex(ECDSA_SHA256));
        byte[] body = sequence(join(der(0xa0, hex("020102")), der(0x02, new BigInteger(63, new SecureRandom()).toByteArray()), algorithm, name(issuer),
                validity, name(subject), publicKey, der(0xa3, sequence(extension))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(body);
        return sequence(join(body, algorithm, der(0x03, join(new byte[1], signature.sign()))));
    }

    private static byte[] extension(String id, boolean critical, byte[] value) {
        return sequence(join(hex(id), critical ? hex("0101ff") : new byte[0], der(0x04, value)));
    }

    private static byte[] name(String common) {
        return sequence(der(0x31, sequence(join(hex(COMMON_NAME), der(0x0c, common.getBytes(StandardCharsets.UTF_8))))));
    }

    private static byte[] time(Instant at) {
        return der(0x17, UTC.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sequence(byte[] contents) {
        return der(0x30, contents);
    }

    private static byte[] der(int tag, byte[] contents) {
        int n = contents.length;
        byte[] length = n < 128 ? new byte[] { (byte) n } : n < 256 ? new byte[] { (byte) 0x81, (byte) n }
                : new byte[] { (byte) 0x82, (byte) (n >> 8), (byte) n };
        return join(new byte[] { (byte) tag }, length, contents);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
