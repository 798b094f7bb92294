package org.campanile.core.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.campanile.core.task.Failure;

/**
 * Judges facts: which link holds and which broke (protocol document, sections 2, 3 and 8.9). Pure, so that every fault can be tried without a lab.
 */
public final class Chain {

    private static final Duration SHORT_TOKEN = Duration.ofMinutes(10);
    /** What an engine, or conductor, writes when not the workflow but itself has failed: it then reports nothing. */
    private static final Pattern LOST = Pattern.compile("Exception during message handling| CRITICAL ");

    private final Knowledge knowledge;
    private final Duration patience;

    /**
     * @param knowledge known symptoms
     * @param patience how long an agent or conductor may be quiet before it counts as silent; Windows takes minutes for its first start
     */
    public Chain(Knowledge knowledge, Duration patience) {
        this.knowledge = knowledge;
        this.patience = patience;
    }

    /** The chain by these facts; links without one are not known. */
    public Diagnosis judge(String subject, List<? extends Fact> facts, boolean complete, Instant now) {
        Map<Link, Fact> by = new EnumMap<>(Link.class);
        facts.forEach(f -> by.put(f.link(), f));
        Optional<Fact.Deployment> deployment = by.get(Link.MURANO_API) instanceof Fact.Api api ? api.deployment() : Optional.empty();
        List<Sight> sights = new ArrayList<>();
        for (Link link : Link.values()) {
            sights.add(switch (by.get(link)) {
                case null -> Sight.of(link, LinkState.UNKNOWN, complete ? "Could not be looked at." : "Not looked at yet.");
                case Fact.Profile f -> profile(f);
                case Fact.Login f -> login(f, now);
                case Fact.Api f -> api(f);
                case Fact.Broker f -> broker(f);
                case Fact.Conductor f -> conductor(f, deployment);
                case Fact.Stack f -> stack(f, by.get(Link.NOVA), deployment);
                case Fact.Servers f -> servers(f);
                case Fact.Consoles f -> consoles(f);
                case Fact.Agents f -> agents(f, deployment);
                case Fact.Results f -> results(f, deployment);
            });
        }
        return new Diagnosis(subject, complete ? new Blame(knowledge).on(sights, deployment) : sights, complete, now);
    }

    /** The service of Murano without which a link does not hold. */
    static Optional<ServiceSwitch.Role> service(Link link) {
        return switch (link) {
            case MURANO_API, BROKER -> Optional.of(ServiceSwitch.Role.API);
            case CONDUCTOR -> Optional.of(ServiceSwitch.Role.CONDUCTOR);
            default -> Optional.empty();
        };
    }

    /** The same with what hosts say of the service whose link broke. */
    Diagnosis with(Diagnosis found, ServiceSwitch.Role role, List<HostWitness.Said> said) {
        if (said.isEmpty()) {
            return found;
        }
        Place log = role == ServiceSwitch.Role.API ? Place.API_LOG : Place.CONDUCTOR_LOG;
        Sight broken = found.broken().orElseThrow();
        String words = said.stream().map(s -> " " + s.words(line -> knowledge.explain(log, line).stream().anyMatch(k -> !k.harmless()))).collect(Collectors.joining());
        Sight more = new Sight(broken.link(), broken.state(), broken.evidence() + words, broken.cause(), broken.fix(), broken.symptoms());
        if (said.stream().noneMatch(HostWitness.Said::runs)) {
            HostWitness.Said away = said.getFirst();
            more = more.because(away.service() + " does not run on " + away.host() + ".", "Start it there; if it ends again, its log says why.");
        }
        // The last line of a log that is known tells more than those before it, and of services that failed more than of those that run.
        List<Symptom> known = said.stream().filter(s -> s.runs() || s.failed()).sorted(Comparator.comparing(HostWitness.Said::runs)).flatMap(s -> s.errors().reversed().stream())
                .flatMap(line -> knowledge.explain(log, line).stream()).distinct().toList();
        List<Sight> sights = new ArrayList<>(found.sights());
        sights.set(broken.link().ordinal(), more.knowing(known));
        return new Diagnosis(found.subject(), sights, found.complete(), found.at());
    }

