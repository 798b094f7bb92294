package org.campanile.core.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.rabbitmq.BrokerNode;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Looks at the links of one lab, one after the other, and changes nothing. A link that failed does not keep it from looking at those that do not
 * need it. Blocks; worker threads only; one look at a time.
 */
public final class ChainLook {

    private static final int CONSOLE_LINES = 60;
    /** What murano-api listens to: release 0.2 to two queues, later ones to one. */
    private static final List<String> INBOX = List.of("task-results", "task-reports");
    private static final List<String> LATER_INBOX = List.of("results");
    /** What Murano's core library puts before the name it makes up for a region of an environment, which names the stack and the queue of results. */
    private static final String STACK = "murano-";
    /** How many of the newest stacks are asked what they are for. */
    private static final int MOST_STACKS = 50;
    /** What a conductor, or engine, takes its tasks from. */
    static final String TASKS = "tasks";

    private final LabSession session;
    private final Chain chain;
    private final Consumer<Diagnosis> listener;
    private final List<Fact> facts = new ArrayList<>();
    private final QueueFinder finder;
    private Target target;
    private List<String> conductorLog = List.of();
    private boolean muranoListed;
    private boolean muranoLater;
    /** Empty as long as nobody knows which release answers. */
    private List<String> inbox = List.of();
    private List<Fact.Machine> machines = List.of();

    /** @param listener told after each link, on the thread that looks */
    public ChainLook(LabSession session, Chain chain, Target target, Consumer<Diagnosis> listener) {
        this.session = session;
        this.chain = chain;
        this.target = target;
        this.listener = listener;
        this.finder = new QueueFinder(session);
    }

    /** The same with errors that the conductor's log holds. */
    public ChainLook withConductorLog(List<String> lines) {
        conductorLog = List.copyOf(lines);
        return this;
    }

    /** Looks at all links. Fails only when it is cancelled. */
    public Diagnosis look(Task task) throws FailureException {
        facts.clear();
        inbox = List.of();
        add(new Fact.Profile(session.lab().cloud().isPresent(), session.lab().broker().map(b -> b.host()).orElse("")), task);
        Optional<Cloud> cloud = login(task);
        if (cloud.isPresent()) {
            api(task);
        }
        boolean broker = session.lab().broker().isPresent() && broker(task);
        if (broker && cloud.isPresent()) {
            conductor(task);
        }
        if (cloud.isPresent()) {
            stack(cloud.get(), task);
            servers(cloud.get(), task);
        }
        if (broker) {
            agents(task);
        }
        Diagnosis end = witnessed(chain.judge(target.name(), facts, true, Instant.now()), task);
        listener.accept(end);
        return end;
    }

    /** Asks the hosts where a service of Murano seems to be away and its log is not known yet. */
    private Diagnosis witnessed(Diagnosis found, Task task) throws FailureException {
        Optional<ServiceSwitch.Role> role = found.broken().flatMap(s -> Chain.service(s.link()));
        return role.isEmpty() || !muranoListed || !conductorLog.isEmpty() || session.lab().hosts().isEmpty() ? found
                : chain.with(found, role.get(), HostWitness.hear(session, role.get(), task));
    }

    private void add(Fact fact, Task task) throws FailureException {
        task.checkCancelled("diagnosing " + target.name());
        facts.add(fact);
        Link[] links = Link.values();
        Link next = links[Math.min(links.length - 1, fact.link().ordinal() + 1)];
        task.progress("Looking at " + next.label(), fact.link().ordinal() + 1L, links.length);
        listener.accept(chain.judge(target.name(), facts, false, Instant.now()));
    }

    /** A failure that is a fact; a cancel goes on up. */
    static Failure told(FailureException e) throws FailureException {
        if (e.failure().kind() == Failure.Kind.CANCELLED) {
            throw e;
        }
        return e.failure();
    }

    private Optional<Cloud> login(Task task) throws FailureException {
        if (session.lab().cloud().isEmpty()) {
            return Optional.empty();
        }
        try {
            Cloud cloud = session.cloud(task);
            // A login from before may have been made with another password.
            Cloud.Login now = cloud.renew(task);
            add(new Fact.Login(Optional.empty(), now.user() + (now.project().isEmpty() ? "" : " in project " + now.project()), now.expires()), task);
            return Optional.of(cloud);
        } catch (FailureException e) {
            add(new Fact.Login(Optional.of(told(e)), "", Instant.EPOCH), task);
            return Optional.empty();
        }
    }

