package org.campanile.core.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

import org.campanile.core.host.ServiceStatus.State;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Starts, stops and looks at services of a host by whatever starts them there: systemd, upstart, scripts in /etc/init.d, or as a plain process where
 * none of these knows the service. Stateless; blocks, so worker threads only.
 */
public final class ServiceControl {

    /** The services that a lab for Murano stands on, by the names they have in the guide and in today's distributions. */
    public static final List<String> OF_A_LAB = List.of("murano-api", "murano-engine", "murano-conductor", "apache2", "httpd", "rabbitmq-server", "smbd", "smb");

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.@_-]*");

    private final Host host;
    private final Optional<PlainProcess> plain;

    ServiceControl(Host host) {
        this(host, Optional.empty());
    }

    private ServiceControl(Host host, Optional<PlainProcess> plain) {
        this.host = host;
        this.plain = plain;
    }

    /** The same, which runs this service as a plain process where no init system knows it. */
    public ServiceControl orPlain(PlainProcess process) {
        return new ServiceControl(host, Optional.of(process));
    }

    /** How a service stands; one that does not exist is a result. */
    public ServiceStatus status(String name, Task task) throws FailureException {
        String doing = "looking at service " + name;
        CommandResult result = host.lookAsRoot(ServiceScripts.status(host.facts().init(), checked(name), plainOf(name)), task);
        return ServiceScripts.read(name, host.succeeded(doing, result).out());
    }

    /** How several stand, in their order, asked at once. */
    public List<ServiceStatus> statuses(List<String> names, Task task) throws FailureException {
        List<ServiceStatus> found = new ArrayList<>();
        try (ExecutorService at = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ServiceStatus>> asked = names.stream().map(n -> at.submit(() -> status(n, task))).toList();
            for (Future<ServiceStatus> one : asked) {
                found.add(task.await(one, "looking at services"));
            }
        }
        return List.copyOf(found);
    }

    /** Starts a service; nothing happens when it runs. */
    public void start(String name, Task task) throws FailureException {
        act(name, "start", "starting", task);
    }

    /** Stops a service; nothing happens when it does not run. */
    public void stop(String name, Task task) throws FailureException {
        act(name, "stop", "stopping", task);
    }

    /** Stops a service when it runs, and starts it. */
    public void restart(String name, Task task) throws FailureException {
        act(name, "restart", "restarting", task);
    }

    /** Has a service start with the machine, or not; a plain process never does. */
    public void enable(String name, boolean yes, Task task) throws FailureException {
        String doing = (yes ? "enabling" : "disabling") + " service " + name;
        exists(name, doing, task);
        host.require(doing, Command.of(ServiceScripts.enable(host.facts().init(), name, yes)).within(LIMIT), task);
    }

    private void act(String name, String verb, String gerund, Task task) throws FailureException {
        String doing = gerund + " service " + name;
        exists(name, doing, task);
        String script = ServiceScripts.act(host.facts().init(), name, verb, plainOf(name));
        CommandResult result = host.sudo(Command.of("sh -c " + Command.quote(script)).within(LIMIT), task);
        if (!result.ok()) {
            String log = String.join("\n", log(name, "", 10, task));
            String said = (result.err() + result.out()).strip();
            throw new FailureException(new Failure(Kind.REMOTE, doing, host.where(), (said + "\n" + log).strip(), "The service could not be "
                    + (verb.equals("stop") ? "stopped." : "started."), "Look into its log for the cause."));
        }
    }

    private void exists(String name, String doing, Task task) throws FailureException {
        if (status(name, task).state() == State.ABSENT) {
            throw new FailureException(new Failure(Kind.NOT_FOUND, doing, host.where(), "", "The host has no service " + name + ".",
                    "Check the name, or install what brings the service."));
        }
    }

    /**
     * The last lines that a service has logged.
     *
     * @param file its log file; empty for the one that it is known to have and for what the init system keeps, which then come one after the other
     */
    public List<String> log(String name, String file, int lines, Task task) throws FailureException {
        CommandResult result = host.lookAsRoot(ServiceScripts.log(host.facts().init(), checked(name), file, lines, plainOf(name)), task);
        return host.succeeded("reading the log of " + name, result).out().lines().toList();
    }

    /** The command that a person would type. @param verb {@code start}, {@code stop}, {@code restart} or {@code status} */
    public String command(String name, String verb) {
        return switch (host.facts().init()) {
            case SYSTEMD -> "systemctl " + verb + " " + name;
            case UPSTART -> "initctl " + verb + " " + name;
            case SYSVINIT, NONE -> "/etc/init.d/" + name + " " + verb;
        };
    }

    private Optional<PlainProcess> plainOf(String name) {
        return plain.filter(p -> p.name().equals(name));
    }

    private String checked(String name) throws FailureException {
        if (!NAME.matcher(name).matches()) {
            throw new FailureException(new Failure(Kind.BAD_INPUT, "looking at a service", name, "", "This is no name of a service.",
                    "Use letters, digits and . @ - _ only."));
        }
        return name;
    }
}
