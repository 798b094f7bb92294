package org.campanile.core.servicemanager;

import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

import com.google.gson.JsonObject;

/**
 * Client of one system's Service Manager (protocol document "Service Manager"). One request at a time per controller address; an address
 * that gives no answer is followed by the next. Commands go only to names read from the system and are never sent twice. Make one for a
 * system and keep it. Any thread but the UI's; every call blocks and is cancelled through its task.
 */
public final class ServiceManager {

    private static final int KEPT = 16;
    private static final int KEPT_COMMANDS = 24;
    private static final int KEPT_BODY = 4000;
    private static final String SERVICES = "/v1/services";
    /** A system that moves on under three readings in a row is shown as it was read last; the next reading follows soon. */
    private static final int SWEEPS = 2;

    private final SystemProfile profile;
    private final TokenSource tokens;
    private final List<Wire> wires;
    private final Deque<RawExchange> exchanges = new ArrayDeque<>();
    private final Deque<RawExchange> commands = new ArrayDeque<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Cut> cuts = new ConcurrentHashMap<>();
    private volatile Set<String> names = Set.of();
    private volatile Listing<Node> named;
    private volatile Wire preferred;

    /**
     * A client with the protocol's limits.
     *
     * @param http from {@link #http}, shared by all systems, or one with its own certificates
     */
    public ServiceManager(SystemProfile profile, TokenSource tokens, HttpClient http) throws FailureException {
        this(profile, tokens, http, Limits.standard());
    }

    /** A client with other limits. */
    public ServiceManager(SystemProfile profile, TokenSource tokens, HttpClient http, Limits limits) throws FailureException {
        profile.validate();
        this.profile = profile;
        this.tokens = tokens;
        this.wires = profile.urls().stream().map(u -> new Wire(u, http, limits)).toList();
        this.preferred = wires.get(0);
    }

    /** An HTTP client fit for many systems, which asks nobody about certificates. The caller closes it after the last system. */
    public static HttpClient http(Limits limits) {
        return builder(limits).build();
    }

    /**
     * An HTTP client fit for many systems: HTTP/1.1, no redirects, virtual threads. The caller closes it after the last system.
     *
     * @param certificates asks when a controller's certificate is not trusted
     * @param caFile certificates (PEM) to trust besides the runtime's; or {@code null}
     */
    public static HttpClient http(Limits limits, CertificateTrust certificates, Path caFile) throws FailureException {
        return builder(limits).sslContext(certificates.context(caFile, true)).build();
    }

