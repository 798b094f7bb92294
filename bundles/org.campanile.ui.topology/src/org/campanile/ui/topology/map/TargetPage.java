package org.campanile.ui.topology.map;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.task.Failure;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentName;
import org.campanile.ui.topology.frame.Rows;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Text;

/** Where the environment goes, what it is for there, and how its file is called. What both clouds have is read in the background. UI thread only. */
final class TargetPage extends WizardPage {

    private static final String ID = Topology.MAP;
    private static final int WIDTH = 380;
    private static final String UNKNOWN = Messages.notKnown;

    private final Services services;
    private final MapWizard wizard;
    private final List<Lab> labs;
    private Rows rows;
    private Combo to;
    private Combo region;
    private Combo from;
    private Button standby;
    private Button real;
    private Label meaning;
    private Text name;
    private Label where;
    private Button replace;
    private Label read;
    private ProgressBar progress;
    private Button again;
    private RunningJob running;
    private Original.Listing listing;
    private Clouds clouds;
    private Clouds.Question asked;
    private String suggested = "";
    private boolean filling;

    TargetPage(Services services, MapWizard wizard) {
        super("target");
        this.services = services;
        this.wizard = wizard;
        this.labs = services.labs().snapshot().labs().stream().filter(l -> l.cloud().isPresent()).toList();
        setTitle(NLS.bind(Messages.mapNamedToOtherLab, wizard.origin().name()));
        setDescription(Messages.whatMappingDoes);
    }

    @Override
    public void createControl(Composite parent) {
        rows = new Rows(parent, services, 2);
        Composite area = rows.area();
        from = combo(Messages.labNow, "from");
        from.add(UNKNOWN);
        from.setToolTipText(Messages.labNowTip);
        to = combo(Messages.mapToLab, "to");
        region = combo(Messages.region, "region");
        labs.forEach(l -> {
            from.add(l.name());
            to.add(l.name());
        });
        int active = labs.indexOf(services.activeLab().get().orElse(null));
        from.select(active + 1);
        to.select(labs.isEmpty() ? -1 : labs.size() == 1 || active != 0 ? 0 : 1);
        roles();
        name = Names.name(new Text(rows.labelled(Messages.name), SWT.BORDER), ID + ".name");
        Rows.wide(name, WIDTH, 1);
        where = muted("file");
        replace = Names.name(new Button(rows.labelled(""), SWT.CHECK), ID + ".replace");
        replace.setText(Messages.replaceFile);
        reading();
        setControl(area);
        area.addDisposeListener(e -> cancel());
        regions(List.of());
        suggest();
        listen();
        services.jobs().job(Messages.listEnvironments, task -> Original.find(services.home().environments(), wizard.file(), wizard.origin(), wizard.types(), task))
                .system().on(area).done(this::listed).failed(why -> rows.banner().show(why, null)).start();
        begin(false);
    }

    private void roles() {
        Composite both = new Composite(rows.labelled(Messages.deployThere), SWT.NONE);
        GridLayout inner = new GridLayout(1, false);
        inner.marginWidth = 0;
        inner.marginHeight = 0;
        both.setLayout(inner);
        standby = Names.name(new Button(both, SWT.RADIO), ID + ".standby");
        standby.setText(Messages.asStandby);
        standby.setSelection(true);
        real = Names.name(new Button(both, SWT.RADIO), ID + ".real");
        real.setText(Messages.forReal);
        meaning = muted("meaning");
    }

    private void reading() {
        Composite row = new Composite(rows.labelled(""), SWT.NONE);
        GridLayout inner = new GridLayout(2, false);
        inner.marginWidth = 0;
        row.setLayout(inner);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        read = Names.name(new Label(row, SWT.WRAP), ID + ".read");
        Rows.wide(read, WIDTH, 1);
        again = Names.name(new Button(row, SWT.PUSH), ID + ".again");
        progress = Names.name(new ProgressBar(row, SWT.INDETERMINATE | SWT.SMOOTH), ID + ".progress");
        GridData bar = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        bar.heightHint = 4;
        progress.setLayoutData(bar);
    }

    private void listen() {
        to.addListener(SWT.Selection, e -> {
            regions(List.of());
            suggest();
            begin(false);
        });
        region.addListener(SWT.Selection, e -> begin(false));
        from.addListener(SWT.Selection, e -> begin(false));
        standby.addListener(SWT.Selection, e -> suggest());
        real.addListener(SWT.Selection, e -> suggest());
        name.addListener(SWT.Modify, e -> refresh());
        replace.addListener(SWT.Selection, e -> refresh());
        again.addListener(SWT.Selection, e -> {
            if (running != null) {
                cancel();
            } else {
                begin(true);
            }
        });
    }

    private Label muted(String id) {
        Label label = Names.name(new Label(rows.labelled(""), SWT.WRAP), ID + "." + id);
        services.theme().follow(label, () -> label.setForeground(services.theme().color(Theme.Tone.MUTED)));
        Rows.wide(label, WIDTH, 1);
        return label;
    }

    private Combo combo(String label, String id) {
        Combo combo = Names.name(new Combo(rows.labelled(label), SWT.READ_ONLY), ID + "." + id);
        Rows.wide(combo, WIDTH, 1);
        return combo;
    }

    private void listed(Original.Listing found) {
        listing = found;
        suggest();
    }