    private void api(Task task) throws FailureException {
        Optional<String> address = session.muranoAddress(task).map(u -> u.toString().replaceFirst("/+$", ""));
        boolean own = target.murano().isEmpty() && !target.labOnly();
        if (address.isEmpty() && target.murano().isEmpty() || own) {
            add(new Fact.Api("", Optional.empty(), Optional.empty()), task);
            return;
        }
        muranoListed = true;
        try {
            MuranoDoor door = MuranoDoor.open(session, task);
            muranoLater = door.api().generation() == Generation.LATER;
            inbox = muranoLater ? LATER_INBOX : INBOX;
            Optional<Fact.Deployment> deployment = Optional.empty();
            if (!target.murano().isEmpty()) {
                deployment = door.deployment(target.murano(), task);
                target = read(door.services(target.murano(), task));
            }
            add(new Fact.Api(door.api().url(), Optional.empty(), deployment), task);
        } catch (FailureException e) {
            add(new Fact.Api(address.orElse("Murano"), Optional.of(told(e)), Optional.empty()), task);
        }
    }

    /** Names by release 0.2's rules (protocol document, sections 2.2 and 4.3); a later one names its stack and queues by ids of its own. */
    private Target read(List<JsonObject> services) {
        String id = target.murano();
        List<String> queues = new ArrayList<>();
        for (JsonObject service : services) {
            for (JsonElement unit : MuranoDoor.array(service, "units")) {
                queues.add(("e" + id + "-" + MuranoDoor.text(service, "id") + "-" + MuranoDoor.text(unit, "id")).toLowerCase(Locale.ROOT));
            }
        }
        return new Target(target.name(), muranoLater ? "" : "e" + id, queues, muranoLater ? "" : ("-execution-results-e" + id).toLowerCase(Locale.ROOT), id);
    }

    private boolean broker(Task task) throws FailureException {
        String where = session.broker().address();
        try {
            session.proveMessages(task);
        } catch (FailureException e) {
            add(new Fact.Broker(where, Optional.of(told(e)), "", List.of()), task);
            return false;
        }
        add(new Fact.Broker(where, Optional.empty(), alarm(task), listened(task)), task);
        return true;
    }

    /** The queues that murano-api listens to. Later releases may have a broker for agents only, which is then the lab's and has none of them. */
    private List<Fact.Queue> listened(Task task) throws FailureException {
        List<Fact.Queue> found = inbox.isEmpty() ? List.of() : finder.find(inbox, task);
        return muranoLater && found.stream().noneMatch(Fact.Queue::exists) ? List.of() : found;
    }

    private String alarm(Task task) throws FailureException {
        try {
            return session.management(task).nodes(task).stream().filter(n -> !n.healthy()).findFirst().map(ChainLook::words).orElse("");
        } catch (FailureException e) {
            told(e);
            return "";
        }
    }

    private static String words(BrokerNode node) {
        return node.name() + (node.memoryAlarm() ? ": memory alarm set" : node.diskAlarm() ? ": disk alarm set" : node.running() ? " is cut off from other nodes" : " does not run");
    }

    private void conductor(Task task) throws FailureException {
        if (!muranoListed) {
            add(new Fact.Conductor(Optional.empty(), Optional.empty(), List.of()), task);
            return;
        }
        Fact.Queue tasks = finder.find(TASKS, task);
        Optional<Fact.Queue> other = tasks.consumers() > 0 ? Optional.empty() : finder.consumedElsewhere(tasks, task);
        add(new Fact.Conductor(Optional.of(tasks), other, conductorLog), task);
    }

    private void stack(Cloud cloud, Task task) throws FailureException {
        Orchestration heat = cloud.orchestration();
        try {
            if (muranoLater && !target.murano().isEmpty()) {
                target = found(heat, task);
            }
            if (target.stack().isEmpty()) {
                heat.stacks(task);
                add(new Fact.Stack("", "", engines(heat, task), List.of(), Optional.empty()), task);
                return;
            }
            Optional<Orchestration.Stack> stack = heat.find(target.stack(), task);
            List<Fact.Resource> resources = new ArrayList<>();
            if (stack.isPresent()) {
                List<Orchestration.Resource> all = heat.resources(stack.get().ref(), 3, task);
                all.stream().filter(r -> !r.status().endsWith("_COMPLETE")).forEach(r -> resources.add(new Fact.Resource(r.name(), r.type(), r.status(), r.statusReason())));
                machines(cloud, all, task);
            }
            add(new Fact.Stack(target.stack(), stack.map(Orchestration.Stack::status).orElse(""), stack.map(Orchestration.Stack::statusReason).orElse(""), resources,
                    Optional.empty()), task);
        } catch (FailureException e) {
            add(new Fact.Stack(target.stack(), "", "", List.of(), Optional.of(told(e))), task);
        }
    }

