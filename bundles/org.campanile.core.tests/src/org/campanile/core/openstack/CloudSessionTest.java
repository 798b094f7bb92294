package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.openstack.CloudProfile.AuthType;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens, endpoints and redirects. */
class CloudSessionTest {

    private static final String NETWORKS = "GET /v2.0/networks";

    private final Task task = Task.unwatched();
    private FakeCloud fake;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeCloud();
        fake.on("GET /v2/images", 200, "{\"images\": []}");
        fake.on(NETWORKS, 200, "{\"networks\": [{\"id\": \"n\", \"name\": \"net\", \"status\": \"ACTIVE\", \"admin_state_up\": true}]}");
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private void only(String path, String token, String json) {
        fake.on(path, e -> {
            boolean right = token.equals(e.getRequestHeaders().getFirst("X-Auth-Token"));
            FakeCloud.send(e, right ? 200 : 401, "application/json", right ? json : "{\"error\": {\"message\": \"expired\"}}");
        });
    }

    /** Neutron pages by itself where pagination_max_limit is set; the link may name an address that is reached from elsewhere only. */
    @Test
    void allPagesOfNeutronAreRead() throws FailureException {
        fake.on(NETWORKS, e -> {
            String query = e.getRequestURI().getQuery();
            int page = query == null ? 0 : Integer.parseInt(query.replaceAll(".*marker=n", ""));
            String links = page == 2 ? "" : ", \"networks_links\": [{\"rel\": \"next\", \"href\": \"http://internal.example:9696/v2.0/networks?limit=1&marker=n" + (page + 1)
                    + "\"}, {\"rel\": \"previous\", \"href\": \"http://internal.example:9696/v2.0/networks?page_reverse=True\"}]";
            FakeCloud.send(e, 200, "application/json", "{\"networks\": [{\"id\": \"n" + page + "\", \"name\": \"net" + page + "\", \"status\": \"ACTIVE\"}]" + links + "}");
        });
        try (Cloud cloud = fake.connect(fake.profile())) {
            assertEquals(List.of("net0", "net1", "net2"), cloud.networking().networks(Task.unwatched()).stream().map(Networking.Network::name).toList());
        }
    }

    @Test
    void theLoginIsOfThePasswordAndScopeOfTheProfile() throws FailureException {
        try (Cloud cloud = fake.connect(Profiles.of(fake.profile(), "People", "default"))) {
            assertEquals("admin", cloud.login().user());
            assertEquals("p1", cloud.login().projectId());
            assertEquals(List.of("member"), cloud.login().roles());
            assertEquals(List.of(), cloud.catalogue().stream().filter(s -> s.type().equals("messaging-websocket")).findFirst().orElseThrow().endpoints());
            assertTrue(fake.loginBody.contains("\"name\":\"People\""), fake.loginBody);
            assertTrue(fake.loginBody.contains("\"domain\":{\"id\":\"default\"}"), fake.loginBody);
            assertTrue(fake.loginBody.contains("\"password\":\"s3cret-word\""));
            assertFalse(cloud.toString().contains("s3cret-word"));
        }
    }

