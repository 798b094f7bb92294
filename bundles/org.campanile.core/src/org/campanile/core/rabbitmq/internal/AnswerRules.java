package org.campanile.core.rabbitmq.internal;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/**
 * What an answer of the management API means (RabbitMQ management HTTP API: errors are JSON {@code {"error", "reason"}}; 401 covers a wrong
 * password as well as a user without a management tag).
 */
final class AnswerRules {

    private static final int SHOWN = 300;

    private AnswerRules() {
    }

    /** The body of a good answer; the failure of any other. */
    static String text(HttpResponse<byte[]> response, String doing, String subject) throws FailureException {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        String cameBack = "HTTP " + status + (body.isBlank() ? "" : ": " + shown(body));
        if (status / 100 != 2) {
            throw new FailureException(failure(status, doing, subject, cameBack));
        }
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!body.isBlank() && (body.stripLeading().startsWith("<") || type.startsWith("text/html"))) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, cameBack,
                    "A web page came back where JSON was expected.",
                    "Check that the address is that of the management API and that no proxy or login page stands before it."));
        }
        return body;
    }

    private static Failure failure(int status, String doing, String subject, String cameBack) {
        return switch (status) {
            case 401 -> new Failure(Kind.DENIED, doing, subject, cameBack,
                    "The broker refused the login: the password is wrong, or the user has no tag that allows management.",
                    "Check user and password; the user needs the tag management or administrator, and no colon in its name, which a login by HTTP has no room for.");
            case 403 -> new Failure(Kind.DENIED, doing, subject, cameBack, "The user may not do this.",
                    "Use a user with the tag administrator, or with permissions on this virtual host.");
            case 404 -> new Failure(Kind.NOT_FOUND, doing, subject, cameBack, "The broker does not have this.",
                    "Check the name; if everything is missing, check that the address is that of the management API.");
            case 400 -> new Failure(Kind.BAD_INPUT, doing, subject, cameBack, "The broker did not accept the request.",
                    "Correct what the reason names.");
            case 409 -> new Failure(Kind.CONFLICT, doing, subject, cameBack, "It exists already in another form.",
                    "Compare what exists with what was asked for.");
            default -> status >= 500
                    ? new Failure(Kind.REMOTE, doing, subject, cameBack, "The broker failed.", "Look into the broker's log.")
                    : new Failure(Kind.BAD_ANSWER, doing, subject, cameBack, "This is not an answer of the management API.",
                            "Check the address of the management API.");
        };
    }

    private static String shown(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
