package org.campanile.ui;

import org.campanile.core.ask.Questions;
import org.campanile.core.history.AuditLog;
import org.campanile.core.history.History;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.lab.LabStore;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.task.FailureException;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.ui.demo.DemoLabControl;
import org.eclipse.ui.services.IServiceLocator;

/**
 * What the shell hands to every part of the window. It is one of the shell's components of declarative services, made of the others;
 * a view, editor or handler takes it in one place by {@code Services.of(getSite())} and hands on what is needed.
 */
public interface Services {

    /** Symbolic name of the shell's bundle, for statuses and preferences. */
    String PLUGIN = "org.campanile.ui";

    /** The services of the workbench that {@code locator} (a part's site, a window) belongs to. */
    static Services of(IServiceLocator locator) {
        Services services = locator.getService(Services.class);
        if (services == null) {
            throw new IllegalStateException("The window was not started by " + PLUGIN + ".application");
        }
        return services;
    }

    /** Colours. */
    Theme theme();

    /** Images. */
    Icons icons();

    /** Work away from the UI thread. */
    Jobs jobs();

    /** Findings for the Checks view. */
    ChecksService checks();

    /** The lab the window works on. */
    ActiveLab activeLab();

    /** The labs the user keeps. */
    LabStore labs();

    /** Folders of the user's files. */
    Home home();

    /** What happened; opened when first asked for. Worker threads only. */
    History history() throws FailureException;

    /** The log of changes made to labs. */
    AuditLog audit();

    /** New shared connections to a lab; nothing is connected yet. The caller closes it. */
    LabSession session(Lab lab);

    /** As {@link #session}, for a look that the user has not asked for: what needs a question, of a password or of trust, fails. */
    LabSession quietSession(Lab lab);

    /** Connects to hosts, with trust in the host keys that were accepted before; for a lab use {@link #session}. */
    RemoteAccess hosts();

    /** Logs in to clouds; for a lab use {@link #session}. */
    CloudConnector connector();

    /** The demo lab of this program. */
    DemoLabControl demo();

    /** Passwords and keys; worker threads only. */
    LabSecrets secrets();

    /** Questions to the user, for the core; worker threads only. */
    Questions questions();

    /** Trust in servers' certificates, with what was accepted before. */
    CertificateTrust certificates();
}
