package org.campanile.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.campanile.core.config.Mistake;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFacts;
import org.campanile.core.host.HostFile;
import org.campanile.core.host.ServiceControl;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.host.ServiceTurn;
import org.campanile.core.host.Written;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.setup.services.ConfigEdits;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile host}: what the lab's machines are, their services, and configuration files edited in place. */
@Command(name = "host", description = "Hosts of a lab, by SSH: what they are, their services, their configuration files.", subcommands = { HostCommands.Facts.class,
        HostCommands.Services.class, HostCommands.ServiceGroup.class, HostCommands.ConfigGroup.class })
final class HostCommands extends GroupCommand {

    /** What all of them share: the lab and one of its hosts. */
    abstract static class OnHost extends CliCommand {
        @Mixin
        LabOptions lab;

        @Option(names = "--host", paramLabel = "NAME", description = "Which host of the lab, when it has several.")
        String name;

        LabSession session;

        Host open(boolean yes) throws FailureException {
            session = lab.open(this, yes);
            List<String> all = session.lab().hosts().stream().map(HostProfile::name).toList();
            if (name == null && all.size() != 1) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "choosing the host", session.lab().name(), "", all.isEmpty() ? "The lab has no hosts."
                        : "The lab has several hosts.", all.isEmpty() ? "Add one to the lab." : "Give --host: " + String.join(", ", all) + "."));
            }
            return Host.of(session.host(name == null ? all.getFirst() : name, cli.task()), cli.task());
        }

        /** Asks, unless it was agreed to beforehand, and writes what happened into the audit log. */
        void act(Host host, String change, String command, Callable<String> work) throws FailureException {
            new GuardCheck(session.questions()).allow(session.lab(), change);
            agree(session.questions(), "changing " + host.name(), change);
            String result;
            try {
                result = work.call();
            } catch (FailureException e) {
                cli.audit().append(session.lab().name(), change, List.of(command), "failed: " + e.failure().headline());
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            cli.audit().append(session.lab().name(), change, List.of(command), result);
            told(host, result);
        }

        /** A sentence for people, and the same as a thing for programs. */
        void told(Host host, String result) {
            cli.progress().clear();
            if (format == Format.table) {
                output().say(result);
            } else {
                Map<String, Object> thing = new LinkedHashMap<>();
                thing.put("host", host.name());
                thing.put("result", result);
                output().thing(thing);
            }
        }
    }

    /** {@code host facts}. */
    @Command(name = "facts", description = "What a host is: system, processors, memory, disks, network, rights.")
    static final class Facts extends OnHost {
        @Override
        int run() throws FailureException {
            Host host = open(false);
            HostFacts f = host.facts();
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("host", host.name());
            told.put("name", f.hostName());
            told.put("system", f.osName());
            told.put("id", f.osId() + " " + f.osVersion());
            told.put("architecture", f.architecture());
            told.put("kernel", f.kernel());
            told.put("init", f.init().label());
            told.put("packages", f.packages().label());
            told.put("processors", f.cpus());
            told.put("virtualization", f.hardwareVirtualization());
            told.put("memory_mib", f.memory() >> 20);
            told.put("available_mib", f.memoryAvailable() >> 20);
            told.put("disks", f.disks().stream().map(d -> d.mount() + " " + (d.free() >> 20) + " of " + (d.size() >> 20) + " MiB free").toList());
            told.put("interfaces", f.nics().stream().map(n -> n.name() + (n.up() ? " up " : " down ") + String.join(" ", n.addresses())).toList());
            told.put("run_level", f.runLevel());
            told.put("user", f.user());
            told.put("root", f.sudo().label());
            cli.progress().clear();
            output().thing(told);
            return GOOD;
        }
    }

    /** {@code host services}. */
    @Command(name = "services", description = "How services of a host stand. Exit code 1 when one that is installed does not run.")
    static final class Services extends OnHost {
        @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names of services (default: those that Murano needs).")
        List<String> names = ServiceControl.OF_A_LAB;

        @Override
        int run() throws FailureException {
            Host host = open(false);
            List<ServiceStatus> found = host.services().statuses(names, cli.task());
            cli.progress().clear();
            Rows rows = Rows.of("service", "state", "enabled", "pid", "since", "detail");
            found.stream().filter(s -> s.state() != ServiceStatus.State.ABSENT || spec.commandLine().getParseResult().hasMatchedPositional(0))
                    .forEach(s -> rows.add(s.name(), s.state().label(), s.enabled().label(), s.pid() == 0 ? null : s.pid(), s.since().orElse((Instant) null), s.detail()));
            output().rows(rows);
            return found.stream().allMatch(s -> s.running() || s.state() == ServiceStatus.State.ABSENT) ? GOOD : BAD;
        }
    }

    /** {@code host service}. */
    @Command(name = "service", description = "Start, stop or restart a service of a host.", subcommands = { Start.class, Stop.class, Restart.class })
    static final class ServiceGroup extends GroupCommand {
    }

    /** What start, stop and restart share. */
    abstract static class Turn extends OnHost {
        @Parameters(paramLabel = "NAME", description = "Name of the service.")
        String service;

        @Mixin
        ActOptions act;

        private final ServiceTurn turn;

        Turn(ServiceTurn turn) {
            this.turn = turn;
        }

        @Override
        int run() throws FailureException {
            Host host = open(act.yes);
            ServiceControl control = host.services();
            ServiceStatus before = control.status(service, cli.task());
            String command = control.command(service, turn.verb());
            if (act.dryRun) {
                told(host, service + " is " + before.state().label() + ". Would run on " + host.name() + ": " + command);
                return GOOD;
            }
            act(host, turn.sentence(before, host.name()), command, () -> turn.run(control, service, cli.task()));
            return GOOD;
        }
    }

    /** {@code host service start}. */
    @Command(name = "start", description = "Start a service; nothing happens when it runs.")
    static final class Start extends Turn {
        Start() {
            super(ServiceTurn.START);
        }
    }

    /** {@code host service stop}. */
    @Command(name = "stop", description = "Stop a service; nothing happens when it does not run.")
    static final class Stop extends Turn {
        Stop() {
            super(ServiceTurn.STOP);
        }
    }

    /** {@code host service restart}. */
    @Command(name = "restart", description = "Stop a service when it runs, and start it.")
    static final class Restart extends Turn {
        Restart() {
            super(ServiceTurn.RESTART);
        }
    }

    /** {@code host config}. */
    @Command(name = "config", description = "Configuration files of a host, edited in place with nothing lost.", subcommands = { Show.class, Change.class, Diff.class })
    static final class ConfigGroup extends GroupCommand {
    }

    /** {@code host config show}. */
    @Command(name = "show", description = "Options of a configuration file, without passwords, and what its reader would refuse.")
    static final class Show extends OnHost {
        @Parameters(paramLabel = "PATH", description = "The file.")
        String path;

        @Override
        int run() throws FailureException {
            HostFile file = existing(open(false).files().read(path, cli.task()));
            ConfigEdits edits = ConfigEdits.of(path);
            Rows rows = Rows.of("section", "option", "value");
            edits.entries(file.content()).forEach(e -> rows.add(e.section(), e.option(), e.value()));
            cli.progress().clear();
            output().rows(rows);
            List<Mistake> mistakes = edits.mistakes(file.content());
            mistakes.forEach(m -> cli.tell(path + ":" + m.line() + ": " + m.message()));
            return mistakes.stream().anyMatch(Mistake::fatal) ? BAD : GOOD;
        }
    }

    private static HostFile existing(HostFile file) throws FailureException {
        if (!file.exists()) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "reading a configuration file", file.path(), "", "The host has no such file.", "Check the path."));
        }
        return file;
    }

    /** What set and diff share: the new content. */
    abstract static class Edit extends OnHost {
        @Parameters(index = "0", paramLabel = "PATH", description = "The file.")
        String path;

        @Parameters(index = "1..*", arity = "0..*", paramLabel = "[SECTION/]OPTION=VALUE", description = "Values as the service shall have them.")
        List<String> values = List.of();

        @Option(names = "--remove", paramLabel = "[SECTION/]OPTION", description = "An option that goes; may be given several times.")
        List<String> removed = List.of();

        byte[] after(HostFile file) throws FailureException {
            Map<String, String> set = new LinkedHashMap<>();
            for (String value : values) {
                int equal = value.indexOf('=');
                if (equal < 1) {
                    throw usage("Write [SECTION/]OPTION=VALUE, not " + value + ".");
                }
                set.put(value.substring(0, equal), value.substring(equal + 1));
            }
            if (set.isEmpty() && removed.isEmpty()) {
                throw usage("Give at least one [SECTION/]OPTION=VALUE, or --remove.");
            }
            return ConfigEdits.of(path).apply(existing(file).content(), set, removed);
        }

        String difference(HostFile file, byte[] after) {
            return ConfigEdits.of(path).diff(file.content(), after);
        }
    }

    /** {@code host config diff}. */
    @Command(name = "diff", description = "Show what config set would change, as a unified diff without passwords. Exit code 1 when there is a difference.")
    static final class Diff extends Edit {
        @Override
        int run() throws FailureException {
            Host host = open(false);
            HostFile file = host.files().read(path, cli.task());
            String diff = difference(file, after(file));
            if (format != Format.table) {
                told(host, diff);
            } else if (!diff.isEmpty()) {
                cli.progress().clear();
                output().text(diff);
            }
            return diff.isEmpty() ? GOOD : BAD;
        }
    }

    /** {@code host config set}. */
    @Command(name = "set", description = "Set options of a configuration file; comments, order and all else stay, what was there is kept beside.")
    static final class Change extends Edit {
        @Mixin
        ActOptions act;

        @Option(names = "--restart", paramLabel = "SERVICE", description = "Restart this service afterwards.")
        String service;

        @Override
        int run() throws FailureException {
            Host host = open(act.yes);
            HostFile file = host.files().read(path, cli.task());
            byte[] after = after(file);
            String diff = difference(file, after);
            cli.progress().clear();
            if (diff.isEmpty()) {
                told(host, "Nothing to do: " + path + " is so already.");
                return GOOD;
            }
            if (format == Format.table) {
                output().text(diff);
            }
            if (act.dryRun) {
                if (format != Format.table) {
                    told(host, diff);
                }
                return GOOD;
            }
            act(host, "Changes " + path + " on " + host.name() + (service == null ? "." : " and restarts " + service + "."), "sudoedit " + path, () -> {
                Written written = host.files().write(file, after, cli.task());
                if (service != null) {
                    host.services().restart(service, cli.task());
                }
                return "Changed " + path + "; what was there is " + written.backup() + (service == null ? "." : "; restarted " + service + ".");
            });
            return GOOD;
        }
    }
}
