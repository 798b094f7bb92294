package org.campanile.ui.setup.logs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.lab.Lab;
import org.campanile.core.logs.LogLine;
import org.campanile.core.logs.LogQuery;
import org.campanile.core.logs.LogSeverity;
import org.campanile.core.logs.LogSource;
import org.campanile.core.logs.LogStatus;
import org.campanile.core.logs.LogView;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.TextExport;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.ViewFrame;
import org.campanile.ui.setup.diagnosis.LinkDetails;
import org.campanile.ui.setup.diagnosis.Toggles;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** Logs of hosts of the active lab, merged by time, filtered and followed. Reading and searching are done on worker threads. */
public final class LogsView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = LogIds.VIEW;

    private static final String CHOSEN = "chosen";
    private static final int GATHER_MS = 150;
    private static final int LEAST_FILTER = 140;
    private static final int LONGEST = 8000;
    private static final List<LogSeverity> LEVELS = List.of(LogSeverity.UNKNOWN, LogSeverity.INFO, LogSeverity.WARNING, LogSeverity.ERROR, LogSeverity.CRITICAL);

    private final List<Subscription> closing = new ArrayList<>();
    private Services services;
    private FailureBanner banner;
    private ViewFrame frame;
    private Composite page;
    private Text filter;
    private Combo severity;
    private Toggles toggles;
    private ToolItem follow;
    private ToolItem fold;
    private ToolItem harmless;
    private Label count;
    private Label status;
    private LogTable table;
    private LinkDetails details;
    private LogChooser.Choice chosen = new LogChooser.Choice(List.of(), false);
    private final Set<LogSource> hidden = new HashSet<>();
    private LogReading reading;
    private boolean searching;
    private boolean again;
    private Lab of;
    private Failure ofReading;
    private Failure ofQuery;

    @Override
    public void init(IViewSite site, IMemento memento) throws PartInitException {
        super.init(site, memento);
        String saved = memento == null ? null : memento.getString(CHOSEN);
        if (saved != null) {
            List<LogSource> sources = new ArrayList<>();
            for (String line : saved.lines().toList()) {
                try {
                    sources.add(LogSource.parse(line));
                } catch (FailureException e) {
                    // A name from a state that somebody edited is left out; the chooser shows what is left.
                    continue;
                }
            }
            chosen = new LogChooser.Choice(sources, false);
        }
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(CHOSEN, chosen.sources().stream().map(LogSource::label).collect(Collectors.joining("\n")));
    }

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        frame = new ViewFrame(parent, services, 5, "scroll-text", Messages.noLogsAreRead, Messages.logsExplained);
        frame.empty().action(LogIds.VIEW + ".first", Messages.chooseLogsAction, this::choose);
        banner = frame.banner();
        page = frame.page();
        createHead();
        SashForm sash = new SashForm(page, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 5, 1));
        table = new LogTable(sash, services, this::select);
        details = new LinkDetails(sash, services, LogIds.VIEW + ".details");
        details.hint(Messages.selectLine);
        sash.setWeights(5, 2);
        status = Names.name(new Label(page, SWT.NONE), LogIds.VIEW + ".status");
        status.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 5, 1));
        createMenu();
        closing.add(services.theme().onChange(() -> {
            table.table().clearAll();
            details.recolor();
            toggles.recolor();
        }));
    }

    private void createHead() {
        filter = Names.name(new Text(page, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), LogIds.VIEW + ".filter");
        filter.setMessage(Messages.searchHint);
        filter.setData(Names.FILTER, Boolean.TRUE);
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.minimumWidth = LEAST_FILTER;
        filter.setLayoutData(wide);
        filter.addListener(SWT.Modify, e -> gather());
        filter.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                filter.setText("");
                table.table().setFocus();
            }
        });
        severity = Names.name(new Combo(page, SWT.READ_ONLY), LogIds.VIEW + ".severity");
        LEVELS.forEach(l -> severity.add(l == LogSeverity.UNKNOWN ? Messages.allSeverities : l == LogSeverity.CRITICAL ? l.label() : NLS.bind(Messages.severityAndAbove, l.label())));
        severity.select(0);
        severity.addListener(SWT.Selection, e -> search());
        toggles = new Toggles(page, services, LogIds.VIEW);
        follow = toggles.add("follow", Messages.follow, Messages.followHelp, true, this::search);
        fold = toggles.add("fold", Messages.fold, Messages.foldHelp, true, this::search);
        harmless = toggles.add("harmless", Messages.hideHarmless, Messages.hideHarmlessHelp, false, this::search);
        Button choose = Names.name(new Button(page, SWT.PUSH), LogIds.VIEW + ".choose");
        choose.setText(Messages.logs);
        choose.addListener(SWT.Selection, e -> choose());
        count = Names.name(new Label(page, SWT.RIGHT), LogIds.VIEW + ".count");
    }

    private void createMenu() {
        Menu menu = new Menu(table.table());
        table.table().setMenu(menu);
        item(menu, "copy", Messages.copy, table::copy);
        item(menu, "save", Messages.saveShown, () -> TextExport.ask(getSite().getShell(), Messages.saveLogs, "logs.txt", table.text()));
        item(menu, "hide", Messages.hideThisLog, () -> selected().ifPresent(l -> {
            hidden.add(l.source());
            search();
        }));
        item(menu, "showAll", Messages.showAllLogs, () -> {
            hidden.clear();
            search();
        });
    }

    private static void item(Menu menu, String id, String label, Runnable run) {
        MenuItem item = Names.name(new MenuItem(menu, SWT.PUSH), LogIds.VIEW + "." + id);
        item.setText(label);
        item.addListener(SWT.Selection, e -> run.run());
    }

    private Optional<LogLine> selected() {
        int index = table.table().getSelectionIndex();
        return table.view().filter(v -> index >= 0 && index < v.size()).flatMap(v -> v.entry(index));
    }

    private void choose() {
        Optional<Lab> lab = services.activeLab().get();
        LogChooser.Choice next = new LogChooser(getSite().getShell(), lab.orElseGet(() -> Lab.named("none")), chosen.sources(), chosen.asRoot()).ask();
        if (next != null) {
            read(lab.orElseGet(() -> Lab.named("none")), next);
        }
    }

    /** Reads these logs instead of the earlier ones. */
    public void read(Lab lab, List<LogSource> sources) {
        read(lab, new LogChooser.Choice(sources, false));
    }

    private void read(Lab lab, LogChooser.Choice next) {
        end();
        of = lab;
        chosen = next;
        hidden.clear();
        banner.clear();
        details.hint(Messages.selectLine);
        if (!next.sources().isEmpty()) {
            status.setText(Messages.connecting);
            UiSubscription<List<LogStatus>> updates = new UiSubscription<>(page, this::news);
            try {
                reading = new LogReading(services, lab, next, updates);
            } catch (FailureException e) {
                banner.show(e.failure(), null);
            }
            services.jobs().job(Messages.readSymptoms, task -> Knowledge.with(services.home().root().resolve(Knowledge.FILE))).system().on(page)
                    .done(table::knowledge).failed(f -> banner.show(f, null)).start();
        }
        frame.filled(reading != null);
        search();
    }

    private void end() {
        if (reading != null) {
            reading.close();
            reading = null;
        }
    }

    private void news(List<LogStatus> states) {
        List<String> words = new ArrayList<>();
        for (LogStatus s : states) {
            if (s.state() != LogStatus.State.FOLLOWING) {
                words.add(s.source().label() + ": " + s.state().label());
            }
        }
        long bytes = states.stream().mapToLong(LogStatus::bytes).sum();
        String read = states.size() == 1 ? NLS.bind(Messages.oneLogRead, bytes >> 10) : NLS.bind(Messages.logsRead, states.size(), bytes >> 10);
        status.setText((words.isEmpty() ? read : read + ". " + String.join("; ", words)).replace("&", "&&"));
        Optional<Failure> failure = states.stream().flatMap(s -> s.failure().stream()).findFirst();
        if (failure.isPresent() && !failure.get().equals(banner.failure())) {
            banner.show(failure.get(), this::refresh);
        } else if (failure.isEmpty()) {
            over(ofReading);
        }
        ofReading = failure.orElse(null);
        if (follow.getSelection() || table.view().isEmpty() || table.view().get().size() == 0) {
            gather();
        }
    }

    private final Runnable gathered = this::search;

    /** Several keys or pieces of news in a moment cost one search. */
    private void gather() {
        // the widgets have gone before
        PlatformUI.getWorkbench().getDisplay().timerExec(-1, gathered);
        page.getDisplay().timerExec(GATHER_MS, gathered);
    }

    private void search() {
        if (reading == null || page.isDisposed()) {
            return;
        }
        if (searching) {
            again = true;
            return;
        }
        LogQuery query;
        try {
            query = LogQuery.ALL.typed(filter.getText()).from(LEVELS.get(severity.getSelectionIndex())).leavingOut(hidden).hidingHarmless(harmless.getSelection())
                    .foldedIf(fold.getSelection());
        } catch (FailureException e) {
            ofQuery = e.failure();
            banner.show(ofQuery, null);
            return;
        }
        over(ofQuery);
        ofQuery = null;
        searching = true;
        LogReading in = reading;
        services.jobs().job(Messages.searchLogs, task -> in.search().run(query, task)).system().family(LogsView.class).on(page).done(found -> {
            if (in == reading) {
                show(found);
            }
        }).failed(f -> banner.show(f, null)).finished(() -> {
            searching = false;
            if (again) {
                again = false;
                search();
            }
        }).start();
    }

    /** Takes a failure away that holds no longer, and no other one. */
    private void over(Failure failure) {
        if (failure != null && failure.equals(banner.failure())) {
            banner.clear();
        }
    }

    private void show(LogView found) {
        table.show(found, follow.getSelection());
        count.setText(NLS.bind(Messages.linesShown, found.size(), found.searched()));
        count.requestLayout();
    }

    private void select(int index) {
        if (table.table().getSelectionCount() > 1 || index < 0 || table.view().isEmpty() || index >= table.view().get().size()) {
            return;
        }
        LogView in = table.view().get();
        in.entry(index).ifPresent(line -> {
            String whole = in.text(index);
            details.show(line.source().label() + line.time().map(t -> "  " + org.campanile.ui.Ages.exact(t)).orElse(""), Shown.of(whole).lines().map(LogsView::cut).collect(Collectors.joining("\n")),
                    table.symptoms(line, whole));
        });
    }

    /** The begin of a line that is longer than a widget can break into rows in a moment; copying and saving take all of it. */
    private static String cut(String line) {
        return line.length() <= LONGEST ? line : NLS.bind(Messages.lineCut, line.substring(0, LONGEST), line.length() - LONGEST);
    }

    @Override
    public void refresh() {
        Optional.ofNullable(of).or(services.activeLab()::get).ifPresent(lab -> read(lab, chosen));
    }

    @Override
    public void setFocus() {
        frame.focus(table.table());
    }

    @Override
    public void dispose() {
        // the widgets have gone before
        PlatformUI.getWorkbench().getDisplay().timerExec(-1, gathered);
        closing.reversed().forEach(Subscription::close);
        end();
        super.dispose();
    }
}
