package org.campanile.core.host;

import java.util.Objects;

/**
 * How a service is run where no init system knows it.
 *
 * @param name of the service
 * @param command a command line that stays in the foreground
 * @param user who runs it; empty for root
 * @param log file its output is added to
 */
public record PlainProcess(String name, String command, String user, String log) {

    public PlainProcess {
        Objects.requireNonNull(name);
        Objects.requireNonNull(command);
        user = user == null ? "" : user;
        log = log == null || log.isEmpty() ? "/var/log/" + name + ".log" : log;
    }

    String pidFile() {
        return "/var/run/campanile-" + name + ".pid";
    }
}
