package org.campanile.core.setup.devstack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.config.Redaction;
import org.campanile.core.file.TextDiff;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.host.Written;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.HostText;
import org.campanile.core.setup.onhost.ScriptText;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Writes localrc or local.conf, and local.sh, from the form; what differs is shown before, without passwords. */
final class ConfigStep extends HostStep {

    private static final String FILE = "configuration file";

    private final DevStackRequest request;
    private final DevStackFiles files;

    ConfigStep(DevStackRequest request, String id, List<String> after) {
        super(request.ground(), request.host(), id, "Write " + names(request), names(request) + " of " + request.folder() + (names(request).contains(" and ") ? " are" : " is")
                + " made from the form; a former file is kept beside."
                + request.form().traps().stream().reduce("", (a, b) -> a + " " + b), after, commands(request), Duration.ofSeconds(2));
        this.request = request;
        files = new DevStackFiles(request.form());
    }

    private static String names(DevStackRequest request) {
        return request.form().settingsFile() + (request.form().rabbitUser().isEmpty() ? "" : " and local.sh");
    }

    private static List<String> commands(DevStackRequest request) {
        List<String> commands = new ArrayList<>(List.of("sudo -u " + request.user() + " editor " + request.folder() + "/" + request.form().settingsFile()));
        if (!request.form().rabbitUser().isEmpty()) {
            commands.add("sudo -u " + request.user() + " editor " + request.folder() + "/local.sh && sudo chmod 700 " + request.folder() + "/local.sh");
        }
        return commands;
    }

    /** Texts by path, with these passwords. */
    private Map<String, String> wanted(Map<String, String> passwords) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(request.folder() + "/" + request.form().settingsFile(), files.settings(passwords));
        String script = files.script(passwords);
        if (!script.isEmpty()) {
            all.put(request.folder() + "/local.sh", script);
        }
        return all;
    }

    private Map<String, String> scriptTexts() {
        return wanted(request.variables());
    }

    @Override
    public String doneWhen() {
        return scriptTexts().entrySet().stream().map(f -> ScriptText.has(f.getKey(), f.getValue())).collect(Collectors.joining(" && "));
    }

    @Override
    public List<String> scripted() {
        return scriptTexts().entrySet().stream().map(f -> ScriptText.write(f.getKey(), f.getValue(), f.getKey().endsWith(".sh") ? "700" : "600", request.user())).toList();
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        Optional<Map<String, String>> known = request.knownPasswords();
        StringBuilder diff = new StringBuilder();
        boolean there = false;
        boolean differs = false;
        for (Map.Entry<String, String> file : wanted(known.orElse(request.placeholders())).entrySet()) {
            HostFile now = host.files().read(file.getKey(), task);
            there |= now.exists();
            String before = HostText.of(now).text();
            String hidden = Redaction.hide(before);
            String shown = TextDiff.unified(file.getKey(), hidden, Redaction.hide(file.getValue()));
            differs |= !now.exists() || (known.isPresent() ? !before.equals(file.getValue()) : !shown.isEmpty());
            diff.append(shown);
        }
        if (!differs) {
            return Probe.done(names(request) + " say what the form says" + (known.isPresent() ? "." : "; passwords were not given and not compared."));
        }
        String detail = there ? "On the host: other " + (diff.isEmpty() ? "passwords in " : "settings in ") + names(request) + "." : "On the host: no " + names(request) + ".";
        return there ? Probe.change(detail, diff.toString()) : Probe.make(detail, diff.toString());
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        for (Map.Entry<String, String> file : wanted(request.passwords()).entrySet()) {
            HostFile now = host.files().read(file.getKey(), task);
            if (HostText.of(now).text().equals(file.getValue())) {
                continue;
            }
            boolean script = file.getKey().endsWith(".sh");
            if (script) {
                syntax(host, file.getValue(), task);
            }
            byte[] wanted = file.getValue().getBytes(StandardCharsets.UTF_8);
            Written written = host.files().plan(now, wanted);
            log.intend(new Made(FILE, written.path(), written.backup() + "\n" + written.sha256()));
            host.files().write(now, wanted, written, script ? "700" : "600", request.user() + ":" + request.user(), task);
            if (script && now.exists()) {
                host.succeeded("making local.sh executable", host.lookAsRoot("chmod 700 -- " + Command.quote(written.path()), task));
            }
        }
    }

    private static void syntax(Host host, String script, Task task) throws FailureException {
        host.succeeded("testing local.sh with bash", host.runQuietly(Command.of("bash -n").withStdin(script), task));
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        for (Made thing : made) {
            if (thing.kind().equals(FILE) && host.lookAsRoot("[ -d " + Command.quote(request.folder()) + " ]", task).ok()) {
                String[] parts = thing.detail().split("\n", -1);
                host.files().restore(new Written(thing.id(), parts[0], parts[1]), task);
            }
        }
    }
}
