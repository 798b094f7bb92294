package org.campanile.ui.topology.canvas;

import java.util.Optional;

import org.campanile.core.environment.ServiceType;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Spot;
import org.eclipse.jface.util.LocalSelectionTransfer;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;

/** Lets types be dropped from the palette. UI thread only. */
final class CanvasDrops {

    private CanvasDrops() {
    }

    static void accept(TopologyCanvas canvas, CanvasActions actions) {
        DropTarget target = new DropTarget(canvas, DND.DROP_COPY | DND.DROP_MOVE);
        target.setTransfer(new Transfer[] {LocalSelectionTransfer.getTransfer()});
        target.addDropListener(new DropTargetAdapter() {
            @Override
            public void dragEnter(DropTargetEvent event) {
                event.detail = dropped().isPresent() ? DND.DROP_COPY : DND.DROP_NONE;
            }

            @Override
            public void drop(DropTargetEvent event) {
                Point p = canvas.toControl(event.x, event.y);
                Spot at = canvas.viewport().toDrawing(new Spot(p.x, p.y)).plus(-Card.WIDTH / 2, -Card.HEIGHT / 2);
                dropped().ifPresent(type -> actions.add(type, Optional.of(at)));
                canvas.setFocus();
            }
        });
    }

    private static Optional<ServiceType> dropped() {
        return LocalSelectionTransfer.getTransfer().getSelection() instanceof IStructuredSelection s && s.getFirstElement() instanceof ServiceType type
                ? Optional.of(type) : Optional.empty();
    }
}
