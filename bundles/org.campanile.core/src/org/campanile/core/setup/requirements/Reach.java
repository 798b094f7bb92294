package org.campanile.core.setup.requirements;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Tries to connect to ports, from this machine, from a host, or from the network of VMs by its namespace on a host; and listens to what answers there. */
final class Reach {

    /**
     * Something to connect to.
     *
     * @param label for people
     */
    record Target(String label, String host, int port) {

        /** From {@code label=host:port} or {@code host:port}; a host in brackets may have colons. */
        static Target of(String text) {
            int equal = text.indexOf('=');
            String where = text.substring(equal + 1).strip();
            int colon = where.lastIndexOf(':');
            if (colon < 1 || !where.substring(colon + 1).matches("\\d{1,5}") || where.substring(0, colon).matches(".*[^A-Za-z0-9.:\\[\\]_-].*")
                    || Integer.parseInt(where.substring(colon + 1)) > 65_535) {
                throw new IllegalArgumentException("\"" + text + "\" is no place to connect to; write label=host:port.");
            }
            String host = where.substring(0, colon).replaceAll("[\\[\\]]", "");
            return new Target(equal < 0 ? where : text.substring(0, equal).strip(), host, Integer.parseInt(where.substring(colon + 1)));
        }

        String where() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * What came of it.
     *
     * @param open whether something accepts connections
     * @param answer what it said first, or why there was no connection
     */
    record Answer(boolean open, String answer) {
    }

    private static final int CONNECT_MILLIS = 4000;
    private static final int GREETING_MILLIS = 400;
    private static final int HEADER_MILLIS = 600;
    private static final int ANSWER_MILLIS = 3000;
    private static final String HEADER = "HEAD / H";
    private static final String REST = "TTP/1.0\r\nHost: campanile\r\n\r\n";

    /**
     * Servers that speak first do so at once; the others are asked in HTTP, to which RabbitMQ answers with its own header. It does so after eight bytes, the
     * length of an AMQP header, and closes; what it had not read by then would make that close a reset, which can take its answer away with it. So the rest is
     * said only when eight bytes brought nothing. dd takes what one read brings: a head that waits for its count loses what it holds when the time ends.
     */
    private static final String SCRIPT = """
            one() {
              out=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" || exit 9
                said() { timeout "$1" dd bs=80 count=1 <&3 2>/dev/null | tr -d "\0" | head -n 1; }
                printf +; first=$(said 0.4)
                if [ -z "$first" ]; then printf "HEAD / H" >&3; first=$(said 0.6); fi
                if [ -z "$first" ]; then printf "TTP/1.0\r\nHost: campanile\r\n\r\n" >&3; first=$(said 3); fi
                printf "%s" "$first"' "$2" "$3" 2>"$d/$1.err"); code=$?
              echo "$1 $code $(printf '%s' "$out" | tr -cd '[:print:]') | $(head -n 1 "$d/$1.err" | sed 's/.*: //' | tr -cd '[:print:]')" > "$d/$1"
            }
            LC_ALL=C; export LC_ALL; d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
            """;

    private Reach() {
    }

    /** From this machine. */
    static Map<Target, Answer> here(List<Target> targets) {
        Map<Target, Answer> found = new ConcurrentHashMap<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            targets.forEach(t -> all.submit(() -> found.put(t, one(t))));
        }
        return found;
    }

