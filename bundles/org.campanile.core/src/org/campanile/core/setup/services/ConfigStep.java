package org.campanile.core.setup.services;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.campanile.core.config.IniFile;
import org.campanile.core.config.Mistake;
import org.campanile.core.config.Redaction;
import org.campanile.core.file.TextDiff;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.host.Written;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.services.ConfigSpec.Format;
import org.campanile.core.setup.services.ConfigText.Setting;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Edits one configuration file in place and has its services read it. The probe shows the difference, without passwords; a service that was started before
 * the file was last changed is found too, so that a run that was cut off between the two goes on with the restart. Undo puts the backup back.
 */
final class ConfigStep extends HostStep {

    private static final String FILE = "configuration file";
    private static final String STARTED = "started service";
    private static final String RESTARTED = "restarted service";

    private final ConfigKind kind;
    private final ConfigSpec spec;
    private final Values with;

    ConfigStep(ConfigKind kind, StepSpec entry, Ground ground) {
        super(ground, entry.with().host(ConfigKind.HOST), entry.id(), entry.titleOr("Configure " + title(kind.spec(), entry.with())),
                (isAny(kind.spec()) ? "Options in " : "The options of Murano in ") + path(kind.spec(), entry.with()) + " on " + entry.with().host(ConfigKind.HOST) + " are set, comments and all else stay"
                        + (restarts(entry.with()) ? "; " + String.join(" and ", entry.with().list(ConfigKind.SERVICES)) + " restarted and watched." : "."),
                List.of(), commands(kind, entry.with()), Duration.ofSeconds(restarts(entry.with()) ? 15 : 2));
        this.kind = kind;
        this.spec = kind.spec();
        this.with = entry.with();
    }

    /** A sort of file that may be any is told by its path. */
    private static String title(ConfigSpec spec, Values with) {
        return isAny(spec) ? path(spec, with) : spec.title();
    }

    private static boolean isAny(ConfigSpec spec) {
        return spec.options().isEmpty() && spec.block().isEmpty();
    }

    private static boolean restarts(Values with) {
        return with.flag(ConfigKind.RESTART) && !with.list(ConfigKind.SERVICES).isEmpty();
    }

    private static String path(ConfigSpec spec, Values with) {
        return with.textOr(ConfigKind.PATH, spec.path());
    }

    /** As somebody would do it with crudini, which edits such files in place too. */
    private static List<String> commands(ConfigKind kind, Values with) {
        List<String> all = new ArrayList<>();
        String path = Command.quote(path(kind.spec(), with));
        try {
            for (Setting s : new ConfigScript(kind, with).settings()) {
                String value = ConfigScript.shown(s.value());
                all.add(switch (kind.spec().format()) {
                    case OSLO, PASTE -> "sudo crudini --set " + path + " " + Command.quote(s.section()) + " " + Command.word(s.option()) + " " + value;
                    case SHELL, PYTHON -> "sudoedit " + path + "  # " + (s.option() + " = " + value).replaceAll("[\\r\\n]+", " ");
                });
            }
        } catch (FailureException e) {
            all.add("sudoedit " + path);
        }
        if (!kind.spec().block().isEmpty()) {
            all.add("sudoedit " + path + "  # " + String.join("; ", kind.spec().block()));
        }
        if (all.isEmpty() && kind.spec().format() == Format.PASTE) {
            // conductor-paste.ini has no settings, but it has to be there
            all.add("sudo touch " + path);
        }
        if (restarts(with)) {
            with.list(ConfigKind.SERVICES).forEach(s -> all.add("sudo service " + Command.word(s) + " restart"));
        }
        return all.stream().distinct().toList();
    }

    @Override
    public String where() {
        return hostName();
    }

    @Override
    public List<String> writes() {
        return List.of(hostName() + ":" + path(spec, with));
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(120 + 2 * with.number(ConfigKind.PATIENCE) * Math.max(1, with.list(ConfigKind.SERVICES).size()));
    }

    @Override
    public String doneWhen() {
        try {
            return new ConfigScript(kind, with).doneWhen();
        } catch (FailureException notReadable) {
            // a password that cannot be read now has no variable either
            return "";
        }
    }

