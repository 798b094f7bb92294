package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.Samples;
import org.campanile.core.environment.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds are those that the original was seen to make (protocol document, section 6.6), and our schedule is never the longer one. */
class PlanScheduleTest {

    private static DeploymentPlan plan(String template) {
        Environment made = new EnvironmentTemplates(Samples.TYPES).find(template).orElseThrow().fill().apply(Environment.create("shape"));
        for (Service service : made.services()) {
            made = made.setField(service.id(), Service.IMAGE, "ws");
        }
        return new Planner(Samples.TYPES).plan(made, Planner.Extent.FULL);
    }

    private static Map<Integer, TreeSet<String>> rounds(PlanSchedule schedule) {
        Map<Integer, TreeSet<String>> rounds = new TreeMap<>();
        schedule.lines().stream().filter(line -> line.step().kind() != PlannedStep.Kind.PROBE).forEach(line -> rounds.computeIfAbsent(line.round(), r -> new TreeSet<>())
                .add(line.step().template().replace("SqlServerCluster/", "")));
        return rounds;
    }

    @Test
    void aDomainWithAFarmTakesTheRoundsThatWereSeen() {
        Map<Integer, TreeSet<String>> rounds = rounds(PlanSchedule.of(plan("data-center")));
        assertEquals(List.of("heat-create"), List.copyOf(rounds.get(1)));
        assertEquals(List.of("CreatePrimaryDC", "InstallIIS", "InstallMsSqlServer", "SetPassword"), List.copyOf(rounds.get(2)));
        assertEquals(List.of("AskDnsIp", "DeployWebApp"), List.copyOf(rounds.get(3)));
        assertEquals(List.of("JoinDomain"), List.copyOf(rounds.get(4)));
        assertEquals(List.of("CreateSecondaryDC", "FailoverClusterPrerequisites"), List.copyOf(rounds.get(5)));
    }

    @Test
    void aClusterTakesElevenRounds() {
        Map<Integer, TreeSet<String>> rounds = rounds(PlanSchedule.of(plan("always-on")));
        assertEquals(11, rounds.size());
        assertEquals(List.of("FailoverCluster"), List.copyOf(rounds.get(6)));
        assertEquals(List.of("InitializeAOAGSecondaryReplica"), List.copyOf(rounds.get(11)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "domain", "domain-and-web", "farm", "always-on", "data-center" })
    void ourScheduleIsTheLongestChainAndNeverLongerThanTheRounds(String template) {
        DeploymentPlan plan = plan(template);
        PlanSchedule schedule = PlanSchedule.of(plan);
        assertEquals(plan.criticalPathSeconds(), schedule.seconds());
        assertTrue(schedule.seconds() <= schedule.roundSeconds(), schedule.seconds() + " against " + schedule.roundSeconds());
        Map<String, PlanSchedule.Line> lines = schedule.byStep();
        double chain = 0;
        for (PlanSchedule.Line line : schedule.lines()) {
            line.step().after().forEach(before -> assertTrue(lines.get(before).ends() <= line.begins(), line.step().id()));
            line.step().needs().forEach(before -> assertTrue(lines.get(before).roundEnds() <= line.roundBegins(), line.step().id() + " in its round"));
            chain = line.critical() ? Math.max(chain, line.ends()) : chain;
        }
        assertEquals(schedule.seconds(), chain);
        assertTrue(schedule.lines().getFirst().critical(), "the stack is on the longest chain");
    }
}