    private static Sight profile(Fact.Profile f) {
        if (!f.cloud() && f.brokerHost().isEmpty()) {
            return Sight.of(Link.LAB, LinkState.BROKEN, "The lab has neither a cloud nor a broker.").because("Its profile is empty.", "Add cloud and broker to the lab.");
        }
        if (f.brokerHost().isEmpty()) {
            return Sight.of(Link.LAB, LinkState.ATTENTION, "The lab has no broker.").because("Agents cannot be spoken to.", "Add the broker to the lab.");
        }
        return Sight.of(Link.LAB, LinkState.GOOD, f.cloud() ? "Cloud and broker are given." : "Only a broker is given.");
    }

    private Sight failed(Link link, Failure failure, Place place) {
        String said = failure.cameBack().isEmpty() ? failure.headline() : failure.cameBack();
        return Sight.of(link, LinkState.BROKEN, failure.headline() + (failure.cameBack().isEmpty() ? "" : " (" + failure.cameBack() + ")"))
                .because(failure.meaning(), failure.next()).knowing(knowledge.explain(place, said));
    }

    private Sight login(Fact.Login f, Instant now) {
        if (f.failure().isPresent()) {
            return failed(Link.KEYSTONE, f.failure().get(), Place.HTTP_ANSWER);
        }
        Duration left = Duration.between(now, f.expires());
        return left.compareTo(SHORT_TOKEN) < 0
                ? Sight.of(Link.KEYSTONE, LinkState.ATTENTION, "Logged in as " + f.who() + "; the token ends in " + Math.max(0, left.toMinutes()) + " min.")
                        .because("Murano 0.2 works with the caller's token and fails when it ends.", "Give tokens a longer life than a deployment takes.")
                : Sight.of(Link.KEYSTONE, LinkState.GOOD, "Logged in as " + f.who() + ".");
    }

    private Sight api(Fact.Api f) {
        if (f.url().isEmpty()) {
            return Sight.of(Link.MURANO_API, LinkState.ABSENT, "The catalogue lists no Murano service; the console's own conductor does the work.");
        }
        if (f.failure().isPresent()) {
            return failed(Link.MURANO_API, f.failure().get(), Place.HTTP_ANSWER);
        }
        if (f.deployment().isEmpty()) {
            return Sight.of(Link.MURANO_API, LinkState.GOOD, f.url() + " answers.");
        }
        Fact.Deployment d = f.deployment().get();
        List<Fact.Report> bad = d.reports().stream().filter(r -> !r.level().equals("info")).toList();
        String evidence = "Deployment: " + d.state() + (bad.isEmpty() ? "." : ". " + bad.stream().map(Blame::words).collect(Collectors.joining("; ")));
        List<Symptom> known = bad.stream().flatMap(r -> knowledge.explain(Place.REPORT, Blame.words(r)).stream()).distinct().toList();
        return bad.isEmpty() ? Sight.of(Link.MURANO_API, LinkState.GOOD, evidence)
                : Sight.of(Link.MURANO_API, LinkState.ATTENTION, evidence).because("Murano reports what went wrong further down the chain.", "Look at the links below.")
                        .knowing(known);
    }

    private Sight broker(Fact.Broker f) {
        if (f.failure().isPresent()) {
            return failed(Link.BROKER, f.failure().get(), Place.BROKER_ANSWER);
        }
        if (!f.alarm().isEmpty()) {
            return Sight.of(Link.BROKER, LinkState.BROKEN, f.alarm()).because("The broker's host is out of memory or disk space; messages are taken from nobody.",
                    "Free space on the broker's host.").knowing(knowledge.explain(Place.BROKER_ANSWER, f.alarm()));
        }
        List<Fact.Queue> results = f.results();
        if (!results.isEmpty() && results.stream().noneMatch(q -> q.exists() && q.consumers() > 0)) {
            boolean none = results.stream().noneMatch(Fact.Queue::exists);
            String vhost = results.getFirst().vhost();
            return Sight.of(Link.BROKER, LinkState.BROKEN, none ? "Virtual host " + vhost + " has no queue " + names(results) + "."
                    : "Nobody consumes " + names(results) + " on virtual host " + vhost + ".").because("murano-api is not connected to this broker: it does not run, or its "
                    + "host, user, password or virtual host is wrong.", "Compare section rabbitmq of murano-api's configuration with the broker, and restart murano-api.");
        }
        return Sight.of(Link.BROKER, LinkState.GOOD, "A message went there and back at " + f.where() + ".");
    }

