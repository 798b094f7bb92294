package org.campanile.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSnapshot;

/**
 * The lab that the window works on: the one selected last in the Labs explorer. All perspectives follow it. UI thread only; the shell keeps
 * it in step with the store.
 */
public final class ActiveLab {

    private final List<Consumer<Optional<Lab>>> listeners = new ArrayList<>();
    private Optional<Lab> lab = Optional.empty();

    /** The active lab as it is saved now; empty when there is none. */
    public Optional<Lab> get() {
        return lab;
    }

    /** The active lab, if its guard lets it be changed. */
    public Optional<Lab> changeable() {
        return lab.filter(l -> l.guard() != Guard.READ_ONLY);
    }

    /** Makes a lab the active one; {@code null} for none. */
    public void set(Lab next) {
        Optional<Lab> now = Optional.ofNullable(next);
        if (!now.equals(lab)) {
            lab = now;
            List.copyOf(listeners).forEach(l -> l.accept(now));
        }
    }

    /** Takes over what the store holds now: the changed lab, whatever it is called now, or the first one when there was none or it is gone. */
    public void follow(LabSnapshot store) {
        Optional<Lab> same = lab.flatMap(l -> store.withId(l.id()));
        set(same.or(() -> store.labs().stream().findFirst()).orElse(null));
    }

    /** Tells {@code listener} the active lab now and on each change, on the UI thread, until the answer is closed. */
    public Subscription subscribe(Consumer<Optional<Lab>> listener) {
        listeners.add(listener);
        listener.accept(lab);
        return () -> listeners.remove(listener);
    }
}
