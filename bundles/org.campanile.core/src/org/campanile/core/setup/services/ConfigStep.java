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
import org.campanile.core.setup.onhost.Installation;
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

    private static final String SET = "sudo crudini --set ";

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
            Map<String, String> values = kind.values(with);
            with.raw().forEach((name, value) -> {
                if (value instanceof SecretValue secret) {
                    values.put(name, "\uE001" + secret.variable() + "\uE002");
                }
            });
            for (Setting s : kind.settings(with, values)) {
                // percent-encoding has changed the marks around the name of a variable inside an address
                String value = Command.quote(s.value().replace("%EE%80%81", "\uE001").replace("%EE%80%82", "\uE002")).replace("\uE001", "'\"$").replace("\uE002", "\"'");
                all.add(switch (kind.spec().format()) {
                    case OSLO, PASTE -> SET + path + " " + Command.quote(s.section()) + " " + Command.word(s.option()) + " " + value;
                    case SHELL, PYTHON -> "sudoedit " + path + "  # " + (s.option() + " = " + value).replaceAll("[\\r\\n]+", " ");
                });
            }
        } catch (FailureException e) {
            all.add("sudoedit " + path);
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
    public Duration limit() {
        return Duration.ofSeconds(120 + 2 * with.number(ConfigKind.PATIENCE) * Math.max(1, with.list(ConfigKind.SERVICES).size()));
    }

    @Override
    public String doneWhen() {
        List<String> wanted = new ArrayList<>();
        for (String command : commands()) {
            if (command.startsWith(SET)) {
                String words = command.substring(SET.length());
                int value = valueAt(words);
                wanted.add("[ \"$(sudo crudini --get " + words.substring(0, value).strip() + " 2>/dev/null)\" = " + words.substring(value) + " ]");
            }
        }
        return String.join(" && ", wanted);
    }

    /** Where the fourth word begins: after the file, the section and the option, of which only the last is never quoted. */
    private static int valueAt(String words) {
        int at = 0;
        for (int word = 0; word < 3; word++) {
            boolean quoted = false;
            while (quoted || words.charAt(at) != ' ') {
                quoted ^= words.charAt(at) == '\'';
                at++;
            }
            at++;
        }
        return at;
    }

    @Override
    public List<String> scripted() {
        if (commands().stream().noneMatch(c -> c.startsWith(SET))) {
            return commands();
        }
        List<String> all = new ArrayList<>(List.of("if ! command -v crudini >/dev/null; then"));
        Installation.script(List.of("crudini"), List.of("crudini")).forEach(l -> all.add("  " + l));
        all.add("fi");
        commands().forEach(c -> all.add(c.startsWith(SET) ? merged(c.substring(SET.length())) : c));
        return all;
    }

    /** A value may be a password, which an argument of crudini would show to all users of the host; it reads settings from its input too. */
    private static String merged(String words) {
        int file = words.indexOf(' ');
        return "printf '[%s]\\n%s = %s\\n' " + words.substring(file + 1) + " | sudo crudini --merge " + words.substring(0, file);
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        HostFile before = read(host, task);
        byte[] after = after(before, kind.values(with));
        if (!before.exists() && spec.format() != Format.SHELL && !spec.options().isEmpty()) {
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
            return Probe.make(before.path() + " does not exist.", preview(before, after));
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
            if (isOlder(status, file.path(), host, task)) {
                return Probe.change(service + " runs since before " + file.path() + " was changed.");
            }
        }
        return Probe.done(file.path() + " is as wanted, and " + String.join(", ", with.list(ConfigKind.SERVICES)) + " runs with it.");
    }

    /** Whether a service has run since before a file was changed; a second's difference tells nothing. */
    static boolean isOlder(ServiceStatus status, String file, Host host, Task task) throws FailureException {
        if (status.since().isEmpty()) {
            return false;
        }
        String changed = host.succeeded("looking at " + file, host.lookAsRoot("stat -L -c %Y -- " + Command.quote(file), task)).out().strip();
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
        byte[] after = after(before, values);
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
