package org.campanile.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.junit.jupiter.api.Test;

/** The judgement by facts alone, for what no lab can be brought to. */
class ChainTest {

    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private final Chain chain = new Chain(Knowledge.shipped(), Duration.ofMinutes(5));

    private Sight sight(Fact... facts) {
        Diagnosis all = chain.judge("lab", List.of(facts), true, NOW);
        return all.sight(facts[facts.length - 1].link());
    }

    private static Fact.Queue queue(String name, long ready, long consumers) {
        return new Fact.Queue("/", name, true, ready, 0, consumers);
    }

    private static Fact.Api running(Duration quiet, Fact.Report... reports) {
        return new Fact.Api("http://murano", Optional.empty(), Optional.of(new Fact.Deployment("running", true, quiet, List.of(reports))));
    }

    @Test
    void withoutFactsNothingIsKnownAndNothingIsBroken() {
        Diagnosis none = chain.judge("lab", List.of(), false, NOW);
        assertEquals(Link.values().length, none.sights().size());
        assertTrue(none.sights().stream().allMatch(s -> s.state() == LinkState.UNKNOWN));
        assertEquals("Looking…", none.sentence());
    }

    @Test
    void aBrokerWithAnAlarmIsBroken() {
        Sight s = sight(new Fact.Broker("b:5672", Optional.empty(), "rabbit@b: memory alarm set", List.of()));
        assertEquals(LinkState.BROKEN, s.state());
        assertEquals("broker.alarm", s.symptoms().getFirst().id());
    }

    @Test
    void aTokenThatEndsSoonIsTold() {
        assertEquals(LinkState.ATTENTION, sight(new Fact.Login(Optional.empty(), "admin", NOW.plusSeconds(60))).state());
        assertEquals(LinkState.GOOD, sight(new Fact.Login(Optional.empty(), "admin", NOW.plusSeconds(7200))).state());
    }

    @Test
    void tasksThatNobodyTakesAreTheConductors() {
        Sight s = sight(new Fact.Conductor(Optional.of(queue("tasks", 2, 0)), Optional.empty(), List.of()));
        assertEquals(LinkState.BROKEN, s.state());
        assertEquals("2 tasks wait in queue tasks and nobody takes them.", s.evidence());
        assertEquals(LinkState.ABSENT, sight(new Fact.Conductor(Optional.empty(), Optional.empty(), List.of())).state());
        assertEquals(LinkState.BROKEN, sight(new Fact.Conductor(Optional.of(Fact.Queue.missing("/", "tasks")), Optional.empty(), List.of())).state());
        assertEquals(LinkState.ATTENTION, sight(new Fact.Conductor(Optional.of(queue("tasks", 2, 1)), Optional.empty(), List.of())).state());
    }

    @Test
    void theConductorsLogSaysWhy() {
        Sight s = sight(new Fact.Conductor(Optional.of(queue("tasks", 1, 0)), Optional.empty(), List.of("ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN")));
        assertEquals("broker.login-refused", s.symptoms().getFirst().id());
        assertEquals(LinkState.GOOD, sight(new Fact.Conductor(Optional.of(queue("tasks", 0, 1)), Optional.empty(),
                List.of("DEBUG heatclient 404 Not Found: The Stack (e5) could not be found."))).state());
    }

    @Test
    void aStackFailsByItsFirstResourceThatWasNotBrokenOff() {
        Sight s = sight(new Fact.Stack("e1", "CREATE_FAILED", "Resource CREATE failed", List.of(
                new Fact.Resource("a", "OS::Neutron::Port", "CREATE_FAILED", "CREATE aborted"),
                new Fact.Resource("b", "OS::Neutron::Port", "CREATE_FAILED", "IP address 10.0.0.50 already allocated in subnet 5f")), Optional.empty()));
        assertEquals(LinkState.BROKEN, s.state());
        assertEquals("heat.port-in-use", s.symptoms().getFirst().id());
    }

