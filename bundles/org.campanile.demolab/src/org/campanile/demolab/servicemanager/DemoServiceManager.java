package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Exchange;
import org.campanile.demolab.http.Faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Service Manager's REST API of one system of two controllers, on loopback (protocol document "Service Manager"). Either it lives, so that
 * a swact or lock takes place over some seconds and the floating address goes away in the middle, or it plays a state loaded by PUT
 * {@code /_demo/state} in the form of the test vectors. GET {@code /_demo/last} tells what the last request sent to Service Manager and to
 * others. Answers one request at a time as the original does; {@link #mostAtOnce()} tells whether clients respected that. Faults are known
 * by the service names {@code service-manager} (floating address) and {@code service-manager/HOST}.
 */
public final class DemoServiceManager implements AutoCloseable {

    /** Service name of the floating address for {@link org.campanile.demolab.http.Fault}. */
    public static final String SERVICE = "service-manager";

    private static final String COLLECTION = "/v1/(nodes|services|service_groups|sm_sda)";
    private static final String NODE = "/v1/servicenode/([^/]+)";

    private final TokenCheck tokens;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final AtomicInteger most = new AtomicInteger();
    private final LiveSystem live;
    private final DemoHttp floating;
    private final List<DemoHttp> controllers = new ArrayList<>();
    private final List<String> hosts;
    private JsonObject loaded;
    private JsonObject last = new JsonObject();
    private WireForm form = WireForm.PLAIN;
    private boolean strict = true;

    /**
     * A live system of {@code controller-0} (active) and {@code controller-1}.
     *
     * @param port loopback port of the floating address, 0 for any free one; each controller's own address gets a free one
     * @param faults faults to inject
     * @param tokens judges tokens
     * @param swactTakes how long a swact takes
     * @param clock tells the time
     */
    public DemoServiceManager(int port, Faults faults, TokenCheck tokens, Duration swactTakes, InstantSource clock) throws IOException {
        this.tokens = tokens;
        this.hosts = List.of("controller-0", "controller-1");
        this.live = new LiveSystem(hosts.get(0), hosts.get(1), swactTakes, clock);
        this.floating = head(new DemoHttp(SERVICE, port, faults), true);
        for (String host : hosts) {
            controllers.add(head(new DemoHttp(SERVICE + "/" + host, 0, faults), false));
        }
    }

    /** A live system on a free port whose swact takes eight seconds, as StarlingX's own tests have it. */
    public DemoServiceManager(int port, Faults faults, TokenCheck tokens) throws IOException {
        this(port, faults, tokens, Duration.ofSeconds(8), InstantSource.system());
    }

    /** A system on free ports that takes any token, to replay recorded cases against. */
    public static DemoServiceManager forReplay() throws IOException {
        return new DemoServiceManager(0, new Faults(), TokenCheck.anyToken());
    }

    /** The floating address. */
    public String url() {
        return floating.url();
    }

    /** A controller's own address. */
    public String url(String host) {
        return controllers.get(hosts.indexOf(host)).url();
    }

    /** How refusals and faults go over the wire from now on. */
    public void form(WireForm newForm) {
        locked(() -> form = newForm);
    }

    /** Whether the server is of the strict generation (section 8.2). */
    public void strict(boolean nowStrict) {
        locked(() -> strict = nowStrict);
    }

    /** What the deployment service answers from now on, {@code {"kind":…}} as in the test vectors. */
    public void usm(String json) {
        locked(() -> current().add("usm", JsonParser.parseString(json)));
    }

    /** What Service Manager acknowledges from now on, {@code {"kind":…}} as in the test vectors; a lost word does not stop the action. */
    public void sm(String json) {
        locked(() -> current().add("sm", JsonParser.parseString(json)));
    }

    /** Changes a field of the assignment of a group on a host. */
    public void assignment(String host, String group, String field, String value) {
        locked(() -> {
            for (JsonElement e : current().getAsJsonArray(SmTables.ASSIGNMENTS)) {
                JsonObject row = e.getAsJsonObject();
                if (host.equals(Row.text(row, "node_name")) && group.equals(Row.text(row, "service_group_name"))) {
                    row.addProperty(field, value);
                }
            }
        });
    }

    /** Rows of a table as the system itself sees them, past its addresses, each made into a new one. */
    List<JsonObject> inside(String table, Function<JsonObject, JsonObject> row) throws SmFault {
        oneAtATime.lock();
        try {
            return tables().rows(table).stream().map(r -> row.apply(r.deepCopy())).toList();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Name of the controller that is the active one, from the inside. */
    String active() {
        oneAtATime.lock();
        try {
            return tables().localHostname();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Takes a command from the inside, as from maintenance or the inventory. */
    SmReply command(String host, JsonObject command) {
        oneAtATime.lock();
        try {
            SmReply reply = new ServiceNodeResource(tables(), null, strict).patch(host, command.toString());
            happen(host, reply);
            return reply;
        } finally {
            oneAtATime.unlock();
        }
    }

    private void happen(String host, SmReply reply) {
        if (loaded == null && reply.message() != null) {
            JsonObject m = reply.message();
            live.take(host, Row.text(m, "action"), Row.text(m, "admin"), Row.text(m, "oper"), Row.text(m, "avail"));
        }
    }

    /** The most requests that were under way at one address at once since the start; the original answers one at a time. */
    public int mostAtOnce() {
        return most.get();
    }

    @Override
    public void close() {
        floating.close();
        controllers.forEach(DemoHttp::close);
    }

    private void locked(Runnable change) {
        oneAtATime.lock();
        try {
            change.run();
        } finally {
            oneAtATime.unlock();
        }
    }

    private JsonObject current() {
        return loaded != null ? loaded : live.state();
    }

    /** One address: whether it is the floating one, and how many requests are under way there. */
    private record Head(boolean floating, AtomicInteger under) {
    }

    private DemoHttp head(DemoHttp http, boolean isFloating) {
        Head head = new Head(isFloating, new AtomicInteger());
        http.route("PUT", "/_demo/state", this::load);
        http.route("PUT", "/_demo/mode", this::mode);
        http.route("GET", "/_demo/last", x -> serially(() -> Answer.json(200, last)));
        http.route("GET", "/", x -> alone(head, () -> Answer.json(200, Documents.root())));
        http.route("GET", "/v1/?", x -> alone(head, () -> Answer.json(200, Documents.v1(http.url()))));
        http.route("GET", COLLECTION + "/?", x -> guarded(x, head,
                () -> form.answer(200, new Listings(tables(), http.url()).list(x.group(0), x.query()))));
        http.route("GET", COLLECTION + "/([^/]+)", x -> guarded(x, head,
                () -> form.answer(200, new Listings(tables(), http.url()).one(x.group(0), x.group(1)))));
        http.route("GET", NODE, x -> guarded(x, head, () -> answer(x, true)));
        http.route("PATCH", NODE, x -> guarded(x, head, () -> answer(x, false)));
        http.otherwise(x -> guarded(x, head, () -> form.answer(Documents.isKnown(x.path()) ? 405 : 404, Documents.fault(x.path()))));
        return http.start();
    }

    private SmTables tables() {
        return new SmTables(current());
    }

    /** Work that may meet a fault of sm-api. */
    private interface Work {
        Answer answer() throws SmFault, IOException;
    }

    private Answer guarded(Exchange x, Head head, Work work) throws IOException {
        return alone(head, () -> {
            String token = x.header("X-Auth-Token").orElse(null);
            return switch (tokens.role(token)) {
                case NONE -> Answer.json(401, Documents.unauthorized()).with("WWW-Authenticate", "Keystone uri=\"http://keystone:5000\"");
                case KEYSTONE_AWAY -> Answer.text(503, "text/plain", "The Keystone service is temporarily unavailable.");
                case OTHER -> form.answer(403, Documents.forbidden());
                case ADMIN -> work.answer();
            };
        });
    }

    private Answer alone(Head head, Work work) throws IOException {
        most.accumulateAndGet(head.under().incrementAndGet(), Math::max);
        try {
            return serially(() -> {
                if (head.floating() && loaded == null && live.floatingAway()) {
                    throw new IOException("the floating address is away");
                }
                return work.answer();
            });
        } finally {
            head.under().decrementAndGet();
        }
    }

    private Answer serially(Work work) throws IOException {
        oneAtATime.lock();
        try {
            return work.answer();
        } catch (SmFault fault) {
            return form.answer(fault.status(), fault.body());
        } finally {
            oneAtATime.unlock();
        }
    }

    private Answer answer(Exchange x, boolean get) throws IOException {
        String host = x.group(0);
        if (host.indexOf('.') >= 0 && !host.endsWith(".json")) {
            return form.answer(404, Documents.fault(x.path()));
        }
        String name = host.endsWith(".json") ? host.substring(0, host.length() - ".json".length()) : host;
        SmTables tables = tables();
        String token = tables.state().has("auth_token") ? Row.text(tables.state(), "auth_token") : x.header("X-Auth-Token").orElse(null);
        ServiceNodeResource resource = new ServiceNodeResource(tables, token, strict);
        if (!get && !x.header("Content-Type").orElse("").startsWith("application/json")) {
            SmFault fault = SmFault.badInput("Missing argument: \"command\"");
            return form.answer(fault.status(), fault.body());
        }
        SmReply reply = get ? resource.get(name) : resource.patch(name, x.text());
        happen(name, reply);
        last = new JsonObject();
        last.add("sm_message", reply.message() == null ? JsonNull.INSTANCE : reply.message());
        last.add("calls", reply.calls() == null ? new JsonArray() : reply.calls());
        return form.answer(reply.status(), reply.body());
    }

    private Answer load(Exchange x) throws IOException {
        JsonObject state = x.json().getAsJsonObject();
        return serially(() -> {
            loaded = state;
            last = new JsonObject();
            return Answer.empty(204);
        });
    }

    private Answer mode(Exchange x) throws IOException {
        JsonObject wanted = x.json().getAsJsonObject();
        return serially(() -> {
            for (Map.Entry<String, JsonElement> e : wanted.entrySet()) {
                switch (e.getKey()) {
                    case "form" -> form = WireForm.valueOf(e.getValue().getAsString());
                    case "strict" -> strict = e.getValue().getAsBoolean();
                    case "live" -> loaded = e.getValue().getAsBoolean() ? null : loaded;
                    default -> throw SmFault.badInput("unknown mode " + e.getKey());
                }
            }
            return Answer.empty(204);
        });
    }
}
