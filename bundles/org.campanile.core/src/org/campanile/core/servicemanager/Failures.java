package org.campanile.core.servicemanager;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;

/** Words for what can go wrong with a request to sm-api (protocol document, sections 1 and 7). */
final class Failures {

    private Failures() {
    }

    /** No answer came. */
    static Failure noAnswer(String doing, Wire.Sent sent) {
        RawExchange x = sent.exchange();
        if (sent.told() != null) {
            Failure told = sent.told();
            return new Failure(told.kind(), doing, told.subject(), told.cameBack(), told.meaning(), told.next());
        }
        return switch (sent.trouble()) {
            case CANCELLED -> new Failure(Kind.CANCELLED, doing, x.url(), "", "Cancelled.", "");
            case TIMED_OUT -> new Failure(Kind.TIMED_OUT, doing, x.url(), x.trouble(),
                    "The controller does not answer in time; it may be hung, or busy with a swact.",
                    "Wait a moment, then look at the controller itself.");
            case BAD_ANSWER -> new Failure(Kind.BAD_ANSWER, doing, x.url(), x.trouble(), "The answer is larger than any sm-api gives.",
                    "Check that the address is a Service Manager's.");
            default -> new Failure(Kind.UNREACHABLE, doing, x.url(), x.trouble(),
                    "The controller's sm-api cannot be reached, or it cut the connection, as happens during a swact.",
                    "Check address and port; during a swact wait until the floating address has moved.");
        };
    }

    /** An answer came that is no good. */
    static Failure badAnswer(String doing, Reply reply, RawExchange x) {
        String said = reply.fault().map(f -> " It says: " + f).orElse("");
        return switch (x.status()) {
            case 401 -> new Failure(Kind.DENIED, doing, x.url(), x.cameBack(), "The token is not accepted, and a new one was not either."
                    + said, "Log in again; check that the credentials belong to this system's Keystone.");
            case 403 -> new Failure(Kind.DENIED, doing, x.url(), x.cameBack(), "Service Manager answers only users with the admin role."
                    + said, "Use credentials with the admin role.");
            case 404 -> new Failure(Kind.NOT_FOUND, doing, x.url(), x.cameBack(), "The server has no such thing." + said,
                    "Check that the address is a Service Manager's and that its tables are complete.");
            case 400 -> new Failure(Kind.BAD_INPUT, doing, x.url(), x.cameBack(), "The server does not accept the request." + said,
                    "Keep the raw exchange for support.");
            case 500 -> new Failure(Kind.REMOTE, doing, x.url(), x.cameBack(), said.isEmpty()
                    ? "The server failed without a reason; current servers answer so to every refusal, a missing admin role included."
                    : "The server failed." + said, "Check that the credentials have the admin role; otherwise look into the controller's "
                            + "sm-api log.");
            case 502, 503, 504 -> new Failure(Kind.REMOTE, doing, x.url(), x.cameBack(), reply.isHtml()
                    ? "The load balancer has no sm-api behind it, as happens during a swact."
                    : "The server cannot answer now; Keystone may be away.", "Wait a moment.");
            default -> new Failure(Kind.BAD_ANSWER, doing, x.url(), x.cameBack(),
                    x.status() != 200 ? "The server gave an unexpected answer."
                            : !said.isEmpty() ? "The server answers with status 200 and yet tells a fault." + said : reply.isHtml() ? "A web page came back, not Service Manager's answer."
                            : "The answer is not what Service Manager's protocol says; it may be cut or of another content type.",
                    "Check that the address is a Service Manager's; keep the raw exchange for support.");
        };
    }

    /** The name is not one that the system has. */
    static Failure unknownName(String doing, String host, String url) {
        return new Failure(Kind.BAD_INPUT, doing, url, "", "The system has no node " + host
                + "; sending the name would make Service Manager create it.", "Choose a name from the system's list of nodes.");
    }

    /** The name cannot be put into an address of this server. */
    static Failure dottedName(String doing, String host, String url) {
        return new Failure(Kind.BAD_INPUT, doing, url, "", "The server takes what follows a dot in " + host
                + " for a file extension, so the command cannot be addressed to it.", "Act on the controller itself.");
    }
}
