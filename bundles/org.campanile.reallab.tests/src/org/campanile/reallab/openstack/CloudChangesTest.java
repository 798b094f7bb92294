package org.campanile.reallab.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.Image;
import org.campanile.core.openstack.ImageDraft;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.openstack.Orchestration.Event;
import org.campanile.core.openstack.Orchestration.Stack;
import org.campanile.core.openstack.Orchestration.StackDraft;
import org.campanile.core.openstack.Orchestration.StackRef;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes the cloud, on the real lab; each test takes away what it made. */
class CloudChangesTest {

    private static final int SIZE = 20 << 20;
    private static final String TEMPLATE = """
            heat_template_version: 2018-08-31
            description: one random text
            parameters:
              length: {type: number, default: 12}
            resources:
              word:
                type: OS::Heat::RandomString
                properties: {length: {get_param: length}}
            outputs:
              word: {value: {get_attr: [word, value]}}
            """;

    private static Cloud cloud;
    private final Task task = Task.unwatched();
    private final String name = "campanile-test-" + UUID.randomUUID();

    @TempDir
    private Path folder;

    @BeforeAll
    static void connect() throws FailureException {
        cloud = RealLab.connect();
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    private Path file() throws IOException {
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        return Files.write(folder.resolve("windows.raw"), bytes);
    }

    @Test
    void anImageIsUploadedVerifiedChangedAndDeleted() throws Exception {
        AtomicLong most = new AtomicLong();
        AtomicLong total = new AtomicLong();
        Task watched = new Task((doing, done, all) -> {
            most.accumulateAndGet(done, Math::max);
            total.set(all);
        });
        String info = "{\"type\": \"ws-2012-std\", \"title\": \"Windows Server 2012\"}";
        Image image = cloud.images().createFrom(ImageDraft.of(name, "raw", Map.of("murano_image_info", info)), file(), watched);
        try {
            assertEquals("active", image.status());
            assertEquals(SIZE, image.size());
            assertEquals(SIZE, most.get());
            assertEquals(SIZE, total.get());
            assertEquals("sha512", image.hashAlgorithm());
            assertEquals(info, image.properties().get("murano_image_info"));
            assertEquals(List.of(image.id()), cloud.images().named(name, task).stream().map(Image::id).toList());
            assertTrue(cloud.images().list(task).stream().anyMatch(i -> i.id().equals(image.id())));
            Image changed = cloud.images().update(image.id(), Map.of("a/b~c", "1", "min_disk", "3"), Set.of("murano_image_info", "absent"), task);
            assertEquals("1", changed.properties().get("a/b~c"));
            assertEquals(3, changed.minDisk());
            assertFalse(changed.properties().containsKey("murano_image_info"));
            assertEquals("public", cloud.images().setVisibility(image.id(), "public", task).visibility());
        } finally {
            cloud.images().delete(image.id(), task);
        }
        assertTrue(cloud.images().find(image.id(), task).isEmpty());
    }

    @Test
    void aCancelledUploadLeavesNoImage() throws Exception {
        Task[] self = new Task[1];
        self[0] = new Task((doing, done, all) -> {
            if (done > SIZE / 4) {
                self[0].cancel();
            }
        });
        Path file = file();
        FailureException failed = assertThrows(FailureException.class,
                () -> cloud.images().createFrom(ImageDraft.of(name, "raw", Map.of()), file, self[0]));
        assertEquals(Kind.CANCELLED, failed.failure().kind());
        assertEquals(List.of(), cloud.images().named(name, task));
    }

    @Test
    void aFileThatChangesWhileItIsReadLeavesNoImage() throws Exception {
        Path file = file();
        Task changing = new Task((doing, done, all) -> {
            if (done > SIZE / 2 && done < SIZE) {
                append(file);
            }
        });
        FailureException failed = assertThrows(FailureException.class,
                () -> cloud.images().createFrom(ImageDraft.of(name, "raw", Map.of()), file, changing));
        assertEquals(Kind.BAD_INPUT, failed.failure().kind());
        assertTrue(failed.failure().subject().contains("windows.raw"), failed.failure().details());
        assertEquals(List.of(), cloud.images().named(name, task));
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[] { 1 }, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    @Test
    void aServiceWithItsEndpointsIsCreatedChangedAndDeleted() throws FailureException {
        Identity identity = cloud.identity();
        Identity.Service service = identity.createService("campanile-test", name, "of a test", task);
        try {
            assertEquals("of a test", service.description());
            for (String face : List.of("public", "internal", "admin")) {
                Identity.Endpoint made = identity.createEndpoint(service.id(), "RegionOne", face, "http://127.0.0.1:1/v1/$(project_id)s", task);
                assertEquals(face, made.interfaceName());
                assertEquals("RegionOne", made.region());
            }
            cloud.renew(task);
            assertTrue(cloud.catalogue().stream().anyMatch(e -> e.name().equals(name) && e.endpoints().size() == 3));
            Identity.Service renamed = identity.updateService(
                    new Identity.Service(service.id(), service.type(), name + "-2", "other", false), task);
            assertEquals(name + "-2", renamed.name());
            assertFalse(renamed.enabled());
            List<Identity.Endpoint> mine = identity.endpoints(task).stream().filter(e -> e.serviceId().equals(service.id())).toList();
            assertEquals(3, mine.size());
            Identity.Endpoint first = mine.getFirst();
            Identity.Endpoint moved = identity.updateEndpoint(new Identity.Endpoint(first.id(), first.serviceId(), first.region(),
                    first.interfaceName(), "http://127.0.0.1:2/v1", true), task);
            assertEquals("http://127.0.0.1:2/v1", moved.url());
            identity.deleteEndpoint(first.id(), task);
            assertEquals(2, identity.endpoints(task).stream().filter(e -> e.serviceId().equals(service.id())).count());
        } finally {
            identity.deleteService(service.id(), task);
        }
        assertTrue(identity.services(task).stream().noneMatch(s -> s.id().equals(service.id())));
    }

    @Test
    void aStackIsPreviewedBuiltFollowedUpdatedAndDeleted() throws FailureException {
        Orchestration heat = cloud.orchestration();
        StackDraft draft = StackDraft.of(name, TEMPLATE, Map.of("length", "9"));
        assertEquals(Map.of("length", "Number"), heat.validate(draft, task).parameterTypes());
        assertEquals(List.of("word"), heat.preview(draft, task).stream().map(Orchestration.Resource::name).toList());
        StackRef ref = heat.create(draft, task);
        try {
            Stack built = settled(ref);
            assertEquals("CREATE_COMPLETE", built.status(), built.statusReason());
            assertEquals(9, built.outputs().get("word").length());
            List<Event> events = heat.events(ref, null, 2, task);
            assertTrue(events.stream().anyMatch(e -> e.resource().equals("word") && e.status().equals("CREATE_COMPLETE")), events.toString());
            assertEquals(events.subList(2, events.size()), heat.events(ref, events.get(1).id(), 2, task));
            assertEquals("CREATE_COMPLETE", heat.resources(ref, 2, task).getFirst().status());
            heat.update(ref, StackDraft.of(name, TEMPLATE, Map.of("length", "11")), task);
            Stack updated = settled(ref);
            assertEquals("UPDATE_COMPLETE", updated.status(), updated.statusReason());
            assertEquals(11, updated.outputs().get("word").length());
            FailureException twice = assertThrows(FailureException.class, () -> heat.create(draft, task));
            assertEquals(Kind.CONFLICT, twice.failure().kind());
        } finally {
            heat.delete(new StackRef(name, ""), task);
        }
        assertEquals("DELETE_COMPLETE", settled(ref).status());
        assertTrue(heat.find(name, task).isEmpty());
        heat.delete(ref, task);
    }

    @Test
    void aBadTemplateIsRefusedInHeatsWords() {
        FailureException failed = assertThrows(FailureException.class, () -> cloud.orchestration()
                .validate(StackDraft.of(name, "heat_template_version: 2018-08-31\nresources:\n  a: {type: No::Such::Type}\n", Map.of()), task));
        assertEquals(Kind.BAD_INPUT, failed.failure().kind());
        assertTrue(failed.failure().cameBack().contains("No::Such::Type"), failed.failure().cameBack());
    }

    private Stack settled(StackRef ref) throws FailureException {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        Stack stack = cloud.orchestration().show(ref, task);
        while (stack.underWay()) {
            assertTrue(Instant.now().isBefore(end), "still " + stack.status());
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            stack = cloud.orchestration().show(ref, task);
        }
        return stack;
    }
}
