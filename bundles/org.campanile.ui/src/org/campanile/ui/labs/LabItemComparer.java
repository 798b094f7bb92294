package org.campanile.ui.labs;

import org.eclipse.jface.viewers.IElementComparer;

/** Rows are the same when they stand for the same thing, so that selection and expansion survive a change of its details. */
final class LabItemComparer implements IElementComparer {

    @Override
    public boolean equals(Object a, Object b) {
        return a instanceof LabItem x && b instanceof LabItem y ? x.key().equals(y.key()) : a.equals(b);
    }

    @Override
    public int hashCode(Object element) {
        return element instanceof LabItem item ? item.key().hashCode() : element.hashCode();
    }
}
