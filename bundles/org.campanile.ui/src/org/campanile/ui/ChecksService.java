package org.campanile.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Component;

/** Where any part publishes the findings of an engine run, and where the Checks view gets them from. Any thread. */
@Component(service = ChecksService.class)
public final class ChecksService {

    private final Map<String, PublishedChecks> runs = new LinkedHashMap<>();
    private final List<Consumer<List<PublishedChecks>>> listeners = new CopyOnWriteArrayList<>();

    /** Publishes a run; it replaces an earlier one of the same source. May be called again and again while the run goes on. */
    public void publish(PublishedChecks run) {
        synchronized (runs) {
            runs.remove(run.source());
            runs.put(run.source(), run);
        }
        tell();
    }

    /** Takes the run of a source away, for example when its editor is closed or its lab removed. */
    public void withdraw(String source) {
        synchronized (runs) {
            if (runs.remove(source) == null) {
                return;
            }
        }
        tell();
    }

    /** One at a time, and each listener what there is by then: what is told last is the newest, whoever published meanwhile. */
    private void tell() {
        synchronized (listeners) {
            listeners.forEach(l -> l.accept(runs()));
        }
    }

    /** All runs, the newest last. */
    public List<PublishedChecks> runs() {
        synchronized (runs) {
            return List.copyOf(runs.values());
        }
    }

    /** Tells {@code listener} all runs on each change, on the publishing thread, until the answer is closed; it must not block. */
    public Subscription subscribe(Consumer<List<PublishedChecks>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
