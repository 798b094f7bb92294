package org.campanile.ui.wizard;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabDraft;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.labs.RenameLabHandler;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.INewWizard;
import org.eclipse.ui.IWorkbench;

/**
 * "New lab", and with an existing lab "Edit lab". The lab is saved, and its passwords stored, in a job when it is finished; the wizard stays open until
 * that is done, so that a full disk loses nothing of what was typed. UI thread only.
 */
public final class NewLabWizard extends Wizard implements INewWizard {

    private Services services;
    private LabEdit edit;
    private final Lab old;
    private SourcePage source;
    private boolean saving;

    /** For a new lab; made by the workbench. */
    public NewLabWizard() {
        this(null);
    }

    /** For an existing lab. */
    NewLabWizard(Lab old) {
        this.old = old;
        setWindowTitle(old == null ? Messages.newLab : NLS.bind(Messages.editLab, old.name()));
        setHelpAvailable(false);
    }

    @Override
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        init(Services.of(workbench));
    }

    void init(Services all) {
        services = all;
        Set<String> taken = new HashSet<>();
        services.labs().snapshot().labs().stream().map(Lab::name).filter(n -> old == null || !n.equals(old.name())).forEach(taken::add);
        edit = old == null ? new LabEdit(LabDraft.blank().withCloud(LabDraft.Cloud.blank()), null, taken, new DraftSecrets())
                : new LabEdit(LabDraft.of(old), old.name(), taken, new DraftSecrets(services.secrets(), old.id()));
    }

    @Override
    public void addPages() {
        if (old == null) {
            source = new SourcePage(services, edit);
            addPage(source);
        }
        addPage(new CloudPage(services, edit));
        addPage(new BrokerPage(services, edit));
        addPage(new ControllersPage(services, edit));
        addPage(new HostsPage(services, edit));
        addPage(new LookPage(services, edit));
    }

    @Override
    public boolean canFinish() {
        return !saving && edit.complete() && (source == null || source.isPageComplete());
    }

    @Override
    public boolean performFinish() {
        Lab asTyped = edit.draft().toLab();
        DraftSecrets typed = edit.secrets();
        services.jobs().job(NLS.bind(Messages.saveLab, asTyped.name()), task -> {
            Lab lab = services.labs().replace(edit.oldName() == null ? asTyped.name() : edit.oldName(), asTyped);
            if (edit.oldName() != null && !edit.oldName().equals(lab.name())) {
                RenameLabHandler.tell(services, edit.oldName(), lab.name());
            }
            keep(lab.cloudKey(), typed.of("cloud"));
            keep(lab.brokerKey(), typed.of("broker"));
            for (HostProfile host : lab.hosts()) {
                keep(RemoteAccess.login(lab.id(), lab.name(), host), typed.of(HostsPage.row(host.name())));
            }
            return lab;
        }).user().rule("labs").on(getShell()).done(lab -> {
            services.activeLab().set(lab);
            getShell().close();
        }).finished(() -> saving(false)).start();
        saving(true);
        return false;
    }

    private void saving(boolean now) {
        saving = now;
        if (getContainer() != null) {
            getContainer().updateButtons();
        }
    }

    private void keep(SecretKey key, Optional<Secret> secret) throws FailureException {
        if (secret.isPresent() && !key.user().isEmpty()) {
            services.secrets().store(key, secret.get());
        }
    }
}
