package org.campanile.demolab.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * One service of the demo lab on a loopback port: routes by method and expression over the decoded path, one virtual thread a request,
 * faults before anything else. An exception in a handler becomes a 500 with its message, broken JSON a 400. Every service also answers
 * {@code /_demo/faults}, where faults are listed, added and cleared from outside ({@link FaultRoute}).
 */
public final class DemoHttp implements AutoCloseable {

    /** Answers one request; runs on a virtual thread of its own. */
    @FunctionalInterface
    public interface Handler {
        /** Returns the answer, or {@code null} when it was already written through {@link Exchange#raw()}. */
        Answer handle(Exchange exchange) throws Exception;
    }

    private record Route(String method, Pattern path, Handler handler) {
    }

    private static final Logger LOG = Logger.getLogger(DemoHttp.class.getName());

    private final String service;
    private final Faults faults;
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final FaultRoute control;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Handler fallback = exchange -> Answer.text(404, "text/plain", "Not found");

    /**
     * Binds the port; requests are answered from {@link #start()} on.
     *
     * @param service name that {@link Fault#service()} refers to
     * @param port loopback port, 0 for any free one
     */
    public DemoHttp(String service, int port, Faults faults) throws IOException {
        this(service, port, faults, null);
    }

    /** The same over TLS when there is a {@code context}. */
    public DemoHttp(String service, int port, Faults faults, SSLContext context) throws IOException {
        this.service = service;
        this.faults = faults;
        this.control = new FaultRoute(faults);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        if (context == null) {
            this.server = HttpServer.create(address, 128);
        } else {
            HttpsServer secure = HttpsServer.create(address, 128);
            secure.setHttpsConfigurator(new HttpsConfigurator(context));
            this.server = secure;
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /** Adds a route; {@code path} has to match the whole decoded path, its groups reach the handler. The first that matches wins. */
    public DemoHttp route(String method, String path, Handler handler) {
        routes.add(new Route(method, Pattern.compile(path), handler));
        return this;
    }

    /** Sets what answers when no route matches. */
    public DemoHttp otherwise(Handler handler) {
        fallback = handler;
        return this;
    }

    /** Begins to answer. */
    public DemoHttp start() {
        server.start();
        return this;
    }

    /** The port bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Address without a trailing slash, e.g. {@code http://127.0.0.1:5000}. */
    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
    }

    private void serve(HttpExchange raw) {
        try (raw) {
            String path = raw.getRequestURI().getPath();
            if (path.equals(FaultRoute.PATH)) {
                write(raw, control.handle(raw));
                return;
            }
            Fault fault = faults.hit(service, raw.getRequestMethod(), path).orElse(null);
            if (fault != null && trouble(raw, fault)) {
                return;
            }
            Answer answer = answer(raw, path);
            if (answer != null) {
                write(raw, answer);
            }
        } catch (IOException gone) {
            LOG.log(Level.FINE, "the client of " + service + " went away", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange raw, String path) throws IOException {
        try {
            for (Route route : routes) {
                Matcher m = route.path().matcher(path);
                if (route.method().equals(raw.getRequestMethod()) && m.matches()) {
                    List<String> groups = new ArrayList<>();
                    for (int g = 1; g <= m.groupCount(); g++) {
                        groups.add(m.group(g) == null ? "" : m.group(g));
                    }
                    return route.handler().handle(new Exchange(raw, path, List.copyOf(groups)));
                }
            }
            return fallback.handle(new Exchange(raw, path, List.of()));
        } catch (JsonParseException | IllegalStateException | ClassCastException bad) {
            return Answer.text(400, "text/plain", "Malformed request body: " + bad.getMessage());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            LOG.log(Level.WARNING, service + " failed on " + raw.getRequestMethod() + " " + path, e);
            return Answer.text(500, "text/plain", "Internal error: " + e.getMessage());
        }
    }

    /** Plays the fault; answers whether the request is done with. */
    private static boolean trouble(HttpExchange raw, Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case SLOW -> {
                TimeUnit.MILLISECONDS.sleep(fault.delay().toMillis());
                return false;
            }
            case HANG -> {
                TimeUnit.MILLISECONDS.sleep(fault.delay().toMillis());
                return true;
            }
            case STATUS -> write(raw, Answer.text(fault.status(), fault.contentType(), fault.body()));
            case BODY -> write(raw, Answer.text(200, fault.contentType(), fault.body()));
            case CUT -> {
                raw.sendResponseHeaders(200, 1 << 20);
                raw.getResponseBody().write('{');
                raw.getResponseBody().flush();
            }
        }
        return true;
    }

    private static void write(HttpExchange raw, Answer answer) throws IOException {
        raw.getRequestBody().transferTo(OutputStream.nullOutputStream());
        answer.headers().forEach(raw.getResponseHeaders()::set);
        if (!answer.contentType().isEmpty()) {
            raw.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        byte[] body = answer.body();
        raw.sendResponseHeaders(answer.status(), body.length == 0 || raw.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (body.length > 0 && !raw.getRequestMethod().equals("HEAD")) {
            try (OutputStream out = raw.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