    private static String names(List<Fact.Queue> queues) {
        return queues.stream().map(Fact.Queue::name).collect(Collectors.joining(" or "));
    }

    private Sight conductor(Fact.Conductor f, Optional<Fact.Deployment> deployment) {
        if (f.tasks().isEmpty()) {
            return Sight.of(Link.CONDUCTOR, LinkState.ABSENT, "The console itself is the conductor.");
        }
        Fact.Queue q = f.tasks().get();
        List<Symptom> known = f.log().stream().flatMap(line -> knowledge.explain(Place.CONDUCTOR_LOG, line).stream()).distinct().toList();
        String log = f.log().isEmpty() ? "" : " Its log: " + f.log().getLast();
        String there = f.other().map(o -> " Virtual host " + o.vhost() + " has a queue " + o.name() + " with a consumer.").orElse("");
        String hint = there.isEmpty() ? "" : " It may be connected to that virtual host instead.";
        if (!q.exists()) {
            return Sight.of(Link.CONDUCTOR, LinkState.BROKEN, "Virtual host " + q.vhost() + " has no queue " + q.name() + "." + there + log)
                    .because("Neither murano-api nor the conductor has ever connected to this virtual host." + hint,
                            "Correct section rabbitmq of their configurations, and start them.").knowing(known);
        }
        if (q.consumers() == 0) {
            return Sight.of(Link.CONDUCTOR, LinkState.BROKEN, (q.ready() > 0 ? q.ready() + (q.ready() == 1 ? " task waits" : " tasks wait") + " in queue " + q.name()
                    + " and nobody takes " + (q.ready() == 1 ? "it" : "them") : "Nobody consumes queue " + q.name()) + "." + there + log)
                    .because("The conductor does not run, or it cannot log in to the broker." + hint, "Start the conductor, and look into its log if it ends again.").knowing(known);
        }
        if (q.ready() > 0 && q.unacknowledged() == 0) {
            return Sight.of(Link.CONDUCTOR, LinkState.ATTENTION, q.ready() + " tasks wait in queue " + q.name() + " although it has a consumer." + log)
                    .because("The conductor is connected and takes nothing: it hangs, or the counts are a few seconds old.", "Look again; restart the conductor if it stays so.")
                    .knowing(known);
        }
        if (deployment.filter(Fact.Deployment::running).isPresent() && f.log().stream().anyMatch(line -> LOST.matcher(line).find())) {
            return Sight.of(Link.CONDUCTOR, LinkState.BROKEN, "The conductor took the task and failed." + log)
                    .because("An exception ended its work on the task. Nobody is told, so the deployment seems to go on for ever.", "Remove the cause that its log names, then deploy again.")
                    .knowing(known);
        }
        String work = q.unacknowledged() > 0 ? " has " + q.unacknowledged() + " in work." : " waits for tasks.";
        boolean harmless = f.log().stream().allMatch(line -> known.stream().anyMatch(s -> s.harmless() && s.matches(line)));
        return harmless ? Sight.of(Link.CONDUCTOR, LinkState.GOOD, "The conductor" + work + log)
                : Sight.of(Link.CONDUCTOR, LinkState.ATTENTION, "The conductor" + work + log).because("It is connected, and it writes errors.", "Read what it says in its log.")
                        .knowing(known);
    }

