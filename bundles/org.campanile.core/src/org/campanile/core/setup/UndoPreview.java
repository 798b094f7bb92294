package org.campanile.core.setup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.step.Journal;
import org.campanile.core.step.Made;
import org.campanile.core.step.Runs;

/**
 * What undoing a run would take back, told before it is done. A value.
 *
 * @param started when the run began
 * @param items what will be removed or given back, in the order in which it will be done
 */
public record UndoPreview(Instant started, List<Item> items) {

    /** One of them. @param step id of the run's step that made it, @param sentence what will be done */
    public record Item(String step, String sentence) {
    }

    public UndoPreview {
        items = List.copyOf(items);
    }

    /** All sentences. */
    public List<String> sentences() {
        return items.stream().map(Item::sentence).toList();
    }

    static UndoPreview of(Runs.Summary run, Journal journal) {
        List<Item> items = new ArrayList<>();
        for (String step : journal.own().reversed()) {
            List<Made> made = journal.made(step).reversed();
            for (Made m : made) {
                String sentence = TakeBack.sentence(m, made);
                if (!sentence.isEmpty()) {
                    items.add(new Item(step, sentence));
                }
            }
        }
        return new UndoPreview(run.started(), items);
    }
}
