package org.campanile.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Widget;

/**
 * The one way from a snapshot in the core to a widget. It keeps only the newest snapshot and has at most one update queued, so a
 * burst costs the UI thread one repaint. {@link #accept} may be called from any thread; the display runs the update on the UI thread;
 * everything ends with the widget.
 *
 * @param <T> an immutable snapshot
 */
public final class UiSubscription<T> implements Consumer<T>, Subscription {

    private final Widget widget;
    private final Display display;
    private final Consumer<? super T> update;
    private final AtomicReference<T> newest = new AtomicReference<>();
    private final List<AutoCloseable> sources = new ArrayList<>();
    private final Listener gone = e -> close();
    private volatile boolean closed;

    /** Shows snapshots with {@code update} as long as {@code widget} lives. Made on the UI thread. */
    public UiSubscription(Widget widget, Consumer<? super T> update) {
        this.widget = widget;
        this.display = widget.getDisplay();
        this.update = update;
        widget.addListener(SWT.Dispose, gone);
    }

    /** Closes {@code source} (the answer of a subscribe call) together with this. */
    public UiSubscription<T> closing(AutoCloseable source) {
        boolean late;
        synchronized (sources) {
            late = closed;
            if (!late) {
                sources.add(source);
            }
        }
        if (late) {
            end(source);
        }
        return this;
    }

    @Override
    public void accept(T snapshot) {
        if (closed || newest.getAndSet(snapshot) != null) {
            return;
        }
        try {
            display.asyncExec(this::show);
        } catch (SWTException e) {
            // The display went away between the check and the call: nobody is left to show it to.
            closed = true;
        }
    }

    private void show() {
        T snapshot = newest.getAndSet(null);
        if (snapshot != null && !closed && !widget.isDisposed()) {
            update.accept(snapshot);
        }
    }

    @Override
    public void close() {
        List<AutoCloseable> all;
        synchronized (sources) {
            closed = true;
            all = List.copyOf(sources.reversed());
            sources.clear();
        }
        if (Display.getCurrent() == display && !widget.isDisposed()) {
            // A widget outlives many subscriptions, such as one a reading.
            widget.removeListener(SWT.Dispose, gone);
        }
        for (AutoCloseable source : all) {
            end(source);
        }
    }

    private static void end(AutoCloseable source) {
        try {
            source.close();
        } catch (Exception e) {
            throw new IllegalStateException("A source of snapshots did not end", e);
        }
    }
}
