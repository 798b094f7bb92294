package org.campanile.ui.topology.editor;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.scene.ServiceIcons;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;

/**
 * The environment as a tree of services and units for the view Outline: the second way to everything the canvas does, with the same selection and
 * commands. UI thread only.
 */
final class EnvironmentOutline extends ContentOutlinePage {

    /** A row: a service, or one of its units; equal by their ids, so that expansion and selection outlive an edit. */
    private record Row(String serviceId, String unitId) {
    }

    private final Services services;
    private EnvironmentDocument document;
    private Map<String, Service> byId = Map.of();
    private Environment indexed;
    private Subscription listening = () -> {
    };
    private boolean selecting;

    /** @param document or {@code null} while its file is read */
    EnvironmentOutline(Services services, EnvironmentDocument document) {
        this.services = services;
        this.document = document;
    }

    /** Shows a document that was read meanwhile. */
    void open(EnvironmentDocument read) {
        document = read;
        if (getTreeViewer() != null && !getTreeViewer().getControl().isDisposed()) {
            follow();
        }
    }

    @Override
    public void createControl(Composite parent) {
        super.createControl(parent);
        TreeViewer viewer = getTreeViewer();
        Names.name(viewer.getTree(), Topology.OUTLINE);
        viewer.setContentProvider(new Content());
        viewer.setLabelProvider(new Labels());
        viewer.setUseHashlookup(true);
        viewer.addSelectionChangedListener(e -> selected(e.getStructuredSelection()));
        if (document != null) {
            follow();
        }
    }

    private void follow() {
        TreeViewer viewer = getTreeViewer();
        viewer.setInput(document);
        Subscription changes = document.subscribe(this::changed);
        Subscription theme = services.theme().onChange(this::refresh);
        listening = () -> {
            changes.close();
            theme.close();
        };
        mark();
    }

    private void selected(IStructuredSelection selection) {
        if (!selecting) {
            Set<String> ids = new LinkedHashSet<>();
            for (Object row : selection) {
                ids.add(((Row) row).serviceId());
            }
            document.select(ids);
        }
    }

    private void changed(EnvironmentDocument.Change change) {
        if (getTreeViewer().getControl().isDisposed()) {
            return;
        }
        if (change == EnvironmentDocument.Change.DRAFT) {
            refresh();
        }
        if (change == EnvironmentDocument.Change.SELECTION) {
            mark();
        }
    }

    private void refresh() {
        selecting = true;
        getTreeViewer().refresh();
        selecting = false;
    }

    private void mark() {
        Set<String> now = new LinkedHashSet<>();
        for (Object row : getTreeViewer().getStructuredSelection()) {
            now.add(((Row) row).serviceId());
        }
        if (!now.equals(document.selection())) {
            selecting = true;
            getTreeViewer().setSelection(new StructuredSelection(document.selection().stream().map(id -> new Row(id, "")).toList()), true);
            selecting = false;
        }
    }

    @Override
    public void dispose() {
        listening.close();
        super.dispose();
    }

    private Optional<Service> service(Object row) {
        if (indexed != document.environment()) {
            // The tree asks several times for each of perhaps a thousand rows.
            indexed = document.environment();
            byId = indexed.services().stream().collect(Collectors.toMap(Service::id, s -> s, (a, b) -> a));
        }
        return Optional.ofNullable(byId.get(((Row) row).serviceId()));
    }

    private Optional<Unit> unit(Object row) {
        return service(row).flatMap(s -> s.unit(((Row) row).unitId()));
    }

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return document.environment().services().stream().map(s -> new Row(s.id(), "")).toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return ((Row) parent).unitId().isEmpty() ? service(parent).map(s -> s.units().stream().map(u -> (Object) new Row(s.id(), u.id())).toArray()).orElse(new Object[0])
                    : new Object[0];
        }

        @Override
        public Object getParent(Object child) {
            return ((Row) child).unitId().isEmpty() ? null : new Row(((Row) child).serviceId(), "");
        }

        @Override
        public boolean hasChildren(Object parent) {
            return Arrays.stream(getChildren(parent)).anyMatch(Objects::nonNull);
        }
    }

    private final class Labels extends LabelProvider {
        @Override
        public String getText(Object row) {
            return unit(row).flatMap(u -> service(row).map(s -> u.isMaster() ? NLS.bind(Messages.firstUnit, HostNames.of(s, u)) : HostNames.of(s, u)))
                    .or(() -> service(row).map(s -> s.name().isEmpty() ? Messages.noName : s.name())).orElse("");
        }

        @Override
        public Image getImage(Object row) {
            return unit(row).map(u -> services.icons().image("server"))
                    .or(() -> service(row).map(s -> services.icons().image(document.types().find(s.type()).map(ServiceIcons::of).orElse(ServiceIcons.unknown())))).orElse(null);
        }
    }
}
