package org.campanile.core.setup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.step.Journal;
import org.campanile.core.step.Made;
import org.campanile.core.step.Plan;
import org.campanile.core.step.Runs;
import org.campanile.core.step.Step;

/**
 * What undoing a run would take back, told before it is done. A value.
 *
 * @param started when the run began
 * @param losses which data of users would go with it, a sentence each
 * @param items what will be removed or given back, in the order in which it will be done
 */
public record UndoPreview(Instant started, List<Item> items, List<String> losses) {

    /** A preview in which no data is lost. */
    public UndoPreview(Instant started, List<Item> items) {
        this(started, items, List.of());
    }

    /** One of them. @param step id of the run's step that made it, @param sentence what will be done, @param stays whether that is nothing */
    public record Item(String step, String sentence, boolean stays) {
    }

    public UndoPreview {
        items = List.copyOf(items);
        losses = List.copyOf(losses);
    }

    /** What taking back a run would do, as its steps say; a step that cannot be taken back says that what it made stays. */
    static UndoPreview of(Runs.Summary run, Journal journal, Plan plan) {
        List<Item> items = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        for (String id : journal.own().reversed()) {
            List<Made> made = journal.made(id).reversed();
            Optional<Step> step = plan.step(id);
            if (step.isEmpty() || !step.get().undoable()) {
                items.add(new Item(id, "Stays as it is, since it cannot be taken back by itself: " + step.map(Step::title).orElse(id) + ".", true));
            } else {
                boolean stays = made.stream().allMatch(TakeBack::stays);
                step.get().undoing(made).forEach(sentence -> items.add(new Item(id, sentence, stays)));
                losses.addAll(step.get().losing(made));
            }
        }
        return new UndoPreview(run.started(), items, losses);
    }

    /** All sentences. */
    public List<String> sentences() {
        return items.stream().map(Item::sentence).toList();
    }
}