    @Override
    public List<String> scripted() {
        try {
            // a job of upstart is no service for the command of that name on each of its systems
            List<String> again = restarts(with) ? with.list(ConfigKind.SERVICES).stream().map(Command::word).map(s -> "if sudo initctl status " + s
                    + " >/dev/null 2>&1; then sudo initctl stop " + s + " >/dev/null 2>&1 || :; sudo initctl start " + s + "; else sudo service " + s + " restart; fi").toList() : List.of();
            return Stream.of(new ConfigScript(kind, with).lines(), again).flatMap(List::stream).toList();
        } catch (FailureException notReadable) {
            return List.of();
        }
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        HostFile before = read(host, task);
        HostFile start = start(before, host, task);
        byte[] after = after(start, kind.values(with));
        if (!start.exists() && spec.format() != Format.SHELL && !spec.options().isEmpty()) {
            return Probe.blocked(new Failure(Failure.Kind.NOT_FOUND, "looking at " + before.path(), host.where(), "", "The file is not there.",
                    "Install what it belongs to first, or give its path."));
        }
        Optional<Mistake> fatal = ConfigText.mistakes(spec.format(), after).stream().filter(Mistake::fatal).findFirst()
                .or(() -> spec.utf8() ? IniFile.of(after).notUtf8() : Optional.empty());
        if (fatal.isPresent()) {
            return Probe.blocked(new Failure(Failure.Kind.BAD_INPUT, "reading " + before.path(), before.path() + ":" + fatal.get().line(), fatal.get().message(),
                    "The service would refuse this file.", "Correct the line by hand; nothing was changed."));
        }
        if (!before.exists()) {
            return Probe.make(before.path() + " does not exist" + (start.exists() ? "; it is made from " + start.path() + "." : "."), preview(start, after));
        }
        if (!Arrays.equals(before.content(), after)) {
            return Probe.change(before.path() + " differs.", preview(before, after));
        }
        return restarts(with) ? services(host, before, task) : Probe.done(before.path() + " is as wanted.");
    }

    private Probe services(Host host, HostFile file, Task task) throws FailureException {
        for (String service : with.list(ConfigKind.SERVICES)) {
            ServiceStatus status = host.services().status(service, task);
            if (status.state() == ServiceStatus.State.ABSENT) {
                return Probe.blocked(new Failure(Failure.Kind.NOT_FOUND, "looking at service " + service, host.where(), "", "The host has no such service.",
                        "Install it first, or name the services that read the file."));
            }
            if (!status.running()) {
                return Probe.change(file.path() + " is as wanted, but " + service + " is " + status.state().label() + ".");
            }
            for (String read : Stream.concat(Stream.of(file.path()), with.list(ConfigKind.READS).stream()).toList()) {
                if (isOlder(status, read, host, task)) {
                    return Probe.change(service + " runs since before " + read + " was changed.");
                }
            }
        }
        return Probe.done(file.path() + " is as wanted, and " + String.join(", ", with.list(ConfigKind.SERVICES)) + " runs with it.");
    }

    /** Whether a service has run since before a file was changed, which may not be there; a second's difference tells nothing. */
    static boolean isOlder(ServiceStatus status, String file, Host host, Task task) throws FailureException {
        if (status.since().isEmpty()) {
            return false;
        }
        String changed = host.succeeded("looking at " + file, host.lookAsRoot("stat -L -c %Y -- " + Command.quote(file) + " 2>/dev/null || echo 0", task)).out().strip();
        return Instant.ofEpochSecond(Long.parseLong(changed)).isAfter(status.since().get().plusSeconds(1));
    }

    private HostFile read(Host host, Task task) throws FailureException {
        HostFile first = host.files().read(path(spec, with), task);
        if (first.exists() || !with.text(ConfigKind.PATH).isEmpty()) {
            return first;
        }
        for (String other : spec.alternatives()) {
            HostFile file = host.files().read(other, task);
            if (file.exists()) {
                return file;
            }
        }
        return first;
    }