    @Test
    void aFailedServerIsNovasAndNotHeats() {
        List<Fact> facts = List.of(new Fact.Stack("e1", "CREATE_FAILED", "x", List.of(), Optional.empty()),
                new Fact.Servers(true, List.of(new Fact.Machine("ad1", "ERROR", "No valid host was found.", "")), List.of(), Optional.empty()));
        Diagnosis d = chain.judge("env", facts, true, NOW);
        assertEquals(Link.NOVA, d.broken().orElseThrow().link());
        assertEquals("heat.no-valid-host", d.broken().orElseThrow().symptoms().getFirst().id());
    }

    @Test
    void aConsoleTellsWhatTheServerSuffersFrom() {
        Sight s = sight(new Fact.Consoles(true, List.of(new Fact.Machine("web1", "ACTIVE", "", "BIOS\nBoot failed: not a bootable disk\nNo bootable device.\n"))));
        assertEquals(LinkState.BROKEN, s.state());
        assertEquals("nova.no-boot-disk", s.symptoms().getFirst().id());
        assertTrue(s.evidence().endsWith("Boot failed: not a bootable disk"), s.evidence());
    }

    @Test
    void unitsThatWereToldLocalhostAreSaidSo() {
        Sight s = sight(new Fact.Agents(true, List.of(queue("e1-a-b", 1, 0)), "localhost", Optional.empty()));
        assertEquals(LinkState.BROKEN, s.state());
        assertTrue(s.cause().contains("localhost, which is the unit itself"), s.cause());
    }

    @Test
    void aQuietDeploymentWithConnectedAgentsIsASilentAgent() {
        Fact.Agents agents = new Fact.Agents(true, List.of(queue("e1-a-b", 0, 1)), "broker", Optional.empty());
        assertEquals(LinkState.BROKEN, sight(running(Duration.ofMinutes(6)), agents).state());
        assertEquals(LinkState.GOOD, sight(running(Duration.ofMinutes(4)), agents).state());
    }

    @Test
    void answersThatNobodyTakesBreakTheWayBack() {
        Fact.Results waiting = new Fact.Results(Optional.of(queue("-execution-results-e1", 3, 0)), Optional.empty());
        assertEquals(LinkState.BROKEN, sight(running(Duration.ZERO), waiting).state());
        assertEquals(LinkState.ATTENTION, sight(waiting).state());
        assertEquals(LinkState.ATTENTION, sight(new Fact.Results(Optional.of(Fact.Queue.missing("/", "r")), Optional.empty())).state());
    }

    @Test
    void reportsOfMuranoAreExplained() {
        Sight s = sight(running(Duration.ZERO, new Fact.Report("error", "Unable to deploy instance ad1 (dc1) due to Unexpected stack state NOT_FOUND", "")));
        assertEquals(LinkState.ATTENTION, s.state());
        assertEquals("conductor.rolled-back", s.symptoms().getFirst().id());
    }

    @Test
    void aFailureOfALinkIsToldWithWhatCameBack() {
        Failure failure = new Failure(Failure.Kind.REMOTE, "asking murano-api", "GET http://m/environments", "status 503: HTTPServiceUnavailable", "It failed.", "Restart it.");
        Sight s = sight(new Fact.Api("http://m", Optional.of(failure), Optional.empty()));
        assertEquals(LinkState.BROKEN, s.state());
        assertEquals("heat.away", s.symptoms().getFirst().id());
    }

    private Diagnosis failed(String report, Fact... more) {
        List<Fact> facts = new ArrayList<>(List.of(more));
        facts.add(new Fact.Api("http://murano", Optional.empty(), Optional.of(new Fact.Deployment("success", false, Duration.ZERO, List.of(
                new Fact.Report("info", "Action deploy is scheduled", ""), new Fact.Report("error", report, ""))))));
        return chain.judge("env", facts, true, NOW);
    }

    private static void breaksAt(Link link, String symptom, Diagnosis found) {
        assertEquals(Optional.of(link), found.broken().map(Sight::link), () -> found.sights().toString());
        assertEquals(List.of(symptom), found.broken().get().symptoms().stream().limit(1).map(Symptom::id).toList());
    }