    private Sight stack(Fact.Stack f, Fact nova, Optional<Fact.Deployment> deployment) {
        if (f.failure().isPresent()) {
            return failed(Link.HEAT, f.failure().get(), Place.HTTP_ANSWER);
        }
        if (f.stack().isEmpty()) {
            return Sight.of(Link.HEAT, LinkState.GOOD, f.reason().isEmpty() ? "Heat answers." : f.reason());
        }
        if (f.status().isEmpty()) {
            boolean waits = deployment.filter(Fact.Deployment::running).isPresent();
            return Sight.of(Link.HEAT, waits ? LinkState.ATTENTION : LinkState.BROKEN, "There is no stack " + f.stack() + ".").because(waits ? "It was not begun yet, or is rolled back."
                    : "Nothing was deployed, or a failed creation was rolled back.", "Look at the links before; if they hold, deploy again.");
        }
        String evidence = f.stack() + ": " + f.status() + (f.reason().isEmpty() ? "" : " (" + f.reason() + ")");
        if (f.status().endsWith("_FAILED") || f.status().startsWith("ROLLBACK")) {
            List<Fact.Resource> failed = f.resources().stream().filter(r -> r.status().endsWith("_FAILED")).toList();
            // A resource that was only broken off says nothing about the cause.
            Optional<Fact.Resource> first = failed.stream().filter(r -> !r.reason().contains("aborted")).findFirst().or(() -> failed.stream().findFirst());
            String why = first.map(r -> r.name() + " (" + r.type() + "): " + r.reason()).orElse(f.reason());
            boolean server = nova instanceof Fact.Servers s && s.machines().stream().anyMatch(m -> m.status().equals("ERROR"));
            return Sight.of(Link.HEAT, server ? LinkState.ATTENTION : LinkState.BROKEN, evidence + (first.isPresent() ? ". " + why : ""))
                    .because(server ? "A server that it needs failed." : "Heat could not make " + first.map(Fact.Resource::name).orElse("the stack") + ".",
                            "Remove the cause that Heat names, then deploy again.")
                    .knowing(knowledge.explain(Place.HEAT_REASON, why + " " + f.reason()));
        }
        return Sight.of(Link.HEAT, f.status().endsWith("_COMPLETE") ? LinkState.GOOD : LinkState.ATTENTION, evidence + ".");
    }

    private Sight servers(Fact.Servers f) {
        if (f.failure().isPresent()) {
            return failed(Link.NOVA, f.failure().get(), Place.HTTP_ANSWER);
        }
        Optional<Fact.Machine> broken = f.machines().stream().filter(m -> m.status().equals("ERROR")).findFirst();
        if (broken.isPresent()) {
            return Sight.of(Link.NOVA, LinkState.BROKEN, "Server " + broken.get().name() + " is in ERROR" + (broken.get().fault().isEmpty() ? "; Nova tells no reason." : ": " + broken.get().fault()))
                    .because("Nova could not make the server.", "Remove the cause that Nova names, delete the stack or deploy again.")
                    .knowing(knowledge.explain(Place.HEAT_REASON, broken.get().fault()));
        }
        if (!f.down().isEmpty()) {
            return Sight.of(Link.NOVA, f.wanted() ? LinkState.ATTENTION : LinkState.BROKEN, "Down: " + String.join(", ", f.down()) + ".")
                    .because("Services of Nova have not been heard of for a minute.", "Start them on their hosts.");
        }
        if (f.wanted() && f.machines().isEmpty()) {
            return Sight.of(Link.NOVA, LinkState.UNKNOWN, "The stack has no servers yet.");
        }
        List<String> other = f.machines().stream().filter(m -> !m.status().equals("ACTIVE")).map(m -> m.name() + " " + m.status()).toList();
        return other.isEmpty() ? Sight.of(Link.NOVA, LinkState.GOOD, f.wanted() ? f.machines().size() + (f.machines().size() == 1 ? " server is active." : " servers are active.") : "Nova answers, all its services are up.")
                : Sight.of(Link.NOVA, LinkState.ATTENTION, String.join(", ", other) + ".").because("These servers are not running.", "Wait while they are built; start those that are switched off.");
    }

    private Sight consoles(Fact.Consoles f) {
        if (!f.wanted()) {
            return Sight.of(Link.SERVER, LinkState.ABSENT, "No environment was chosen.");
        }
        for (Fact.Machine m : f.machines()) {
            List<Symptom> known = knowledge.explain(Place.CONSOLE, m.console()).stream().filter(s -> !s.harmless()).toList();
            if (!known.isEmpty()) {
                return Sight.of(Link.SERVER, LinkState.BROKEN, "Console of " + m.name() + ": " + telling(m.console(), known.getFirst())).knowing(known);
            }
        }
        long silent = f.machines().stream().filter(m -> m.console().isBlank()).count();
        return f.machines().isEmpty() ? Sight.of(Link.SERVER, LinkState.UNKNOWN, "No server is active.")
                : Sight.of(Link.SERVER, LinkState.GOOD, silent == f.machines().size() ? "The servers run; their consoles are empty, as those of Windows are."
                        : "The consoles show nothing that is known as a fault.");
    }

    private static String telling(String console, Symptom known) {
        return console.lines().filter(known::matches).findFirst().orElse(console.lines().findFirst().orElse("")).strip();
    }

