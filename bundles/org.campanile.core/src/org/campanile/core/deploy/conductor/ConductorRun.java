package org.campanile.core.deploy.conductor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.deploy.AgentChannel.AgentMessage;
import org.campanile.core.deploy.AgentResult;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.ProbePlan;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** One run. Everything is decided on the calling thread; others only bring signals. */
final class ConductorRun {

    private static final int FIRST_AT_ONCE = 64;
    private static final int MOST_AT_ONCE = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);

    /** A snapshot costs as much as there are steps, and nobody reads more than some dozens in a second. */
    private static final Duration BETWEEN_SNAPSHOTS = Duration.ofMillis(20);

    /** Probes are not in the log, so after a restart their stamps are only known to be no more than this beyond the logged ones. */
    private static final long STAMPS_OF_UNKNOWN_PROBES = 1_000_000;

    /** A probe that is out. @param of the plan that was out when it was sent: only of that one can its answer tell */
    private record OpenProbe(String unit, String of) {
    }

    private final ScriptLibrary library;
    private final ConductorSettings settings;
    private final Clock clock;
    private final Conductor.Work work;
    private final RunLog log;
    private final Consumer<ConductorSnapshot> listener;
    private final StepBoard board;
    private final Map<String, Lane> lanes = new HashMap<>();
    /** Steps and lanes by the messages that are out. */
    private final Map<String, String> openSteps = new HashMap<>();
    private final Map<String, OpenProbe> openProbes = new HashMap<>();
    private final Map<String, Integer> losses = new HashMap<>();
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final List<RunEntry> entries = new ArrayList<>();
    /** Of answers that are in {@link #entries} and not yet in the log. */
    private final List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    private final Post post;
    private boolean changed = true;
    private Instant toldAt = Instant.MIN;

    ConductorRun(AgentChannel channel, ScriptLibrary library, ConductorSettings settings, Clock clock, Conductor.Work work, RunLog log,
            Consumer<ConductorSnapshot> listener) {
        this.library = library;
        this.settings = settings;
        this.clock = clock;
        this.work = work;
        this.log = log;
        this.listener = listener;
        this.board = new StepBoard(work.plan(), work.source());
        work.posts().forEach(p -> lanes.put(p.unit(), new Lane(p)));
        this.post = new Post(channel, work, signals);
    }

    ConductorSnapshot go(Task task) throws FailureException {
        restore();
        try (Task.Registration wake = task.onCancel(() -> signals.add(new Signal.Wake())); Post open = post.open(this::deliver, task)) {
            loop(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("conducting a deployment");
        }
        changed = true;
        toldAt = Instant.MIN;
        tell();
        return board.snapshot(clock.instant());
    }

    private void loop(Task task) throws InterruptedException, FailureException {
        try {
            while (!board.ended() && !task.isCancelled()) {
                sendReady();
                tell();
                if (!board.ended()) {
                    takeSignals();
                    watch(task);
                }
            }
            write();
        } finally {
            // Those that did not get into the log stay with the broker.
            settle(false);
        }
    }

    /** Where the log stands. What was sent and not answered may be with the agent or lost: a probe will tell. */
    private void restore() throws FailureException {
        List<RunEntry> old = log.entries();
        Instant now = clock.instant();
        board.restore(old, now);
        if (old.isEmpty()) {
            log.append(List.of(RunEntry.begun(StepBoard.fingerprint(work.plan()), now)));
        }
        for (RunEntry entry : old) {
            if (entry.kind() == RunEntry.Kind.SENT) {
                Lane lane = board.knows(entry.step()) ? lanes.get(board.progress(entry.step()).step().unit()) : null;
                if (lane != null) {
                    lane.stamp = Math.max(lane.stamp, entry.stamp() + STAMPS_OF_UNKNOWN_PROBES);
                    openSteps.put(entry.message(), entry.step());
                    if (board.progress(entry.step()).state() == StepProgress.State.RUNNING) {
                        lane.take(entry.step(), entry.message(), entry.at(), now, now, settings.probeLimit());
                    }
                }
            }
        }
    }

    /** On the channel's thread: waits until the answer is in the log, since the broker forgets it afterwards. */
    private boolean deliver(AgentMessage message) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        signals.add(new Signal.Answer(message, taken));
        if (post.isStopped()) {
            // It came while the run was ending and may have been overlooked; nobody would ever take it.
            taken.complete(false);
        }
        return taken.join();
    }

    /** In parts, so that the first plans are on their way while the next ones are written; what is sent is in the log before. */
    private void sendReady() throws FailureException {
        List<Runnable> out = new ArrayList<>();
        int atOnce = FIRST_AT_ONCE;
        Instant now = clock.instant();
        for (PlannedStep step : board.ready(unit -> lanes.containsKey(unit) && lanes.get(unit).free())) {
            Lane lane = lanes.get(step.unit());
            String id = UUID.randomUUID().toString();
            long stamp = lane.nextStamp(now);
            String text;
            try {
                text = text(step, lane, id, stamp);
            } catch (FailureException e) {
                entries.add(RunEntry.of(RunEntry.Kind.FAILED, step.id(), e.failure().meaning(), now));
                board.failed(step.id(), e.failure().meaning(), "", now);
                continue;
            }
            entries.add(RunEntry.sent(step.id(), id, stamp, now));
            board.sent(step.id(), now);
            openSteps.put(id, step.id());
            Instant ask = now.plus(settings.patience(lane.met));
            boolean probing = step.kind() == PlannedStep.Kind.PROBE;
            lane.take(step.id(), id, now, ask, probing ? ask.plus(settings.probeLimit()) : ask, settings.probeLimit());
            lane.lateAt = now.plus(settings.limit(step.expectedSeconds()));
            out.add(() -> post.send(lane, id, text, false));
            if (out.size() == atOnce) {
                write();
                out.forEach(Runnable::run);
                out.clear();
                atOnce = Math.min(2 * atOnce, MOST_AT_ONCE);
            }
        }
        write();
        out.forEach(Runnable::run);
    }

    private String text(PlannedStep step, Lane lane, String id, long stamp) throws FailureException {
        if (step.kind() == PlannedStep.Kind.PROBE) {
            return ProbePlan.json(lane.post.agent(), id, stamp);
        }
        List<StepDefinition.Call> calls = work.source().calls(step);
        return lane.post.agent() == ServiceType.Agent.WINDOWS ? ExecutionPlan.windows(calls, step.reboot(), library)
                : ExecutionPlan.linux(step.template(), id, stamp, calls, library);
    }

    /** Brings what is new into the log, answers and what is about to be sent alike; only then the broker is told that the answers were taken. */
    private void write() throws FailureException {
        if (!entries.isEmpty()) {
            log.append(List.copyOf(entries));
            entries.clear();
            changed = true;
        }
        settle(true);
    }

    private void settle(boolean logged) {
        taken.forEach(answer -> answer.complete(logged));
        taken.clear();
    }

    private void takeSignals() throws InterruptedException {
        Signal first = signals.poll(wait(clock.instant()).toMillis() + 1, TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Signal> all = new ArrayList<>(List.of(first));
            signals.drainTo(all);
            all.forEach(this::take);
        }
    }

    private Duration wait(Instant now) {
        Duration wait = changed && now.isBefore(nextTelling()) ? Duration.between(now, nextTelling()) : changed ? Duration.ZERO : LONGEST_WAIT;
        for (Lane lane : lanes.values()) {
            for (Instant at : List.of(lane.askAt, lane.probe.isEmpty() ? Instant.MAX : lane.probedAt.plus(settings.patience(lane.met)))) {
                if (at.isBefore(now.plus(wait))) {
                    wait = at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
                }
            }
        }
        return wait;
    }

    private void take(Signal signal) {
        switch (signal) {
            case Signal.Answer answer -> {
                taken.add(answer.taken());
                answer(answer.message());
            }
            case Signal.Posted posted -> posted(posted);
            case Signal.Looked looked -> looked(looked);
            case Signal.Deaf deaf -> busy(lane -> board.saying(lane.step, "Answers do not come in. " + deaf.why()));
            case Signal.Hearing hearing -> {
                Instant soon = clock.instant().plus(SOON);
                busy(lane -> {
                    lane.askSoon(soon, settings.probeLimit());
                    board.saying(lane.step, "Answers come in again; the one to this step may be lost, so the agent is asked.");
                });
            }
            case Signal.Wake wake -> changed = true;
        }
    }

    private void busy(Consumer<Lane> what) {
        lanes.values().stream().filter(lane -> !lane.free()).forEach(what);
        changed = true;
    }

    private void answer(AgentMessage message) {
        String id = AnswerId.of(message);
        Instant now = clock.instant();
        OpenProbe probe = openProbes.remove(id);
        if (probe != null) {
            Lane lane = lanes.get(probe.unit());
            heard(lane);
            if (lane.probe.equals(id)) {
                lane.probe = "";
            }
            if (!lane.free() && lane.message.equals(probe.of())) {
                overtaken(lane, now);
            }
            return;
        }
        String step = openSteps.remove(id);
        // An answer to nothing that is open is a second one, or one to a deployment that is over.
        if (step == null || board.progress(step).state() != StepProgress.State.RUNNING) {
            return;
        }
        Lane lane = lanes.get(board.progress(step).step().unit());
        heard(lane);
        lane.release();
        switch (AgentResult.parse(message.text())) {
            case AgentResult.Done done -> {
                entries.add(RunEntry.done(step, done.values(), now));
                board.done(step, done.values(), now);
            }
            case AgentResult.Failed failed -> fail(step, failed.message().isBlank() ? "The agent tells no reason." : failed.message(), failed.details(), now);
            case AgentResult.Unreadable unreadable -> fail(step, "The agent's answer was not understood: " + unreadable.why(), "", now);
        }
    }

    private void fail(String step, String why, String details, Instant now) {
        entries.add(RunEntry.of(RunEntry.Kind.FAILED, step, why, now));
        board.failed(step, why, details, now);
        changed = true;
    }

    private void heard(Lane lane) {
        lane.met = true;
        if (board.speaks(lane.post.unit())) {
            changed = true;
        }
    }

    /** The agent answered a probe that was sent after the plan it has not answered: that plan is gone. */
    private void overtaken(Lane lane, Instant now) {
        String step = lane.step;
        openSteps.remove(lane.message);
        lane.release();
        // What an earlier run lost by being killed is not the agent's fault and does not count.
        if (losses.merge(step, 1, Integer::sum) >= settings.attempts()) {
            fail(step, "The agent has lost the plan " + settings.attempts() + " times.", "", now);
        } else {
            entries.add(RunEntry.of(RunEntry.Kind.LOST, step, "The agent answered a later probe, but not the plan.", now));
            board.lost(step);
        }
    }

    private void posted(Signal.Posted posted) {
        Lane lane = lanes.get(posted.unit());
        // Nobody knows whether the broker has the message. A probe behind it will tell.
        Instant soon = clock.instant().plus(SOON);
        if (posted.probe() && lane.probe.equals(posted.message())) {
            openProbes.remove(posted.message());
            lane.probe = "";
            lane.askSoon(soon, settings.probeLimit());
        } else if (lane.message.equals(posted.message())) {
            lane.askSoon(soon, settings.probeLimit());
            board.saying(lane.step, posted.trouble().headline());
        }
        changed = true;
    }

    private void looked(Signal.Looked looked) {
        Lane lane = lanes.get(looked.unit());
        if (!lane.probe.equals(looked.message()) && !lane.message.equals(looked.message())) {
            return;
        }
        Instant now = clock.instant();
        long seconds = Duration.between(lane.free() ? lane.probedAt : lane.sentAt, now).toSeconds();
        // An agent does one thing after the other: while its step has time, silence is told but is no state of the unit.
        if (lane.met && !lane.free() && now.isBefore(lane.lateAt) && looked.consumers() >= 0) {
            board.busy(lane.step, lane.post, looked.consumers(), seconds);
        } else {
            board.silent(lane.post, looked.consumers(), lane.met, seconds);
        }
        changed = true;
    }

    /** Asks agents that take long for a sign of life, and gives up what is beyond all limits. */
    private void watch(Task task) {
        Instant now = clock.instant();
        for (Lane lane : lanes.values()) {
            if (!lane.free()) {
                Duration limit = lane.met ? settings.stepLimit() : settings.firstContact();
                if (Duration.between(lane.sentAt, now).compareTo(limit) >= 0) {
                    String step = lane.step;
                    openSteps.remove(lane.message);
                    lane.release();
                    fail(step, "No answer within " + limit.toSeconds() + " s. " + board.whySilent(lane.post.unit()), "", now);
                } else if (!now.isBefore(lane.askAt)) {
                    lane.askAt = now.plus(settings.probeLimit());
                    if (!now.isBefore(lane.probeAt)) {
                        probe(lane, now);
                    } else if (lane.probe.isEmpty()) {
                        post.look(lane, lane.message, task);
                    }
                }
            }
            if (!lane.probe.isEmpty() && !now.isBefore(lane.probedAt.plus(settings.patience(lane.met)))) {
                lane.probedAt = now;
                post.look(lane, lane.probe, task);
            }
        }
    }

    private void probe(Lane lane, Instant now) {
        String id = UUID.randomUUID().toString();
        lane.probed(id, now);
        openProbes.put(id, new OpenProbe(lane.post.unit(), lane.message));
        post.send(lane, id, ProbePlan.json(lane.post.agent(), id, lane.nextStamp(now)), true);
    }

    private Instant nextTelling() {
        return toldAt.equals(Instant.MIN) ? toldAt : toldAt.plus(BETWEEN_SNAPSHOTS);
    }

    private void tell() {
        Instant now = clock.instant();
        if (changed && !now.isBefore(nextTelling())) {
            changed = false;
            toldAt = now;
            listener.accept(board.snapshot(now));
        }
    }
}
