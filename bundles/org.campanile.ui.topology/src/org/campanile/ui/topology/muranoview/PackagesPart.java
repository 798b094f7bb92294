package org.campanile.ui.topology.muranoview;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.campanile.core.environment.MuranoForm;
import org.campanile.core.murano.MuranoPackage;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;

/** The packages of a later Murano's catalogue, and the form of the selected one. UI thread only. */
final class PackagesPart {

    private final SashForm area;
    private final TableKit<MuranoPackage> packages;
    private final TableKit<MuranoForm.Item> form;
    private final Text notes;

    /** @param selected called with another package, so that its form is read */
    PackagesPart(Composite parent, Services services, Consumer<MuranoPackage> selected) {
        area = new SashForm(parent, SWT.HORIZONTAL);
        packages = new TableKit<>(area, MuranoIds.PACKAGES, MuranoPackage::id, false, List.of(
                TableColumnSpec.<MuranoPackage>text("name", Messages.packageName, 26, MuranoPackage::name)
                        .image(p -> services.icons().state(p.enabled() ? State.GOOD : State.OFF)).tooltip(MuranoPackage::description),
                TableColumnSpec.text("title", Messages.title, 18, MuranoPackage::title), TableColumnSpec.text("type", Messages.type, 11, MuranoPackage::type),
                TableColumnSpec.text("tags", Messages.tags, 12, p -> String.join(", ", p.tags())),
                TableColumnSpec.text("categories", Messages.categories, 12, p -> String.join(", ", p.categories())),
                TableColumnSpec.text("enabled", Messages.enabled, 8, p -> p.enabled() ? Messages.yes : Messages.no),
                TableColumnSpec.text("public", Messages.isPublic, 8, p -> p.isPublic() ? Messages.yes : Messages.no),
                TableColumnSpec.text("author", Messages.author, 9, MuranoPackage::author), TableColumnSpec.text("id", Messages.id, 6, MuranoPackage::id)));
        Composite right = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        right.setLayout(layout);
        form = new TableKit<>(right, MuranoIds.FORM, i -> i.form() + "." + i.name(), false, List.of(
                TableColumnSpec.text("label", Messages.field, 22, i -> i.field().label()), TableColumnSpec.text("key", Messages.key, 16, i -> i.field().key()),
                TableColumnSpec.text("kind", Messages.kind, 12, MuranoForm.Item::original),
                TableColumnSpec.text("required", Messages.required, 9, i -> i.field().required() ? Messages.yes : Messages.no),
                TableColumnSpec.text("initial", Messages.defaultValue, 14, i -> i.field().initial() == null ? "" : String.valueOf(i.field().initial())),
                TableColumnSpec.<MuranoForm.Item>text("help", Messages.help, 24, i -> i.field().help()).tooltip(i -> i.field().help()),
                TableColumnSpec.text("form", Messages.form, 14, MuranoForm.Item::form)));
        form.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        notes = Names.name(new Text(right, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL), MuranoIds.NOTES);
        GridData low = new GridData(SWT.FILL, SWT.FILL, true, false);
        low.heightHint = 20;
        notes.setLayoutData(low);
        area.setWeights(3, 2);
        packages.onSelect(rows -> rows.stream().findFirst().ifPresent(selected));
    }

    Control control() {
        return area;
    }

    void item(Verb verb, Runnable run) {
        packages.item(verb.label(), verb.id(), run);
    }

    Optional<MuranoPackage> selected() {
        return packages.selected();
    }

    void show(List<MuranoPackage> all) {
        packages.show(all);
        if (packages.selected().isEmpty() && !packages.shown().isEmpty()) {
            packages.select(packages.shown().getFirst().id());
        }
        if (packages.shown().isEmpty()) {
            form.show(List.of());
            notes.setText(all.isEmpty() ? Messages.catalogueEmpty : "");
        }
    }

    /** Shows the form of a package as far as it can be shown. */
    void show(MuranoPackage of, Optional<MuranoForm> read) {
        if (packages.selected().filter(of::equals).isPresent()) {
            form.show(read.map(MuranoForm::items).orElse(List.of()));
            notes.setText(read.map(f -> f.notes().isEmpty() ? Messages.formIsWhole : String.join("\n", f.notes())).orElse(Messages.noForm));
        }
    }

    /** Says instead of a form why there is none. */
    void say(MuranoPackage of, String words) {
        if (packages.selected().filter(of::equals).isPresent()) {
            form.show(List.of());
            notes.setText(words);
        }
    }

    void repaint() {
        packages.repaint();
        form.repaint();
    }

    void setFocus() {
        packages.table().setFocus();
    }
}
