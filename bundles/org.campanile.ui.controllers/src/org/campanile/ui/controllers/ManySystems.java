package org.campanile.ui.controllers;

import java.util.List;
import java.util.function.BiConsumer;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.board.NodesTable;
import org.campanile.ui.controllers.board.SystemsTable;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Many systems as a table: one line for a system, or one for a node, grouped. UI thread only. */
final class ManySystems extends Composite {

    private final Composite tables;
    private final SystemsTable systems;
    private final NodesTable nodes;
    private final Combo show;
    private List<ControllerSystem> all = List.of();

    /** @param chosen takes the system and the node that are selected; the node is empty for a line of a system */
    ManySystems(Composite parent, Services services, BiConsumer<ControllerSystem, String> chosen, Runnable opened) {
        super(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        setLayout(layout);
        new Label(this, SWT.NONE).setText(Messages.show);
        show = Names.name(new Combo(this, SWT.READ_ONLY), ControllersView.SHOW);
        show.add(Messages.systemsWorstFirst);
        for (NodesTable.By by : NodesTable.By.values()) {
            show.add(by.title());
        }
        show.select(0);
        show.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, true, false));
        show.addListener(SWT.Selection, e -> turn());
        tables = new Composite(this, SWT.NONE);
        tables.setLayout(new StackLayout());
        tables.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        systems = new SystemsTable(tables, services, s -> chosen.accept(s, ""), opened);
        nodes = new NodesTable(tables, services, r -> all.stream().filter(s -> s.name().equals(r.system())).findFirst().ifPresent(s -> chosen.accept(s, r.node())),
                opened);
        systems.onShown(() -> {
            if (byNode()) {
                nodes.show(all);
            }
        });
        ((StackLayout) tables.getLayout()).topControl = systems.kit().control();
    }

    private boolean byNode() {
        return show.getSelectionIndex() > 0;
    }

    private void turn() {
        if (byNode()) {
            nodes.show(all);
            nodes.by(NodesTable.By.values()[show.getSelectionIndex() - 1]);
        }
        ((StackLayout) tables.getLayout()).topControl = kit().control();
        tables.layout();
    }

    void show(List<ControllerSystem> next) {
        all = List.copyOf(next);
        // what was looked for in another lab would hide this one's systems
        kits().forEach(k -> filters(k.control()));
        nodes.clear();
        systems.show(next);
    }

    private static void filters(Composite in) {
        for (Control child : in.getChildren()) {
            if (child instanceof Text text && Boolean.TRUE.equals(text.getData(Names.FILTER))) {
                text.setText("");
            }
        }
    }

    void watch(boolean on) {
        systems.watch(on);
    }

    void tick() {
        systems.tick();
    }

    String copied() {
        return byNode() ? nodes.copied() : systems.copied();
    }

    void recolor() {
        systems.recolor();
        nodes.kit().repaint();
    }

    /** Both tables. */
    List<TableKit<?>> kits() {
        return List.of(systems.kit(), nodes.kit());
    }

    /** The table that is seen. */
    TableKit<?> kit() {
        return byNode() ? nodes.kit() : systems.kit();
    }
}
