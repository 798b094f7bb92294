package org.campanile.ui.topology.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Field;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.Unit;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/**
 * The fields of the selected service, or of the environment when none is selected. Each change is an edit of the document at once; what is wrong
 * stands below its field. UI thread only.
 */
public final class PropertiesForm extends ScrolledComposite {

    /** In average characters: what the form is best shown with, and the least a field may have beside its label. */
    private static final int BEST_CHARACTERS = 56;
    private static final int LEAST_CHARACTERS = 18;

    private final Services services;
    private final EnvironmentDocument document;
    private final FormActions actions;
    private final List<FieldRow> rows = new ArrayList<>();
    private Composite area;
    private UnitsSection units;
    private String unit = "";
    private List<Object> shape = List.of();

    /** A form on a document. */
    public PropertiesForm(Composite parent, Services services, EnvironmentDocument document, FormActions actions) {
        super(parent, SWT.V_SCROLL);
        this.services = services;
        this.document = document;
        this.actions = actions;
        Names.name(this, Topology.FORM);
        setExpandHorizontal(true);
        setExpandVertical(true);
        // A bar that comes and goes would change the width of the fields each time.
        setAlwaysShowScrollBars(true);
        addListener(SWT.Resize, e -> size());
        refresh();
    }

    /** Shows what the document is now; fields that are still the same stay, with focus and caret. */
    public void refresh() {
        List<Object> now = shape();
        if (!now.equals(shape)) {
            shape = now;
            rebuild();
        }
        Environment env = document.environment();
        rows.forEach(row -> row.show(row.binding().get().apply(env)));
        selected().ifPresent(s -> {
            if (units != null) {
                units.show(s, document.types().find(s.type()).orElse(null), unit);
            }
        });
        choices();
        problems();
    }

    /** Offers what the cloud has now, and says which passwords are known. */
    public void choices() {
        Environment env = document.environment();
        Choices choices = actions.choices();
        for (FieldRow row : rows) {
            if (row instanceof ChoiceRow choice) {
                choice.offer(offered(choices, env, row.binding()));
            } else if (row instanceof SecretRow secret) {
                secret.known(actions.knownSecrets());
            }
        }
    }

    private List<String> offered(Choices choices, Environment env, FieldBinding binding) {
        if (binding.serviceId().isEmpty()) {
            return binding.field().equals(Environment.NETWORK) ? choices.networks() : choices.keyPairs();
        }
        return env.service(binding.serviceId()).flatMap(s -> document.types().find(s.type())).flatMap(t -> t.field(binding.field()))
                .map(f -> choices.of(f.kind(), env, document.types())).orElse(List.of());
    }

    /** Shows what is wrong below each field. */
    public void problems() {
        boolean moved = false;
        for (FieldRow row : rows) {
            Problem found = document.problems().stream().filter(row.binding()::concerns).findFirst().orElse(null);
            moved |= row.problem(found, fix -> document.edit(fix.label(), fix.edit()));
        }
        if (moved) {
            area.layout(true, true);
            size();
        }
    }

    /** Goes to the first field, or to the one that a problem is about. */
    public void focus(String unitId, String field) {
        if (!unitId.isEmpty() && !unitId.equals(unit)) {
            unit = unitId;
            refresh();
        }
        rows.stream().filter(r -> field.isEmpty() || r.binding().field().equals(field) && r.binding().unitId().equals(unitId)).findFirst()
                .ifPresent(FieldRow::focus);
    }

    private Optional<Service> selected() {
        return document.selection().size() == 1 ? document.environment().service(document.selection().iterator().next()) : Optional.empty();
    }

    /** What decides which fields there are; while it is the same, only values change. */
    private List<Object> shape() {
        Optional<Service> service = selected();
        if (service.isEmpty()) {
            return List.of("none", document.selection().size());
        }
        Service s = service.get();
        if (s.unit(unit).isEmpty()) {
            unit = s.units().stream().findFirst().map(Unit::id).orElse("");
        }
        List<String> fields = document.types().find(s.type())
                .map(t -> t.fields().stream().filter(f -> f.appliesTo(s)).map(Field::key).toList()).orElse(List.of());
        return List.of(s.id(), s.type(), fields, unit);
    }

    private void rebuild() {
        String focused = services.theme().display().getFocusControl() instanceof org.eclipse.swt.widgets.Control c && isOurs(c)
                ? Objects.toString(c.getData(Names.KEY), "") : "";
        setRedraw(false);
        try {
            rows.clear();
            units = null;
            if (area != null) {
                area.dispose();
            }
            area = new Composite(this, SWT.NONE);
            GridLayout layout = new GridLayout(2, false);
            layout.marginWidth = 12;
            layout.marginHeight = 8;
            layout.horizontalSpacing = 8;
            layout.verticalSpacing = 6;
            area.setLayout(layout);
            selected().ifPresentOrElse(this::service, this::environment);
            setContent(area);
            size();
        } finally {
            setRedraw(true);
        }
        rows.stream().filter(r -> FieldRow.id(r.binding()).equals(focused)).findFirst().ifPresent(FieldRow::focus);
    }

    private boolean isOurs(org.eclipse.swt.widgets.Control control) {
        for (Composite up = control.getParent(); up != null; up = up.getParent()) {
            if (up == this) {
                return true;
            }
        }
        return false;
    }

