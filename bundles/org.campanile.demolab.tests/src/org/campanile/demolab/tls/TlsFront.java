package org.campanile.demolab.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Ends TLS in front of a plain server, on loopback, with a certificate that can be changed. */
final class TlsFront implements AutoCloseable {

    private static final String WORD = "changeit";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile SSLContext context;

    TlsFront(KeyStore keys, int behind) throws IOException, GeneralSecurityException {
        this.behind = behind;
        use(keys);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (SocketException closed) {
                open.forEach(TlsFront::end);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A key whose certificate it signs itself, made by the JDK's keytool. */
    static KeyStore keys(Path folder, String name, String alternative) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Path log = folder.resolve(name + ".log");
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name,
                "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + alternative, "-validity", "3", "-storetype", "PKCS12", "-keystore",
                store.toString(), "-storepass", WORD).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!tool.waitFor(120, TimeUnit.SECONDS) || tool.exitValue() != 0) {
            throw new IOException(Files.readString(log));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, WORD.toCharArray());
        }
        return keys;
    }

    /** Its certificate as a PEM file. */
    static Path pem(Path folder, KeyStore keys) throws Exception {
        String name = keys.aliases().nextElement();
        return Files.writeString(folder.resolve(name + ".pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getCertificate(name).getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }

    void use(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, WORD.toCharArray());
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(managers.getKeyManagers(), null, null);
        context = fresh;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(Socket plain) {
        open.add(plain);
        try (plain; SSLSocket front = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true)) {
            front.setUseClientMode(false);
            front.startHandshake();
            try (Socket back = new Socket(InetAddress.getLoopbackAddress(), behind)) {
                open.add(back);
                Thread.ofVirtual().start(() -> pump(back, front));
                front.getInputStream().transferTo(back.getOutputStream());
            }
        } catch (IOException refused) {
            // A client that does not trust us, or speaks no TLS, leaves early: that is what is tested.
            end(plain);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException cut) {
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