    @Test
    void aDeploymentThatFailedBreaksTheLinkItSpeaksOf() {
        breaksAt(Link.HEAT, "heat.quota", failed("Unexpected stack state CREATE_FAILED: Resource CREATE failed: Forbidden: resources.vm: Quota exceeded for instances"));
        breaksAt(Link.HEAT, "heat.flavor-missing", failed("HTTPBadRequest: Error validating value 'm1.huge': The Flavor ID (m1.huge) could not be found."));
        breaksAt(Link.HEAT, "conductor.unexpected-stack-state", failed("Unexpected stack state UPDATE_FAILED: something new"));
        breaksAt(Link.AGENT, "agent.silent", failed("The murano-agent did not respond within 60 seconds"));
        breaksAt(Link.NOVA, "heat.no-valid-host", failed("resources.vm: No valid host was found. There are not enough hosts available."));
        Diagnosis other = failed("TypeError: a workflow of somebody");
        assertEquals(Link.CONDUCTOR, other.broken().orElseThrow().link());
        assertTrue(other.sentence().contains("TypeError: a workflow of somebody"), other.sentence());
    }

    @Test
    void whatBrokeByItselfIsBlamedAndWhatStillRunsIsNot() {
        Fact.Stack stack = new Fact.Stack("e1", "CREATE_FAILED", "x", List.of(), Optional.empty());
        assertEquals(Link.HEAT, failed("The murano-agent did not respond within 60 seconds", stack).broken().orElseThrow().link());
        Diagnosis runs = chain.judge("env", List.of(running(Duration.ZERO, new Fact.Report("error", "boom", ""))), true, NOW);
        assertEquals(Optional.empty(), runs.broken());
    }

    @Test
    void aConductorWhoseLogHasAnUnknownErrorNeedsAttention() {
        Sight s = sight(new Fact.Conductor(Optional.of(queue("tasks", 0, 1)), Optional.empty(), List.of("ERROR murano.common.engine ValueError: boom")));
        assertEquals(LinkState.ATTENTION, s.state());
        assertTrue(s.evidence().endsWith("ValueError: boom"), s.evidence());
    }

    @Test
    void aConductorOnAnotherVirtualHostIsSaidSo() {
        Sight s = sight(new Fact.Conductor(Optional.of(queue("tasks", 1, 0)), Optional.of(new Fact.Queue("typo", "tasks", true, 0, 0, 1)), List.of()));
        assertEquals(LinkState.BROKEN, s.state());
        assertTrue(s.evidence().contains("Virtual host typo has a queue tasks with a consumer."), s.evidence());
        assertTrue(s.cause().contains("connected to that virtual host"), s.cause());
    }

    @Test
    void aHostSaysWhyItsServiceIsAway() {
        Diagnosis away = chain.judge("lab", List.of(new Fact.Conductor(Optional.of(queue("tasks", 1, 0)), Optional.empty(), List.of())), true, NOW);
        String line = "CRITICAL murano NotAllowed: Connection.open: (530) NOT_ALLOWED - access to vhost 't' refused for user 't'";
        Sight told = chain.with(away, ServiceSwitch.Role.CONDUCTOR, List.of(new HostWitness.Said("devbox", "murano-engine", false, true, "has failed", List.of(line, "ERROR murano AttributeError: x")))).broken().orElseThrow();
        assertEquals("1 task waits in queue tasks and nobody takes it. murano-engine on devbox has failed; its log says \"" + line + "\".", told.evidence());
        assertEquals("broker.vhost-refused", told.symptoms().getFirst().id());
        Sight stopped = chain.with(away, ServiceSwitch.Role.CONDUCTOR, List.of(new HostWitness.Said("devbox", "murano-engine", false, false, "is stopped", List.of(line)))).broken().orElseThrow();
        assertEquals("murano-engine does not run on devbox.", stopped.cause());
    }

    @Test
    void aTaskThatTheEngineLostIsTheConductors() {
        Fact.Conductor lost = new Fact.Conductor(Optional.of(queue("tasks", 0, 1)), Optional.empty(),
                List.of("ERROR oslo_messaging.rpc.server [-] Exception during message handling: RuntimeError: boom", "ERROR oslo_messaging.rpc.server RuntimeError: boom"));
        Sight told = sight(running(Duration.ZERO), lost);
        assertEquals(LinkState.BROKEN, told.state());
        assertTrue(told.evidence().endsWith("RuntimeError: boom"), told.evidence());
        assertEquals(LinkState.ATTENTION, sight(lost).state(), "without a deployment that waits for it");
    }
}
