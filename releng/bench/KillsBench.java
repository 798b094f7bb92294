import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program that sets a demo lab up is killed again and again; see releng/bench/kills: ROOT FOLDER KILLS MEGABYTES SEED. */
final class KillsBench {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** A run writes about so much into its journal, an undo less. */
    private static final int JOURNAL_STEP = 1500;

    private final Path root;
    private final Path work;
    private final int wanted;
    private final Random random;
    private final Map<String, String> lab = new HashMap<>();
    private int kills;
    private int inside;
    private int started;
    private int twice;
    private int lost;

    private KillsBench(Path root, Path work, int wanted, long seed) {
        this.root = root;
        this.work = work;
        this.wanted = wanted;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[4]);
        KillsBench bench = new KillsBench(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]), seed);
        System.exit(bench.run(Integer.parseInt(arguments[3]), seed) ? 0 : 1);
    }

    private boolean run(int megabytes, long seed) throws Exception {
        byte[] bytes = new byte[megabytes << 20];
        random.nextBytes(bytes);
        Path image = Files.write(work.resolve("ws-2022.raw"), bytes);
        long begin = System.nanoTime();
        int rounds = 0;
        boolean good = false;
        Process demo = start("demo-lab", "demo-lab", "start", "--register", "--time-scale", "0.02");
        try {
            await(demo);
            unlist();
            String[] setup = { "lab", "setup", "--lab", "demo-lab", "--recipe", "today", "--image", image.toString(), "--murano-url", lab.get("murano"), "--yes" };
            List<String> before = state();
            // What a run makes that nobody disturbs, and that its undo leaves nothing.
            expect("All steps are done", setup);
            expect("Nothing to do", setup);
            List<String> made = masked(added(before, state()));
            System.out.println("a run makes " + made.size() + " things; seed " + seed);
            expect("All steps are done", "lab", "undo", "--lab", "demo-lab", "--yes");
            good = same(before, "the undo that nobody disturbed");
            while (good && kills < wanted) {
                rounds++;
                untilDone(setup, new String[] { "lab", "setup", "--lab", "demo-lab", "--resume", "--yes" }, "No run of this lab's set-up was interrupted");
                good = compare(made, masked(added(before, state())));
                expect("Nothing to do", setup);
                String[] undo = { "lab", "undo", "--lab", "demo-lab", "--yes" };
                untilDone(undo, undo, "has made anything that is still there");
                good &= same(before, "round " + rounds);
                System.out.printf("round %d: %d kills%n", rounds, kills);
            }
        } finally {
            demo.destroy();
            if (!demo.waitFor(20, TimeUnit.SECONDS)) {
                demo.destroyForcibly();
            }
        }
        System.out.printf("%d of the kills hit a run between its begin and its end; %d s%n", inside, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
        System.out.printf("kills %d, rounds %d, twice %d, lost %d%n", kills, rounds, twice, lost);
        return good && twice == 0 && lost == 0;
    }

    /** Starts the program until it ends by itself. {@code over} is what it says, failing, when there is nothing to go on with. */
    private void untilDone(String[] first, String[] again, String over) throws Exception {
        boolean begun = false;
        while (true) {
            boolean resumes = begun && random.nextBoolean();
            int code = kills < wanted ? killed(resumes ? again : first) : ended(resumes ? again : first);
            begun = true;
            if (code == 137) {
                kills++;
            } else if (code == 0) {
                return;
            } else if (!last().contains(over)) {
                throw new IllegalStateException("it failed by itself with " + code + ":\n" + last());
            } else if (first == again) {
                return;
            }
        }
    }

    /** Starts the program and kills it: as a rule when its journal has grown by so much, else after some time. Answers its exit code. */
    private int killed(String[] line) throws Exception {
        Process process = start("run-" + ++started, line);
        long before = journals();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3000)));
        } else {
            long until = before + 1 + random.nextInt(JOURNAL_STEP);
            while (process.isAlive() && journals() < until && System.nanoTime() < deadline) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
            }
            LockSupport.parkNanos(random.nextInt(40_000_000));
        }
        // The start script has become the Java program, so this is a kill -9 of the program itself.
        process.destroyForcibly();
        int code = end(process);
        inside += code == 137 && journals() > before ? 1 : 0;
        return code;
    }

    private int ended(String... line) throws Exception {
        return end(start("run-" + ++started, line));
    }

    private static int end(Process process) throws Exception {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the program does not end");
        }
        return process.exitValue();
    }

    private void expect(String words, String... line) throws Exception {
        int code = ended(line);
        if (code != 0 || !last().contains(words)) {
            throw new IllegalStateException(String.join(" ", line) + " ended with " + code + " and does not say: " + words + "\n" + last());
        }
    }

    private String last() throws IOException {
        return Files.readString(work.resolve("run-" + started + ".log"));
    }

    private Process start(String name, String... line) throws IOException {
        List<String> command = new ArrayList<>(List.of(root.resolve("releng/campanile").toString()));
        command.addAll(List.of(line));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(work.resolve(name + ".log").toFile());
        builder.environment().put("CAMPANILE_HOME", work.resolve("home").toString());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder.start();
    }

    /** Waits for the demo lab and reads where its services are. */
    private void await(Process demo) throws Exception {
        Path log = work.resolve("demo-lab.log");
        for (int i = 0; i < 600 && demo.isAlive() && !Files.readString(log).contains("\n}"); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        Matcher field = Pattern.compile("\"([a-z_]+)\": \"([^\"]*)\"").matcher(Files.readString(log));
        while (field.find()) {
            lab.put(field.group(1), field.group(2));
        }
        if (!lab.containsKey("murano")) {
            throw new IllegalStateException("the demo lab did not start:\n" + Files.readString(log));
        }
    }

    /** Takes Murano out of the demo lab's Keystone, so that listing it is a task of the set-up. */
    private void unlist() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String keystone = lab.get("identity");
            HttpResponse<String> login = http.send(HttpRequest.newBuilder(URI.create(keystone + "/auth/tokens")).header("Content-Type", "application/json").POST(BodyPublishers.ofString("""
                    {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"admin","password":"admin-secret","domain":{"name":"Default"}}}},
                    "scope":{"project":{"name":"admin","domain":{"name":"Default"}}}}}""")).build(), BodyHandlers.ofString());
            String token = login.headers().firstValue("X-Subject-Token").orElseThrow();
            String listed = http.send(HttpRequest.newBuilder(URI.create(keystone + "/services?type=application-catalog")).header("X-Auth-Token", token).build(),
                    BodyHandlers.ofString()).body();
            Matcher id = Pattern.compile("\"id\" *: *\"([^\"]+)\"").matcher(listed);
            while (id.find()) {
                http.send(HttpRequest.newBuilder(URI.create(keystone + "/services/" + id.group(1))).header("X-Auth-Token", token).DELETE().build(), BodyHandlers.ofString());
            }
        }
    }

    /** All that is in the lab, a line a thing, as releng/bench/lab-state tells it. */
    private List<String> state() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("releng/bench/lab-state").toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("OS_AUTH_URL", lab.get("identity"), "OS_USERNAME", "admin", "OS_PASSWORD", "admin-secret", "OS_PROJECT_NAME", "admin",
                "RABBIT_MANAGEMENT", lab.get("rabbitmq"), "RABBIT_USER", "guest", "RABBIT_PASSWORD", "guest"));
        Process process = builder.start();
        // Murano of release 0.2 itself leaves the queue of results of each environment that it deploys and deletes, as the proof's are.
        List<String> lines = process.inputReader().lines().filter(l -> !l.startsWith("rabbitmq queue") || !l.contains("-execution-results-")).toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("releng/bench/lab-state failed");
        }
        return lines;
    }

    private boolean same(List<String> before, String when) throws Exception {
        List<String> now = state();
        added(before, now).forEach(l -> System.out.println(when + " left: " + l));
        added(now, before).forEach(l -> System.out.println(when + " took away: " + l));
        return now.equals(before);
    }

    private boolean compare(List<String> expected, List<String> found) {
        List<String> more = added(expected, found);
        List<String> less = added(found, expected);
        more.forEach(l -> System.out.println("too much: " + l));
        less.forEach(l -> System.out.println("missing: " + l));
        twice += more.size();
        lost += less.size();
        return more.isEmpty() && less.isEmpty();
    }

    /** What {@code after} has more often than {@code before}. */
    private static List<String> added(List<String> before, List<String> after) {
        List<String> more = new ArrayList<>(after);
        before.forEach(more::remove);
        return more;
    }

    /** Without what differs from run to run: ids, times, the salt in a password's hash. */
    private static List<String> masked(List<String> lines) {
        return lines.stream().map(l -> l.replaceAll("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", "ID").replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z?", "TIME")
                .replaceAll("\"password_hash\": \"[^\"]*\"", "\"password_hash\": \"HASH\"")).sorted().toList();
    }

    private long journals() {
        Path runs = work.resolve("home/runs");
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(f -> f.toString().endsWith(".journal")).mapToLong(f -> f.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
