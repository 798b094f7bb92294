package org.campanile.ui;

import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;

/** The secrets of the window's labs: those of a lab follow its name and go with it. Worker threads only. */
public interface LabSecrets extends Secrets {

    /** Keeps all secrets of a lab under its new name, whatever part they belong to. */
    void rename(String oldLab, String newLab) throws FailureException;

    /** Forgets all secrets of a lab. */
    void forgetLab(String lab) throws FailureException;

    /** Whether secrets outlive the program; false once secure storage has refused. */
    boolean keeps();
}
