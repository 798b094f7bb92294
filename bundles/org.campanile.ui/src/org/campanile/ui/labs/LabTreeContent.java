package org.campanile.ui.labs;

import java.util.List;
import java.util.Map;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.Viewer;

/** Gives the tree viewer the rows of the newest {@link LabTree}. */
final class LabTreeContent implements ITreeContentProvider {

    private LabTree tree = new LabTree(List.of(), Map.of());

    void replace(LabTree next) {
        tree = next;
    }

    @Override
    public void inputChanged(Viewer viewer, Object before, Object now) {
        if (now instanceof LabTree next) {
            tree = next;
        }
    }

    @Override
    public Object[] getElements(Object input) {
        return tree.roots().toArray();
    }

    @Override
    public Object[] getChildren(Object parent) {
        return of(parent).toArray();
    }

    @Override
    public Object getParent(Object child) {
        return child instanceof LabItem item ? tree.roots().stream().filter(r -> of(r).contains(item)).findFirst().orElse(null) : null;
    }

    @Override
    public boolean hasChildren(Object parent) {
        return !of(parent).isEmpty();
    }

    private List<LabItem> of(Object parent) {
        return parent instanceof LabItem item ? tree.children().getOrDefault(item, List.of()) : List.of();
    }
}
