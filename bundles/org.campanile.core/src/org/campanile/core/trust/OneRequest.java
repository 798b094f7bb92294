package org.campanile.core.trust;

import java.net.http.HttpClient;

/**
 * HTTP clients for requests that must not be sent twice. A client keeps a connection after an answer that does not announce its end, and servers of
 * HTTP/1.0, as StarlingX's are, end it all the same: the next request meets that end, and a reading is simply sent again by the client, but with a command
 * nobody can say whether it was heard. Any thread.
 */
public final class OneRequest {

    private OneRequest() {
    }

    /** A client like {@code other}, same certificates and limits, that has no connection yet. The caller ends it with {@link HttpClient#shutdownNow}. */
    public static HttpClient like(HttpClient other) {
        HttpClient.Builder one = HttpClient.newBuilder().version(other.version()).followRedirects(other.followRedirects()).sslContext(other.sslContext())
                .sslParameters(other.sslParameters());
        other.connectTimeout().ifPresent(one::connectTimeout);
        other.executor().ifPresent(one::executor);
        return one.build();
    }
}
