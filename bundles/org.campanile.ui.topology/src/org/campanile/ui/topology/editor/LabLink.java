package org.campanile.ui.topology.editor;

import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.form.Choices;
import org.campanile.ui.topology.form.ChoicesReader;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Widget;

/**
 * What the active lab's cloud has to choose from, read in the background whenever another lab becomes active. It never asks for a password:
 * without one the fields are free text. UI thread only.
 */
final class LabLink implements AutoCloseable {

    private final Services services;
    private final Widget owner;
    private final Runnable changed;
    private final Subscription follows;
    private Optional<Lab> lab = Optional.empty();
    private Choices choices = Choices.NONE;
    private RunningJob running;

    /** @param changed called when the lab or what it has is another */
    LabLink(Services services, Widget owner, Runnable changed) {
        this.services = services;
        this.owner = owner;
        this.changed = changed;
        this.follows = services.activeLab().subscribe(this::follow);
    }

    Choices choices() {
        return choices;
    }

    Optional<Lab> lab() {
        return lab;
    }

    private void follow(Optional<Lab> next) {
        lab = next;
        choices = Choices.NONE;
        read();
        changed.run();
    }

    /** Reads again what the cloud has. */
    void read() {
        if (running != null) {
            running.cancel();
        }
        if (lab.isEmpty() || lab.get().cloud().isEmpty()) {
            return;
        }
        Lab asked = lab.get();
        running = services.jobs().job(NLS.bind(Messages.readChoicesOf, asked.name()), task -> ChoicesReader.read(services, asked, false, task)).system()
                .family(LabLink.class).on(owner).done(found -> take(asked, found)).failed(why -> take(asked, Choices.NONE)).start();
    }

    private void take(Lab asked, Choices found) {
        if (lab.filter(asked::equals).isPresent()) {
            choices = found;
            changed.run();
        }
    }

    @Override
    public void close() {
        follows.close();
        if (running != null) {
            running.cancel();
        }
    }
}
