package org.campanile.core.deploy;

/** Is told of every change after it was made or refused, for the audit log. Must not throw. */
@FunctionalInterface
public interface Audit {

    /**
     * A change.
     *
     * @param action what was done, e.g. {@code "create stack"}
     * @param subject to what
     * @param command what a person would have typed, without secrets
     * @param result {@code "done"} or what came back
     */
    void record(String action, String subject, String command, String result);
}
