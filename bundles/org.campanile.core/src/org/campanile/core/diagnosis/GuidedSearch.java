package org.campanile.core.diagnosis;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The original way of finding a fault (protocol document, section 8.9), done by itself: services stopped and started one by one, a small
 * environment sent, its task looked for on the broker, then everything behind it. Asks before it stops anything; starts again what it stopped, also
 * when it is cancelled; deletes the environment it made. Blocks; worker threads only; one run.
 */
public final class GuidedSearch {

    /**
     * What is sent and how long is waited.
     *
     * @param image that the environment's one unit starts from, where Murano is of release 0.2
     * @param flavor of the unit
     * @param service JSON of a service to send instead; empty for the simple one of release 0.2, or for a {@link ProofPackage} where services are packages
     * @param poll between two looks
     * @param limit for the deployment
     */
    public record Options(String image, String flavor, String service, Duration poll, Duration limit) {

        /** The simple environment, with half an hour. */
        public static Options simple(String image, String flavor) {
            return new Options(image, flavor, "", Duration.ofSeconds(2), Duration.ofMinutes(30));
        }
    }

    /** How far a step is. */
    public enum State {
        /** Not yet. */ WAITING,
        /** Now. */ RUNNING,
        /** It went as it should. */ DONE,
        /** It did not. */ FAILED,
        /** It was left out. */ SKIPPED
    }

    /** A step. @param told what was seen */
    public record Step(String title, State state, String told) {
    }

    /** Where the search is. */
    public record Progress(List<Step> steps, Optional<Diagnosis> chain) {
        public Progress {
            steps = List.copyOf(steps);
        }
    }

    private static final List<String> TITLES = List.of("Stop murano-api and conductor", "Start murano-api alone", "Send a small environment",
            "Look for its task on the broker", "Start the conductor and read its log", "Follow stack, servers and agents", "Delete the environment");
    private static final int CLEAN = TITLES.size() - 1;
    private static final Duration DELETED_WITHIN = Duration.ofMinutes(1);
    /** How long services that were just started may take to be on the broker; what does not come in that time does not come. */
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(1);
    /** How old the counts of a broker may be. */
    private static final Duration COUNTED_WITHIN = Duration.ofSeconds(10);

    private final LabSession session;
    private final Chain chain;
    private final ServiceSwitch services;
    private final Options options;
    private final Consumer<Progress> listener;
    private final List<Step> steps = new ArrayList<>();
    private String name = "campanile-proof-" + UUID.randomUUID().toString().substring(0, 8);
    private Optional<Diagnosis> last = Optional.empty();
    private final ServiceErrors apiErrors;
    private final ServiceErrors conductorErrors;
    private boolean stopped;
    private boolean restarted;
    /** What was put into the catalogue for this search only; empty for nothing. */
    private String packaged = "";

    /** @param listener told of each change, on the thread that searches */
    public GuidedSearch(LabSession session, Chain chain, ServiceSwitch services, Options options, Consumer<Progress> listener) {
        this.session = session;
        this.chain = chain;
        this.services = services;
        this.apiErrors = new ServiceErrors(services, ServiceSwitch.Role.API);
        this.conductorErrors = new ServiceErrors(services, ServiceSwitch.Role.CONDUCTOR);
        this.options = options;
        this.listener = listener;
        TITLES.forEach(t -> steps.add(new Step(t, State.WAITING, "")));
    }

    /** The same with an environment of that name, so that whoever asked finds it again. */
    public GuidedSearch named(String environment) {
        name = environment;
        return this;
    }

    private interface Work {
        String run() throws FailureException;
    }

    private void tell(int step, State state, String told) {
        steps.set(step, new Step(TITLES.get(step), state, told));
        listener.accept(new Progress(steps, last));
    }

    private boolean step(int step, Task task, Work work) throws FailureException {
        task.checkCancelled("searching for the fault");
        task.progress(TITLES.get(step), step, TITLES.size());
        tell(step, State.RUNNING, "");
        try {
            tell(step, State.DONE, work.run());
            return true;
        } catch (FailureException e) {
            tell(step, State.FAILED, e.failure().headline());
            if (e.failure().kind() == Failure.Kind.CANCELLED || e.failure().kind() == Failure.Kind.GUARDED) {
                throw e;
            }
            return false;
        }
    }

    /** Searches. The answer is the chain as it was at the end; refused by the guard or the user, or cancelled, it fails. */
    public Diagnosis run(Task task) throws FailureException {
        new GuardCheck(session.questions()).allow(session.lab(), "Sends a small environment to Murano and deletes it again"
                + (services.unavailable().isEmpty() ? ", after stopping and starting murano-api and the conductor." : "."));
        String[] environment = new String[1];
        try {
            conductorErrors.begin(task);
            stopAll(task);
            boolean sent = step(2, task, () -> send(environment, task));
            if (sent && stopped) {
                step(3, task, () -> peek(environment[0], task));
            } else {
                tell(3, State.SKIPPED, sent ? "The conductor runs, so its task is gone before one can look." : "Nothing was sent.");
            }
            startConductor(task);
            Target target = environment[0] == null ? Target.lab(session.lab().name()) : Target.murano("the proof", environment[0]);
            step(5, task, () -> follow(target, task));
            return last.orElseThrow();
        } finally {
            restore();
            clean(environment[0]);
        }
    }

