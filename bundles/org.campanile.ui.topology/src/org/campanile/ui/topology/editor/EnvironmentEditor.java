package org.campanile.ui.topology.editor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.deploy.DeployTarget;
import org.campanile.ui.topology.deploy.DeploymentModel;
import org.campanile.ui.topology.deploy.DeploymentTester;
import org.campanile.ui.topology.deploy.Ended;
import org.campanile.ui.topology.document.Draft;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.document.EnvironmentStore;
import org.campanile.ui.topology.form.Choices;
import org.campanile.ui.topology.form.FormActions;
import org.campanile.ui.topology.layout.AutomaticLayout;
import org.campanile.ui.topology.plan.PlanModel;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.menus.IMenuService;
import org.eclipse.ui.part.MultiPageEditorPart;
import org.eclipse.ui.services.IEvaluationService;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;

/** The editor of an environment's file: pages Topology, Table and Source, undo, save, and what is deployed of it. UI thread only. */
public final class EnvironmentEditor extends MultiPageEditorPart implements DeployTarget, FormActions, OutsideChanges.Host, Refreshable {

    private static final int TABLE = 1;
    private static final int SOURCE = 2;

    private ServiceTypes types;
    private Path file;
    private Services services;
    private EnvironmentStore store;
    private EnvironmentDocument document;
    private DeploymentModel deployment;
    private LabLink lab;
    private Background background;
    private Composite place;
    private Label reading;
    private FailureBanner banner;
    private TopologyPage page;
    private Composite rows;
    private TablePage table;
    private EnvironmentOutline outline;
    private SourcePage source;
    private SourceText text;
    private OutsideChanges outside;
    private boolean leaving;

    @Override
    public void init(IEditorSite site, IEditorInput input) throws PartInitException {
        if (!(input instanceof EnvironmentInput named)) {
            throw new PartInitException(NLS.bind(Messages.environmentFileExpected, input.getName()));
        }
        super.init(site, input);
        services = Services.of(site);
        file = named.file();
        setPartName(named.getName());
        site.getService(IContextService.class).activateContext(Topology.CONTEXT);
    }

