package org.campanile.ui.topology.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.campanile.core.environment.EnvironmentMap.Match;
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
        setTitle("What is taken for what");
        setDescription("Suggested is what has the same name or is most alike. What has no like has to be chosen.");
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
        large.heightHint = 180;
        large.widthHint = 560;
        scrolled.setLayoutData(large);
        summary = Names.name(new Label(area, SWT.WRAP), ID + ".summary");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 380;
        summary.setLayoutData(wide);
        problems = new TableKit<>(area, ID + ".problems", p -> List.of(p.rule(), p.serviceId(), p.unitId(), p.field(), p.message()), true, List.of(
                TableColumnSpec.<Problem>text("message", "On the other lab", 50, Problem::message).tooltip(Problem::message).image(p -> services.icons().state(state(p))),
                TableColumnSpec.<Problem>text("service", "Service", 14, this::service),
                TableColumnSpec.<Problem>text("fix", "What to do", 30, Problem::fix).tooltip(Problem::fix)));
        GridData low = new GridData(SWT.FILL, SWT.FILL, true, true);
        low.heightHint = 110;
        problems.control().setLayoutData(low);
        problems.plain();
        deploy = Names.name(new Button(area, SWT.CHECK), ID + ".deploy");
        setControl(area);
        matching = new Latest<>(services.jobs(), "Match names", area, (draft, task) -> draft.matches(), this::fill);
        making = new Latest<>(services.jobs(), "Check the mapped environment", area, (draft, task) -> draft.make(), this::show);
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
        matches = found;
        if (rows != null) {
            rows.dispose();
        }
        rows = new Composite(scrolled, SWT.NONE);
        GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 0;
        layout.horizontalSpacing = 12;
        rows.setLayout(layout);
        found.forEach(this::row);
        if (found.isEmpty()) {
            new Label(rows, SWT.NONE).setText("The document names nothing of its cloud; there is nothing to match.");
        }
        scrolled.setContent(rows);
        scrolled.setMinSize(rows.computeSize(SWT.DEFAULT, SWT.DEFAULT));
        ask();
    }

    private void row(Match match) {
        String key = MapDraft.key(match);
        new Label(rows, SWT.NONE).setText(match.what().substring(0, 1).toUpperCase(Locale.ROOT) + match.what().substring(1));
        new Label(rows, SWT.NONE).setText(match.from().replace("&", "&&"));
        Combo combo = Names.name(new Combo(rows, SWT.READ_ONLY), ID + "." + key);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 180;
        combo.setLayoutData(wide);
        List<String> values = new ArrayList<>(MapDraft.offered(match, wizard.clouds().to()));
        values.forEach(combo::add);
        if (MapDraft.optional(match)) {
            values.add(MapDraft.NONE);
            combo.add(match.what().equals("zone") ? "Any zone" : "No key pair");
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
            why.setText((chosen(match).isEmpty() ? "Choose one: " + match.why() : choices.containsKey(key) ? "chosen" : match.why()).replace("&", "&&"));
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
        setErrorMessage(missing == 0 ? null : missing == 1 ? "One name has no like there: choose what is taken for it." : missing + " names have no like there: choose what is taken for them.");
        long wrong = made == null ? 0 : made.problems().stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
        setMessage(missing == 0 && wrong > 0 ? "It can be written, but not deployed there before this is mended." : null, IMessageProvider.WARNING);
        String words = made == null ? "Checking…" : made.problems().isEmpty() ? "The rules have nothing against it on the other lab."
                : made.problems().size() == 1 ? "The rules have one thing to say about it:" : "The rules have " + made.problems().size() + " things to say about it:";
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
