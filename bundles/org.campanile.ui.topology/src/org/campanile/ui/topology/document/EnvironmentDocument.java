package org.campanile.ui.topology.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.scene.Marks;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.operations.IOperationHistory;
import org.eclipse.core.commands.operations.IUndoContext;
import org.eclipse.core.commands.operations.UndoContext;

/**
 * An open environment: its draft, which every edit replaces by one undoable operation of the platform's history, the mark of what is saved,
 * what is selected and what is wrong with it. Nothing of it is a widget. UI thread only.
 */
public final class EnvironmentDocument implements AutoCloseable {

    /** What changed. */
    public enum Change {
        /** Services, fields or places. */ DRAFT,
        /** What is on disk, so that "changed" may be so no more. */ SAVED,
        /** What is selected. */ SELECTION,
        /** What is wrong. */ PROBLEMS,
        /** Where automatic layout has put things. */ AUTOMATIC,
        /** What is drawn as frames. */ FRAMES,
        /** What is marked on the drawing. */ MARKS
    }

    /** Told of changes on the UI thread. */
    @FunctionalInterface
    public interface Listener {
        /** Something changed; the document has the new state. */
        void changed(Change change);
    }

    private final ServiceTypes types;
    private final IOperationHistory history;
    private final IUndoContext context = new UndoContext();
    private final List<Listener> listeners = new ArrayList<>();
    private Draft draft;
    private Draft saved;
    private Set<String> selection = Set.of();
    private List<Problem> problems = List.of();
    private Layout automatic = Layout.EMPTY;
    private final Map<String, Layout.Position> places = new HashMap<>();
    private Marks marks = Marks.NONE;
    private Optional<TopologyGraph.GroupKind> frames = Optional.of(TopologyGraph.GroupKind.DOMAIN);

    /** A document as it was read. */
    public EnvironmentDocument(Draft read, ServiceTypes types, IOperationHistory history) {
        this.draft = read;
        this.saved = read;
        this.types = types;
        this.history = history;
        history.setLimit(context, 500);
    }

    /** What it is now. */
    public Draft draft() {
        return draft;
    }

    /** The environment as it is now. */
    public Environment environment() {
        return draft.environment();
    }

    /** The types there are. */
    public ServiceTypes types() {
        return types;
    }

    /** The context of its operations in the history. */
    public IUndoContext undoContext() {
        return context;
    }

    /** Whether it differs from what is saved. */
    public boolean dirty() {
        return !draft.equals(saved);
    }

    /** Remembers that this draft is on disk. */
    public void saved(Draft written) {
        saved = written;
        tell(Change.SAVED);
    }

    /** One undoable edit; an edit that changes nothing leaves no step. */
    public void edit(String label, UnaryOperator<Environment> change) {
        edit(label, "", change);
    }

    /** The same; edits of the same key directly after each other are one step. */
    public void edit(String label, String mergeKey, UnaryOperator<Environment> change) {
        apply(label, mergeKey, d -> d.with(change.apply(d.environment())));
    }

    /** One undoable edit of document and places. */
    public void apply(String label, String mergeKey, UnaryOperator<Draft> change) {
        Draft after = change.apply(draft);
        if (after.equals(draft)) {
            return;
        }
        if (history.getRedoOperation(context) == null && history.getUndoOperation(context) instanceof EditOperation last
                && last.mergesWith(mergeKey) && last.after().equals(draft) && !draft.equals(saved)) {
            last.extend(after);
            show(after);
            return;
        }
        EditOperation step = new EditOperation(label, mergeKey, draft, after, this::show);
        step.addContext(context);
        try {
            history.execute(step, null, null);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An edit of values cannot fail", e);
        }
    }

    private void show(Draft next) {
        places.putAll(draft.layout().positions());
        draft = next;
        Set<String> there = next.environment().services().stream().map(Service::id).collect(Collectors.toSet());
        Set<String> still = selection.stream().filter(there::contains).collect(Collectors.toCollection(LinkedHashSet::new));
        tell(Change.DRAFT);
        select(still);
    }

    /** Replaces all by what was read anew; earlier steps of undo make no sense any more. */
    public void reload(Draft read) {
        history.dispose(context, true, true, false);
        saved = read;
        show(read);
        tell(Change.SAVED);
    }

    /** Ids of the selected services. */
    public Set<String> selection() {
        return selection;
    }

    /** Selects services. */
    public void select(Set<String> ids) {
        if (!selection.equals(ids)) {
            selection = Set.copyOf(ids);
            tell(Change.SELECTION);
        }
    }

    /** What is wrong, as far as it was found out. */
    public List<Problem> problems() {
        return problems;
    }

    /** Takes over what was found to be wrong with {@code checked}; an answer about an older document is dropped. */
    public void problems(Environment checked, List<Problem> found) {
        if (checked == draft.environment() && !found.equals(problems)) {
            problems = List.copyOf(found);
            tell(Change.PROBLEMS);
        }
    }

    /** What is drawn as frames, whose services stand together; empty for nothing. How it is looked at, and no part of the document. */
    public Optional<TopologyGraph.GroupKind> frames() {
        return frames;
    }

    /** Draws other groups as frames. */
    public void frames(Optional<TopologyGraph.GroupKind> kind) {
        if (!kind.equals(frames)) {
            frames = kind;
            tell(Change.FRAMES);
        }
    }

    /** What is marked on the drawing while somebody asks; how it is looked at, and no part of the document. */
    public Marks marks() {
        return marks;
    }

    /** Marks something else; whoever asked before sees by {@link Change#MARKS} that the drawing is another's now. */
    public void marks(Marks with) {
        if (!with.equals(marks)) {
            marks = with;
            tell(Change.MARKS);
        }
    }

    /** Places of what is not pinned. */
    public Layout automatic() {
        return automatic;
    }

    /** Takes over places computed for {@code from}; an answer for an older draft is dropped. */
    public void automatic(Draft from, Layout found) {
        if (from == draft && !Objects.equals(found, automatic)) {
            automatic = found;
            places.putAll(found.positions());
            tell(Change.AUTOMATIC);
        }
    }

    /** Where a service was drawn last, also one that is there no more; empty when it never was since the file was opened. */
    public Optional<Layout.Position> lastPlace(String id) {
        return Optional.ofNullable(draft.layout().positions().getOrDefault(id, places.get(id)));
    }

    /** Tells {@code listener} every change until the answer is closed. */
    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(Change change) {
        List.copyOf(listeners).forEach(l -> l.changed(change));
    }

    @Override
    public void close() {
        listeners.clear();
        history.dispose(context, true, true, true);
    }
}