    private void stopAll(Task task) throws FailureException {
        if (services.unavailable().isPresent()) {
            tell(0, State.SKIPPED, services.unavailable().get());
            tell(1, State.SKIPPED, services.unavailable().get());
            return;
        }
        if (!session.questions().confirm("Stop murano-api and the conductor of lab " + session.lab().name() + "? Deployments that are under way begin anew when the "
                + "conductor is started again, which is done at the end.", null)) {
            tell(0, State.SKIPPED, "They were not to be stopped.");
            tell(1, State.SKIPPED, "It was not stopped.");
            return;
        }
        boolean both = step(0, task, () -> {
            stopped = true;
            services.stop(ServiceSwitch.Role.CONDUCTOR, task);
            services.stop(ServiceSwitch.Role.API, task);
            return "Both are stopped.";
        });
        if (both) {
            step(1, task, () -> {
                apiErrors.begin(task);
                services.start(ServiceSwitch.Role.API, task);
                try {
                    waitFor("murano-api answers", task, () -> MuranoDoor.open(session, task) != null);
                } catch (FailureException e) {
                    throw withLog(e, apiErrors.since(task));
                }
                return "murano-api answers.";
            });
        } else {
            tell(1, State.SKIPPED, "They could not be stopped.");
        }
    }

    /** The same failure with what the service itself says about it. */
    private static FailureException withLog(FailureException e, List<String> errors) {
        Failure f = e.failure();
        return errors.isEmpty() || f.kind() == Failure.Kind.CANCELLED ? e
                : new FailureException(new Failure(f.kind(), f.doing(), f.subject(), f.cameBack(), f.meaning() + " Its log ends with: " + errors.getLast(), f.next()), e);
    }

    private interface Condition {
        boolean holds() throws FailureException;
    }

