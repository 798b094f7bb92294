package org.campanile.ui.topology.editor;

import java.util.Optional;
import java.util.function.Consumer;

import org.campanile.core.environment.Environment;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.campanile.ui.topology.document.EnvironmentStore;
import org.campanile.ui.topology.document.Latest;
import org.eclipse.core.runtime.IProgressMonitor;

/** Brings the document into the page Source and what was typed there back; written and parsed away from the UI thread. UI thread only. */
final class SourceText {

    /** A text that was parsed: a document, or why it is none. */
    private record Parsed(String text, Optional<Environment> document, Optional<FailureException> wrong) {
    }

    private final SourcePage page;
    private final EnvironmentStore store;
    private final Latest<Environment, String> writing;
    private final Latest<String, Parsed> parsing;
    private Optional<Consumer<Environment>> awaiting = Optional.empty();

    SourceText(Services services, SourcePage page, EnvironmentStore store) {
        this.page = page;
        this.store = store;
        writing = new Latest<>(services.jobs(), Messages.writeSource, page, (environment, task) -> store.text(environment), this::written);
        parsing = new Latest<>(services.jobs(), Messages.readSource, page, this::parse, this::parsed);
        parsing.whenIdle(page::release);
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

    /** Gives up what was typed and shows a document instead. */
    void replace(Environment environment) {
        awaiting = Optional.empty();
        page.giveUp();
        show(environment);
    }

    /** Gives what was typed to {@code then} as a document. When it is wrong the page tells, and {@code then} is not called. Until then nobody types on. */
    void take(Consumer<Environment> then) {
        awaiting = Optional.of(then);
        page.hold();
        parsing.ask(page.source());
    }

    /** The same for who cannot go on without; whether it was taken. */
    boolean take(IProgressMonitor monitor, Consumer<Environment> then) throws InterruptedException {
        page.hold();
        try {
            String text = page.source();
            Environment typed = Aside.run(() -> store.parse(text), monitor, page.getDisplay());
            page.show(text);
            then.accept(typed);
            return true;
        } catch (FailureException e) {
            page.refuse(e);
            return false;
        } finally {
            page.release();
        }
    }

    private Parsed parse(String text, Task task) {
        try {
            return new Parsed(text, Optional.of(store.parse(text)), Optional.empty());
        } catch (FailureException e) {
            return new Parsed(text, Optional.empty(), Optional.of(e));
        }
    }

    private void parsed(Parsed answer) {
        Optional<Consumer<Environment>> then = awaiting;
        awaiting = Optional.empty();
        if (then.isPresent()) {
            answer.wrong().ifPresent(page::refuse);
            answer.document().ifPresent(document -> {
                page.show(answer.text());
                then.get().accept(document);
            });
        }
    }

    /** Whether what is to be shown is shown, and what was typed is taken or refused. */
    boolean idle() {
        return writing.idle() && parsing.idle();
    }
}
