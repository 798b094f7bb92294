package org.campanile.core.openstack.internal;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.trust.TlsFailures;
import org.campanile.core.wire.Causes;
import org.campanile.core.wire.LimitedBody;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Tells what went wrong on the way to OpenStack, or what OpenStack refused, with its own words. */
final class Failures {

    private static final int WORDS = 1000;

    private Failures() {
    }

    /** No answer at all, or none that could be read to its end. */
    static FailureException noAnswer(Call call, Throwable cause, CloudLimits limits) {
        String where = call.uri().getAuthority();
        if (cause instanceof FailureException told) {
            return told;
        }
        if (Causes.find(cause, LimitedBody.TooLong.class) != null) {
            return failure(Kind.BAD_ANSWER, call, "more than " + limits.answerBytes() + " bytes",
                    "The answer is longer than any answer of this call should be; it was not read on.",
                    "Check that the address is the service's own.", cause);
        }
        if (Causes.find(cause, UnresolvedAddressException.class) != null || Causes.find(cause, UnknownHostException.class) != null) {
            return failure(Kind.UNREACHABLE, call, "unknown host " + call.uri().getHost(), "The name " + call.uri().getHost()
                    + " has no address.", "Check the spelling, the DNS server and the VPN.", cause);
        }
        if (Causes.find(cause, HttpConnectTimeoutException.class) != null || Causes.find(cause, SocketTimeoutException.class) != null) {
            return failure(Kind.TIMED_OUT, call, Causes.words(cause), "No connection to " + where + " within "
                    + limits.connect().toMillis() / 1000.0 + " s.", "Check the address, the VPN and any firewall between.", cause);
        }
        if (Causes.find(cause, ConnectException.class) != null) {
            return failure(Kind.UNREACHABLE, call, Causes.words(cause), "Nothing listens at " + where + ".",
                    "Check address and port, and that the service runs.", cause);
        }
        Optional<Failure> known = TlsFailures.failure(cause, call.doing(), call.subject()).or(() -> Causes.notHttp(cause, call.doing(), call.subject()));
        if (known.isPresent()) {
            return new FailureException(known.get(), cause);
        }
        boolean plain = "http".equalsIgnoreCase(call.uri().getScheme());
        return failure(Kind.UNREACHABLE, call, Causes.words(cause), "The connection to " + where + " was cut.",
                plain ? "Check whether the address has to begin with https; if not, try again and look at the service's log."
                        : "Try again; if it happens each time, look at the service's log.", cause);
    }

    /** The login was closed while a call was made. */
    static FailureException closed(Call call, Throwable cause) {
        return failure(Kind.CANCELLED, call, "", "The login was closed.", "Log in again.", cause);
    }

    /** Without the token, which a server may send back as part of what it complains about. */
    private static FailureException failure(Kind kind, Call call, String cameBack, String meaning, String next, Throwable cause) {
        return Secret.of(call.headers().getOrDefault("X-Auth-Token", ""))
                .hiddenIn(new FailureException(new Failure(kind, call.doing(), call.subject(), cameBack, meaning, next), cause));
    }