    private static Answer one(Target target) {
        try (Socket socket = new Socket()) {
            InetSocketAddress at = new InetSocketAddress(target.host(), target.port());
            if (at.isUnresolved()) {
                return new Answer(false, "Name or service not known");
            }
            socket.connect(at, CONNECT_MILLIS);
            String first = first(socket, GREETING_MILLIS);
            if (first.isEmpty()) {
                socket.getOutputStream().write(HEADER.getBytes(StandardCharsets.US_ASCII));
                first = first(socket, HEADER_MILLIS);
            }
            if (first.isEmpty()) {
                socket.getOutputStream().write(REST.getBytes(StandardCharsets.US_ASCII));
                first = first(socket, ANSWER_MILLIS);
            }
            return new Answer(true, said(first));
        } catch (SocketTimeoutException e) {
            return new Answer(false, "no answer in " + CONNECT_MILLIS / 1000 + " s");
        } catch (ConnectException e) {
            return new Answer(false, "Connection refused");
        } catch (NoRouteToHostException e) {
            return new Answer(false, "No route to host");
        } catch (IOException e) {
            return new Answer(false, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static String first(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            byte[] block = new byte[80];
            int n = socket.getInputStream().read(block);
            return n <= 0 ? "" : new String(block, 0, n, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "");
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    private static String said(String first) {
        // A server that was slow to greet has been asked as if it spoke HTTP; what it says to that still tells what it is.
        return first.isEmpty() ? "connected, says nothing" : first.startsWith("AMQP") ? "AMQP" : first.startsWith("Invalid SSH") ? "SSH" : first;
    }

    /** As a host sees it. */
    static Map<Target, Answer> from(Host host, List<Target> targets, Task task) throws FailureException {
        return read(targets, host.succeeded("connecting from " + host.name(), host.runQuietly(Command.of("bash").withStdin(script(targets)).within(Duration.ofSeconds(20)), task)));
    }

    /** As the network of VMs sees it, by a namespace of a router or of DHCP on the lab's host; empty when the host has none. */
    static Map<Target, Answer> fromNamespace(Host host, String network, List<Target> targets, Task task) throws FailureException {
        String wanted = network.isEmpty() ? "^(qrouter|qdhcp)-" : "^qdhcp-" + network.replaceAll("[^A-Za-z0-9-]", "");
        String find = "PATH=$PATH:/usr/sbin:/sbin; ns=$(ip netns list 2>/dev/null | cut -d' ' -f1 | grep -E " + Command.quote(wanted)
                + " | sort -r | head -n 1); [ -n \"$ns\" ] || exit 66; exec ip netns exec \"$ns\" bash -s\n";
        CommandResult result = host.sudoQuietly(Command.of("sh -c " + Command.quote(find)).withStdin(script(targets)).within(Duration.ofSeconds(20)), task);
        return result.exit() == 66 ? Map.of() : read(targets, host.succeeded("connecting from the network of VMs", result));
    }

    private static String script(List<Target> targets) {
        StringBuilder script = new StringBuilder(SCRIPT);
        for (int i = 0; i < targets.size(); i++) {
            script.append("one ").append(i).append(' ').append(Command.quote(targets.get(i).host())).append(' ').append(targets.get(i).port()).append(" &\n");
        }
        return script.append("wait; cd \"$d\" && cat $(ls | grep -v err)\n").toString();
    }

    private static Map<Target, Answer> read(List<Target> targets, CommandResult result) {
        Map<Target, Answer> found = new LinkedHashMap<>();
        for (String line : result.out().lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words.length < 3 || !words[0].matches("\\d+") || Integer.parseInt(words[0]) >= targets.size()) {
                continue;
            }
            int bar = words[2].lastIndexOf(" | ");
            String out = bar < 0 ? words[2].replaceFirst("\\|\\s*$", "").strip() : words[2].substring(0, bar).strip();
            String err = bar < 0 ? "" : words[2].substring(bar + 3).strip();
            // The sign stands for a connection, also where the answer then did not come in time.
            boolean open = out.startsWith("+");
            found.put(targets.get(Integer.parseInt(words[0])), new Answer(open, open ? said(out.substring(1)) : words[1].equals("124") ? "no answer in 5 s" : err.isEmpty() ? "not reached" : err));
        }
        List<Target> missing = new ArrayList<>(targets);
        missing.removeAll(found.keySet());
        missing.forEach(t -> found.put(t, new Answer(false, "not tried")));
        return found;
    }
}
