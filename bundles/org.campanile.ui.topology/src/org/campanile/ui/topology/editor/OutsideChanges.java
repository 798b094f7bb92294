package org.campanile.ui.topology.editor;

import java.nio.file.Path;

import org.campanile.core.task.Failure;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.document.Draft;
import org.campanile.ui.topology.document.EnvironmentStore;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Widget;

/** Notices when another program has changed the open file: takes it over when nothing is unsaved, otherwise asks in place. UI thread only. */
final class OutsideChanges implements AutoCloseable {

    /** What it needs from the editor. */
    interface Host {
        /** Whether something would be lost by reading the file again. */
        boolean isDirty();

        /** Takes over what was read. */
        void taken(Draft draft);
    }

    private final Services services;
    private final EnvironmentStore store;
    private final Widget owner;
    private final FailureBanner banner;
    private final Host host;
    private final Path name;
    private Subscription watch = () -> {
    };

    OutsideChanges(Services services, EnvironmentStore store, Widget owner, FailureBanner banner, Host host) {
        this.services = services;
        this.store = store;
        this.owner = owner;
        this.banner = banner;
        this.host = host;
        this.name = store.file().getFileName();
        services.jobs().job(NLS.bind(Messages.watchFile, name), task -> FileWatch.start(store.file(), this::touched)).system()
                .family(EnvironmentEditor.class).done(started -> {
            if (owner.isDisposed()) {
                started.close();
            } else {
                watch = started;
            }
        }).failed(why -> {
            if (!owner.isDisposed()) {
                banner.show(why, null);
            }
        }).start();
    }

    /** Called by the watch, on its thread. */
    private void touched() {
        services.jobs().job(NLS.bind(Messages.lookAtFile, name), task -> store.changedOutside()).system().family(EnvironmentEditor.class).on(owner).done(other -> {
            if (other && host.isDirty()) {
                banner.show(new Failure(Failure.Kind.CONFLICT, NLS.bind(Messages.editingFile, name), "", "", Messages.fileChangedOutside,
                        Messages.takeOrOverwrite), this::reload);
            } else if (other) {
                reload();
            }
            // To look again, not to read it: that would give up what is unsaved.
        }).failed(why -> banner.show(why, this::touched)).start();
    }

    private void reload() {
        services.jobs().job(NLS.bind(Messages.readFile, name), task -> store.read()).system().family(EnvironmentEditor.class).on(owner).done(draft -> {
            banner.clear();
            host.taken(draft);
        }).failed(why -> banner.show(why, this::reload)).start();
    }

    @Override
    public void close() {
        watch.close();
    }
}
