package org.campanile.ui.topology.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.task.FailureException;
import org.campanile.ui.topology.scene.Alignment;
import org.campanile.ui.topology.scene.Connections;
import org.campanile.ui.topology.scene.Grid;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Spot;
import org.eclipse.osgi.util.NLS;

/** The edits a user can make on the canvas, each one undoable operation. UI thread only. */
public final class Edits {

    private final EnvironmentDocument document;

    /** Edits of a document. */
    public Edits(EnvironmentDocument document) {
        this.document = document;
    }

    /**
     * Adds a service with the type's defaults and selects it. It takes image and flavor of its neighbours, since one environment mostly uses one
     * image.
     *
     * @param place its upper left corner in drawing units; empty lets automatic layout choose
     */
    public void add(ServiceType type, Optional<Spot> place) {
        Environment now = document.environment();
        Service service = document.types().newService(type, now);
        for (String key : Set.of(Service.IMAGE, Service.FLAVOR)) {
            Object usual = now.services().stream().map(s -> s.value(key)).filter(v -> v != null).findFirst().orElse(null);
            if (usual != null && type.field(key).isPresent()) {
                service = service.with(key, usual);
            }
        }
        Service made = service;
        document.apply(NLS.bind(Messages.addService, type.title()), "", d -> {
            Layout layout = place.map(Grid::snap).map(p -> d.layout().with(made.id(), new Layout.Position(p.x(), p.y(), true))).orElse(d.layout());
            return new Draft(d.environment().addService(made), layout);
        });
        document.select(Set.of(made.id()));
    }

    /** Moves cards from where they are drawn, and pins them there. */
    public void move(Scene drawn, Set<String> ids, double dx, double dy) {
        document.apply(ids.size() == 1 ? NLS.bind(Messages.moveService, name(ids)) : NLS.bind(Messages.moveServices, ids.size()), "", d -> {
            Layout layout = d.layout();
            for (String id : ids) {
                var card = drawn.card(id);
                if (card.isPresent()) {
                    layout = layout.with(id, new Layout.Position(card.get().box().x() + dx, card.get().box().y() + dy, true));
                }
            }
            return d.with(layout);
        });
    }

    /** Sets cards in line, from where they are drawn, and pins them there. */
    public void align(Scene drawn, Set<String> ids, Alignment how) {
        Map<String, Spot> places = how.places(drawn.cards().stream().filter(c -> ids.contains(c.id())).toList());
        document.apply(NLS.bind(Messages.alignServices, ids.size()), "", d -> {
            Layout layout = d.layout();
            for (Map.Entry<String, Spot> place : places.entrySet()) {
                layout = layout.with(place.getKey(), new Layout.Position(place.getValue().x(), place.getValue().y(), true));
            }
            return d.with(layout);
        });
    }

    /** Makes the units of one service join the domain of another; what is not legal changes nothing. */
    public void connect(String from, String to) {
        document.edit(NLS.bind(Messages.connectService, name(List.of(from))), env -> Connections.connect(env, document.types(), from, to));
    }

    /** Takes services out of the domains they are in. */
    public void disconnect(Set<String> ids) {
        document.edit(Messages.disconnect, env -> Connections.disconnect(env, document.types(), ids));
    }

    /** Adds the services of a text from the clipboard, and selects them. @throws FailureException BAD_INPUT when the text is no environment */
    public void paste(String text) throws FailureException {
        ServiceClip.Pasted pasted = new ServiceClip(document.types()).paste(document.environment(), text);
        int count = pasted.added().size();
        document.apply(count == 1 ? NLS.bind(Messages.pasteService, pasted.environment().services().getLast().name()) : NLS.bind(Messages.pasteServices, count), "",
                d -> d.with(pasted.environment()));
        document.select(pasted.added());
    }

    /** Frees services that the user has put somewhere, so that automatic layout places them. */
    public void free(Set<String> ids) {
        document.apply(Messages.unpin, "", d -> {
            Layout layout = d.layout();
            for (String id : ids) {
                layout = layout.with(id, null);
            }
            return d.with(layout);
        });
    }

    /** Frees all pinned services, so that automatic layout places them. */
    public void arrange() {
        document.apply(Messages.arrange, "", d -> d.with(Layout.EMPTY));
    }

    /** Removes services. */
    public void remove(Collection<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        document.apply(ids.size() == 1 ? NLS.bind(Messages.deleteService, name(ids)) : NLS.bind(Messages.deleteServices, ids.size()), "", d -> {
            Environment left = d.environment();
            Layout layout = d.layout();
            for (String id : ids) {
                left = left.removeService(id);
                layout = layout.with(id, null);
            }
            return new Draft(left, layout);
        });
    }

    /** Adds a unit to a service. */
    public void addUnit(String serviceId) {
        document.edit(Messages.addUnit, env -> env.addUnit(serviceId, document.types()));
    }

    /** Removes a unit. */
    public void removeUnit(String unitId) {
        document.edit(Messages.removeUnit, env -> env.removeUnit(unitId));
    }

    private String name(Collection<String> ids) {
        return document.environment().service(ids.iterator().next()).map(Service::name).filter(n -> !n.isEmpty()).orElse(Messages.service);
    }
}