    /** Later releases make up the stack's name; its description, which Heat tells of one stack only, names the environment (protocol document, section 9). */
    private Target found(Orchestration heat, Task task) throws FailureException {
        List<Orchestration.Stack> made = heat.stacks(task).stream().filter(s -> s.ref().name().startsWith(STACK))
                .sorted(Comparator.comparing(Orchestration.Stack::created).reversed()).limit(MOST_STACKS).toList();
        for (Orchestration.Stack one : made) {
            Optional<Orchestration.Stack> whole = heat.find(one.ref().name(), task);
            if (whole.filter(s -> s.description().contains("(ID: " + target.murano() + ")")).isPresent()) {
                String results = "-execution-results-" + one.ref().name().substring(STACK.length()).toLowerCase(Locale.ROOT);
                return new Target(target.name(), one.ref().name(), target.queues(), results, target.murano());
            }
        }
        return target;
    }

    private static String engines(Orchestration heat, Task task) throws FailureException {
        try {
            long down = heat.engines(task).stream().filter(e -> !e.status().equals("up")).count();
            return down == 0 ? "" : "Heat answers; " + down + " of its engines have not been heard of.";
        } catch (FailureException e) {
            told(e);
            return "";
        }
    }

    private void machines(Cloud cloud, List<Orchestration.Resource> resources, Task task) throws FailureException {
        List<Fact.Machine> found = new ArrayList<>();
        for (Orchestration.Resource r : resources) {
            if ((r.type().equals("OS::Nova::Server") || r.type().equals("AWS::EC2::Instance")) && !r.physicalId().isEmpty()) {
                Optional<Compute.Server> server = cloud.compute().server(r.physicalId(), task);
                if (server.isPresent()) {
                    found.add(new Fact.Machine(r.name(), server.get().status(), server.get().fault(), console(cloud, server.get(), task)));
                }
            }
        }
        machines = found;
    }

    private static String console(Cloud cloud, Compute.Server server, Task task) throws FailureException {
        if (!server.status().equals("ACTIVE")) {
            return "";
        }
        try {
            return cloud.compute().consoleLog(server.id(), CONSOLE_LINES, task);
        } catch (FailureException e) {
            told(e);
            return "";
        }
    }

    private void servers(Cloud cloud, Task task) throws FailureException {
        boolean wanted = !target.stack().isEmpty();
        List<String> down = new ArrayList<>();
        try {
            cloud.compute().services(task).stream().filter(s -> s.state().equals("down") && s.status().equals("enabled")).forEach(s -> down.add(s.binary() + " on " + s.host()));
        } catch (FailureException e) {
            if (told(e).kind() != Failure.Kind.DENIED) {
                add(new Fact.Servers(wanted, List.of(), List.of(), Optional.of(e.failure())), task);
                return;
            }
        }
        add(new Fact.Servers(wanted, machines, down, Optional.empty()), task);
        add(new Fact.Consoles(wanted, machines.stream().filter(m -> m.status().equals("ACTIVE")).toList()), task);
    }

    private void agents(Task task) throws FailureException {
        boolean wanted = !target.labOnly();
        String told = session.broker().host();
        try {
            List<Fact.Queue> queues = muranoLater ? byPrefix(task) : wanted ? finder.find(target.queues(), task) : List.of();
            add(new Fact.Agents(wanted, queues, told, Optional.empty()), task);
            // Later releases make that queue for the first plan only.
            add(new Fact.Results(target.results().isEmpty() || muranoLater && queues.isEmpty() ? Optional.empty() : Optional.of(finder.find(target.results(), task)), Optional.empty()), task);
        } catch (FailureException e) {
            add(new Fact.Agents(wanted, List.of(), told, Optional.of(told(e))), task);
            add(new Fact.Results(Optional.empty(), Optional.of(e.failure())), task);
        }
    }

    /** Later releases name the queues {@code e<environment>-h<instance>}, on the virtual host of the agents. */
    private List<Fact.Queue> byPrefix(Task task) throws FailureException {
        return target.murano().isEmpty() ? List.of() : finder.beginning("e" + target.murano().toLowerCase(Locale.ROOT), task);
    }
}