    /** The lab's own region first; the others of its cloud are known once it was read. */
    private void regions(List<String> more) {
        String own = target().flatMap(Lab::cloud).map(CloudProfile::region).orElse("");
        String chosen = region.getText();
        List<String> all = new ArrayList<>(List.of(own.isEmpty() ? Messages.usualRegion : own));
        more.stream().filter(r -> !all.contains(r)).forEach(all::add);
        region.setItems(all.toArray(String[]::new));
        region.select(Math.max(0, more.isEmpty() ? 0 : all.indexOf(chosen)));
    }

    /** Reads what both have; only when the user asked for it may a password be asked for. */
    private void begin(boolean ask) {
        cancel();
        clouds = null;
        rows.banner().clear();
        if (target().isEmpty()) {
            told(Messages.noLabWithCloud, Messages.readAgain, false);
            return;
        }
        Clouds.Question question = new Clouds.Question(source(), target().get(), region.getSelectionIndex() <= 0 ? "" : region.getText(), ask);
        asked = question;
        told(NLS.bind(Messages.readingLab, question.to().name()), Messages.cancel, true);
        running = services.jobs().job(NLS.bind(Messages.readLab, question.to().name()), task -> Clouds.read(services, question, task))
                .family(TargetPage.class).on(getControl()).done(found -> {
                    if (question == asked) {
                        found.ifPresentOrElse(this::offer, () -> told(Messages.passwordNotKnown, Messages.readIt, false));
                    }
                }).failed(why -> {
                    if (question == asked) {
                        told(Messages.readFirst, Messages.readAgain, false);
                        if (why.kind() != Failure.Kind.CANCELLED) {
                            rows.banner().show(why, () -> begin(true));
                        }
                    }
                }).start();
    }

    private void offer(Clouds found) {
        clouds = found;
        regions(found.regions());
        int images = found.to().images().size();
        told(NLS.bind(Messages.cloudRead, new Object[] {images, found.to().flavors().size(), found.to().zones().size()}), Messages.readAgain, false);
    }

    private void told(String text, String button, boolean busy) {
        if (!busy) {
            running = null;
        }
        read.setText(text.replace("&", "&&"));
        again.setText(button);
        progress.setVisible(busy);
        read.getParent().layout(true, true);
        refresh();
    }

    private void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    /** A name that fits lab and role, unless the user has typed another. */
    private void suggest() {
        if (!name.getText().equals(suggested)) {
            refresh();
            return;
        }
        String own = wizard.origin().name();
        Optional<String> back = original().map(Original::name);
        suggested = role() == MapDraft.Role.REAL && back.isPresent() ? back.get() : own + "-" + target().map(Lab::name).orElse("standby");
        name.setText(suggested);
        refresh();
    }

    private Optional<Original> original() {
        return listing == null ? Optional.empty() : listing.original();
    }

    private boolean failsBack() {
        return role() == MapDraft.Role.REAL && original().filter(o -> o.name().equals(name.getText().strip())).isPresent();
    }

    private void refresh() {
        if (filling || again == null) {
            return;
        }
        filling = true;
        boolean there = listing != null && listing.taken().contains(output().getFileName().toString());
        replace.setEnabled(there);
        if (!there) {
            replace.setSelection(false);
        }
        say(where, there ? NLS.bind(Messages.fileIsThere, output()) : NLS.bind(Messages.fileIs, output()));
        say(meaning, role() == MapDraft.Role.STANDBY ? Messages.standbyMeaning
                : failsBack() ? NLS.bind(Messages.failsBack, name.getText().strip(), toName())
                        : Messages.realMeaning);
        Optional<String> problem = problem(there);
        setErrorMessage(problem.orElse(null));
        boolean same = role() == MapDraft.Role.REAL && source().isPresent() && source().equals(target()) && region.getSelectionIndex() <= 0;
        setMessage(same ? Messages.sameLab : null, IMessageProvider.WARNING);
        setPageComplete(problem.isEmpty() && clouds != null && listing != null);
        filling = false;
        wizard.changed();
    }

    private Optional<String> problem(boolean there) {
        if (target().isEmpty()) {
            return Optional.of(Messages.noLabWithCloud);
        }
        Optional<String> wrong = new EnvironmentName(name.getText()).problem(java.util.Set.of());
        return wrong.isPresent() || !there || replace.getSelection() ? wrong : Optional.of(NLS.bind(Messages.environmentExists, output().getFileName()));
    }

    private static void say(Label label, String text) {
        String safe = text.replace("&", "&&");
        if (!safe.equals(label.getText())) {
            label.setText(safe);
            label.requestLayout();
        }
    }

    private String toName() {
        return target().map(Lab::name).orElse("");
    }

    MapDraft.Role role() {
        return real.getSelection() ? MapDraft.Role.REAL : MapDraft.Role.STANDBY;
    }

    String name() {
        return name.getText().strip();
    }

    /** The file that is written. */
    Path output() {
        return failsBack() ? original().orElseThrow().file() : new EnvironmentName(name.getText()).in(services.home().environments());
    }

    boolean replaces() {
        return replace.getSelection();
    }

    Optional<Lab> target() {
        return to.getSelectionIndex() < 0 ? Optional.empty() : Optional.of(labs.get(to.getSelectionIndex()));
    }

    private Optional<Lab> source() {
        return from.getSelectionIndex() <= 0 ? Optional.empty() : Optional.of(labs.get(from.getSelectionIndex() - 1));
    }

    /** The region, when it is not the lab's own. */
    Optional<String> otherRegion() {
        return region.getSelectionIndex() <= 0 ? Optional.empty() : Optional.of(region.getText());
    }

    /** What was read, {@code null} before. */
    Clouds clouds() {
        return clouds;
    }
}
