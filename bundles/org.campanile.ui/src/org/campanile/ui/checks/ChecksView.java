package org.campanile.ui.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.ui.Commands;
import org.campanile.ui.Names;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.ViewFrame;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;

/** Findings of any engine run: master list left, evidence, cause, impact and fix right. Which runs there are, the checks service says. */
public final class ChecksView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.checks";

    private static final String GROUPING = "grouping";

    private Services services;
    private Grouping grouping = Grouping.PART;
    private List<PublishedChecks> runs = List.of();
    private final Map<String, CheckReport> whole = new HashMap<>();
    private String source = "";
    private ViewFrame frame;
    private Composite page;
    private Combo which;
    private Label summary;
    private Text filter;
    private FindingTree tree;
    private FindingDetails details;
    private final List<Subscription> closing = new ArrayList<>();

    @Override
    public void init(IViewSite site, IMemento memento) throws PartInitException {
        super.init(site, memento);
        String saved = memento == null ? null : memento.getString(GROUPING);
        for (Grouping g : Grouping.values()) {
            if (g.name().equals(saved)) {
                grouping = g;
            }
        }
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(GROUPING, grouping.name());
    }

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        frame = new ViewFrame(parent, services, 3, "list-checks", Messages.nothingChecked, Messages.whatAppearsHere);
        page = frame.page();
        frame.empty().action("org.campanile.ui.checks.first", Messages.checkLabAction, () -> Commands.run(getSite(), "org.campanile.ui.lab.check"));
        createHead();
        SashForm sash = new SashForm(page, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1));
        tree = new FindingTree(sash, services, findings -> details.show(findings.isEmpty() ? null : findings.getFirst()));
        details = new FindingDetails(sash, services);
        sash.setWeights(3, 2);
        MenuManager menu = new MenuManager();
        tree.viewer().getTree().setMenu(menu.createContextMenu(tree.viewer().getTree()));
        getSite().registerContextMenu(ID, menu, tree.viewer());
        getViewSite().getActionBars().updateActionBars();
        getSite().setSelectionProvider(tree.viewer());
        UiSubscription<List<PublishedChecks>> updates = new UiSubscription<>(frame.control(), this::show);
        updates.closing(services.checks().subscribe(updates));
        closing.add(services.theme().onChange(() -> {
            tree.viewer().refresh();
            details.recolor();
        }));
        show(services.checks().runs());
    }

    private void createHead() {
        which = Names.name(new Combo(page, SWT.READ_ONLY | SWT.DROP_DOWN), "org.campanile.ui.checks.run");
        which.addListener(SWT.Selection, e -> choose(runs.get(which.getSelectionIndex()).source()));
        filter = Names.name(new Text(page, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), "org.campanile.ui.checks.filter");
        filter.setMessage(Messages.filter);
        filter.setData(Names.FILTER, Boolean.TRUE);
        filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        filter.addListener(SWT.Modify, e -> showRun());
        filter.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                filter.setText("");
                tree.viewer().getTree().setFocus();
            }
        });
        summary = Names.name(new Label(page, SWT.NONE), "org.campanile.ui.checks.summary");
        summary.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
    }

    private void show(List<PublishedChecks> now) {
        boolean newRun = !now.isEmpty() && (runs.isEmpty() || !runs.getLast().source().equals(now.getLast().source()));
        runs = now;
        whole.keySet().retainAll(now.stream().map(PublishedChecks::source).toList());
        now.stream().filter(r -> r.report().complete()).forEach(r -> whole.put(r.source(), r.report()));
        if (newRun || run().isEmpty()) {
            source = now.isEmpty() ? "" : now.getLast().source();
        }
        String[] titles = runs.stream().map(r -> r.report().title()).toArray(String[]::new);
        if (!List.of(titles).equals(List.of(which.getItems()))) {
            which.setItems(titles);
            which.requestLayout();
        }
        frame.filled(!runs.isEmpty());
        showRun();
    }

    private void choose(String which) {
        source = which;
        showRun();
    }

    private void showRun() {
        Optional<PublishedChecks> run = run();
        run.ifPresent(r -> which.select(runs.indexOf(r)));
        Rerun rerun = run.map(r -> Rerun.of(whole.getOrDefault(r.source(), CheckReport.empty("")), r.report()))
                .orElse(new Rerun(CheckReport.empty(""), Set.of()));
        CheckReport report = rerun.report();
        List<Grouping.Group> groups = grouping.groups(report, filter.getText());
        tree.show(grouping, groups, rerun::isStale);
        List<Finding> selected = tree.selection();
        boolean none = !report.findings().isEmpty() && groups.stream().allMatch(g -> g.findings().isEmpty());
        details.show(selected.isEmpty() ? null : selected.getFirst(), none ? Messages.noneMatches : report.findings().isEmpty() && report.complete() ? Messages.nothingFound : Messages.selectFinding);
        summary.setText(report.complete() ? report.summary() : NLS.bind(Messages.soFar, report.summary()));
        summary.requestLayout();
    }

    private Optional<PublishedChecks> run() {
        return runs.stream().filter(r -> r.source().equals(source)).findFirst();
    }

    /** The report shown, empty when there is none. */
    Optional<CheckReport> report() {
        return run().map(PublishedChecks::report);
    }

    /** Groups in another way. */
    void group(Grouping how) {
        grouping = how;
        showRun();
        tree.expandAll();
    }

    /** The selected findings, or all of the run shown. */
    List<Finding> chosen() {
        List<Finding> selected = tree.selection();
        return selected.isEmpty() ? report().map(CheckReport::findings).orElse(List.of()) : selected;
    }

    /** Runs the checks of the selected findings again, or all. */
    void recheckSelected() {
        recheck(tree.selection().stream().map(Finding::rule).collect(Collectors.toSet()));
    }

    @Override
    public void refresh() {
        recheck(Set.of());
    }

    private void recheck(Set<String> rules) {
        run().filter(r -> r.recheck() != null).ifPresent(run -> {
            frame.banner().clear();
            services.jobs().job(NLS.bind(Messages.checkAgain, run.report().title()), task -> run.recheck().run(rules, task)).user()
                    .rule("checks/" + run.source()).family(ChecksView.class).on(frame.control()).done(newer -> {
                        PublishedChecks latest = runs.stream().filter(r -> r.source().equals(run.source())).findFirst().orElse(run);
                        services.checks().publish(latest.with(rules.isEmpty() ? newer : latest.report().replacedBy(newer)));
                    }).failed(f -> frame.banner().show(f, () -> recheck(rules))).start();
        });
    }

    @Override
    public void setFocus() {
        if (runs.isEmpty()) {
            frame.empty().setFocus();
        } else {
            tree.viewer().getTree().setFocus();
        }
    }

    @Override
    public void dispose() {
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
