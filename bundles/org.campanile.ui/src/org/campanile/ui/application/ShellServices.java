package org.campanile.ui.application;

import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.ask.Questions;
import org.campanile.core.history.AuditLog;
import org.campanile.core.history.History;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.lab.LabStore;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.secret.KnownSecrets;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.ui.ActiveLab;
import org.campanile.ui.ChecksService;
import org.campanile.ui.Ground;
import org.campanile.ui.Icons;
import org.campanile.ui.Jobs;
import org.campanile.ui.LabSecrets;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.demo.DemoLabControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The services of the window in one place, and those that the core's own types make up. Ends with the window. */
@Component(service = Services.class)
public final class ShellServices implements Services {

    private final Ground ground;
    private final Theme theme;
    private final Icons icons;
    private final Jobs jobs;
    private final ChecksService checks;
    private final ActiveLab activeLab;
    private final Questions questions;
    private final LabSecrets secrets;
    private final DemoLabControl demo;
    private final CertificateTrust certificates;
    private final CloudConnector connector = CloudConnector.create();
    private final RemoteAccess hosts;
    private final AuditLog audit;
    private final ReentrantLock turn = new ReentrantLock();
    private History history;

    /** Called by declarative services. */
    @Activate
    public ShellServices(@Reference Ground ground, @Reference Theme theme, @Reference Icons icons, @Reference Jobs jobs, @Reference ChecksService checks,
            @Reference ActiveLab activeLab, @Reference Questions questions, @Reference LabSecrets secrets, @Reference DemoLabControl demo) {
        this.ground = ground;
        this.theme = theme;
        this.icons = icons;
        this.jobs = jobs;
        this.checks = checks;
        this.activeLab = activeLab;
        this.questions = questions;
        this.secrets = secrets;
        this.demo = demo;
        certificates = new CertificateTrust(questions, ground.home().trustedCertificates());
        hosts = new RemoteAccess(secrets, questions, ground.home().knownHosts());
        audit = AuditLog.of(ground.home().audit());
    }

    @Override
    public LabSession session(Lab lab) {
        return new LabSession(lab, secrets, questions, certificates, connector, hosts);
    }

    @Override
    public LabSession quietSession(Lab lab) {
        Secrets known = new KnownSecrets(secrets);
        Questions nobody = Questions.nobody();
        return new LabSession(lab, known, nobody, new CertificateTrust(nobody, ground.home().trustedCertificates()), connector,
                hosts.with(known, nobody));
    }

    @Override
    public RemoteAccess hosts() {
        return hosts;
    }

    @Override
    public CloudConnector connector() {
        return connector;
    }

    @Override
    public History history() throws FailureException {
        turn.lock();
        try {
            if (history == null) {
                history = History.open(ground.home().history());
            }
            return history;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public Theme theme() {
        return theme;
    }

    @Override
    public Icons icons() {
        return icons;
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public ChecksService checks() {
        return checks;
    }

    @Override
    public ActiveLab activeLab() {
        return activeLab;
    }

    @Override
    public LabSecrets secrets() {
        return secrets;
    }

    @Override
    public Questions questions() {
        return questions;
    }

    @Override
    public CertificateTrust certificates() {
        return certificates;
    }

    @Override
    public Home home() {
        return ground.home();
    }

    @Override
    public LabStore labs() {
        return ground.labs();
    }

    @Override
    public DemoLabControl demo() {
        return demo;
    }

    /** Called by declarative services. */
    @Deactivate
    public void close() {
        turn.lock();
        try {
            if (history != null) {
                history.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
