package org.campanile.ui.topology.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Fonts;
import org.campanile.ui.Mnemonics;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.form.Choices;
import org.campanile.ui.topology.form.ChoicesReader;
import org.campanile.ui.topology.frame.LatestDialog;
import org.campanile.ui.topology.frame.Rows;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks where and how to deploy, and says before what will be made, down to the template. UI thread only. */
public final class DeployDialog extends LatestDialog {

    private static final String ID = Topology.DEPLOY;
    private static final int WIDTH = 420;
    private static final int PREVIEW_CHARACTERS = 84;
    private static final int PREVIEW_LINES = 15;
    /** A wait shorter than this is not worth a progress bar. */
    private static final int PATIENCE_MILLIS = 300;

    /**
     * What the user chose.
     *
     * @param lab where
     * @param network name or id, empty for the document's or the only one
     * @param agents what is expected of agents
     * @param by who deploys
     */
    public record Choice(Lab lab, String network, AgentExpectation agents, Backend by) {
    }

    private final DeployTarget target;
    private final Environment environment;
    private final List<Lab> labs;
    private final boolean unsaved;
    private Combo lab;
    private Combo network;
    private Combo agents;
    private Combo by;
    private Label offered;
    private Text preview;
    private MuranoOffer offer = MuranoOffer.ASKING;
    private RunningJob asking;
    private RunningJob reading;
    private RunningJob comparing;
    /** Empty while the lab is asked. */
    private Optional<Losses> losses = Optional.empty();
    private Optional<CloudFacts> facts = Optional.empty();
    private Latest<DeployQuestion, DeployQuestion.Answer> rules;
    private DeployQuestion asked;
    private DeployQuestion.Answer answer;
    private boolean chosen;
    private Choice choice;

    private DeployDialog(Shell parent, Services services, DeployTarget target, boolean unsaved) {
        super(parent, services, ID, NLS.bind(Messages.deployEnvironment, target.environment().orElseThrow().name()), 2);
        this.unsaved = unsaved;
        this.target = target;
        this.environment = target.environment().orElseThrow();
        this.labs = services.labs().snapshot().labs().stream().filter(l -> l.cloud().isPresent()).toList();
    }

    /**
     * Asks; empty when the user gave up.
     *
     * @param unsaved whether there are changes that are saved first
     */
    public static Optional<Choice> ask(Shell parent, Services services, DeployTarget target, boolean unsaved) {
        DeployDialog dialog = new DeployDialog(parent, services, target, unsaved);
        return Shells.ask(dialog) == OK ? Optional.of(dialog.choice) : Optional.empty();
    }