    private static HttpClient.Builder builder(Limits limits) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect()).executor(Executors.newVirtualThreadPerTaskExecutor());
    }

    /** The system this talks to. */
    public SystemProfile profile() {
        return profile;
    }

    /** The last exchanges, oldest first, long bodies cut; without tokens. Commands stay longer than readings. */
    public List<RawExchange> exchanges() {
        synchronized (exchanges) {
            return Stream.concat(exchanges.stream(), commands.stream()).sorted(Comparator.comparing(RawExchange::at)).toList();
        }
    }

    /** All nodes. */
    public List<Node> nodes(Task task) throws FailureException {
        return profile.capture().isPresent() ? read(null, task).nodes() : anywhere(wire -> nodes(wire, task).rows());
    }

    /** All service groups on all nodes. */
    public List<Assignment> assignments(Task task) throws FailureException {
        return anywhere(wire -> assignments(wire, task).rows());
    }

    /** Services of whichever controller answers (quirk Q12). */
    public List<Service> services(Task task) throws FailureException {
        return anywhere(wire -> services(wire, task).rows());
    }

    /** State and role of one host; an unknown host reads unknown (section 5). */
    public ServiceNode serviceNode(String host, Task task) throws FailureException {
        return anywhere(wire -> serviceNode(wire, host, task));
    }

    /**
     * Reads everything from one controller. The roles take a request for each node, and cannot have changed while nodes and assignments
     * did not, so they are taken from {@code last} then.
     *
     * @param last reading before this one, or {@code null} to ask for the roles in any case
     * @return {@code last} itself when nothing at all has changed
     */
    public SystemReading read(SystemReading last, Task task) throws FailureException {
        return read(last, true, task);
    }

    /**
     * The same, sparing the longest listing where nothing asks for it.
     *
     * @param services whether to read the services in any case; otherwise they are only when nodes or groups have changed or are changing
     */
    public SystemReading read(SystemReading last, boolean services, Task task) throws FailureException {
        if (profile.capture().isPresent()) {
            task.checkCancelled("reading captured system " + profile.name());
            return new Capture(profile.capture().get()).read();
        }
        return anywhere(wire -> {
            SystemReading seen = sweep(wire, last, services, task);
            for (int again = 0; again < SWEEPS && seen != last && movedOn(wire, seen, task); again++) {
                seen = sweep(wire, seen, services, task);
            }
            return seen;
        });
    }

    private boolean movedOn(Wire wire, SystemReading since, Task task) throws FailureException {
        return !assignments(wire, task).rows().equals(since.assignments()) || !nodes(wire, task).rows().equals(since.nodes());
    }

    /**
     * One request after the other, so that a swact or failure between two of them gives a state that never was: groups of before it, roles of after it.
     * Who finds something changed looks once more whether it has moved on since, and begins again.
     */
    private SystemReading sweep(Wire wire, SystemReading last, boolean services, Task task) throws FailureException {
        Listing<Node> nodes = nodes(wire, task);
        Listing<Assignment> assignments = assignments(wire, task);
        boolean same = last != null && last.source().equals(wire.base()) && last.nodes().equals(nodes.rows()) && last.assignments().equals(assignments.rows());
        Map<String, ServiceNode> roles = new LinkedHashMap<>(same ? last.roles() : Map.of());
        for (Node node : same ? List.<Node>of() : nodes.rows()) {
            if (!roles.containsKey(node.name()) && node.name().indexOf('.') < 0) {
                roles.put(node.name(), serviceNode(wire, node.name(), task));
            }
        }
        Known before = known.get(wire.base() + SERVICES);
        boolean spare = same && !services && before != null && assignments.rows().stream().noneMatch(Assignment::inTransition);
        @SuppressWarnings("unchecked") // one path has always rows of one kind
        Listing<Service> list = spare ? (Listing<Service>) before.listing() : services(wire, task);
        List<String> problems = Stream.of(wire.clock().problems(), nodes.problems(), assignments.problems(), list.problems()).flatMap(List::stream).toList();
        if (same && list.rows() == last.services() && problems.equals(last.problems())) {
            return last;
        }
        return new SystemReading(wire.base(), nodes.rows(), assignments.rows(), list.rows(), roles, problems);
    }

    /**
     * Sends a command for a host of the system, once. Another address is tried only when the first one was never reached, and a new token
     * only after a 401, which is given before the command is looked at.
     *
     * @throws FailureException when cancelled before anything was sent
     */
    public CommandResult command(String host, Command command, Task task) throws FailureException {
        String doing = "sending " + command.action() + " for " + host + " to system " + profile.name();
        if (profile.capture().isPresent()) {
            return new CommandResult.Failed(new Failure(Failure.Kind.GUARDED, doing, profile.capture().get().toString(), "",
                    "This is a captured system; there is nothing to act on.", "Act on the system itself."));
        }
        if (!names.contains(host)) {
            try {
                nodes(task);
            } catch (FailureException e) {
                return new CommandResult.Failed(e.failure());
            }
        }
        if (!names.contains(host)) {
            return new CommandResult.Failed(Failures.unknownName(doing, host, preferred.base()));
        }
        if (host.indexOf('.') >= 0) {
            return new CommandResult.Failed(Failures.dottedName(doing, host, preferred.base()));
        }
        Verdict verdict = new Verdict(profile.name(), host, command);
        CommandResult result = null;
        for (Wire wire : inOrder()) {
            Wire.Sent sent;
            try {
                sent = authorised(wire, "PATCH", path(host), command.toJson(), task);
            } catch (FailureException e) {
                if (e.failure().kind() == Failure.Kind.CANCELLED) {
                    throw e;
                }
                return new CommandResult.Failed(e.failure());
            }
            result = verdict.on(sent);
            if (sent.answered() || sent.delivered()) {
                break;
            }
        }
        return result;
    }

    /**
     * Sends any request to the first address and gives back what came, whatever it is: for replaying recorded cases and for support.
     * Nothing is checked and nothing retried.
     *
     * @param body exact text, or {@code null} for none
     */
    public RawExchange exchange(String method, String path, String body, Task task) throws FailureException {
        return kept(wires.get(0).send(method, path, body, tokens.token(null, task), task)).exchange();
    }

    /** Something to be read from one controller. */
    private interface Question<T> {
        T ask(Wire wire) throws FailureException;
    }

    private <T> T anywhere(Question<T> question) throws FailureException {
        FailureException first = null;
        for (Wire wire : inOrder()) {
            try {
                T answer = question.ask(wire);
                preferred = wire;
                return answer;
            } catch (FailureException e) {
                first = first == null ? e : first;
                if (!worthAnother(e.failure())) {
                    throw e;
                }
            }
        }
        throw first;
    }

    private static boolean worthAnother(Failure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, TIMED_OUT, UNTRUSTED, REMOTE, BAD_ANSWER -> true;
            default -> false;
        };
    }

    /** All addresses, the one that answered last first. */
    private List<Wire> inOrder() {
        Wire first = preferred;
        List<Wire> order = new ArrayList<>(wires);
        order.remove(first);
        order.add(0, first);
        return order;
    }

    private Listing<Node> nodes(Wire wire, Task task) throws FailureException {
        Listing<Node> nodes = listing(wire, "/v1/nodes", "nodes", Listing::node, Node::name, task);
        if (nodes != named) {
            named = nodes;
            names = nodes.rows().stream().map(Node::name).collect(Collectors.toUnmodifiableSet());
        }
        return nodes;
    }

    private Listing<Assignment> assignments(Wire wire, Task task) throws FailureException {
        return listing(wire, "/v1/sm_sda", "sm_sda", Listing::assignment, a -> a.node().isBlank() ? "" : a.group() + " on " + a.node(), task);
    }

    private Listing<Service> services(Wire wire, Task task) throws FailureException {
        return listing(wire, SERVICES, "services", Listing::service, Service::name, task);
    }

    private ServiceNode serviceNode(Wire wire, String host, Task task) throws FailureException {
        String doing = "reading the state of " + host + " from system " + profile.name();
        ServiceNode read = Listing.serviceNode(document(wire, path(host), doing, task));
        if (!read.hostname().equals(host)) {
            throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, doing, wire.base() + path(host), read.toString(),
                    "The answer is about another host.", "Keep the raw exchange for support."));
        }
        return read;
    }

    private <T> Listing<T> listing(Wire wire, String path, String key, Function<JsonObject, T> row, Function<T, String> identity, Task task)
            throws FailureException {
        String doing = "reading " + key + " of system " + profile.name();
        Wire.Sent sent = authorised(wire, "GET", path, null, task);
        String body = sent.exchange().body();
        Known before = known.get(wire.base() + path);
        if (sent.answered() && sent.exchange().status() == 200 && before != null && before.says(sent.exchange())) {
            @SuppressWarnings("unchecked") // one path has always rows of one kind
            Listing<T> same = (Listing<T>) before.listing();
            return same;
        }
        Listing<T> listing = Listing.of(document(sent, doing), key, row, identity);
        if (listing == null) {
            throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, doing, wire.base() + path, "",
                    "The answer has no list " + key + ".", "Check that the address is a Service Manager's."));
        }
        known.put(wire.base() + path, new Known(sent.exchange().contentType(), body, listing));
        return listing;
    }

    /** An answer that was understood, so that the same text need not be parsed again. */
    private record Known(String type, String body, Listing<?> listing) {
        boolean says(RawExchange x) {
            return type.equals(x.contentType()) && body.equals(x.body());
        }
    }

    private JsonObject document(Wire wire, String path, String doing, Task task) throws FailureException {
        return document(authorised(wire, "GET", path, null, task), doing);
    }

    private static JsonObject document(Wire.Sent sent, String doing) throws FailureException {
        if (!sent.answered()) {
            throw new FailureException(Failures.noAnswer(doing, sent));
        }
        Reply reply = new Reply(sent.exchange());
        // some servers tell a fault with status 200 (quirk Q1: never trust the status alone)
        if (sent.exchange().status() == 200 && reply.document().isPresent() && reply.fault().isEmpty()) {
            return reply.document().get();
        }
        throw new FailureException(Failures.badAnswer(doing, reply, sent.exchange()));
    }

    private Wire.Sent authorised(Wire wire, String method, String path, String body, Task task) throws FailureException {
        Secret token = tokens.token(null, task);
        Wire.Sent sent = kept(wire.send(method, path, body, token, task));
        if (sent.answered() && sent.exchange().status() == 401) {
            Secret fresh = tokens.token(token, task);
            return kept(wire.send(method, path, body, fresh, task));
        }
        return sent;
    }

    private Wire.Sent kept(Wire.Sent sent) {
        RawExchange x = sent.exchange();
        boolean reading = x.method().equals("GET");
        synchronized (exchanges) {
            Deque<RawExchange> into = reading ? exchanges : commands;
            into.addLast(x.body().length() <= KEPT_BODY ? x : new RawExchange(x.at(), x.method(), x.url(), x.requestBody(), x.status(), x.contentType(),
                    cut(x, reading), x.took(), x.trouble()));
            if (into.size() > (reading ? KEPT : KEPT_COMMANDS)) {
                into.removeFirst();
            }
        }
        return sent;
    }

    /** A long answer cut, once as long as it stays the same. */
    private String cut(RawExchange x, boolean reading) {
        Cut before = cuts.get(x.url());
        if (before != null && before.whole() == x.body()) {
            return before.cut();
        }
        String cut = x.body().substring(0, KEPT_BODY) + "…";
        if (reading) {
            cuts.put(x.url(), new Cut(x.body(), cut));
        }
        return cut;
    }

    private record Cut(String whole, String cut) {
    }

    private static String path(String host) {
        return "/v1/servicenode/" + URLEncoder.encode(host, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
