package org.campanile.core.servicemanager;

import java.time.Duration;
import java.time.Instant;

/**
 * One request and its answer as they went over the wire, for support. Never holds the token.
 *
 * @param at when it was sent
 * @param method HTTP method
 * @param url whole address
 * @param requestBody body sent, or {@code null} when none was
 * @param status status received, 0 when none came
 * @param contentType content type received, may be empty
 * @param body body received, may be empty
 * @param took from sending to the end of the answer, or until it was given up
 * @param trouble why no answer came, or empty
 */
public record RawExchange(Instant at, String method, String url, String requestBody, int status, String contentType, String body,
        Duration took, String trouble) {

    private static final int SHOWN = 300;

    /** Status and body on one line, shortened, for {@link org.campanile.core.task.Failure#cameBack()}. */
    public String cameBack() {
        if (status == 0) {
            return trouble;
        }
        String line = body.strip().replaceAll("\\s+", " ");
        return status + " " + contentType + (line.isEmpty() ? "" : " " + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line));
    }
}
