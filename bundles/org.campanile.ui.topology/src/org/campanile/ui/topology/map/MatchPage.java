package org.campanile.ui.topology.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.environment.EnvironmentMap.Match;
import org.campanile.core.environment.EnvironmentMap.What;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.task.Failure;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.frame.Rows;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Each name that the document uses, with what is taken for it in the other cloud; below what the rules say about the result there. UI thread only. */
final class MatchPage extends WizardPage {

    private static final String ID = Topology.MAP;

    private final Services services;
    private final MapWizard wizard;
    private final Map<String, String> choices = new HashMap<>();
    private FailureBanner banner;
    private ScrolledComposite scrolled;
    private Composite rows;
    private TableKit<Problem> problems;
    private Label summary;
    private Button deploy;
    private Latest<MapDraft, List<Match>> matching;
    private Latest<MapDraft, MapDraft.Made> making;
    private List<Match> matches = List.of();
    private MapDraft drawn;
    private MapDraft.Made made;

    MatchPage(Services services, MapWizard wizard) {
        super("match");
        this.services = services;
        this.wizard = wizard;
        setTitle(Messages.takenForWhat);
        setDescription(Messages.howMatched);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Rows into = new Rows(parent, services, 1);
        banner = into.banner();
        Composite area = into.area();
        scrolled = new ScrolledComposite(area, SWT.V_SCROLL | SWT.H_SCROLL);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        GridData large = new GridData(SWT.FILL, SWT.FILL, true, true);
        large.heightHint = 230;
        large.widthHint = 560;
        scrolled.setLayoutData(large);
        summary = Names.name(new Label(area, SWT.WRAP), ID + ".summary");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 380;
        summary.setLayoutData(wide);
        problems = new TableKit<>(area, ID + ".problems", p -> List.of(p.rule(), p.serviceId(), p.unitId(), p.field(), p.message()), true, List.of(
                TableColumnSpec.<Problem>text("message", Messages.onTheOtherLab, 50, Problem::message).tooltip(Problem::message)
                        .image(p -> services.icons().state(state(p))),
                TableColumnSpec.<Problem>text("service", Messages.service, 14, this::service),
                TableColumnSpec.<Problem>text("fix", Messages.whatToDo, 30, Problem::fix).tooltip(Problem::fix)));
        GridData low = new GridData(SWT.FILL, SWT.FILL, true, true);
        low.heightHint = 110;
        problems.control().setLayoutData(low);
        problems.plain();
        deploy = Names.name(new Button(area, SWT.CHECK), ID + ".deploy");
        setControl(area);
        matching = new Latest<>(services.jobs(), Messages.matchNames, area, (draft, task) -> draft.matches(), this::fill);
        making = new Latest<>(services.jobs(), Messages.checkMapped, area, (draft, task) -> draft.make(), this::show);
        area.addDisposeListener(e -> {
            matching.cancel();
            making.cancel();
        });
    }

    private String service(Problem problem) {
        return wizard.origin().service(problem.serviceId()).map(Service::name).orElse("");
    }

