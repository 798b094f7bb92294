package org.campanile.core.task;

import java.util.Objects;

/**
 * What went wrong, told so that a person can act: what was being done, to what, what came back (verbatim), what it means and what to do
 * next (design, "Errors"). A value; never holds a secret: whoever fills {@code cameBack} leaves credentials out.
 *
 * @param kind what sort of failure, for code that decides (retry, ask, give up)
 * @param doing the activity, as a phrase that follows "while", e.g. {@code "listing images"}
 * @param subject the thing it was done to, e.g. an address or a file name with line and field; may be empty
 * @param cameBack status and reason as received, or the operating system's words; may be empty
 * @param meaning one sentence
 * @param next one sentence in the imperative
 */
public record Failure(Kind kind, String doing, String subject, String cameBack, String meaning, String next) {

    /** Sorts of failure. */
    public enum Kind {
        /** Nothing listens there, or the connection was refused or cut. */ UNREACHABLE,
        /** A connection to a host that stood is gone; whether what was under way came to its end is not known. */ CUT,
        /** No answer within the limit. */ TIMED_OUT,
        /** Not authenticated, or not allowed. */ DENIED,
        /** The thing asked for does not exist. */ NOT_FOUND,
        /** It exists already, or is in a state that forbids this. */ CONFLICT,
        /** What the user or a file gave is not acceptable. */ BAD_INPUT,
        /** The other side answered something that is not what its protocol says. */ BAD_ANSWER,
        /** A certificate or host key is not trusted. */ UNTRUSTED,
        /** The lab's guard forbids it. */ GUARDED,
        /** The user cancelled. */ CANCELLED,
        /** The other side failed (5xx and the like). */ REMOTE,
        /** The local disk or system failed. */ LOCAL,
        /** A defect of this program. */ INTERNAL
    }

    public Failure {
        Objects.requireNonNull(kind);
        doing = text(doing);
        subject = text(subject);
        cameBack = text(cameBack);
        meaning = text(meaning);
        next = text(next);
    }

    private static String text(String s) {
        return s == null ? "" : s;
    }

    /** Whether the other side could not be reached, or not any more. */
    public boolean away() {
        return kind == Kind.UNREACHABLE || kind == Kind.CUT;
    }

    /** One line: the activity, its subject and the meaning. */
    public String headline() {
        StringBuilder line = new StringBuilder(doing.isEmpty() ? "Failed" : "While " + doing);
        if (!subject.isEmpty()) {
            line.append(" (").append(subject).append(')');
        }
        return line.append(": ").append(meaning.isEmpty() ? cameBack : meaning).toString();
    }

    /** All parts, one a line, for a details pane, a log or the clipboard. */
    public String details() {
        StringBuilder all = new StringBuilder(headline());
        if (!cameBack.isEmpty()) {
            all.append("\nCame back: ").append(cameBack);
        }
        if (!next.isEmpty()) {
            all.append("\nNext: ").append(next);
        }
        return all.toString();
    }
}
