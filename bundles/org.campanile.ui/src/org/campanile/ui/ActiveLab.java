package org.campanile.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSnapshot;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The lab that the window works on: the one selected last in the Labs explorer. All perspectives follow it. UI thread only.
 */
@Component(service = ActiveLab.class)
public final class ActiveLab {

    private final List<Consumer<Optional<Lab>>> listeners = new ArrayList<>();
    private final Ground ground;
    private Optional<Lab> lab = Optional.empty();
    private AutoCloseable following = () -> {
    };

    /** No lab until {@link #follow} or {@link #set}. */
    @Activate
    public ActiveLab(@Reference Ground ground) {
        this.ground = ground;
    }

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

    /** Keeps in step with the store from now on. Once, when the window is there. */
    public void follow() {
        following = ground.labs().subscribe(labs -> ground.display().asyncExec(() -> take(labs)));
        take(ground.labs().snapshot());
    }

    /** A lab that is saved while the window closes has nobody to tell. Called by declarative services. */
    @Deactivate
    public void close() throws Exception {
        following.close();
    }

    /** The changed lab, whatever it is called now, or the first one when there was none or it is gone. */
    private void take(LabSnapshot store) {
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
