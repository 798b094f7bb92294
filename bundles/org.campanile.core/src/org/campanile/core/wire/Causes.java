package org.campanile.core.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;

/** Reads what an exception of a connection or of a parser says, without the names of classes, which tell a user nothing. Pure. */
public final class Causes {

    private static final int DEPTH = 20;
    private static final int SHOWN = 200;

    private Causes() {
    }

    /** The first exception of a type along the causes, or {@code null}. */
    public static <T extends Throwable> T find(Throwable broken, Class<T> type) {
        int depth = 0;
        for (Throwable one = broken; one != null && depth < DEPTH; one = one.getCause(), depth++) {
            if (type.isInstance(one)) {
                return type.cast(one);
            }
        }
        return null;
    }

    /**
     * The words of an exception: its message, else that of the cause of an I/O error without one, else its name. The HTTP client of the JDK tells of a
     * refused connection, and of a name without an address, without a word.
     */
    public static String words(Throwable broken) {
        if (find(broken, UnresolvedAddressException.class) != null) {
            return "The name has no address";
        }
        Throwable one = broken;
        while (one instanceof IOException && one.getMessage() == null && one.getCause() != null) {
            one = one.getCause();
        }
        if (one.getMessage() == null && find(broken, ConnectException.class) != null) {
            return "Connection refused";
        }
        if (one.getMessage() != null) {
            return one.getMessage();
        }
        return one.getClass() == IOException.class ? "input or output failed" : spoken(one.getClass().getSimpleName());
    }

    private static String spoken(String name) {
        return name.replaceFirst("(?<=.)Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /**
     * What a parser of JSON said, in one short line: without the class that comes before it, the types that the text was to become, and the path into a
     * deep document.
     */
    public static String ofParser(Throwable refused) {
        return ofParser(words(refused));
    }

    /** The same of a message. */
    public static String ofParser(String said) {
        String line = said.lines().findFirst().orElse("").replaceFirst("^([a-z]\\w*\\.)+[A-Z]\\w*: ", "").replaceAll(" (for|of) type `[^`]*`", "");
        return brief(line);
    }

    /** The beginning of what a stranger said. */
    public static String brief(String said) {
        return said.length() > SHOWN ? said.substring(0, SHOWN) + " …" : said;
    }

    /** The failure when what came back breaks the rules of HTTP/1.1 (RFC 9112), rather than the connection having broken; empty otherwise. */
    public static Optional<Failure> notHttp(Throwable broken, String doing, String subject) {
        IOException io = find(broken, IOException.class);
        String said = io == null ? "" : words(io);
        boolean rules = find(broken, ProtocolException.class) != null || find(broken, IllegalArgumentException.class) != null
                || said.startsWith("Invalid chunk") || said.startsWith("fixed content-length: -");
        if (!rules) {
            return Optional.empty();
        }
        return Optional.of(new Failure(Kind.BAD_ANSWER, doing, subject, brief(said), "What came back is not an answer of HTTP.",
                "Check that this is the service's port, and whether the address has to begin with https."));
    }
}
