package org.campanile.ui.topology.editor;

import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.topology.document.EnvironmentStore;
import org.campanile.ui.topology.document.Latest;

/** Brings the document into the page Source, written away from the UI thread, and what was typed there back. UI thread only. */
final class SourceText {

    private final SourcePage page;
    private final EnvironmentStore store;
    private final Latest<Environment, String> writing;

    SourceText(Services services, SourcePage page, EnvironmentStore store) {
        this.page = page;
        this.store = store;
        writing = new Latest<>(services.jobs(), "Write the source", page, (environment, task) -> store.text(environment), this::written);
    }

    /** Shows a document as soon as it is written. */
    void show(Environment environment) {
        writing.ask(environment);
    }

    private void written(String text) {
        // What somebody has begun to type meanwhile is not taken away.
        if (!page.edited()) {
            page.show(text);
        }
    }

    /** What was typed, as a document; empty when it is wrong, which the page then tells. */
    Optional<Environment> take() {
        try {
            Environment parsed = store.parse(page.source());
            page.show(page.source());
            return Optional.of(parsed);
        } catch (FailureException e) {
            page.refuse(e.failure());
            return Optional.empty();
        }
    }

    /** Whether what is to be shown is shown. */
    boolean idle() {
        return writing.idle();
    }
}
