package org.campanile.core.openstack.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.campanile.core.openstack.CloudLimits;

/**
 * A connection for one large PUT. {@code java.net.http} copies and hands over each 16 KiB of a body several times, which on a lab of few cores takes
 * the time that Glance needs; here the bytes go from the buffer to the socket. Asks with {@code Expect: 100-continue} (RFC 9110, section
 * 10.1.1), so that an answer such as 401 comes before gigabytes were sent. Whoever closes it from another thread ends whatever blocks on it.
 */
final class UploadConnection implements AutoCloseable {

    /** How long a server that knows nothing of {@code Expect} is waited for. */
    private static final long PERMISSION_MILLIS = 1_000;
    private static final int REFUSAL_MILLIS = 2_000;

    private final Socket plain;
    private final Call call;
    private final CloudLimits limits;
    private Socket socket;
    private OutputStream out;
    private InputStream in;

    UploadConnection(Call call, CloudLimits limits) {
        this.call = call;
        this.limits = limits;
        this.plain = new Socket(proxy(call.uri()));
        this.socket = plain;
    }

    private static Proxy proxy(URI uri) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(uri);
        return proxies == null || proxies.isEmpty() ? Proxy.NO_PROXY : proxies.getFirst();
    }

    /** Connects, by TLS when the address says so. @param verify whether the certificate's name has to be the server's */
    void open(SSLContext tls, boolean verify) throws IOException {
        URI uri = call.uri();
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        String host = uri.getHost().replaceAll("^\\[|\\]$", "");
        plain.setTcpNoDelay(true);
        plain.connect(new InetSocketAddress(host, port), (int) limits.connect().toMillis());
        plain.setSoTimeout((int) limits.call().toMillis());
        if (secure) {
            SSLSocket wrapped = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
            if (verify) {
                SSLParameters parameters = wrapped.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                wrapped.setSSLParameters(parameters);
            }
            wrapped.startHandshake();
            socket = wrapped;
        }
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the head of the request; answers the server's refusal, or {@code null} when the body may follow. */
    Answer head(long length) throws IOException {
        URI uri = call.uri();
        StringBuilder head = new StringBuilder(call.method()).append(' ').append(uri.getRawPath());
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority()).append("\r\nContent-Length: ").append(length)
                .append("\r\nConnection: close\r\nExpect: 100-continue\r\n");
        call.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return permission();
    }

    private Answer permission() throws IOException {
        in.mark(1);
        socket.setSoTimeout((int) PERMISSION_MILLIS);
        try {
            if (in.read() < 0) {
                throw new IOException("the connection was closed before an answer came");
            }
        } catch (SocketTimeoutException knowsNothingOfIt) {
            return null;
        } finally {
            socket.setSoTimeout((int) Math.max(1, limits.stall().toMillis()));
        }
        in.reset();
        Answer first = new AnswerReader(in, limits.answerBytes()).read(call);
        return first.status() < 200 ? null : first;
    }

    void send(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
    }

    /** The answer to the whole request; waits as long as an upload may stand still, since Glance closes its store first. */
    Answer answer() throws IOException {
        AnswerReader reader = new AnswerReader(in, limits.answerBytes());
        Answer answer = reader.read(call);
        while (answer.status() == 100 || answer.status() == 102) {
            answer = reader.read(call);
        }
        return answer;
    }

    /** What a server said that has cut the connection while it was being sent to; {@code broken} when it said nothing. */
    Answer refusal(IOException broken) throws IOException {
        try {
            socket.setSoTimeout(REFUSAL_MILLIS);
            return answer();
        } catch (IOException nothing) {
            broken.addSuppressed(nothing);
            throw broken;
        }
    }

    /** How often a watch should look whether bytes move. */
    long beat() {
        return Math.clamp(limits.stall().toMillis() / 10, 1, TimeUnit.SECONDS.toMillis(1));
    }

    /** Cuts the connection; bytes under way are lost. */
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