    private static State state(Problem problem) {
        return switch (problem.severity()) {
            case ERROR -> State.FAILED;
            case WARNING -> State.ATTENTION;
            case INFO -> State.GOOD;
        };
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible) {
            open();
        }
    }

    private void open() {
        MapDraft now = wizard.draft(Map.of());
        deploy.setText(wizard.deployWords());
        deploy.setEnabled(wizard.deployable());
        deploy.setSelection(deploy.getSelection() && wizard.deployable());
        if (drawn == null || !now.to().equals(drawn.to()) || !now.from().equals(drawn.from())) {
            // Other clouds: what was chosen before means nothing there.
            choices.clear();
            drawn = now;
            made = null;
            matches = List.of();
            matching.ask(now);
        } else {
            ask();
        }
        refresh();
    }

    private void fill(List<Match> found) {
        // What somebody has to choose comes first, since the list may be longer than its room.
        matches = found.stream().sorted(Comparator.comparing(m -> !m.to().isEmpty())).toList();
        if (rows != null) {
            rows.dispose();
        }
        rows = new Composite(scrolled, SWT.NONE);
        GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 0;
        layout.horizontalSpacing = 12;
        rows.setLayout(layout);
        matches.forEach(this::row);
        if (found.isEmpty()) {
            new Label(rows, SWT.NONE).setText(Messages.nothingToMatch);
        }
        scrolled.setContent(rows);
        scrolled.setMinSize(rows.computeSize(SWT.DEFAULT, SWT.DEFAULT));
        ask();
    }

    private void row(Match match) {
        String key = MapDraft.key(match);
        new Label(rows, SWT.NONE).setText(label(match.what()));
        new Label(rows, SWT.NONE).setText(match.from().replace("&", "&&"));
        Combo combo = Names.name(new Combo(rows, SWT.READ_ONLY), ID + "." + key);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 180;
        combo.setLayoutData(wide);
        List<String> values = new ArrayList<>(MapDraft.offered(match, wizard.clouds().to()));
        values.forEach(combo::add);
        if (MapDraft.optional(match)) {
            values.add(MapDraft.NONE);
            combo.add(match.what() == What.ZONE ? Messages.anyZone : Messages.noKeyPair);
        }
        combo.select(values.indexOf(match.to()));
        Label shape = new Label(rows, SWT.NONE);
        Label why = Names.name(new Label(rows, SWT.NONE), ID + "." + key + ".why");
        why.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        Runnable colours = () -> {
            boolean missing = chosen(match).isEmpty();
            shape.setImage(services.icons().state(missing ? State.FAILED : State.GOOD, false, 12));
            why.setForeground(services.theme().color(missing ? Theme.Tone.FAILED : Theme.Tone.MUTED));
        };
        services.theme().follow(why, colours);
        Runnable say = () -> {
            String words = chosen(match).isEmpty() ? NLS.bind(Messages.chooseOne, match.why()) : choices.containsKey(key) ? Messages.chosen : match.why();
            why.setText(words.replace("&", "&&"));
            colours.run();
            scrolled.setMinSize(rows.computeSize(SWT.DEFAULT, SWT.DEFAULT));
        };
        say.run();
        combo.addListener(SWT.Selection, e -> {
            choices.put(key, values.get(combo.getSelectionIndex()));
            say.run();
            ask();
        });
    }

    private static String label(What what) {
        return switch (what) {
            case IMAGE -> Messages.image;
            case FLAVOR -> Messages.flavor;
            case ZONE -> Messages.zone;
            case NETWORK -> Messages.network;
            case KEY_PAIR -> Messages.keyPair;
        };
    }

    private String chosen(Match match) {
        return choices.getOrDefault(MapDraft.key(match), match.to());
    }

    private void ask() {
        made = null;
        making.ask(wizard.draft(choices));
        refresh();
    }

    private void show(MapDraft.Made now) {
        if (now.to().equals(wizard.draft(choices))) {
            made = now;
            problems.show(now.problems());
            refresh();
        }
    }

    private void refresh() {
        long missing = matches.stream().filter(m -> chosen(m).isEmpty()).count();
        setErrorMessage(missing == 0 ? null : missing == 1 ? Messages.oneNotMatched : NLS.bind(Messages.manyNotMatched, missing));
        long wrong = made == null ? 0 : made.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
        setMessage(missing == 0 && wrong > 0 ? Messages.writableNotDeployable : null, IMessageProvider.WARNING);
        String words = made == null ? Messages.checking : made.problems().isEmpty() ? Messages.noProblems
                : made.problems().size() == 1 ? Messages.oneProblem : NLS.bind(Messages.manyProblems, made.problems().size());
        if (!words.equals(summary.getText())) {
            summary.setText(words);
            summary.requestLayout();
        }
        setPageComplete(made != null && missing == 0);
    }

    /** The new document, {@code null} while it is worked out. */
    MapDraft.Made made() {
        return made;
    }

    boolean deploys() {
        return deploy.getSelection() && deploy.isEnabled();
    }

    /** Tells why the file could not be written. */
    void show(Failure why) {
        banner.show(why, null);
    }
}
