package org.campanile.ui.topology.wizard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.form.Choices;
import org.campanile.ui.topology.form.ChoicesReader;
import org.campanile.ui.topology.frame.Rows;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The one page of the wizard. What the active lab offers is read in the background; the button cancels that or reads again. UI thread only. */
final class EnvironmentPage extends WizardPage {

    /** What most begin with. */
    private static final String USUAL = "domain-and-web";
    private static final int WIDTH = 320;

    private final Services services;
    private final List<EnvironmentTemplates.Template> templates;
    private Rows rows;
    private Text name;
    private Combo template;
    private Combo image;
    private Combo flavor;
    private Combo network;
    private Label where;
    private Button read;
    private RunningJob running;
    private Set<String> taken = Set.of();
    private boolean touched;

    EnvironmentPage(Services services, ServiceTypes types) {
        super("environment");
        this.services = services;
        this.templates = new EnvironmentTemplates(types).all();
        setTitle(Messages.newEnvironment);
        setDescription(services.secrets().keeps() ? Messages.whatAnEnvironmentIs : Messages.whatAnEnvironmentIsWithoutStorage);
    }

    @Override
    public void createControl(Composite parent) {
        rows = new Rows(parent, services, 2);
        Composite area = rows.area();
        name = Names.name(new Text(rows.labelled(Messages.name), SWT.BORDER), Topology.NEW + ".name");
        Rows.wide(name, WIDTH, 1);
        name.addListener(SWT.Modify, e -> {
            touched = true;
            refresh();
        });
        template = combo(Messages.beginWith, "template", SWT.READ_ONLY);
        templates.forEach(t -> template.add(t.title()));
        template.select(templates.stream().map(EnvironmentTemplates.Template::id).toList().indexOf(USUAL));
        image = combo(Messages.image, "image", SWT.DROP_DOWN);
        flavor = combo(Messages.flavor, "flavor", SWT.DROP_DOWN);
        flavor.setText("m1.medium");
        network = combo(Messages.network, "network", SWT.DROP_DOWN);
        Composite row = new Composite(rows.labelled(""), SWT.NONE);
        GridLayout inner = new GridLayout(2, false);
        inner.marginWidth = 0;
        row.setLayout(inner);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        where = Names.name(new Label(row, SWT.WRAP), Topology.NEW + ".lab");
        Rows.wide(where, WIDTH, 1);
        read = Names.name(new Button(row, SWT.PUSH), Topology.NEW + ".read");
        read.addListener(SWT.Selection, e -> toggle());
        setControl(area);
        area.addDisposeListener(e -> cancel());
        services.jobs().job(Messages.listEnvironments, task -> files()).system().on(area).done(found -> {
            taken = found;
            refresh();
        }).failed(this::show).start();
        begin(false);
        refresh();
    }

    private Combo combo(String label, String id, int style) {
        Combo combo = Names.name(new Combo(rows.labelled(label), style), Topology.NEW + "." + id);
        Rows.wide(combo, WIDTH, 1);
        combo.addListener(SWT.Modify, e -> refresh());
        return combo;
    }

    private Set<String> files() throws FailureException {
        Path folder = services.home().environments();
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.listingEnvironments, folder, e), e);
        }
    }

    private void toggle() {
        if (running != null) {
            cancel();
        } else {
            begin(true);
        }
    }

    /** Reads what the lab has; only when the user asked for it may a password be asked for. */
    private void begin(boolean asked) {
        Optional<Lab> lab = services.activeLab().get().filter(l -> l.cloud().isPresent());
        read.setVisible(lab.isPresent());
        if (lab.isEmpty()) {
            told(Messages.noLabWithACloud, Messages.readFromLab);
            return;
        }
        rows.banner().clear();
        told(NLS.bind(Messages.readingChoicesOf, lab.get().name()), Messages.cancel);
        running = services.jobs().job(NLS.bind(Messages.readChoicesOf, lab.get().name()), task -> ChoicesReader.read(services, lab.get(), asked, task))
                .family(EnvironmentPage.class).on(getControl()).done(found -> offer(lab.get(), found)).failed(why -> {
                    told(Messages.typeNames, Messages.readFromLab);
                    if (why.kind() != Failure.Kind.CANCELLED) {
                        rows.banner().show(why, this::toggle);
                    }
                }).finished(() -> running = null).start();
    }

    private void offer(Lab lab, Choices choices) {
        if (choices.facts().isEmpty()) {
            told(NLS.bind(Messages.passwordNotKnown, lab.name()), Messages.readFromLab);
            return;
        }
        fill(image, choices.images(), choices.images().stream().findFirst().orElse(""));
        fill(flavor, choices.flavors(), choices.flavors().contains("m1.medium") ? "m1.medium" : choices.flavors().stream().findFirst().orElse(""));
        fill(network, choices.networks(), choices.networks().size() == 1 ? choices.networks().getFirst() : "");
        told(NLS.bind(Messages.choicesOf, lab.name()), Messages.readAgain);
    }

    private static void fill(Combo combo, List<String> items, String usual) {
        String typed = combo.getText();
        combo.setItems(items.toArray(String[]::new));
        combo.setText(typed.isEmpty() || !items.contains(typed) && typed.equals("m1.medium") ? usual : typed);
    }

    private void told(String text, String button) {
        where.setText(text.replace("&", "&&"));
        read.setText(button);
        read.getParent().layout(true, true);
    }

    private void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private void refresh() {
        if (network == null) {
            return;
        }
        Optional<String> problem = draft().problem(taken);
        setPageComplete(problem.isEmpty());
        setErrorMessage(touched ? problem.orElse(null) : null);
        setMessage(problem.isEmpty() ? NLS.bind(Messages.fileIs, draft().in(services.home().environments())) : null);
    }

    EnvironmentDraft draft() {
        return new EnvironmentDraft(name.getText(), templates.get(Math.max(0, template.getSelectionIndex())), image.getText(), flavor.getText(),
                network.getText());
    }

    /** Tells why the file could not be written. */
    void show(Failure why) {
        rows.banner().show(why, null);
    }
}
