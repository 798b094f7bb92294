package org.campanile.core.setup.services;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.campanile.core.host.Host;
import org.campanile.core.host.PlainProcess;
import org.campanile.core.host.ServiceControl;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code host.service}: a service of a host runs, or does not, whatever init system it has; started ones are watched until they are healthy. */
final class ServiceKind implements StepKind {

    private static final String RUNNING = "running";

    @Override
    public String id() {
        return "host.service";
    }

    @Override
    public String summary() {
        return "A service of a host runs or is stopped, and starts with the machine or not, by systemd, upstart, init scripts, or as a plain process.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "Host of the lab."),
                KindParameter.required("service", ValueType.TEXT, "Name of the service."),
                KindParameter.choice("state", "Whether it shall run.", RUNNING, "stopped"),
                KindParameter.choice("enabled", "Whether it shall start with the machine; keep leaves it as it is.", "keep", "yes", "no"),
                KindParameter.optional("port", ValueType.NUMBER, "", "Port at which it answers when it is healthy."),
                KindParameter.optional("address", ValueType.TEXT, "", "Address at which it answers, seen from its host."),
                KindParameter.optional("log", ValueType.TEXT, "", "File it logs to."),
                KindParameter.optional("config", ValueType.TEXT, "", "File that it reads when it starts; it is restarted when that was changed since."),
                KindParameter.optional("command", ValueType.TEXT, "", "Command of a plain process, where no init system knows the service."),
                KindParameter.optional("user", ValueType.TEXT, "", "Who runs that command."),
                KindParameter.optional("patience", ValueType.NUMBER, "90", "Seconds until it has to be healthy."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        List<ValueProblem> found = new ArrayList<>();
        if (!with.text("service").matches("[A-Za-z0-9][A-Za-z0-9.@_-]*")) {
            found.add(new ValueProblem("service", "The name of a service is made of letters, digits and . @ - _ only."));
        }
        if (!with.text("user").matches("[a-z_][a-z0-9_-]*|")) {
            found.add(new ValueProblem("user", "This is no name of a user."));
        }
        return found;
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Turn(entry, ground)));
    }

    private static final class Turn extends HostStep {

        private static final String STARTED = "started service";
        private static final String STOPPED = "stopped service";
        private static final String ENABLED = "enabled service";
        private static final String DISABLED = "disabled service";

        private final Values with;
        private final String service;
        private final boolean run;

        Turn(StepSpec entry, Ground ground) {
            super(ground, entry.with().host("host"), entry.id(), entry.titleOr((entry.with().text("state").equals(RUNNING) ? "Start " : "Stop ")
                    + entry.with().text("service")), "Service " + entry.with().text("service") + " on " + entry.with().host("host") + " is "
                            + does(entry.with()), List.of(), List.of("sudo service " + entry.with().text("service") + " " + verb(entry.with())), Duration.ofSeconds(10));
            this.with = entry.with();
            this.service = with.text("service");
            this.run = with.text("state").equals(RUNNING);
        }

        private static String does(Values with) {
            if (!with.text("state").equals(RUNNING)) {
                return "stopped.";
            }
            return "started and watched until it is healthy" + (with.text("config").isEmpty() ? "." : "; one that has run since before " + with.text("config") + " was changed is restarted.");
        }

        /** Restarting starts one that does not run, too. */
        private static String verb(Values with) {
            return !with.text("state").equals(RUNNING) ? "stop" : with.text("config").isEmpty() ? "start" : "restart";
        }

        @Override
        public String where() {
            return hostName();
        }

        @Override
        public Map<String, String> rereads() {
            String config = with.text("config");
            return run && !config.isEmpty() ? Map.of(hostName() + ":" + config, "It will be restarted, since " + config + " changes.") : Map.of();
        }

        /** Whether it runs with a configuration that is not the file's any more. */
        private boolean outdated(Host host, ServiceStatus status, Task task) throws FailureException {
            return run && status.running() && !with.text("config").isEmpty() && ConfigStep.isOlder(status, with.text("config"), host, task);
        }

        private ServiceControl control(Host host) {
            return with.text("command").isEmpty() ? host.services()
                    : host.services().orPlain(new PlainProcess(service, with.text("command"), with.text("user"), with.text("log")));
        }

        @Override
        public String doneWhen() {
            String status = (run ? "" : "! ") + "sudo service " + service + " status >/dev/null 2>&1" + switch (with.text("enabled")) {
                case "yes" -> " && { [ ! -d /run/systemd/system ] || systemctl is-enabled -q " + service + "; }";
                case "no" -> " && { [ ! -d /run/systemd/system ] || ! systemctl is-enabled -q " + service + "; }";
                default -> "";
            };
            if (!run || with.text("config").isEmpty()) {
                return status;
            }
            // Its process by systemd or its pid file; where neither tells it, nothing says that it is older than the file.
            return status + " && { p=$(systemctl show -p MainPID --value " + service + " 2>/dev/null || :); [ \"${p:-0}\" -gt 0 ] || p=$(cat /run/" + service + ".pid /run/*/" + service
                    + ".pid 2>/dev/null | head -n 1); began=$(ps -o etimes= -p \"${p:-0}\" 2>/dev/null || :); [ -z \"$began\" ] || [ $(($(date +%s) - began + 1)) -ge \"$(sudo stat -L -c %Y "
                    + Command.quote(with.text("config")) + ")\" ]; }";
        }

        /** The start with the machine by systemd, as on every system that Murano's packages are made for today; older ones start what was installed. */
        @Override
        public List<String> scripted() {
            String word = Map.of("yes", "enable", "no", "disable").get(with.text("enabled"));
            return word == null ? commands() : Stream.concat(Stream.of("if [ -d /run/systemd/system ]; then sudo systemctl " + word + " " + service + "; fi"),
                    commands().stream()).toList();
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            ServiceStatus status = control(host).status(service, task);
            if (status.state() == ServiceStatus.State.ABSENT) {
                return run ? Probe.blocked(new Failure(Failure.Kind.NOT_FOUND, "looking at service " + service, host.where(), "", "The host has no such service.",
                        "Install what brings it first.")) : Probe.done("The host has no service " + service + ".");
            }
            boolean enabled = wanted(status) == null;
            if (outdated(host, status, task)) {
                return Probe.change(service + " has run since before " + with.text("config") + " was changed.");
            }
            if (status.running() == run && enabled) {
                return Probe.done(service + " is " + status.state().label() + ".");
            }
            return Probe.change(service + " is " + status.state().label() + (enabled ? "." : " and starts with the machine: " + status.enabled().label() + "."));
        }

        /** What has to change about the start with the machine; null for nothing. */
        private Boolean wanted(ServiceStatus status) {
            return switch (with.text("enabled")) {
                case "yes" -> status.enabled() == ServiceStatus.Enabled.NO ? Boolean.TRUE : null;
                case "no" -> status.enabled() == ServiceStatus.Enabled.YES ? Boolean.FALSE : null;
                default -> null;
            };
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            Host host = host(task);
            ServiceControl control = control(host);
            ServiceStatus status = control.status(service, task);
            Boolean enable = wanted(status);
            if (enable != null) {
                log.intend(new Made(enable ? ENABLED : DISABLED, service));
                control.enable(service, enable, task);
            }
            ServiceWatch watch = new ServiceWatch(service, with.text("log"), with.text("address"), (int) with.number("port"), Duration.ofSeconds(with.number("patience")));
            if (run && !status.running()) {
                log.intend(new Made(STARTED, service));
                watch.start(host, control, task);
            } else if (outdated(host, status, task)) {
                watch.restart(host, control, task);
            } else if (!run && status.running()) {
                log.intend(new Made(STOPPED, service));
                control.stop(service, task);
            }
        }

        @Override
        public void undo(Task task, List<Made> made) throws FailureException {
            Host host = host(task);
            ServiceControl control = control(host);
            if (control.status(service, task).state() == ServiceStatus.State.ABSENT) {
                return;
            }
            for (Made m : made) {
                switch (m.kind()) {
                    case STARTED -> control.stop(service, task);
                    case STOPPED -> control.start(service, task);
                    case ENABLED -> control.enable(service, false, task);
                    case DISABLED -> control.enable(service, true, task);
                    default -> {
                    }
                }
            }
        }
    }
}