    @Test
    void anApplicationCredentialIsSentAlone() throws FailureException {
        fake.connect(CloudProfile.applicationCredential("ac", fake.url() + "/v3/", "abc")).close();
        assertEquals("{\"auth\":{\"identity\":{\"methods\":[\"application_credential\"],"
                + "\"application_credential\":{\"id\":\"abc\",\"secret\":\"s3cret-word\"}}}}", fake.loginBody);
        fake.connect(new CloudProfile("ac", fake.url(), AuthType.APPLICATION_CREDENTIAL, "ann", "", "", "", "", "mine", "", "", Map.of(), null,
                true)).close();
        assertTrue(fake.loginBody.contains("\"name\":\"mine\",\"user\":{\"name\":\"ann\",\"domain\":{\"name\":\"Default\"}}"), fake.loginBody);
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnce() throws FailureException {
        try (Cloud cloud = fake.connect()) {
            only(NETWORKS, "token-2", "{\"networks\": []}");
            assertEquals(List.of(), cloud.networking().networks(task));
            only("GET /v2/images", "token-3", "{\"images\": []}");
            assertEquals(List.of(), cloud.images().list(task));
            assertEquals(3, fake.logins.get());
            only(NETWORKS, "never", "");
            FailureException failed = assertThrows(FailureException.class, () -> cloud.networking().networks(task));
            assertEquals(Kind.DENIED, failed.failure().kind());
            assertEquals(4, fake.logins.get());
        }
    }

    @Test
    void aTokenAboutToExpireIsRenewedFirst() throws FailureException {
        fake.tokenAge = Duration.ofHours(3);
        fake.tokenLife = Duration.ofSeconds(60);
        try (Cloud cloud = fake.connect()) {
            fake.tokenAge = Duration.ZERO;
            fake.tokenLife = Duration.ofHours(4);
            only("GET /v2/images", "token-2", "{\"images\": []}");
            cloud.images().list(task);
            cloud.images().list(task);
            assertEquals(2, fake.logins.get());
            assertEquals(2, fake.seen.stream().filter("GET /v2/images"::equals).count(), "no call was made with the old token");
        }
    }

    @Test
    void aCloudOfShortLivedTokensIsNotAskedForOneWithEachCall() throws FailureException {
        fake.tokenLife = Duration.ofSeconds(90);
        try (Cloud cloud = fake.connect()) {
            cloud.images().list(task);
            cloud.images().list(task);
            assertEquals(1, fake.logins.get());
        }
    }

    @Test
    void renewalsOfSeveralThreadsBecomeOne() throws Exception {
        try (Cloud cloud = fake.connect(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            only(NETWORKS, "token-2", "{\"networks\": []}");
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> cloud.networking().networks(task)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertEquals(2, fake.logins.get());
        }
    }

    @Test
    void regionInterfaceAndOverridesDecideTheEndpoint() throws FailureException {
        try (Cloud cloud = fake.connect(Profiles.over(fake.profile().withRegion("South"), "internal")
                .withEndpointOverrides(Map.of("compute", fake.url() + "/elsewhere")))) {
            assertEquals(Optional.of(URI.create(fake.url() + "/South-internal")), cloud.endpoint("image"));
            assertEquals(Optional.of(URI.create(fake.url() + "/elsewhere")), cloud.endpoint("compute"));
            fake.on("GET /South-internal/v2.0/networks", 200, "{\"networks\": []}");
            assertEquals(List.of(), cloud.networking().networks(task));
            fake.on("GET /elsewhere/flavors/detail", 200, "{\"flavors\": []}");
            assertEquals(List.of(), cloud.compute().flavors(task));
        }
    }

    @Test
    void aRedirectIsFollowedWithTheTokenOnTheSameServerOnly() throws Exception {
        fake.on("GET /stacks/lab", e -> {
            e.getResponseHeaders().set("Location", fake.url() + "/stacks/lab/7");
            e.sendResponseHeaders(302, -1);
        });
        only("GET /stacks/lab/7", "token-1", "{\"stack\": {\"id\": \"7\", \"stack_name\": \"lab\", \"stack_status\": \"CREATE_COMPLETE\"}}");
        AtomicInteger asked = new AtomicInteger();
        try (FakeCloud other = new FakeCloud(); Cloud cloud = fake.connect()) {
            assertEquals("7", cloud.orchestration().find("lab", task).orElseThrow().ref().id());
            other.on("GET /stacks/lab/7", e -> {
                asked.incrementAndGet();
                FakeCloud.send(e, 200, "application/json", "{}");
            });
            fake.on("GET /stacks/lab", e -> {
                e.getResponseHeaders().set("Location", other.url() + "/stacks/lab/7");
                e.sendResponseHeaders(302, -1);
            });
            FailureException failed = assertThrows(FailureException.class, () -> cloud.orchestration().find("lab", task));
            assertEquals(Kind.BAD_ANSWER, failed.failure().kind());
            assertEquals(0, asked.get());
        }
    }

    @Test
    void imagesAreReadPageByPage() throws FailureException {
        fake.on("GET /v2/images", e -> {
            String query = e.getRequestURI().getQuery();
            FakeCloud.send(e, 200, "application/json", query.contains("marker=a") ? "{\"images\": [{\"id\": \"b\"}]}"
                    : "{\"images\": [{\"id\": \"a\", \"size\": null, \"x\": 5}], \"next\": \"/behind/a/proxy/v2/images?marker=a\"}");
        });
        try (Cloud cloud = fake.connect()) {
            List<Image> images = cloud.images().list(task);
            assertEquals(List.of("a", "b"), images.stream().map(Image::id).toList());
            assertEquals(Map.of("x", "5"), images.getFirst().properties());
            assertEquals(-1, images.getFirst().size());
        }
    }
}
