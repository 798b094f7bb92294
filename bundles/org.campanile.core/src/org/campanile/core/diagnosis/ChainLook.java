package org.campanile.core.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
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
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerNode;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.QueueCount;
import org.campanile.core.rabbitmq.QueueQuery;
import org.campanile.core.rabbitmq.QueueSummary;
import org.campanile.core.rabbitmq.VirtualHost;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Looks at the links of one lab, one after the other, and changes nothing. A link that failed does not keep it from looking at those that do not
 * need it. Blocks; worker threads only; one look at a time.
 */
public final class ChainLook {

    private static final int CONSOLE_LINES = 60;
    private static final List<String> INBOX = List.of("task-results", "task-reports");
    private static final String TASKS = "tasks";

    private final LabSession session;
    private final Chain chain;
    private final Consumer<Diagnosis> listener;
    private final List<Fact> facts = new ArrayList<>();
    private Target target;
    private List<String> conductorLog = List.of();
    private boolean muranoListed;
    private boolean muranoLater;
    private List<Fact.Machine> machines = List.of();

    /** @param listener told after each link, on the thread that looks */
    public ChainLook(LabSession session, Chain chain, Target target, Consumer<Diagnosis> listener) {
        this.session = session;
        this.chain = chain;
        this.target = target;
        this.listener = listener;
    }

    /** The same with errors that the conductor's log holds. */
    public ChainLook withConductorLog(List<String> lines) {
        conductorLog = List.copyOf(lines);
        return this;
    }

    /** Looks at all links. Fails only when it is cancelled. */
    public Diagnosis look(Task task) throws FailureException {
        facts.clear();
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
        Diagnosis end = chain.judge(target.name(), facts, true, Instant.now());
        listener.accept(end);
        return end;
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
    private static Failure told(FailureException e) throws FailureException {
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
        add(new Fact.Broker(where, Optional.empty(), alarm(task), muranoListed && !muranoLater ? queues(INBOX, task) : List.of()), task);
        return true;
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
            add(new Fact.Conductor(Optional.empty(), List.of()), task);
            return;
        }
        add(new Fact.Conductor(Optional.of(queues(List.of(TASKS), task).getFirst()), conductorLog), task);
    }

    /** Queues on the lab's virtual host; those that are not there are looked for on the others, since a devbox has its own. */
    private List<Fact.Queue> queues(List<String> names, Task task) throws FailureException {
        List<Fact.Queue> found = new ArrayList<>();
        String own = session.broker().vhost();
        try (Messaging messaging = session.messaging(task)) {
            for (String name : names) {
                Fact.Queue here = count(messaging, own, name, task);
                found.add(here.exists() ? detailed(here, task) : elsewhere(here, task));
            }
        }
        return found;
    }

    private static Fact.Queue count(Messaging messaging, String vhost, String name, Task task) throws FailureException {
        try {
            QueueCount count = messaging.count(name, task);
            return new Fact.Queue(vhost, name, true, count.messagesReady(), 0, count.consumers());
        } catch (FailureException e) {
            if (told(e).kind() != Failure.Kind.NOT_FOUND) {
                throw e;
            }
            return Fact.Queue.missing(vhost, name);
        }
    }

    private Fact.Queue detailed(Fact.Queue queue, Task task) throws FailureException {
        try {
            QueueSummary more = session.management(task).queue(queue.vhost(), queue.name(), task).summary();
            return new Fact.Queue(queue.vhost(), queue.name(), true, queue.ready(), Math.max(0, more.messagesUnacknowledged()), queue.consumers());
        } catch (FailureException e) {
            told(e);
            return queue;
        }
    }

    private Fact.Queue elsewhere(Fact.Queue missing, Task task) throws FailureException {
        try {
            BrokerManagement management = session.management(task);
            for (VirtualHost vhost : management.vhosts(task)) {
                for (QueueSummary q : management.queues(QueueQuery.first(vhost.name(), 50).containing(missing.name()), task).queues()) {
                    if (q.name().equals(missing.name())) {
                        return new Fact.Queue(q.vhost(), q.name(), true, Math.max(0, q.messagesReady()), Math.max(0, q.messagesUnacknowledged()), Math.max(0, q.consumers()));
                    }
                }
            }
        } catch (FailureException e) {
            told(e);
        }
        return missing;
    }

    private void stack(Cloud cloud, Task task) throws FailureException {
        Orchestration heat = cloud.orchestration();
        try {
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
            List<Fact.Queue> queues = muranoLater ? byPrefix(task) : wanted ? queues(target.queues(), task) : List.of();
            add(new Fact.Agents(wanted, queues, told, Optional.empty()), task);
            add(new Fact.Results(target.results().isEmpty() ? Optional.empty() : Optional.of(queues(List.of(target.results()), task).getFirst()), Optional.empty()), task);
        } catch (FailureException e) {
            add(new Fact.Agents(wanted, List.of(), told, Optional.of(told(e))), task);
            add(new Fact.Results(Optional.empty(), Optional.of(e.failure())), task);
        }
    }

    /** Later releases name the queues {@code e<environment>-h<instance>}, on the virtual host of the agents. */
    private List<Fact.Queue> byPrefix(Task task) throws FailureException {
        String prefix = "e" + target.murano().toLowerCase(Locale.ROOT);
        List<Fact.Queue> found = new ArrayList<>();
        if (!target.murano().isEmpty()) {
            for (QueueSummary q : session.management(task).queues(QueueQuery.first(null, 100).containing(prefix), task).queues()) {
                if (q.name().startsWith(prefix)) {
                    found.add(new Fact.Queue(q.vhost(), q.name(), true, Math.max(0, q.messagesReady()), Math.max(0, q.messagesUnacknowledged()), Math.max(0, q.consumers())));
                }
            }
        }
        return found;
    }
}
