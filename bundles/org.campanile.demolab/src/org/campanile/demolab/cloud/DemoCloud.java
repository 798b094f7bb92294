package org.campanile.demolab.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Faults;

/**
 * The five OpenStack services of the demo lab, each on a loopback port of its own: users admin ({@code admin-secret}), demo
 * ({@code demo-secret}) and the reader viewer ({@code viewer-secret}). The names under which {@link Faults} hit them are {@code keystone},
 * {@code glance}, {@code nova}, {@code neutron} and {@code heat}. Thread-safe.
 */
public final class DemoCloud implements AutoCloseable {

    private static final ServerListener NOBODY = new ServerListener() {
        @Override
        public void serverActive(ServerInfo info) {
            // nobody asked to be told
        }

        @Override
        public void serverDeleted(String id) {
            // nobody asked to be told
        }
    };

    private final Map<String, DemoHttp> services = new LinkedHashMap<>();
    private final AtomicReference<ServerListener> listener = new AtomicReference<>(NOBODY);
    private final Tokens tokens;
    private final Catalog catalog;
    private final Servers servers;

    /** Starts the services on what {@code state} knows; an empty one is filled with a small lab first. */
    public DemoCloud(CloudOptions options, DemoState state, Clock clock, Faults faults) throws IOException {
        boolean fresh = state.isEmpty();
        Ids ids = new Ids(fresh ? options.seed() : options.seed() + System.nanoTime());
        tokens = new Tokens(options.tokenLife());
        catalog = new Catalog(state);
        try {
            DemoHttp identity = open("identity", "keystone", options, state, faults);
            DemoHttp image = open("image", "glance", options, state, faults);
            DemoHttp compute = open("compute", "nova", options, state, faults);
            DemoHttp network = open("network", "neutron", options, state, faults);
            DemoHttp orchestration = open("orchestration", "heat", options, state, faults);
            String keystone = identity.url() + "/v3";
            Directory directory = new Directory(state);
            Api identityApi = new Api(identity, tokens, ErrorStyle.KEYSTONE, keystone);
            new Keystone(identityApi, tokens, directory, catalog);
            new KeystoneRecords(identityApi, state, directory, tokens, ids);
            new KeystoneV2(identityApi, state, tokens, directory, ids);
            Glance glance = new Glance(new Api(image, tokens, ErrorStyle.GLANCE, keystone), state, ids);
            Networks net = new Networks(state, ids);
            new Neutron(new Api(network, tokens, ErrorStyle.NEUTRON, keystone), state, net);
            ComputeQuota quota = new ComputeQuota(state);
            servers = new Servers(state, net, quota, clock, ids, faults, listener);
            Api computeApi = new Api(compute, tokens, ErrorStyle.NOVA, keystone);
            new Nova(computeApi, servers);
            NovaRecords novaRecords = new NovaRecords(computeApi, state, servers, quota, ids);
            SignalHandles handles = new SignalHandles(state, tokens, ids);
            HotResources resources = new HotResources(state, servers, net, handles, clock, ids);
            Api heatApi = new Api(orchestration, tokens, ErrorStyle.HEAT, keystone);
            new Heat(heatApi, new StackEngine(state, resources, clock, ids, faults, orchestration.url()), resources, handles, ids);
            if (fresh) {
                seed(state, directory, glance, net, novaRecords);
            }
            offer("identity", "keystone", keystone);
            offer("image", "glance", image.url());
            offer("compute", "nova", compute.url() + "/v2.1");
            offer("network", "neutron", network.url());
            offer("orchestration", "heat", orchestration.url() + "/v1/%(project_id)s");
            services.values().forEach(DemoHttp::start);
            servers.resume();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static void seed(DemoState state, Directory directory, Glance glance, Networks net, NovaRecords nova) {
        directory.seed();
        state.table("regions").put(Json.obj("id", Catalog.REGION, "description", "", "parent_region_id", null));
        String admin = Ids.fixed("project:admin");
        nova.seed();
        net.seed(admin);
        glance.seed(Json.obj("id", Ids.fixedUuid("image:demo-linux"), "name", "demo-linux", "disk_format", "qcow2", "container_format", "bare", "visibility",
                "public", "min_ram", 512, "min_disk", 5, "os_distro", "debian"), admin, "a disk of a demo Linux\n".getBytes(StandardCharsets.UTF_8));
        glance.seed(Json.obj("id", Ids.fixedUuid("image:demo-windows"), "name", "demo-windows", "disk_format", "qcow2", "container_format", "bare", "visibility",
                "public", "min_ram", 2048, "min_disk", 20, "os_type", "windows", "murano_image_info", Json.obj("type", "windows.2022", "title",
                        "Windows Server 2022 (demo)").toString()), admin, "a disk of a demo Windows\n".getBytes(StandardCharsets.UTF_8));
    }

    private DemoHttp open(String type, String name, CloudOptions options, DemoState state, Faults faults) throws IOException {
        DemoHttp http = new DemoHttp(name, port(state, type, options.ports().getOrDefault(type, 0)), faults);
        services.put(type, http);
        remember(state, type, http.port());
        return http;
    }

    /** The port to bind: the one asked for, or else the one this lab had before when it is free, or else any; one that is kept finds it free again. */
    public static int port(DemoState state, String service, int asked) {
        int before = asked != 0 ? 0 : state.table("service_ports").get(service).map(r -> Json.number(r, "port", 0)).orElse(0);
        if (before != 0 && KeptPorts.free(before)) {
            return before;
        }
        return asked != 0 || state.folder() == null ? asked : KeptPorts.any();
    }

    /** Notes the port a service got, so that a kept lab has the same addresses next time. */
    public static void remember(DemoState state, String service, int port) {
        state.table("service_ports").put(Json.obj("id", service, "port", port));
    }

    /** Lists a service of the lab in Keystone, with its three endpoints at this address; {@code %(project_id)s} stands for the project. */
    public void offer(String type, String name, String url) {
        catalog.offer(type, name, url);
    }

    /** From now on tells {@code whom} about servers, beside those that listen already; servers that are ACTIVE now are told at once. */
    public void listen(ServerListener whom) {
        listener.updateAndGet(before -> new ServerListener() {
            @Override
            public void serverActive(ServerInfo info) {
                before.serverActive(info);
                whom.serverActive(info);
            }

            @Override
            public void serverDeleted(String id) {
                before.serverDeleted(id);
                whom.serverDeleted(id);
            }
        });
        servers.introduce(whom);
    }

    /** The tokens in force, for the services beside OpenStack. */
    public Tokens tokens() {
        return tokens;
    }

    /** Address by service type, without version or trailing slash. */
    public Map<String, String> urls() {
        Map<String, String> all = new LinkedHashMap<>();
        services.forEach((type, http) -> all.put(type, http.url()));
        return all;
    }

    @Override
    public void close() {
        List<DemoHttp> all = new ArrayList<>(services.values());
        all.reversed().forEach(DemoHttp::close);
    }
}