    /** An answer that refuses, status 300 and above. */
    static FailureException refused(Answer answer) {
        String words = words(answer);
        String cameBack = answer.status() + (words.isEmpty() ? "" : " " + words);
        boolean quota = words.toLowerCase(Locale.ROOT).contains("quota") || words.contains("maximum stacks per tenant");
        return switch (answer.status()) {
            case 401 -> failure(Kind.DENIED, answer.call(), cameBack, "Keystone or the service does not accept the credentials.",
                    "Check user, password, project and their domains.", null);
            case 403, 409, 413, 429 -> {
                if (quota) {
                    yield failure(Kind.CONFLICT, answer.call(), cameBack, "A quota of the project is exceeded: " + words,
                            "Free something, or have the quota raised.", null);
                }
                yield switch (answer.status()) {
                    case 403 -> failure(Kind.DENIED, answer.call(), cameBack, "The user's roles do not allow this.",
                            "Log in as a user with the role it needs, usually admin.", null);
                    case 409 -> failure(Kind.CONFLICT, answer.call(), cameBack, "It exists already, or its state forbids this.",
                            "Look at what is there, then try again.", null);
                    // Of Glance: its store is full, or the image larger than it takes. Of a proxy: the same. Long ago of Nova: too many requests.
                    case 413 -> failure(Kind.REMOTE, answer.call(), cameBack,
                            "What was sent is more than the service, or a proxy before it, takes or has room for.", "Have its storage or its limit enlarged, or send less.", null);
                    default -> failure(Kind.REMOTE, answer.call(), cameBack, "The service limits the requests it takes.",
                            "Wait a little, then try again.", null);
                };
            }
            case 404, 410 -> failure(Kind.NOT_FOUND, answer.call(), cameBack, "It does not exist there.",
                    "Refresh; somebody may have deleted it. If nothing is found at all, check the service's endpoint.", null);
            case 400, 422 -> failure(Kind.BAD_INPUT, answer.call(), cameBack, words.isEmpty() ? "The service does not accept what was sent."
                    : words, "Correct what it names.", null);
            case 300, 301, 302, 305, 405, 406 -> failure(Kind.BAD_ANSWER, answer.call(), cameBack, "The address does not lead to this API.",
                    "Check the service's endpoint in the catalogue.", null);
            default -> answer.status() >= 500
                    ? failure(Kind.REMOTE, answer.call(), cameBack, "The service failed.", "Look at the service's log; try again later.", null)
                    : failure(Kind.BAD_ANSWER, answer.call(), cameBack, "The service refused in a way it should not.",
                            "Look at the service's log.", null);
        };
    }

    /** An answer that should have been JSON of a certain shape. */
    static FailureException notJson(Answer answer, String what, Throwable cause) {
        if (answer.looksLikeHtml()) {
            return failure(Kind.BAD_ANSWER, answer.call(), answer.status() + " " + plain(answer.text()),
                    "An HTML page came where JSON should be: this is a web page or a proxy, not the service's API.",
                    "Check the address, and any proxy on the way.", cause);
        }
        return failure(Kind.BAD_ANSWER, answer.call(), answer.status() + " " + what, "The answer is not the JSON it should be.",
                "Check that the address is the service's own.", cause);
    }

    /** OpenStack's message; each project wraps it differently. */
    static String words(Answer answer) {
        try {
            JsonObject root = Json.read(answer).getAsJsonObject();
            return shorten(message(root, 0));
        } catch (FailureException | IllegalStateException notJson) {
            return plain(answer.text());
        }
    }

    private static String message(JsonObject node, int depth) {
        for (String key : new String[] { "message", "detail", "faultstring", "error_message" }) {
            if (node.get(key) instanceof JsonElement value && value.isJsonPrimitive() && !value.getAsString().isBlank()) {
                return value.getAsString();
            }
        }
        if (depth < 2) {
            for (Map.Entry<String, JsonElement> entry : node.entrySet()) {
                JsonElement value = entry.getValue();
                if (value.isJsonArray() && !value.getAsJsonArray().isEmpty()) {
                    value = value.getAsJsonArray().get(0);
                }
                String found = value.isJsonObject() ? message(value.getAsJsonObject(), depth + 1) : "";
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        JsonElement explanation = node.get("explanation");
        return explanation != null && explanation.isJsonPrimitive() ? explanation.getAsString() : "";
    }

    private static String plain(String text) {
        String head = text.length() > 20_000 ? text.substring(0, 20_000) : text;
        return shorten(head.replaceAll("(?is)<(script|style)\\b[^>]*>.*?</\\1>", " ").replaceAll("<[^>]*>", " "));
    }

    private static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > WORDS ? line.substring(0, WORDS) + " …" : line;
    }
}