    /** What its new content begins with: the file, or the sample that Murano's set-up leaves beside where the guide has it copied. */
    private HostFile start(HostFile before, Host host, Task task) throws FailureException {
        return before.exists() || spec.format() == Format.PYTHON ? before : host.files().read(before.path() + ".sample", task);
    }

    private byte[] after(HostFile before, Map<String, String> values) {
        return ConfigText.apply(spec.format(), before.content(), kind.settings(with, values), with.list(ConfigKind.REMOVE), spec.block());
    }

    private String preview(HostFile before, byte[] after) throws FailureException {
        String diff = Redaction.hideInDiff(TextDiff.unified(before.path(), new String(before.content(), StandardCharsets.UTF_8),
                new String(after, StandardCharsets.UTF_8)));
        for (Map.Entry<String, Object> e : with.raw().entrySet()) {
            Optional<String> secret = e.getValue() instanceof SecretValue ? with.knownSecret(e.getKey()).map(s -> s.reveal()) : Optional.empty();
            if (secret.isPresent() && secret.get().length() > 3) {
                diff = diff.replace(secret.get(), Redaction.HIDDEN);
            }
        }
        return diff.replace(ConfigText.UNKNOWN, Redaction.HIDDEN);
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        Map<String, String> values = kind.clear(with);
        HostFile before = read(host, task);
        byte[] after = after(start(before, host, task), values);
        if (!before.exists() || !Arrays.equals(before.content(), after)) {
            Written planned = host.files().plan(before, after);
            log.intend(new Made(FILE, planned.path(), planned.backup() + "\n" + planned.sha256()));
            host.files().write(before, after, planned, spec.mode(), spec.owner(), task);
            log.line(planned.path() + " written" + (planned.backup().isEmpty() ? "." : "; what was there is " + planned.backup() + "."));
        }
        if (restarts(with)) {
            for (String service : with.list(ConfigKind.SERVICES)) {
                // Noted which of both, since a service that the new file has ended has to run again after undo.
                boolean ran = host.services().status(service, task).running();
                if (log.earlier().stream().noneMatch(m -> m.id().equals(service))) {
                    log.intend(new Made(ran ? RESTARTED : STARTED, service));
                }
                watch(service, values).restart(host, host.services(), task);
            }
        }
    }

    private ServiceWatch watch(String service, Map<String, String> values) {
        boolean first = service.equals(with.list(ConfigKind.SERVICES).getFirst());
        int port = first && !spec.port().isEmpty() ? Integer.parseInt(values.getOrDefault(spec.port(), "0")) : 0;
        return new ServiceWatch(service, with.text(ConfigKind.LOG).replace("{service}", service), values.getOrDefault(spec.address(), ""), port,
                Duration.ofSeconds(with.number(ConfigKind.PATIENCE)));
    }

    @Override
    public List<String> undoing(List<Made> made) {
        return made.stream().map(m -> m.kind().equals(STARTED) ? "Stops service " + m.id() + " on " + hostName() + "."
                : m.kind().equals(RESTARTED) ? "Restarts service " + m.id() + " on " + hostName() + "."
                : m.detail().startsWith("\n") ? "Removes " + m.id() + " on " + hostName() + "."
                        : "Puts " + m.id() + " on " + hostName() + " back from " + m.detail().lines().findFirst().orElse("") + ".").toList();
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        Set<String> again = new LinkedHashSet<>();
        for (Made m : made) {
            if (m.kind().equals(FILE)) {
                String[] lines = m.detail().split("\n", -1);
                host.files().restore(new Written(m.id(), lines[0], lines.length > 1 ? lines[1] : ""), task);
            } else if (host.services().status(m.id(), task).state() == ServiceStatus.State.ABSENT) {
                task.line(m.id() + " is gone already.");
            } else if (m.kind().equals(STARTED)) {
                host.services().stop(m.id(), task);
            } else {
                again.add(m.id());
            }
        }
        for (String service : again) {
            // The former file may name another port, so that it runs calmly has to do.
            new ServiceWatch(service, with.text(ConfigKind.LOG).replace("{service}", service), "", 0, Duration.ofSeconds(with.number(ConfigKind.PATIENCE)))
                    .restart(host, host.services(), task);
        }
    }
}
