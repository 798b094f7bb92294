package org.campanile.core.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.step.PlanReport.Row;
import org.campanile.core.step.PlanReport.Verdict;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Probes all steps of a plan at the same time. A probe that fails because what it looks into is still to be made is no obstacle. */
final class Previewer {

    private static final String LATER = "It can be looked at when the steps before it are done.";

    private final Semaphore places;

    Previewer(int parallel) {
        this.places = new Semaphore(parallel);
    }

    PlanReport preview(Plan plan, Task task) throws FailureException {
        List<Step> steps = plan.steps();
        AtomicInteger looked = new AtomicInteger();
        task.progress("Looking at " + plan.title(), 0, steps.size());
        Map<String, CompletableFuture<Probe>> probes = new HashMap<>();
        for (Step step : steps) {
            CompletableFuture<Probe> answer = new CompletableFuture<>();
            probes.put(step.id(), answer);
            Thread.ofVirtual().name("probe " + step.id()).start(() -> {
                answer.complete(probe(step, task));
                task.progress(step.title(), looked.incrementAndGet(), steps.size());
            });
        }
        Map<String, Row> rows = new HashMap<>();
        Map<String, Set<String>> changed = new HashMap<>();
        List<Row> ordered = new ArrayList<>();
        for (Step step : steps) {
            Set<String> written = new HashSet<>();
            step.after().forEach(a -> written.addAll(changed.get(a)));
            Row row = row(step, await(probes.get(step.id()), plan), rows, written);
            if (row.verdict() == Verdict.MAKE || row.verdict() == Verdict.CHANGE) {
                written.addAll(step.writes());
            }
            rows.put(step.id(), row);
            changed.put(step.id(), written);
            ordered.add(row);
        }
        task.checkCancelled("looking at " + plan.title());
        return new PlanReport(plan.id(), plan.title(), ordered);
    }

    private Probe probe(Step step, Task task) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Probe.blocked(FailureException.cancelled(step.title()).failure());
        }
        try {
            return Timed.call("looking at: " + step.title(), step.limit(), step.grace(), task, (doing, done, total) -> {
            }, step::probe);
        } catch (FailureException e) {
            return Probe.blocked(e.failure());
        } finally {
            places.release();
        }
    }

    private static Probe await(CompletableFuture<Probe> answer, Plan plan) throws FailureException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("looking at " + plan.title());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param written what the steps before it will have changed */
    private static Row row(Step step, Probe probe, Map<String, Row> before, Set<String> written) {
        List<Row> needs = step.after().stream().map(before::get).toList();
        boolean pending = needs.stream().anyMatch(r -> r.verdict() != Verdict.EXISTS);
        Optional<Row> obstacle = needs.stream().filter(r -> r.verdict() == Verdict.BLOCKED || r.verdict() == Verdict.SKIP
                || r.verdict() == Verdict.WAITS).findFirst();
        boolean due = step.provesOthers() && obstacle.isEmpty() && needs.stream().anyMatch(r -> r.verdict() == Verdict.MAKE || r.verdict() == Verdict.CHANGE);
        Optional<String> again = step.rereads().entrySet().stream().filter(e -> written.contains(e.getKey())).map(Map.Entry::getValue).findFirst();
        return switch (probe) {
            case Probe.Done done when obstacle.isEmpty() && again.isPresent() -> row(step, Verdict.CHANGE, done.detail() + " " + again.get(), null);
            case Probe.Done done when due -> row(step, Verdict.MAKE, "It is due again, since steps before it change something.", null);
            case Probe.Waits waits when due -> row(step, Verdict.MAKE, LATER, null);
            case Probe.Blocked blocked when due -> row(step, Verdict.MAKE, LATER, null);
            case Probe.Waits waits -> row(step, Verdict.WAITS, waits.what(), null);
            case Probe.Done done -> row(step, Verdict.EXISTS, done.detail(), null);
            case Probe.Needed needed when obstacle.isPresent() -> row(step, Verdict.SKIP, "Needs: " + obstacle.get().title() + ".", null);
            case Probe.Needed needed -> row(step, needed.change() ? Verdict.CHANGE : Verdict.MAKE, needed.detail(), needed.preview(), null);
            case Probe.Blocked blocked when obstacle.isPresent() -> row(step, Verdict.SKIP, "Needs: " + obstacle.get().title() + ".", null);
            case Probe.Blocked blocked when pending && blocked.why().kind() == Failure.Kind.NOT_FOUND -> row(step, Verdict.MAKE,
                    LATER, null);
            case Probe.Blocked blocked -> row(step, Verdict.BLOCKED, "", blocked.why());
        };
    }

    private static Row row(Step step, Verdict verdict, String detail, Failure why) {
        return row(step, verdict, detail, "", why);
    }

    private static Row row(Step step, Verdict verdict, String detail, String preview, Failure why) {
        return new Row(step.id(), step.title(), verdict, step.change(), detail, preview, step.commands(), step.where(), step.after(), step.expected(),
                Optional.ofNullable(why));
    }
}
