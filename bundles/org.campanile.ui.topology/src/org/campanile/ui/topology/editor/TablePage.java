package org.campanile.ui.topology.editor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.ui.CellEditing;
import org.campanile.ui.Fonts;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.form.FormActions;
import org.campanile.ui.topology.form.PropertiesForm;
import org.campanile.ui.topology.form.RowField;
import org.campanile.ui.topology.scene.ServiceIcons;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;

/** The services of an environment as a table, with the same form beside it: the same document, selection and undo as the canvas. UI thread only. */
final class TablePage extends Composite {

    /** A row: a service and what is worst about it. A value. */
    private record Row(Service service, List<Problem> problems) {
        String worst() {
            return problems.isEmpty() ? "" : problems.getFirst().message();
        }

        /** What is worst about one column, {@code null} for nothing. */
        String worst(String column) {
            return problems.stream().filter(p -> RowField.concerns(p, column)).findFirst().map(Problem::message).orElse(null);
        }
    }

    /** In a narrower window the columns need the room more than the form does, whose values most cells take as well. */
    private static final int CHARACTERS_WITH_FORM = 150;

    private final Services services;
    private final EnvironmentDocument document;
    private final TableKit<Row> table;
    private final PropertiesForm form;
    private final CellEditing<Row> cells;
    private boolean selecting;

    TablePage(Composite parent, Services services, EnvironmentDocument document, FormActions actions) {
        super(parent, SWT.NONE);
        this.services = services;
        this.document = document;
        setLayout(new FillLayout());
        SashForm sash = new SashForm(this, SWT.HORIZONTAL | SWT.SMOOTH);
        table = new TableKit<>(sash, Topology.TABLE, r -> r.service().id(), true, List.of(
                TableColumnSpec.<Row>text("name", Messages.service, 22, r -> r.service().name()).image(r -> picture(r.service())).tooltip(r -> r.worst("name")),
                TableColumnSpec.<Row>text("type", Messages.type, 26, r -> type(r.service())),
                TableColumnSpec.<Row>text("units", Messages.units, 6, r -> String.valueOf(r.service().units().size())).right().tooltip(r -> r.worst("units")),
                TableColumnSpec.<Row>text("hosts", Messages.hosts, 24, r -> hosts(r.service())).tooltip(r -> hosts(r.service())),
                TableColumnSpec.<Row>text("domain", Messages.domain, 18, r -> document.types().domainOf(r.service())).tooltip(r -> r.worst("domain")),
                TableColumnSpec.<Row>text("zone", Messages.zone, 10, r -> r.service().text(Service.ZONE)).tooltip(r -> r.worst("zone")),
                TableColumnSpec.<Row>text("image", Messages.image, 18, r -> r.service().image()).tooltip(r -> r.worst("image")),
                TableColumnSpec.<Row>text("flavor", Messages.flavor, 12, r -> r.service().text(Service.FLAVOR)).tooltip(r -> r.worst("flavor")),
                TableColumnSpec.<Row>text("problem", Messages.problem, 50, Row::worst).tooltip(Row::worst).image(this::mark)));
        form = new PropertiesForm(sash, services, document, actions);
        sash.setWeights(70, 30);
        sash.addListener(SWT.Resize, e -> sash.setMaximizedControl(sash.getClientArea().width < CHARACTERS_WITH_FORM * Fonts.averageCharWidth(this) ? table.control() : null));
        table.onSelect(rows -> {
            if (!selecting) {
                document.select(rows.stream().map(r -> r.service().id()).collect(Collectors.toCollection(LinkedHashSet::new)));
            }
        });
        TableCells fields = new TableCells(services, document, actions, this);
        cells = new CellEditing<>(table, services, (row, column) -> fields.cell(row.service(), column), row -> {
            sash.setMaximizedControl(null);
            form.focus("", "");
        });
        table.item(Messages.edit, "edit", this::edit);
        var listening = document.subscribe(this::changed);
        var theme = services.theme().onChange(table::repaint);
        addDisposeListener(e -> {
            listening.close();
            theme.close();
        });
        fill();
    }

    private void changed(EnvironmentDocument.Change change) {
        switch (change) {
            case DRAFT -> {
                cells.row().filter(id -> document.environment().service(String.valueOf(id)).isEmpty()).ifPresent(gone -> cells.close());
                fill();
                form.refresh();
            }
            case PROBLEMS -> {
                fill();
                form.problems();
            }
            case SELECTION -> {
                selecting = true;
                try {
                    String only = document.selection().size() == 1 ? document.selection().iterator().next() : null;
                    if (only != null && table.selection().stream().noneMatch(r -> Objects.equals(r.service().id(), only))) {
                        table.select(only);
                    }
                } finally {
                    selecting = false;
                }
                form.refresh();
            }
            case SAVED, AUTOMATIC, FRAMES -> {
                // nothing of it stands in the table
            }
        }
    }

    /** Offers in the form what the lab has now. */
    void choicesChanged() {
        form.choices();
    }

    /** Edits a cell of the selected row. */
    void edit() {
        cells.edit();
    }

    /** Takes what is typed in an open cell, if it can be taken. */
    void finish() {
        cells.finish();
    }

    private void fill() {
        var problems = document.problems().stream().sorted((a, b) -> a.severity().compareTo(b.severity())).collect(Collectors.groupingBy(Problem::serviceId));
        table.show(document.environment().services().stream().map(s -> new Row(s, problems.getOrDefault(s.id(), List.of()))).toList());
    }

    private String type(Service service) {
        return document.types().find(service.type()).map(ServiceType::title).orElse(service.type());
    }

    private Image picture(Service service) {
        return services.icons().image(document.types().find(service.type()).map(ServiceIcons::of).orElse(ServiceIcons.unknown()));
    }

    private static String hosts(Service service) {
        return service.units().stream().map(u -> HostNames.of(service, u)).collect(Collectors.joining(", "));
    }

    private Image mark(Row row) {
        return row.problems().isEmpty() ? null : switch (row.problems().getFirst().severity()) {
            case ERROR -> services.icons().state(State.FAILED);
            case WARNING -> services.icons().state(State.ATTENTION);
            case INFO -> services.icons().image("info", Theme.Tone.ACCENT, 16);
        };
    }

    @Override
    public boolean setFocus() {
        return cells.setFocus() || table.table().setFocus();
    }
}
