package org.campanile.demolab.setup;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.campanile.core.ask.Questions;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.ChainSecrets;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.setup.ImageInfo;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.RecipeUndo;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;

/** A demo lab without Murano, a request for it, and what of the request is there. */
final class SetupBench implements AutoCloseable {

    static final String VHOST = "muranovhost";
    static final String USER = "muranouser";
    static final String IMAGE = "Windows Server 2022";
    static final String PASSWORD = "s3cret";
    static final int SIZE = 4 << 20;

    private final DemoLab demo;
    private final Map<String, String> at;
    private final Path folder;
    private final MemorySecrets secrets = new MemorySecrets();

    SetupBench(Path folder) throws Exception {
        this.folder = folder;
        this.demo = DemoLab.start(DemoLabOptions.defaults().withMuranoListed(false).withTimeScale(0.05));
        this.at = demo.endpoints();
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        Files.write(image(), bytes);
    }

    /** The same folder and the demo lab with these endpoints, which another process has. */
    SetupBench(Path folder, Map<String, String> endpoints) {
        this.folder = folder;
        this.demo = null;
        this.at = Map.copyOf(endpoints);
    }

    DemoLab demo() {
        return demo;
    }

    Path image() {
        return folder.resolve("windows.raw");
    }

    Runs runs() {
        return new Runs(folder.resolve("runs"), Clock.systemUTC());
    }

    Lab lab(Guard guard) {
        URI amqp = URI.create(at.get("amqp"));
        Lab lab = new Lab("Bench", Lab.DEFAULT_COLOUR, guard,
                Optional.of(CloudProfile.password("demo-lab", at.get("identity"), "admin", "admin").withRegion("RegionOne")),
                Optional.of(new BrokerProfile(amqp.getHost(), amqp.getPort(), false, null, true, "guest", "/", at.get("rabbitmq"))), List.of(), List.of(),
                "", Map.of());
        secrets.store(lab.cloudKey(), Secret.of("admin-secret"));
        secrets.store(lab.brokerKey(), Secret.of("guest"));
        return lab;
    }

    LabSession session(Guard guard, Questions questions) {
        return new LabSession(lab(guard), secrets, questions, CloudConnector.create());
    }

    LabSession session() {
        return session(Guard.NORMAL, Questions.nobody());
    }

    SetupBooks books() {
        return new SetupBooks(SetupKinds.all(), runs(), folder.resolve("recipes"));
    }

    /** Account, service and image by the shipped recipe; it has no devbox, so nothing else. */
    RecipeRequest request() throws FailureException {
        return RecipeRequest.of(books().recipe("today"), Map.of("broker-vhost", VHOST, "broker-user", USER, "murano-url", at.get("murano"),
                "image-file", image().toString(), "image-name", IMAGE, "image-visibility", "public"));
    }

    /** The password of Murano's user, as a form or a prompt gives it. */
    static Secrets typed(LabSession session) {
        MemorySecrets typed = new MemorySecrets();
        typed.store(new SecretKey(session.lab().name(), "new user/" + USER, USER), Secret.of(PASSWORD));
        return new ChainSecrets(List.of(typed, session.secrets()));
    }

    RecipeSetup setup(LabSession session, RecipeRequest request) {
        return new RecipeSetup(session, request, typed(session), books(), new GuardCheck(session.questions()));
    }

    RecipeUndo undo(LabSession session) {
        return new RecipeUndo(session, books(), new GuardCheck(session.questions()));
    }

    /** All that could have been made, by kind, so that two pictures of the lab can be compared. */
    Map<String, List<String>> everything(LabSession session) throws FailureException {
        Task task = Task.unwatched();
        Map<String, List<String>> all = new TreeMap<>();
        all.put("vhosts", session.management(task).vhosts(task).stream().map(v -> v.name()).sorted().toList());
        all.put("users", session.management(task).users(task).stream().map(u -> u.name() + u.tags()).sorted().toList());
        all.put("permissions", session.management(task).permissions(task).stream().map(Object::toString).sorted().toList());
        all.put("services", session.cloud(task).identity().services(task).stream().map(s -> s.type() + " " + s.name() + " " + s.enabled()).sorted().toList());
        all.put("endpoints", session.cloud(task).identity().endpoints(task).stream().map(e -> e.interfaceName() + " " + e.url()).sorted().toList());
        List<String> images = new ArrayList<>();
        session.cloud(task).images().list(task).forEach(i -> images.add(i.name() + " " + i.status() + " " + i.properties().get(ImageInfo.PROPERTY)));
        all.put("images", images.stream().sorted().toList());
        return all;
    }

    @Override
    public void close() {
        if (demo != null) {
            demo.close();
        }
    }
}