    @Override
    protected void createPages() {
        place = new Composite(getContainer(), SWT.NONE);
        place.setLayout(GridLayoutFactory.fillDefaults().spacing(0, 0).create());
        banner = new FailureBanner(place, services);
        reading = new Label(place, SWT.CENTER);
        reading.setText(NLS.bind(Messages.readingFile, file.getFileName()));
        reading.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, true));
        setPageText(addPage(place), Messages.topology);
        rows = new Composite(getContainer(), SWT.NONE);
        rows.setLayout(new FillLayout());
        setPageText(addPage(rows), Messages.table);
        source = new SourcePage(getContainer(), services, () -> firePropertyChange(PROP_DIRTY));
        setPageText(addPage(source), Messages.source);
        deployment = new DeploymentModel(services, () -> types, place, result -> Ended.tell(this, services, result));
        deployment.subscribe(state -> getSite().getService(IEvaluationService.class).requestEvaluation(DeploymentTester.CHANGING));
        services.jobs().job(Messages.prepareLayout, task -> AutomaticLayout.warmUp()).system().start();
        ((EnvironmentInput) getEditorInput()).take(services).then(place, this::opened, why -> banner.show(why, null));
    }

    private void opened(Opening first) {
        types = first.types();
        store = first.store();
        text = new SourceText(services, source, store);
        outside = new OutsideChanges(services, store, place, banner, this);
        switch (first.opened()) {
            case EnvironmentStore.Read read -> edit(read.draft());
            case EnvironmentStore.Broken broken -> {
                reading.setText(Messages.correctFileFirst);
                banner.show(broken.why().failure(), null);
                source.show(broken.text());
                setActivePage(SOURCE);
                source.refuse(broken.why());
            }
        }
    }

    private void edit(Draft draft) {
        document = new EnvironmentDocument(draft, types, getSite().getWorkbenchWindow().getWorkbench().getOperationSupport().getOperationHistory());
        lab = new LabLink(services, place, this::labChanged);
        background = new Background(services, document, lab, deployment, place, this::choicesChanged);
        background.arrange();
        reading.dispose();
        ToolBarManager tools = new ToolBarManager(SWT.FLAT | SWT.RIGHT);
        IMenuService menus = getSite().getService(IMenuService.class);
        menus.populateContributionManager(tools, "toolbar:" + Topology.EDITOR);
        page = new TopologyPage(place, services, document, deployment, this, tools);
        page.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        page.addDisposeListener(e -> menus.releaseContributions(tools));
        if (outline != null) {
            place.getDisplay().asyncExec(() -> outline.open(document)); // the drawing comes first
        }
        MenuManager menu = new MenuManager();
        page.canvas().setMenu(menu.createContextMenu(page.canvas()));
        getSite().registerContextMenu(Topology.CANVAS, menu, getSite().getSelectionProvider());
        document.subscribe(this::changed);
        firePropertyChange(PROP_INPUT); // views that follow the document have it from here on
        place.layout(true, true);
        labChanged();
        shown(getActivePage());
    }

    private void changed(EnvironmentDocument.Change change) {
        if (change == EnvironmentDocument.Change.DRAFT) {
            background.start();
            deployment.edited();
            if (getActivePage() == SOURCE) {
                text.show(document.environment());
            }
        }
        if (change == EnvironmentDocument.Change.FRAMES) {
            background.arrange();
        }
        if (change == EnvironmentDocument.Change.DRAFT || change == EnvironmentDocument.Change.SAVED) {
            firePropertyChange(PROP_DIRTY);
            ICommandService commands = getSite().getService(ICommandService.class);
            commands.refreshElements("org.eclipse.ui.edit.undo", null);
            commands.refreshElements("org.eclipse.ui.edit.redo", null);
        }
    }

    private void labChanged() {
        if (page != null) {
            choicesChanged();
            background.check();
            if (lab.lab().isPresent() && !deployment.state().lab().equals(lab.lab()) && !deployment.state().changing()) {
                deployment.read(lab.lab().get(), document.environment());
            }
        }
    }

    private void choicesChanged() {
        page.choicesChanged();
        if (table != null) {
            table.choicesChanged();
        }
    }

    /** Made when it is first looked at, so that nobody waits for it before. */
    private void fillTable() {
        if (table == null && document != null) {
            table = new TablePage(rows, services, document, this);
            rows.layout(true, true);
        }
    }

    @Override
    protected void pageChange(int index) {
        super.pageChange(index);
        if (leaving) {
            return;
        }
        if (index != SOURCE && source.edited()) {
            leaving = true;
            setActivePage(SOURCE);
            leaving = false;
            text.take(typed -> {
                typed(typed);
                setActivePage(index);
            });
        } else {
            shown(index);
        }
    }

    private void shown(int index) {
        if (index == SOURCE && document != null) {
            text.show(document.environment());
        } else if (index == TABLE) {
            fillTable();
        }
        setFocus();
        getSite().getService(IEvaluationService.class).requestEvaluation(DeploymentTester.CHANGING);
    }

    /** Makes what was typed in Source the document. */
    private void typed(Environment parsed) {
        if (document == null) {
            banner.clear();
            edit(new Draft(parsed, Layout.EMPTY));
            document.saved(null);
        } else {
            document.edit(Messages.editSource, env -> parsed);
        }
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        try {
            if (source.edited() && !text.take(monitor, this::typed) || document == null) {
                monitor.setCanceled(true);
                return;
            }
            if (table != null) {
                table.finish();
            }
            Draft draft = document.draft();
            Draft written = Aside.run(() -> store.write(draft), monitor, place.getDisplay());
            // What was edited while it was written stays, and is not saved yet.
            document.apply(Messages.keepPasswords, "", d -> d.equals(draft) ? written : d);
            document.saved(written);
            banner.clear();
        } catch (FailureException e) {
            monitor.setCanceled(true);
            banner.show(e.failure(), null);
        } catch (InterruptedException e) {
            monitor.setCanceled(true);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void taken(Draft draft) {
        if (document == null) {
            edit(draft);
        } else {
            document.reload(draft);
        }
        text.replace(document.environment());
    }

    @Override
    public boolean isDirty() {
        return document != null && document.dirty() || source != null && source.edited();
    }

    @Override
    public void doSaveAs() {
        throw new IllegalStateException("not allowed");
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public void setFocus() {
        if (getActivePage() == SOURCE) {
            source.setFocus();
        } else if (getActivePage() == TABLE && table != null) {
            table.setFocus();
        } else if (page != null) {
            page.setFocus();
        } else {
            place.setFocus();
        }
    }

    @Override
    public void refresh() {
        if (document != null) {
            lab.read();
            lab.lab().ifPresent(l -> deployment.read(l, document.environment()));
        }
    }

    /** The open document, {@code null} while the file is read or wrong. */
    public EnvironmentDocument document() {
        return document;
    }

    boolean inSource() {
        return getActivePage() == SOURCE;
    }

    /** The page Table while it is the one shown. */
    Optional<TablePage> rows() {
        return getActivePage() == TABLE ? Optional.ofNullable(table) : Optional.empty();
    }

    Services services() {
        return services;
    }

    /** The page Topology, {@code null} while the file is read or wrong. */
    TopologyPage page() {
        return page;
    }

    /** The canvas, {@code null} while there is none; for tests, which speak of services and not of pixels. */
    public TopologyCanvas canvas() {
        return page == null ? null : page.canvas();
    }

    /** Whether rules and layout have caught up with the last edit. */
    public boolean settled() {
        return background != null && background.idle() && text.idle();
    }

    /** Shows one of the pages: 0 for Topology, 1 for Table, 2 for Source. */
    public void showPage(int index) {
        setActivePage(index);
    }

    @Override
    public Optional<Environment> environment() {
        return Optional.ofNullable(document).map(EnvironmentDocument::environment);
    }

    @Override
    public ServiceTypes types() {
        return types;
    }

    @Override
    public DeploymentModel deployment() {
        return deployment;
    }

    @Override
    public boolean replace(String label, Environment with) {
        document.edit(label, env -> new Environment(env.id(), with.name(), with.services(), with.others()));
        return getSite().getPage().saveEditor(this, false) && !isDirty();
    }

    @Override
    public Choices choices() {
        return lab == null ? Choices.NONE : lab.choices();
    }

    @Override
    public Set<SecretRef> knownSecrets() {
        return background == null ? Set.of() : background.known();
    }

    @Override
    public void keep(SecretRef ref, Secret secret) {
        background.keep(ref, secret, why -> banner.show(why, null));
    }

    @Override
    public <T> T getAdapter(Class<T> adapter) {
        if (adapter == IContentOutlinePage.class) {
            outline = new EnvironmentOutline(services, document);
            return adapter.cast(outline);
        }
        return adapter == PlanModel.class && page != null ? adapter.cast(page.plan()) : super.getAdapter(adapter);
    }

    @Override
    public void dispose() {
        if (outside != null) {
            outside.close();
        }
        if (background != null) {
            background.close();
            lab.close();
            document.close();
        }
        super.dispose();
    }
}