    @Override
    protected void fill(Rows into) {
        lab = combo(into, Messages.lab, "lab", SWT.READ_ONLY);
        labs.forEach(l -> lab.add(l.name()));
        int active = labs.indexOf(services().activeLab().get().orElse(null));
        lab.select(labs.isEmpty() ? -1 : Math.max(0, active));
        by = combo(into, Messages.deployBy, "by", SWT.READ_ONLY);
        by.addListener(SWT.Selection, e -> chosen = true);
        offered = Rows.wide(Names.name(new Label(into.labelled(""), SWT.WRAP), ID + ".offered"), WIDTH, 1);
        services().theme().follow(offered, () -> offered.setForeground(services().theme().color(Theme.Tone.MUTED)));
        lab.addListener(SWT.Selection, e -> askLab());
        network = combo(into, Messages.network, "network", SWT.DROP_DOWN);
        network.setText(environment.network());
        agents = combo(into, Messages.agents, "agents", SWT.READ_ONLY);
        agents.setItems(Messages.agentsExpected, Messages.agentsRequired, Messages.agentsNotExpected);
        agents.select(0);
        preview = Names.name(new Text(into.labelledAtTop(Messages.whatIsMade), SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL), ID + ".preview");
        preview.setFont(Fonts.mono());
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true);
        GC gc = new GC(preview);
        large.widthHint = (int) (gc.getFontMetrics().getAverageCharacterWidth() * PREVIEW_CHARACTERS);
        large.heightHint = gc.getFontMetrics().getHeight() * PREVIEW_LINES;
        gc.dispose();
        preview.setLayoutData(large);
        rules = latest(Messages.checkWhatIsDeployed, (question, task) -> question.answer(environment, target.types()), this::show);
    }

    /**
     * Asks the chosen lab whether it has Murano, until it has answered only the conductor is there to choose; and what its cloud has, unless the
     * editor knows that already.
     */
    private void askLab() {
        stop();
        facts = Optional.empty();
        losses = Optional.empty();
        show(MuranoOffer.ASKING);
        if (lab.getSelectionIndex() >= 0) {
            Lab of = labs.get(lab.getSelectionIndex());
            comparing = services().jobs()
                    .job(NLS.bind(Messages.askWhatIsDeployed, of.name()), task -> Losses.read(services(), of, environment, target.types(), task))
                    .system().on(getShell()).done(this::show).start();
            asking = services().jobs().job(NLS.bind(Messages.askForMurano, of.name()), task -> MuranoOffer.of(services(), of, task))
                    .system().on(getShell()).done(this::show).failed(why -> show(new MuranoOffer(Optional.empty(), NLS.bind(Messages.muranoNotOffered, why.meaning())))).start();
            if (services().activeLab().get().filter(of::equals).isPresent()) {
                show(target.choices());
            } else {
                // Without it the deployment is judged by the document alone, so a failure is no hindrance.
                reading = services().jobs().job(NLS.bind(Messages.readWhatHas, of.name()), task -> ChoicesReader.read(services(), of, false, task)).system().on(getShell()).done(this::show)
                        .failed(why -> show(Choices.NONE)).start();
            }
        }
    }

    private void stop() {
        for (RunningJob job : new RunningJob[] {asking, reading, comparing}) {
            if (job != null) {
                job.cancel();
            }
        }
    }

    @Override
    public boolean close() {
        stop();
        return super.close();
    }

    private void show(Losses now) {
        losses = Optional.of(now);
        busy();
        show();
        refresh();
    }

    private void show(Choices now) {
        facts = now.facts();
        String typed = network.getText();
        network.setItems(now.networks().toArray(String[]::new));
        network.setText(typed);
        refresh();
    }

    private void show(MuranoOffer now) {
        offer = now;
        Backend before = backend();
        List<String> choices = new ArrayList<>(List.of(Messages.conductorInFull));
        now.generation().ifPresent(generation -> choices.add(NLS.bind(Messages.muranoGeneration, generation.label())));
        by.setItems(choices.toArray(String[]::new));
        boolean fits = now.generation().filter(g -> MuranoDeployments.unfit(environment, g).isEmpty()).isPresent();
        boolean ofPackages = environment.services().stream().anyMatch(s -> s.type().contains("."));
        boolean last = target.deployment().state().by() == Backend.MURANO;
        by.select(fits && (chosen ? before == Backend.MURANO : ofPackages || last) ? 1 : 0);
        offered.setText(now.why().isEmpty() ? Messages.catalogueOffersBoth : now.why());
        offered.requestLayout();
        refresh();
    }

    private Backend backend() {
        return by.getSelectionIndex() == 1 ? Backend.MURANO : Backend.CONDUCTOR;
    }

    private Combo combo(Rows into, String label, String id, int style) {
        Combo combo = Names.name(new Combo(into.labelled(label), style), ID + "." + id);
        combo.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        combo.addListener(SWT.Modify, e -> refresh());
        combo.addListener(SWT.Selection, e -> refresh());
        return combo;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Names.name(createButton(parent, IDialogConstants.OK_ID, deploy(), true), ID + ".yes");
        createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
    }

    private String deploy() {
        int units = environment.unitCount();
        return units == 1 ? Messages.deployServer : NLS.bind(Messages.deployServers, units);
    }

    private String makes() {
        if (backend() == Backend.MURANO) {
            int services = environment.services().size();
            return services == 1 ? Messages.muranoMakesService : NLS.bind(Messages.muranoMakesServices, services);
        }
        int units = environment.unitCount();
        return units == 1 ? Messages.createsServer : NLS.bind(Messages.createsServers, units);
    }

    @Override
    public void create() {
        super.create();
        askLab();
    }

    private void head() {
        boolean murano = backend() == Backend.MURANO;
        setTitle(murano ? NLS.bind(Messages.deployEnvironmentByMurano, environment.name()) : NLS.bind(Messages.deployAsStack, environment.name()));
        setMessage(unsaved ? makes() + " " + Messages.changesAreSavedFirst : makes());
        Button yes = getButton(IDialogConstants.OK_ID);
        String label = murano ? Messages.deployByMurano : deploy();
        if (Mnemonics.label(yes, label)) {
            setButtonLayoutData(yes);
            yes.getParent().requestLayout();
        }
        network.setEnabled(!murano);
        agents.setEnabled(!murano);
    }

    private void refresh() {
        if (getButton(IDialogConstants.OK_ID) == null) {
            return;
        }
        head();
        Lab to = lab.getSelectionIndex() < 0 ? null : labs.get(lab.getSelectionIndex());
        DeployQuestion question = new DeployQuestion(to == null ? "" : to.name(), facts, backend(), offer.generation(), network.getText().strip(), expectation(),
                losses.map(Losses::hosts).orElseGet(() -> HostNames.of(environment)));
        if (!question.equals(asked)) {
            asked = question;
            rules.askSoon(question);
            getShell().getDisplay().timerExec(PATIENCE_MILLIS, this::busy);
        }
        // What was said last stays until there is something newer to say, but nothing is deployed that was not judged.
        boolean judged = answer != null && answer.to().judgedLike(question) && compared();
        String wrong = to == null ? Messages.noLabWithCloud
                : to.guard() == Guard.READ_ONLY ? NLS.bind(Messages.labIsReadOnly, to.name())
                : answer == null ? null : answer.wrong().orElse(null);
        setErrorMessage(wrong);
        getButton(IDialogConstants.OK_ID).setEnabled(wrong == null && judged);
        Optional<String> lost = backend() == Backend.MURANO ? Optional.empty() : losses.flatMap(Losses::warning);
        if (wrong == null && lost.isPresent()) {
            setMessage(lost.get() + (judged ? answer.doubt().map(" "::concat).orElse("") : ""), IMessageProvider.WARNING);
        } else if (wrong == null && to.guard() == Guard.CRITICAL) {
            setMessage(Messages.labIsCritical, IMessageProvider.WARNING);
        } else if (wrong == null && judged && answer.doubt().isPresent()) {
            setMessage(answer.doubt().get(), IMessageProvider.WARNING);
        }
    }

    private void show(DeployQuestion.Answer now) {
        answer = now;
        busy();
        show();
        refresh();
    }

    private void show() {
        if (answer != null) {
            String text = (backend() == Backend.MURANO ? "" : losses.map(Losses::text).orElse("")) + answer.made();
            if (!text.equals(preview.getText())) {
                preview.setText(text);
            }
        }
    }

    /** Whether it is known what a deployment takes away; Murano keeps to itself what it has made. */
    private boolean compared() {
        return backend() == Backend.MURANO || losses.isPresent();
    }

    /** Also called by a timer, when the dialog may be closed already. */
    private void busy() {
        if (by.isDisposed()) {
            return;
        }
        busy(!rules.idle() || !compared());
    }

    private AgentExpectation expectation() {
        return switch (agents.getSelectionIndex()) {
            case 1 -> AgentExpectation.REQUIRED;
            case 2 -> AgentExpectation.NONE;
            default -> AgentExpectation.IF_PRESENT;
        };
    }

    @Override
    protected void okPressed() {
        choice = new Choice(labs.get(lab.getSelectionIndex()), network.getText().strip(), expectation(), backend());
        super.okPressed();
    }
}
