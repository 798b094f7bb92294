package org.campanile.demolab.http;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A trouble put in the way of requests, for training and tests.
 *
 * @param service name of the service it concerns, e.g. {@code "glance"}; {@code "*"} for all
 * @param method HTTP method, or {@code "*"}
 * @param path expression that has to match the whole path, without query
 * @param kind what happens
 * @param delay for {@link Kind#SLOW} and {@link Kind#HANG}: how long; otherwise ignored
 * @param status for {@link Kind#STATUS}: the status answered
 * @param body for {@link Kind#STATUS} and {@link Kind#BODY}: what is answered, as it is
 * @param contentType of that body
 * @param times how many requests it hits before it is used up; a negative number means for ever
 */
public record Fault(String service, String method, Pattern path, Kind kind, Duration delay, int status, String body,
        String contentType, int times) {

    /** Sorts of trouble. */
    public enum Kind {
        /** The answer comes later. */ SLOW,
        /** The request is read and nothing comes back for {@code delay}, then the connection is cut. */ HANG,
        /** Another status and body is answered. */ STATUS,
        /** Status 200 with a body that is not what was asked for. */ BODY,
        /** The connection is cut in the middle of the body. */ CUT
    }

    /** Every request of {@code service} whose path matches is answered with {@code status}, {@code times} times. */
    public static Fault status(String service, String method, String path, int status, String body, int times) {
        return new Fault(service, method, Pattern.compile(path), Kind.STATUS, Duration.ZERO, status, body, "text/plain", times);
    }

    /** Every request of {@code service} whose path matches is delayed. */
    public static Fault slow(String service, String method, String path, Duration delay, int times) {
        return new Fault(service, method, Pattern.compile(path), Kind.SLOW, delay, 0, "", "", times);
    }

    /** Every request of {@code service} whose path matches has its connection cut. */
    public static Fault cut(String service, String method, String path, int times) {
        return new Fault(service, method, Pattern.compile(path), Kind.CUT, Duration.ZERO, 0, "", "", times);
    }
}
