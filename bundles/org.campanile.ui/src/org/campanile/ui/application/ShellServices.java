package org.campanile.ui.application;

import java.net.URL;
import java.nio.file.Path;
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
import org.campanile.ui.Icons;
import org.campanile.ui.Jobs;
import org.campanile.ui.LabSecrets;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.ask.WindowQuestions;
import org.campanile.ui.demo.DemoLabControl;
import org.campanile.ui.demo.EmbeddedDemoLab;
import org.campanile.ui.secrets.SecureStorage;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeManager;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Makes the services of the window from their parts and ends them with it. */
final class ShellServices implements Services, AutoCloseable {

    private final Theme theme;
    private final Icons icons;
    private final Jobs jobs;
    private final ChecksService checks = new ChecksService();
    private final ActiveLab activeLab = new ActiveLab();
    private final WindowQuestions questions;
    private final CertificateTrust certificates;
    private final LabSecrets secrets;
    private final Home home;
    private final LabStore labs;
    private final DemoLabControl demo;
    private final CloudConnector connector = CloudConnector.create();
    private final AuditLog audit;
    private final Display display;
    private final ReentrantLock turn = new ReentrantLock();
    private History history;
    /** A lab that is saved while the window closes has nobody to tell. */
    private AutoCloseable following = () -> {
    };

    private ShellServices(Display display, Home home, LabStore labs) {
        this.display = display;
        this.home = home;
        this.labs = labs;
        audit = AuditLog.of(home.audit());
        theme = new Theme(display, () -> dark(display));
        icons = new Icons(theme, ShellServices::lucide);
        jobs = new Jobs(display);
        questions = new WindowQuestions(display);
        certificates = new CertificateTrust(questions, home.trustedCertificates());
        secrets = new SecureStorage(SecurePreferencesFactory::getDefault, questions);
        demo = new DemoLabControl(this, new EmbeddedDemoLab(home.root().resolve("demo-lab")));
    }

    static ShellServices create(Display display) throws FailureException {
        String root = System.getProperty("campanile.home");
        Home home = root == null ? Home.system() : new Home(Path.of(root));
        home.create();
        LabStore store = LabStore.open(home.labs());
        return new ShellServices(display, home, store);
    }

    private static URL lucide(String path) {
        Bundle bundle = Platform.getBundle("org.webjars.npm.lucide-static");
        return bundle == null ? null : bundle.getEntry(path);
    }

    private static boolean dark(Display display) {
        BundleContext context = FrameworkUtil.getBundle(ShellServices.class).getBundleContext();
        ServiceReference<IThemeManager> reference = context.getServiceReference(IThemeManager.class);
        if (reference == null) {
            return false;
        }
        ITheme active = context.getService(reference).getEngineForDisplay(display).getActiveTheme();
        return active != null && active.getId().contains("dark");
    }

    /** Keeps the active lab in step with the store. UI thread. */
    void follow() {
        following = labs.subscribe(snapshot -> display.asyncExec(() -> activeLab.follow(snapshot)));
        activeLab.follow(labs.snapshot());
    }

    @Override
    public LabSession session(Lab lab) {
        return new LabSession(lab, secrets, questions, certificates, connector, new RemoteAccess(secrets, questions, home.knownHosts()));
    }

    @Override
    public LabSession quietSession(Lab lab) {
        Secrets known = new KnownSecrets(secrets);
        Questions nobody = Questions.nobody();
        return new LabSession(lab, known, nobody, new CertificateTrust(nobody, home.trustedCertificates()), connector,
                new RemoteAccess(known, nobody, home.knownHosts()));
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
                history = History.open(home.history());
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
        return home;
    }

    @Override
    public LabStore labs() {
        return labs;
    }

    @Override
    public DemoLabControl demo() {
        return demo;
    }

    @Override
    public void close() throws Exception {
        turn.lock();
        try {
            following.close();
            demo.close();
            if (history != null) {
                history.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
