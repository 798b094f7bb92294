package org.campanile.ui.demo;

import java.util.Map;

import org.campanile.core.lab.Lab;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Starts the demo lab. Worker threads only. */
@FunctionalInterface
public interface DemoLabStarter {

    /** Starts all its services and comes back when they answer. @param keep whether its state outlives the program */
    Running start(boolean keep, Task task) throws FailureException;

    /** A demo lab that runs. */
    interface Running extends AutoCloseable {
        /** Its description for the list of labs. */
        Lab lab();

        /** Passwords of its parts. */
        Map<SecretKey, Secret> secrets();

        /** Ends it. */
        @Override
        void close();
    }
}
