package org.campanile.uidriver;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/** The way onto the UI thread and back for tests. */
final class Ui {

    private Ui() {
    }

    /** The display of the workbench. */
    static Display display() {
        return Display.getDefault();
    }

    /** Reads something on the UI thread; what is thrown there is thrown here. */
    static <T> T read(Supplier<T> what) {
        AtomicReference<T> value = new AtomicReference<>();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        display().syncExec(() -> {
            try {
                value.set(what.get());
            } catch (RuntimeException | Error e) {
                failed.set(e);
            }
        });
        return switch (failed.get()) {
            case null -> value.get();
            case SWTException gone -> throw new DriverException("widget is gone: " + gone.getMessage(), gone);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failed.get());
        };
    }

    /** Does something on the UI thread and waits for it. For changes that cannot open a dialog. */
    static void run(Runnable what) {
        read(() -> {
            what.run();
            return null;
        });
    }

    /** Lets the UI thread do something when it comes to it. For clicks. */
    static void post(Runnable what) {
        display().asyncExec(what);
    }
}
