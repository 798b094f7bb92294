package org.campanile.core.deploy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.campanile.core.check.Finding;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;

/**
 * The changing side of a deployment: collects what becomes known and hands out a snapshot after each change, one at a time. Thread-safe, since what
 * becomes of the lock is told on another thread than the run's.
 */
final class DeploymentProgress {

    private final Environment environment;
    private final Consumer<DeploymentSnapshot> listener;
    private final Clock clock;
    private final Instant started;
    private final Map<String, UnitStatus> units = new LinkedHashMap<>();
    private final Deque<DeploymentSnapshot.Event> events = new ArrayDeque<>();
    private final List<Finding> findings = new ArrayList<>();
    private DeploymentSnapshot.Phase phase = DeploymentSnapshot.Phase.PREPARING;
    private List<StepProgress> steps = List.of();
    private int criticalPath;
    private String stackId = "";
    private String stackStatus = "";
    private String stackReason = "";
    private String waiting = "";
    private DeploymentSnapshot last;

    DeploymentProgress(Environment environment, AgentState agents, Consumer<DeploymentSnapshot> listener, Clock clock) {
        this.environment = environment;
        this.listener = listener;
        this.clock = clock;
        this.started = clock.instant();
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                units.put(unit.id(), UnitStatus.unknown(service.id(), unit.id(), HostNames.of(service, unit), agents));
            }
        }
    }

    /** Units that were deployed have the names they have got. */
    synchronized void hosts(Map<String, String> hostNames) {
        units.replaceAll((id, unit) -> unit.named(hostNames.get(id)));
    }

    synchronized void phase(DeploymentSnapshot.Phase next) {
        phase = next;
        if (next == DeploymentSnapshot.Phase.ABSENT) {
            // What was seen last of a server that is gone, such as DELETE_IN_PROGRESS, is so no more.
            units.replaceAll((id, unit) -> UnitStatus.unknown(unit.serviceId(), id, unit.hostName(), AgentState.NOT_EXPECTED));
        }
        waiting = next.isEnd() ? "" : waiting;
        publish();
    }

    synchronized void stack(String id, String status, String reason) {
        stackId = id;
        stackStatus = status;
        stackReason = reason;
    }

    synchronized List<UnitStatus> units() {
        return List.copyOf(units.values());
    }

    synchronized UnitStatus unit(String unitId) {
        return units.get(unitId);
    }

    synchronized void unit(String unitId, UnaryOperator<UnitStatus> change) {
        units.computeIfPresent(unitId, (id, old) -> change.apply(old));
    }

    synchronized void event(Instant time, String unitId, String source, String text) {
        events.add(new DeploymentSnapshot.Event(time, unitId, source, text));
        if (events.size() > DeploymentSnapshot.MAX_EVENTS) {
            events.remove();
        }
    }

    /** Told of what others have to bring about before the run goes on; empty for nothing. */
    synchronized void waiting(String why) {
        if (!phase.isEnd() && !why.equals(waiting)) {
            waiting = why;
            event(clock.instant(), "", "broker", why.isEmpty() ? DeploymentSnapshot.GOES_ON : why);
            publish();
        }
    }

    void agentEvent(String unitId, String text) {
        event(clock.instant(), unitId, "agent", text);
    }

    synchronized void steps(List<StepProgress> now, int criticalPathSeconds) {
        steps = now;
        criticalPath = criticalPathSeconds;
    }

    synchronized void finding(Finding finding) {
        findings.add(finding);
    }

    Clock clock() {
        return clock;
    }

    /** Hands out a snapshot when anything is new. */
    synchronized void publish() {
        DeploymentSnapshot now = snapshot(last == null ? started : last.changed());
        if (!now.equals(last)) {
            last = snapshot(clock.instant());
            listener.accept(last);
        }
    }

    synchronized DeploymentSnapshot snapshot() {
        return snapshot(clock.instant());
    }

    private DeploymentSnapshot snapshot(Instant changed) {
        return new DeploymentSnapshot(environment.id(), environment.name(), DeploymentNames.stack(environment), stackId, phase, stackStatus,
                stackReason, List.copyOf(units.values()), List.copyOf(events), findings, steps, criticalPath, waiting, started, changed);
    }
}
