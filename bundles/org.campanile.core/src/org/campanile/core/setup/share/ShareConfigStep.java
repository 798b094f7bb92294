package org.campanile.core.setup.share;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.file.TextDiff;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.host.Written;
import org.campanile.core.recipe.Ground;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.HostText;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

/** Edits the smb.conf in place: the share's section and, for guests, one global value. Samba's testparm has to accept the new text before it is a file. */
final class ShareConfigStep extends HostStep {

    private static final String FILE = "smb.conf";
    private static final String VALUES = "smb.conf values";

    private final ShareRequest request;

    ShareConfigStep(Ground ground, String id, ShareRequest request, List<String> after) {
        super(ground, request.host(), id, "Define share " + request.name() + " in " + request.config(), request.config() + " gets section " + request.name()
                + (request.guest() ? ", which anybody reads, and map to guest = Bad User. " + ShareRequest.NO_GUESTS
                        : ", which user " + request.user() + " reads with a password, since " + lower(ShareRequest.NO_GUESTS))
                + " What else is in the file stays as it is, and a copy is kept beside it. SMB 1 stays off.", after, commands(request), Duration.ofSeconds(2));
        this.request = request;
    }

    private static String lower(String text) {
        return text.startsWith("Windows") ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static List<String> commands(ShareRequest request) {
        StringBuilder section = new StringBuilder("[" + request.name() + "]");
        request.section().forEach((name, value) -> section.append(value.isEmpty() ? "" : "\\n   " + name + " = " + value.replace("\\", "\\\\")));
        String config = Command.word(request.config());
        String edit = "sudo cp -p " + config + " " + config + ".before && printf '\\n" + section.toString().replace("'", "'\\''").replace("%", "%%")
                + "\\n' | sudo tee -a " + config + " > /dev/null";
        return request.guest() ? List.of(edit, "sudoedit " + config + "   # in [global]: map to guest = Bad User", "testparm -s")
                : List.of(edit, "testparm -s");
    }

    private record Edit(HostFile file, HostText before, SmbConf conf, SmbConf wanted) {

        boolean nothing() {
            return conf.text().equals(wanted.text()) && file.exists();
        }
    }

    private Edit edit(Host host, Task task) throws FailureException {
        HostFile file = host.files().read(request.config(), task);
        HostText text = HostText.of(file);
        SmbConf conf = SmbConf.parse(text.text());
        SmbConf wanted = conf.with(SmbConf.GLOBAL, request.global()).with(request.name(), request.section());
        return new Edit(file, text, conf, wanted);
    }

    @Override
    public String doneWhen() {
        return "[ \"$(PATH=$PATH:/usr/sbin testparm -s --section-name=" + Command.word(request.name()) + " --parameter-name=path " + Command.word(request.config()) + " 2>/dev/null)\" = "
                + Command.word(request.folder()) + " ]";
    }

    @Override
    public List<String> scripted() {
        // the header as people write it: with spaces in it, in any case
        return request.guest() ? List.of(commands().getFirst(), "[ \"$(PATH=$PATH:/usr/sbin testparm -s --parameter-name='map to guest' " + Command.word(request.config())
                + " 2>/dev/null)\" = 'Bad User' ] || sudo sed -i 's/^[[:space:]]*\\[[[:space:]]*global[[:space:]]*\\].*/&\\n   map to guest = Bad User/I' " + Command.word(request.config()), "testparm -s >/dev/null")
                : List.of(commands().getFirst(), "testparm -s >/dev/null");
    }

    @Override
    public List<String> writes() {
        return List.of(hostName() + ":" + request.config());
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        Edit edit = edit(host, task);
        edit.before().encoded(edit.wanted().text(), request.config());
        Optional<TestParm> tested = TestParm.of(host, edit.wanted().text(), task);
        if (tested.isPresent()) {
            Optional<Failure> problem = tested.get().problem(request, host.where());
            if (problem.isPresent()) {
                return Probe.blocked(problem.get());
            }
        }
        if (edit.nothing()) {
            return Probe.done("Share " + request.name() + " of " + request.folder() + " is defined in " + request.config() + ".");
        }
        String diff = TextDiff.unified(request.config(), edit.conf().text(), edit.wanted().text());
        if (!edit.file().exists()) {
            return Probe.make(request.config() + " does not exist; Samba's package brings one, to which this is added.", diff);
        }
        return edit.conf().has(request.name()) ? Probe.change("Share " + request.name() + " is defined otherwise: " + String.join(", ",
                edit.conf().lacking(request.name(), request.section()).keySet()) + (edit.conf().lacking(SmbConf.GLOBAL, request.global()).isEmpty() ? "" : ", map to guest")
                + ".", diff) : Probe.change("Share " + request.name() + " is not defined.", diff);
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        // Several shares of one host are planned side by side, and each edits the same file.
        ReentrantLock lock = ground().facts().get("smb.conf of " + hostName(), ReentrantLock.class, task, t -> new ReentrantLock());
        lock.lock();
        try {
            write(task, log);
        } finally {
            lock.unlock();
        }
    }

    private void write(Task task, StepLog log) throws FailureException {
        Host host = host(task);
        Edit edit = edit(host, task);
        TestParm tested = TestParm.of(host, edit.wanted().text(), task).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.NOT_FOUND,
                "checking " + request.config(), host.where(), "", "The host has no testparm, which belongs to Samba.", "Install Samba first.")));
        Optional<Failure> problem = tested.problem(request, host.where());
        if (problem.isPresent()) {
            throw new FailureException(problem.get());
        }
        tested.warnings().forEach(w -> log.line("testparm: " + w));
        byte[] content = edit.before().encoded(edit.wanted().text(), request.config());
        log.intend(new Made(VALUES, request.config(), former(edit.conf())));
        Written written = host.files().write(edit.file(), content, task);
        log.made(new Made(FILE, written.path(), written.backup() + "\n" + written.sha256()));
        ground().facts().put(ShareServiceStep.changed(request), true);
        log.line(written.backup().isEmpty() ? "Wrote " + written.path() + "." : "Wrote " + written.path() + "; the former file is " + written.backup() + ".");
    }

    /** What undo needs when somebody has edited the file after us: the values that were there, by section; no section when it was not there. */
    private String former(SmbConf conf) {
        JsonObject former = new JsonObject();
        former.addProperty("section", conf.has(request.name()));
        former.add("share", values(conf, request.name(), request.section()));
        former.add(SmbConf.GLOBAL, values(conf, SmbConf.GLOBAL, request.global()));
        return former.toString();
    }

    private static JsonObject values(SmbConf conf, String section, Map<String, String> wanted) {
        JsonObject values = new JsonObject();
        conf.lacking(section, wanted).keySet().forEach(name -> values.addProperty(name, conf.value(section, name).orElse(null)));
        return values;
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        for (Made thing : made) {
            if (thing.kind().equals(FILE)) {
                String[] parts = thing.detail().split("\n", -1);
                try {
                    host.files().restore(new Written(thing.id(), parts[0], parts[1]), task);
                    reload(host, task);
                    return;
                } catch (FailureException e) {
                    if (e.failure().kind() != Failure.Kind.CONFLICT && e.failure().kind() != Failure.Kind.NOT_FOUND) {
                        throw e;
                    }
                    task.line(thing.id() + " was edited after the set-up: only what the set-up has put there is taken out.");
                }
            }
        }
        // the oldest note knows what was there before the first application
        Optional<Made> oldest = made.reversed().stream().filter(m -> m.kind().equals(VALUES)).findFirst();
        if (oldest.isPresent()) {
            takeOut(host, oldest.get(), task);
            reload(host, task);
        }
    }

    private void takeOut(Host host, Made values, Task task) throws FailureException {
        HostFile file = host.files().read(values.id(), task);
        if (!file.exists()) {
            return;
        }
        HostText text = HostText.of(file);
        SmbConf conf = SmbConf.parse(text.text());
        JsonObject former = new Gson().fromJson(values.detail(), JsonObject.class);
        SmbConf back = former.get("section").getAsBoolean() ? putBack(conf, request.name(), former.getAsJsonObject("share"), request.section())
                : conf.without(request.name());
        back = putBack(back, SmbConf.GLOBAL, former.getAsJsonObject(SmbConf.GLOBAL), request.global());
        if (!back.text().equals(conf.text())) {
            host.files().write(file, text.encoded(back.text(), values.id()), task);
        }
    }

    /** Puts values back that still are ours; what somebody has changed since is theirs. */
    private static SmbConf putBack(SmbConf conf, String section, JsonObject former, Map<String, String> ours) {
        SmbConf back = conf;
        for (String name : former.keySet()) {
            boolean still = back.lacking(section, Map.of(name, ours.getOrDefault(name, ""))).isEmpty();
            if (still) {
                Map<String, String> old = new LinkedHashMap<>();
                if (!former.get(name).isJsonNull()) {
                    old.put(name, former.get(name).getAsString());
                }
                back = old.isEmpty() ? back.without(section, name) : back.with(section, old);
            }
        }
        return back;
    }

    /** A Samba that runs has to forget the share too; one that does not run need not. */
    private static void reload(Host host, Task task) throws FailureException {
        host.succeeded("having Samba read its configuration", host.sudo(Command.of("smbcontrol smbd reload-config >/dev/null 2>&1 || true"), task));
    }
}
