package org.campanile.ui;

import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;

/** The secrets of the window's labs: those of a lab stay with it, whatever it is called, and go with it. Worker threads only. */
public interface LabSecrets extends Secrets {

    /** Forgets all secrets of a lab. @param lab its id */
    void forgetLab(String lab) throws FailureException;

    /** Whether secrets outlive the program; false once secure storage has refused. */
    boolean keeps();
}
