package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLContext;

import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoCertificates;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Exchange;
import org.campanile.demolab.http.Faults;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Many systems of two controllers each behind one port, each under a path of its own, cheap enough for hundreds in one JVM: what does not change is
 * written once. They live like {@link DemoServiceManager}, take any token, and can be made dead, hung, slow or lying one by one. Any thread.
 */
public final class DemoFleet implements AutoCloseable {

    /** How a system behaves. */
    public enum Mood {
        /** As it should. */ WELL,
        /** Cuts every connection. */ DEAD,
        /** Takes the request and never answers within a minute. */ HUNG,
        /** Answers after a second. */ SLOW,
        /** Says that JSON is a web page. */ WRONG_TYPE,
        /** Ends in the middle of the document. */ TRUNCATED
    }

    private static final String BASE = "/s/(\\d+)";
    private static final String COLLECTION = BASE + "/v1/(nodes|services|sm_sda)";
    private static final Duration SWACT = Duration.ofSeconds(8);

    /** One of them. */
    private static final class Member {
        private final ReentrantLock turn = new ReentrantLock(true);
        private final LiveSystem live;
        private final Map<String, Answer> written = new HashMap<>();
        private final AtomicInteger under = new AtomicInteger();
        private volatile Mood mood = Mood.WELL;

        Member(LiveSystem live) {
            this.live = live;
        }
    }

    private final DemoHttp http;
    private final List<Member> members = new ArrayList<>();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private volatile boolean closing;

    /**
     * A fleet.
     *
     * @param port loopback port, 0 for any free one
     * @param systems how many
     * @param groups service groups of each
     * @param services services of each
     */
    public DemoFleet(int port, int systems, int groups, int services) throws IOException {
        this(port, systems, groups, services, null);
    }

    /** The same over TLS when there is a {@code context}. */
    public DemoFleet(int port, int systems, int groups, int services, SSLContext context) throws IOException {
        for (int i = 0; i < systems; i++) {
            members.add(new Member(new LiveSystem("controller-0", "controller-1", SWACT, InstantSource.system(), groups, services)));
        }
        http = new DemoHttp("fleet", port, new Faults(), context);
        http.route("GET", COLLECTION, x -> alone(x, m -> listing(m, x.group(1))));
        http.route("GET", BASE + "/v1/servicenode/([^/]+)", x -> alone(x, m -> node(m, x, null)));
        http.route("PATCH", BASE + "/v1/servicenode/([^/]+)", x -> alone(x, m -> node(m, x, x.text())));
        http.start();
    }

    /**
     * Starts a fleet and prints its address: {@code PORT SYSTEMS GROUPS SERVICES [kept|closed [AUTHORITY]]}; ends with standard input. With {@code closed} it
     * closes the connection after each answer, as the original does. With the file {@code AUTHORITY} it speaks TLS and writes there, as PEM, who vouches for it.
     */
    public static void main(String[] args) throws IOException {
        DemoCertificates certificates = args.length > 5 ? new DemoCertificates() : null;
        try (DemoFleet fleet = new DemoFleet(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]),
                Integer.parseInt(args[3]), certificates == null ? null : certificates.context())) {
            fleet.closing = args.length > 4 && args[4].equals("closed");
            if (certificates != null) {
                Files.writeString(Path.of(args[5]), certificates.authority());
            }
            java.io.PrintStream out = System.out;
            out.println(fleet.http.url());
            while (true) {
                int c = System.in.read();
                if (c < 0) {
                    return;
                }
                if (c == '\n') {
                    out.println(fleet.requests() + " " + fleet.mostAtOnce());
                }
            }
        }
    }

    /** How many there are. */
    public int size() {
        return members.size();
    }

    /** Base address of one of them. */
    public String url(int system) {
        return http.url() + "/s/" + system;
    }

    /** Changes how one behaves. */
    public void mood(int system, Mood mood) {
        members.get(system).mood = mood;
    }

    /** Changes a field of the assignment of a group on a host. */
    public void assignment(int system, String host, String group, String field, String value) {
        Member m = members.get(system);
        m.turn.lock();
        try {
            for (JsonElement e : m.live.state().getAsJsonArray(SmTables.ASSIGNMENTS)) {
                JsonObject row = e.getAsJsonObject();
                if (host.equals(Row.text(row, "node_name")) && group.equals(Row.text(row, "service_group_name"))) {
                    row.addProperty(field, value);
                }
            }
            m.written.clear();
        } finally {
            m.turn.unlock();
        }
    }

    /** Most requests that were under way at one system that is well at once. */
    public int mostAtOnce() {
        return most.get();
    }

    /** Requests so far. */
    public long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        http.close();
    }

    private interface Work {
        Answer on(Member member) throws SmFault, IOException;
    }

    private Answer alone(Exchange x, Work work) throws IOException {
        int at = Integer.parseInt(x.group(0));
        if (at >= members.size()) {
            return Answer.text(404, "text/plain", "no such system");
        }
        Member m = members.get(at);
        requests.incrementAndGet();
        int under = m.under.incrementAndGet();
        if (m.mood == Mood.WELL) {
            // a client that has given up on a hung one may well ask again
            most.accumulateAndGet(under, Math::max);
        }
        try {
            Answer trouble = trouble(m);
            if (trouble != null) {
                return trouble;
            }
            m.turn.lock();
            try {
                Answer answer = work.on(m);
                return closing ? answer.with("Connection", "close") : answer;
            } catch (SmFault fault) {
                return WireForm.PLAIN.answer(fault.status(), fault.body());
            } finally {
                m.turn.unlock();
            }
        } finally {
            m.under.decrementAndGet();
        }
    }

    private static Answer trouble(Member m) throws IOException {
        switch (m.mood) {
            case DEAD -> throw new IOException("dead");
            case HUNG -> pause(Duration.ofMinutes(1));
            case SLOW -> pause(Duration.ofSeconds(1));
            case WRONG_TYPE -> {
                return Answer.text(200, "text/html", "{\"nodes\":[]}");
            }
            case TRUNCATED -> {
                return Answer.text(200, "application/json", "{\"nodes\":[{\"id\":1,\"name\":\"contr");
            }
            case WELL -> {
                // goes on below
            }
        }
        return null;
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the fleet was stopped", e);
        }
    }

    private Answer listing(Member m, String collection) throws SmFault {
        if (m.live.moving()) {
            m.written.clear();
            return Answer.json(200, new Listings(new SmTables(m.live.state()), http.url()).list(collection, Map.of()));
        }
        Answer known = m.written.get(collection);
        if (known == null) {
            known = Answer.json(200, new Listings(new SmTables(m.live.state()), http.url()).list(collection, Map.of()));
            m.written.put(collection, known);
        }
        return known;
    }

    private static Answer node(Member m, Exchange x, String command) {
        String host = x.group(1);
        ServiceNodeResource resource = new ServiceNodeResource(new SmTables(m.live.state()), x.header("X-Auth-Token").orElse(null), false);
        SmReply reply = command == null ? resource.get(host) : resource.patch(host, command);
        if (reply.message() != null) {
            JsonObject said = reply.message();
            m.live.take(host, Row.text(said, "action"), Row.text(said, "admin"), Row.text(said, "oper"), Row.text(said, "avail"));
            m.written.clear();
        }
        return WireForm.PLAIN.answer(reply.status(), reply.body());
    }
}