    private void waitFor(String what, Task task, Condition condition) throws FailureException {
        Instant end = Instant.now().plusSeconds(60);
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (FailureException e) {
                if (e.failure().kind() == Failure.Kind.CANCELLED || Instant.now().isAfter(end)) {
                    throw e;
                }
            }
            if (Instant.now().isAfter(end)) {
                throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, "waiting until " + what, "", "", "It did not come to that within 60 s.", "Look into the service's log."));
            }
            task.pause(options.poll(), "searching for the fault");
        }
    }

    private String send(String[] environment, Task task) throws FailureException {
        MuranoApi api = session.murano(task);
        JsonObject service = service(api, task);
        environment[0] = api.create(name, task).id();
        String draft = api.configure(environment[0], task).id();
        api.add(environment[0], draft, service, task);
        api.deploy(environment[0], draft, task);
        return "Environment " + environment[0] + " was sent to " + api.url() + ".";
    }

    private JsonObject service(MuranoApi api, Task task) throws FailureException {
        String own = options.service();
        if (own.isEmpty() && api.generation() == Generation.LATER) {
            packaged = ProofPackage.newName();
            new ProofPackage(URI.create(api.url()), session.cloud(task)).upload(packaged, task);
            own = ProofPackage.service(packaged);
        }
        if (!own.isEmpty()) {
            try {
                return JsonParser.parseString(own).getAsJsonObject();
            } catch (JsonParseException | IllegalStateException e) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the service to send", "", e.getMessage(), "This is no JSON object.", "Correct it."), e);
            }
        }
        JsonObject image = new JsonObject();
        image.addProperty("type", "linux");
        image.addProperty("title", options.image());
        image.addProperty("name", options.image());
        JsonObject service = new JsonObject();
        service.addProperty("type", "demoService");
        service.addProperty("configuration", "standalone");
        service.addProperty("name", "proof");
        service.addProperty("unitNamingPattern", "");
        service.addProperty("flavor", options.flavor());
        service.addProperty("availabilityZone", "");
        service.add("osImage", image);
        JsonArray units = new JsonArray();
        units.add(new JsonObject());
        service.add("units", units);
        return service;
    }

    /** Takes the message and gives it back: it keeps its place, and from then on it is marked as delivered before. */
    private String peek(String environment, Task task) throws FailureException {
        Fact.Queue queue = new QueueFinder(session).find(ChainLook.TASKS, task);
        String where = "queue " + queue.name() + " of virtual host " + queue.vhost();
        List<QueuePeek.Peeked> first;
        try {
            first = queue.exists() ? QueuePeek.look(session, queue.vhost(), queue.name(), 1, task) : List.of();
        } catch (FailureException e) {
            if (e.failure().kind() != Failure.Kind.DENIED) {
                throw e;
            }
            return "The lab's user may not look into " + where + ".";
        }
        if (first.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "looking for the task", where, queue.exists() ? "no message" : "no such queue",
                    "murano-api took the deployment and sent nothing there.", "Compare section rabbitmq of murano-api with the lab's broker."));
        }
        // What is counted on another virtual host is a few seconds old.
        long waiting = Math.max(1, queue.ready());
        return waiting + (waiting == 1 ? " message waits" : " messages wait") + " in " + where
                + (first.getFirst().message().text().contains(environment) ? ", the first is ours." : "; the first is of another environment.");
    }

    private void startConductor(Task task) throws FailureException {
        if (!stopped) {
            tell(4, State.SKIPPED, services.unavailable().orElse("It was not stopped."));
            return;
        }
        step(4, task, () -> {
            // What it said while it was stopped is no error of this run.
            conductorErrors.begin(task);
            services.start(ServiceSwitch.Role.CONDUCTOR, task);
            stopped = false;
            restarted = true;
            List<String> errors = conductorErrors.since(task);
            return errors.isEmpty() ? "It was started; no error in its log so far." : "It was started; its log ends with: " + errors.getLast();
        });
    }

    private String follow(Target target, Task task) throws FailureException {
        Instant begin = Instant.now();
        Instant end = begin.plus(options.limit());
        while (true) {
            // Asked before the look, so that the look sees how it ended.
            boolean over = target.labOnly() || ended(target, task);
            ChainLook look = new ChainLook(session, chain, target, d -> {
                last = Optional.of(d);
                listener.accept(new Progress(steps, last));
            }).withConductorLog(services.unavailable().isPresent() ? List.of() : conductorErrors.since(task));
            Diagnosis now = look.look(task);
            last = Optional.of(now);
            if (over || settled(now, begin) || Instant.now().isAfter(end)) {
                if (now.broken().isPresent()) {
                    throw new FailureException(new Failure(Failure.Kind.REMOTE, "following the environment", "", "", now.sentence(), now.broken().orElseThrow().fix()));
                }
                Sight told = now.sight(Link.MURANO_API);
                if (over && told.state() == LinkState.ATTENTION) {
                    throw new FailureException(new Failure(Failure.Kind.REMOTE, "following the environment", "", told.evidence(), told.evidence(), told.fix()));
                }
                return over ? "The deployment has ended and every link held." : "The deployment has not ended within " + options.limit().toMinutes() + " min.";
            }
            task.pause(options.poll(), "searching for the fault");
        }
    }

    private boolean ended(Target target, Task task) throws FailureException {
        try {
            return !MuranoDoor.open(session, task).deployment(target.murano(), task).map(Fact.Deployment::running).orElse(false);
        } catch (FailureException e) {
            task.checkCancelled("searching for the fault");
            return true;
        }
    }

    /** Whether the broken link, if there is one, will not come right by waiting: what is not connected yet while it starts and while servers boot may. */
    private boolean settled(Diagnosis now, Instant begin) {
        Optional<Sight> broken = now.broken();
        if (broken.isEmpty()) {
            return false;
        }
        return switch (broken.get().link()) {
            case BROKER, CONDUCTOR -> broken.get().evidence().contains("took the task") || Instant.now().isAfter(begin.plus(restarted ? STARTED_WITHIN : COUNTED_WITHIN));
            case AGENT, RESULTS -> broken.get().evidence().contains("nothing was reported");
            default -> true;
        };
    }

    private void restore() {
        if (stopped) {
            Task task = Task.unwatched();
            for (ServiceSwitch.Role role : List.of(ServiceSwitch.Role.API, ServiceSwitch.Role.CONDUCTOR)) {
                try {
                    services.start(role, task);
                } catch (FailureException e) {
                    tell(4, State.FAILED, "It could not be started again: " + e.failure().headline());
                }
            }
        }
    }

    private void clean(String environment) {
        if (environment == null && packaged.isEmpty()) {
            tell(CLEAN, State.SKIPPED, "Nothing was made.");
            return;
        }
        tell(CLEAN, State.RUNNING, "");
        String made = environment == null ? "" : environment;
        try {
            new ProofRemains(session, DELETED_WITHIN, options.poll()).remove(made, packaged, Task.unwatched());
            tell(CLEAN, State.DONE, packaged.isEmpty() ? "It is gone." : "It is gone, and so is the package that was made for it.");
        } catch (FailureException e) {
            String left = Stream.of(made.isEmpty() ? "" : "environment " + made, packaged.isEmpty() ? "" : "package " + packaged).filter(s -> !s.isEmpty())
                    .collect(Collectors.joining(" and "));
            tell(CLEAN, State.FAILED, "Left, perhaps: " + left + ". " + e.failure().headline());
        }
    }
}
