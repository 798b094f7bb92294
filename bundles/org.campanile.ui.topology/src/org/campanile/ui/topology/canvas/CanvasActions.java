package org.campanile.ui.topology.canvas;

import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.ServiceType;
import org.campanile.ui.topology.scene.Spot;

/** What the canvas asks for; the editor does it. */
public interface CanvasActions {

    /** Select these services and no others. */
    void select(Set<String> ids);

    /** Move these services from where they are drawn: one undoable operation. */
    void move(Set<String> ids, double dx, double dy);

    /** Go to the properties of a service. */
    void open(String id);

    /** Add a service, at a place when one was chosen. */
    void add(ServiceType type, Optional<Spot> place);

    /** Services that one may be connected to; empty when it takes no connection. */
    Set<String> targets(String id);

    /** Connect two services: one undoable operation. */
    void connect(String from, String to);
}