    private Sight agents(Fact.Agents f, Optional<Fact.Deployment> deployment) {
        if (!f.wanted()) {
            return Sight.of(Link.AGENT, LinkState.ABSENT, "No environment was chosen.");
        }
        if (f.failure().isPresent()) {
            return Sight.of(Link.AGENT, LinkState.UNKNOWN, f.failure().get().headline());
        }
        List<Fact.Queue> missing = f.queues().stream().filter(q -> !q.exists()).toList();
        List<Fact.Queue> alone = f.queues().stream().filter(q -> q.exists() && q.consumers() == 0).toList();
        boolean loopback = f.toldHost().equals("localhost") || f.toldHost().startsWith("127.") || f.toldHost().equals("::1");
        if (!alone.isEmpty()) {
            long waiting = alone.stream().mapToLong(Fact.Queue::ready).sum();
            return Sight.of(Link.AGENT, LinkState.BROKEN, "Nobody consumes " + some(alone) + "; " + waiting + (waiting == 1 ? " plan waits." : " plans wait."))
                    .because("The agent is not connected: the image has none, it got no configuration, or it does not reach the broker."
                            + (loopback ? " Units were told the address " + f.toldHost() + ", which is the unit itself." : ""),
                            loopback ? "Give the broker an address that units reach, and build the units anew."
                                    : "Look at the unit's console, the agent's log, and the way from the unit to the broker.");
        }
        if (!missing.isEmpty()) {
            return Sight.of(Link.AGENT, LinkState.ATTENTION, "There is no queue " + some(missing) + " yet.")
                    .because("It is declared when the first plan is sent.", "Look at the links before.");
        }
        boolean silent = deployment.filter(d -> d.running() && d.quiet().compareTo(patience) >= 0).isPresent();
        if (silent && f.queues().stream().anyMatch(q -> q.consumers() > 0)) {
            return Sight.of(Link.AGENT, LinkState.BROKEN, "Agents are connected, and nothing was reported for " + deployment.orElseThrow().quiet().toSeconds() + " s.")
                    .because("An agent took its plan and has not answered: a script hangs, the agent ended in the middle, or it dropped the plan. Murano 0.2 waits without end.",
                            "Look at the agent's log in the unit and restart the agent; deploy again after that.");
        }
        long busy = f.queues().stream().mapToLong(Fact.Queue::ready).sum();
        return f.queues().isEmpty() ? Sight.of(Link.AGENT, LinkState.UNKNOWN, "The environment has no units.")
                : Sight.of(Link.AGENT, LinkState.GOOD, f.queues().size() + (f.queues().size() == 1 ? " agent is" : " agents are") + " connected"
                        + (busy > 0 ? "; " + busy + " plans wait behind the ones in work." : "."));
    }

    private static String some(List<Fact.Queue> queues) {
        return queues.stream().limit(3).map(Fact.Queue::name).collect(Collectors.joining(", ")) + (queues.size() > 3 ? " and " + (queues.size() - 3) + " more" : "");
    }

    private static Sight results(Fact.Results f, Optional<Fact.Deployment> deployment) {
        if (f.failure().isPresent()) {
            return Sight.of(Link.RESULTS, LinkState.UNKNOWN, f.failure().get().headline());
        }
        if (f.queue().isEmpty()) {
            return Sight.of(Link.RESULTS, LinkState.ABSENT, "Nobody waits for answers of agents.");
        }
        Fact.Queue q = f.queue().get();
        if (!q.exists()) {
            return Sight.of(Link.RESULTS, LinkState.ATTENTION, "There is no queue " + q.name() + ".").because("Without it an agent's answer is lost without a trace.",
                    "Deploy again: the conductor declares it before it sends the first plan.");
        }
        boolean running = deployment.filter(Fact.Deployment::running).isPresent();
        if (q.ready() > 0 && q.consumers() == 0) {
            return Sight.of(Link.RESULTS, running ? LinkState.BROKEN : LinkState.ATTENTION, q.ready() + " answers wait in " + q.name() + " and nobody takes them.")
                    .because("The conductor that sent the plans is gone; a new one does not know them.", "Deploy again; purge the queue if its environment is gone.");
        }
        return Sight.of(Link.RESULTS, LinkState.GOOD, q.consumers() > 0 ? "The conductor listens to " + q.name() + "." : q.name() + " is there and empty.");
    }
}
