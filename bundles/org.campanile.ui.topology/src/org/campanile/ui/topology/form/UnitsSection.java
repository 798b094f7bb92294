package org.campanile.ui.topology.form;

import java.util.List;
import java.util.function.Consumer;

import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.Unit;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.topology.Topology;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** The units of a service: a list, and buttons to add and remove. The fields of the selected one come below it. UI thread only. */
final class UnitsSection {

    private final Label title;
    private final Table table;
    private final Button add;
    private final Button remove;
    private List<Unit> units = List.of();

    UnitsSection(Composite parent, Runnable plus, Consumer<String> minus, Consumer<String> chosen) {
        title = new Label(parent, SWT.NONE);
        title.setFont(Fonts.bold(title));
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        wide.verticalIndent = 8;
        title.setLayoutData(wide);
        table = Names.name(new Table(parent, SWT.SINGLE | SWT.FULL_SELECTION | SWT.BORDER), Topology.FORM + ".units");
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, false, 2, 1);
        place.heightHint = table.getItemHeight() * 4;
        table.setLayoutData(place);
        table.addListener(SWT.Selection, e -> chosen.accept(selected()));
        Composite row = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        add = button(row, Messages.addUnit, "add", plus);
        remove = button(row, Messages.removeUnit, "remove", () -> minus.accept(selected()));
    }

    private static Button button(Composite row, String label, String id, Runnable run) {
        Button button = Names.name(new Button(row, SWT.PUSH), Topology.FORM + ".units." + id);
        button.setText(label);
        button.addListener(SWT.Selection, e -> run.run());
        return button;
    }

    /** Shows the units of a service with one of them selected. */
    void show(Service service, ServiceType type, String selected) {
        units = service.units();
        title.setText(NLS.bind(Messages.unitsCounted, units.size()));
        for (int i = 0; i < units.size(); i++) {
            TableItem item = i < table.getItemCount() ? table.getItem(i) : new TableItem(table, SWT.NONE);
            Unit unit = units.get(i);
            item.setText(unit.isMaster() ? NLS.bind(Messages.firstUnit, HostNames.of(service, unit)) : HostNames.of(service, unit));
            if (unit.id().equals(selected)) {
                table.setSelection(i);
            }
        }
        table.setItemCount(units.size());
        int most = type == null ? Integer.MAX_VALUE : type.units().max();
        int least = type == null ? 0 : type.units().min();
        add.setEnabled(type != null && units.size() < most);
        add.setToolTipText(units.size() < most ? Messages.addUnitTip : RowField.atMost(most));
        remove.setEnabled(units.size() > least);
    }

    private String selected() {
        int index = table.getSelectionIndex();
        return index >= 0 && index < units.size() ? units.get(index).id() : "";
    }
}