    private void environment() {
        int several = document.selection().size();
        if (several > 1) {
            head(NLS.bind(Messages.servicesSelected, several), Messages.severalSelected);
            return;
        }
        head(Messages.environment, Messages.selectService);
        text(FieldBinding.environmentName(), Field.Kind.TEXT, Messages.nameTip);
        choice(FieldBinding.environment(Environment.NETWORK, Messages.network), Messages.networkTip);
        choice(FieldBinding.environment(Environment.KEY_PAIR, Messages.keyPair), Messages.keyPairTip);
    }

    private void service(Service s) {
        Optional<ServiceType> type = document.types().find(s.type());
        head(type.map(ServiceType::title).orElse(s.type()), type.map(ServiceType::description).orElse(Messages.typeNotKnown));
        Field name = type.map(ServiceType::nameRule).orElse(null);
        text(FieldBinding.serviceName(s.id(), name == null ? Messages.name : name.label(), document.types()), Field.Kind.TEXT, name == null ? "" : name.help());
        if (type.isEmpty()) {
            return;
        }
        type.get().fields().stream().filter(f -> f.appliesTo(s)).forEach(f -> field(FieldBinding.service(s.id(), f), f));
        units = new UnitsSection(area, () -> document.edit(Messages.addUnit, env -> env.addUnit(s.id(), document.types())),
                id -> document.edit(Messages.removeUnit, env -> env.removeUnit(id)), id -> {
                    unit = id;
                    refresh();
                });
        s.unit(unit).ifPresent(u -> type.get().unitFields().forEach(f -> field(FieldBinding.unit(s.id(), u.id(), f), f)));
    }

    private void head(String title, String text) {
        Label label = Names.name(new Label(area, SWT.NONE), Topology.FORM + ".title");
        label.setText(title.replace("&", "&&"));
        label.setFont(Fonts.bold(label));
        label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        Label more = new Label(area, SWT.WRAP);
        more.setText(text.replace("&", "&&"));
        services.theme().follow(more, () -> more.setForeground(services.theme().color(Theme.Tone.MUTED)));
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        wide.widthHint = 200;
        more.setLayoutData(wide);
    }

    private void field(FieldBinding binding, Field field) {
        switch (field.kind()) {
            case BOOLEAN -> rows.add(new CheckRow(area, services, binding, field.help(), changed(binding)));
            case PASSWORD -> rows.add(new SecretRow(area, services, binding, field.help(), () -> secret(binding)));
            case FLAVOR, IMAGE, ZONE, DOMAIN -> choice(binding, field.help());
            case TEXT, INTEGER, LIST, PATTERN, ADDRESS, COMPUTER, NETWORK, SERVICE -> text(binding, field.kind(), field.help());
        }
    }

    private void text(FieldBinding binding, Field.Kind kind, String help) {
        rows.add(new TextRow(area, services, binding, kind, help, changed(binding)));
    }

    private void choice(FieldBinding binding, String help) {
        rows.add(new ChoiceRow(area, services, binding, help, changed(binding)));
    }

    private Consumer<Object> changed(FieldBinding binding) {
        return value -> document.edit(NLS.bind(Messages.changeField, binding.inSentence()), binding.mergeKey(), env -> binding.set().apply(env, value));
    }

    private void secret(FieldBinding binding) {
        Environment env = document.environment();
        String owner = env.service(binding.serviceId()).map(Service::name).orElse("");
        String number = env.serviceOfUnit(binding.unitId()).flatMap(s -> s.unit(binding.unitId())).map(u -> u.number() + "/").orElse("");
        SecretRef ref = binding.get().apply(env) instanceof SecretRef there ? there : new SecretRef(owner + "/" + number + binding.field());
        SecretDialog.ask(getShell(), NLS.bind(Messages.passwordOfService, binding.label(), owner)).ifPresent(secret -> {
            document.edit(NLS.bind(Messages.setField, binding.inSentence()), e -> binding.set().apply(e, ref));
            actions.keep(ref, secret);
        });
    }

    /** The width, in points, at which labels stand beside their fields and both are whole. */
    public int wantedWidth() {
        return (int) (BEST_CHARACTERS * Fonts.averageCharWidth(this));
    }

    private void size() {
        if (area != null && !area.isDisposed()) {
            int width = getClientArea().width;
            arrange(width);
            setMinSize(0, area.computeSize(width <= 0 ? SWT.DEFAULT : width, SWT.DEFAULT).y);
        }
    }

    /** Labels stand beside their fields, or above them where a field would be too short to read. */
    private void arrange(int width) {
        GridLayout layout = (GridLayout) area.getLayout();
        int labels = rows.stream().mapToInt(FieldRow::labelWidth).max().orElse(0);
        int left = width - 2 * layout.marginWidth - layout.horizontalSpacing - labels;
        int columns = width <= 0 || left >= LEAST_CHARACTERS * Fonts.averageCharWidth(this) ? 2 : 1;
        if (columns != layout.numColumns) {
            layout.numColumns = columns;
            area.layout(true, true);
        }
    }

    /** The references a form would have to know about: all of the document. */
    public static Set<SecretRef> references(Environment environment) {
        Set<SecretRef> refs = new java.util.LinkedHashSet<>();
        environment.services().forEach(s -> {
            s.fields().values().forEach(v -> add(refs, v));
            s.units().forEach(u -> u.fields().values().forEach(v -> add(refs, v)));
        });
        return refs;
    }

    private static void add(Set<SecretRef> refs, Object value) {
        if (value instanceof SecretRef ref) {
            refs.add(ref);
        }
    }
}
