package org.campanile.core.rabbitmq.internal;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.MalformedFrameException;
import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ProtocolVersionMismatchException;
import com.rabbitmq.client.ShutdownSignalException;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.wire.Causes;

/** Tells what an exception of the AMQP client means. AMQP 0-9-1 reply codes by section 1.2 of its specification. Pure. */
public final class AmqpFailures {

    private AmqpFailures() {
    }

    /** The failure for whatever the client threw. */
    public static Failure failure(Throwable thrown, String doing, String subject) {
        AuthenticationFailureException refused = Causes.find(thrown, AuthenticationFailureException.class);
        if (refused != null) {
            return denied(doing, subject, refused.getMessage());
        }
        ShutdownSignalException shutdown = Causes.find(thrown, ShutdownSignalException.class);
        if (shutdown != null && shutdown.getReason() != null) {
            Failure told = byReply(shutdown.getReason(), doing, subject);
            if (told != null) {
                return told;
            }
        }
        if (Causes.find(thrown, PossibleAuthenticationFailureException.class) != null) {
            return denied(doing, subject, "the broker closed the connection during the login");
        }
        MalformedFrameException malformed = Causes.find(thrown, MalformedFrameException.class);
        if (malformed != null || Causes.find(thrown, ProtocolVersionMismatchException.class) != null) {
            return new Failure(Kind.BAD_ANSWER, doing, subject, Causes.brief(Causes.words(malformed == null ? thrown : malformed)), "The server does not speak AMQP 0-9-1 on this port.",
                    "Give the port of AMQP (5672, or 5671 with TLS), not that of the management API, and check whether it wants TLS.");
        }
        if (Causes.find(thrown, MissedHeartbeatException.class) != null) {
            return new Failure(Kind.TIMED_OUT, doing, subject, "missed heartbeats", "The broker fell silent.",
                    "Check the network to the broker and whether it is overloaded.");
        }
        return ConnectionFailures.failure(thrown, doing, subject);
    }

    private static Failure denied(String doing, String subject, String cameBack) {
        return new Failure(Kind.DENIED, doing, subject, cameBack, "The broker refused the login.",
                "Check user and password; the user guest is accepted from the broker's own machine only.");
    }

    private static Failure byReply(Method reason, String doing, String subject) {
        int code;
        String text;
        if (reason instanceof AMQP.Connection.Close close) {
            code = close.getReplyCode();
            text = close.getReplyText();
        } else if (reason instanceof AMQP.Channel.Close close) {
            code = close.getReplyCode();
            text = close.getReplyText();
        } else {
            return null;
        }
        String cameBack = code + " " + text;
        return switch (code) {
            case AMQP.NOT_ALLOWED -> text.contains("not found")
                    ? new Failure(Kind.NOT_FOUND, doing, subject, cameBack, "The virtual host does not exist.",
                            "Create the virtual host, or correct its name.")
                    : new Failure(Kind.DENIED, doing, subject, cameBack, "The user may not do this on this virtual host.",
                            "Give the user permissions on the virtual host.");
            case AMQP.ACCESS_REFUSED -> new Failure(Kind.DENIED, doing, subject, cameBack, "The user may not do this.",
                    "Give the user configure, write and read permissions that match the name.");
            case AMQP.NOT_FOUND -> new Failure(Kind.NOT_FOUND, doing, subject, cameBack, "The queue or exchange does not exist.",
                    "Check the name and the virtual host.");
            case AMQP.PRECONDITION_FAILED -> new Failure(Kind.CONFLICT, doing, subject, cameBack,
                    "It exists already in another form, or a condition does not hold.",
                    "Compare durability, type and arguments with what exists.");
            case AMQP.RESOURCE_LOCKED -> new Failure(Kind.CONFLICT, doing, subject, cameBack,
                    "Another connection uses it exclusively.", "Close the other connection, or use another name.");
            case AMQP.CONNECTION_FORCED -> new Failure(Kind.UNREACHABLE, doing, subject, cameBack,
                    "The broker closed the connection, as it does on a shutdown.", "Wait until the broker runs again.");
            case AMQP.REPLY_SUCCESS -> null;
            default -> new Failure(Kind.REMOTE, doing, subject, cameBack, "The broker reported an error.", "Look into the broker's log.");
        };
    }
}
