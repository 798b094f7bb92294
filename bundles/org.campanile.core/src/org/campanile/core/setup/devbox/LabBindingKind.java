package org.campanile.core.setup.devbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.config.Redaction;
import org.campanile.core.config.ValueRule;
import org.campanile.core.file.TextDiff;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.host.Written;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.ScriptText;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code devbox.lab-binding}: lab-binding.rc from a form; whichever variant stands there is read, repaired and completed, its comments kept. */
final class LabBindingKind implements StepKind {

    private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

    static {
        VARIABLES.put("lab-host", "LAB_HOST");
        VARIABLES.put("admin-user", "ADMIN_USER");
        VARIABLES.put("broker-user", "RABBITMQ_LOGIN");
        VARIABLES.put("broker-vhost", "RABBITMQ_VHOST");
        VARIABLES.put("broker-host", "RABBITMQ_HOST");
        VARIABLES.put("broker-host-for-vms", "RABBITMQ_HOST_ALT");
        VARIABLES.put("share-host", "FILE_SHARE_HOST");
        VARIABLES.put("branch", "BRANCH_NAME");
        VARIABLES.put("tls", "SSL_ENABLED");
        VARIABLES.put("ca-file", "SSL_CA_FILE");
        VARIABLES.put("certificate-file", "SSL_CERT_FILE");
        VARIABLES.put("key-file", "SSL_KEY_FILE");
    }

    private static final Map<String, String> SECRETS = Map.of("admin-password", "ADMIN_PASSWORD", "broker-password", "RABBITMQ_PASSWORD");

    @Override
    public String id() {
        return "devbox.lab-binding";
    }

    @Override
    public String summary() {
        return "lab-binding.rc for the installer of Murano 0.2, made or repaired in place; all three variants of that file are understood.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "The devbox, or the machine that runs Vagrant."),
                KindParameter.optional("path", ValueType.TEXT, LabBinding.PATH, "Where the file is."),
                KindParameter.required("lab-host", ValueType.TEXT, "Address of the host with Keystone."),
                KindParameter.optional("admin-user", ValueType.TEXT, "admin", "Admin of OpenStack."),
                KindParameter.required("admin-password", ValueType.SECRET, "Password of the admin."),
                KindParameter.required("broker-user", ValueType.TEXT, "User in RabbitMQ, with the tag administrator."),
                KindParameter.required("broker-password", ValueType.SECRET, "Password of that user."),
                KindParameter.required("broker-vhost", ValueType.TEXT, "Virtual host in RabbitMQ."),
                KindParameter.optional("broker-host", ValueType.TEXT, "", "RabbitMQ as the devbox reaches it; the lab host when not given."),
                KindParameter.optional("broker-host-for-vms", ValueType.TEXT, "", "RabbitMQ as the VMs reach it, when that differs."),
                KindParameter.optional("share-host", ValueType.TEXT, "", "Host of the share with prerequisites."),
                KindParameter.optional("branch", ValueType.TEXT, "release-0.2", "Branch of Murano."),
                KindParameter.optional("tls", ValueType.FLAG, "false", "Whether SSL is on."),
                KindParameter.optional("ca-file", ValueType.TEXT, "", "Certificates to trust."),
                KindParameter.optional("certificate-file", ValueType.TEXT, "", "Own certificate."),
                KindParameter.optional("key-file", ValueType.TEXT, "", "Key of that certificate."));
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        List<ValueProblem> found = new ArrayList<>();
        if (!with.text("path").startsWith("/")) {
            found.add(new ValueProblem("path", "A path on a host begins with a slash."));
        }
        LabBinding file = filled(LabBinding.fresh(), with, true);
        Map<String, String> names = new LinkedHashMap<>();
        VARIABLES.forEach((parameter, variable) -> names.put(variable, parameter));
        SECRETS.forEach((parameter, variable) -> names.put(variable, parameter));
        for (LabBinding.Lint lint : file.repaired().lint()) {
            boolean unknown = SECRETS.containsValue(lint.name()) && with.knownSecret(names.get(lint.name())).isEmpty();
            if (lint.fatal() && !unknown) {
                found.add(new ValueProblem(names.getOrDefault(lint.name(), ""), lint.message()));
            }
        }
        return found;
    }

    private static LabBinding filled(LabBinding start, Values with, boolean asFarAsKnown) throws FailureException {
        LabBinding file = start;
        for (Map.Entry<String, String> e : VARIABLES.entrySet()) {
            String value = e.getKey().equals("tls") ? Boolean.toString(with.flag("tls")) : with.text(e.getKey());
            if (e.getKey().equals("broker-host") && value.isEmpty()) {
                value = with.text("lab-host");
            }
            if (ValueRule.LINE.problem("", value).isPresent()) {
                continue;
            }
            if (!value.isEmpty() || file.file().get(e.getValue()).isPresent()) {
                file = file.with(e.getValue(), value);
            }
        }
        for (Map.Entry<String, String> e : SECRETS.entrySet()) {
            Optional<Secret> secret = asFarAsKnown ? with.knownSecret(e.getKey()) : Optional.of(with.secret(e.getKey()));
            if (secret.isPresent() && ValueRule.LINE.problem("", secret.get().reveal()).isEmpty()) {
                file = file.with(e.getValue(), secret.get().reveal());
            }
        }
        return file;
    }

    @Override
    public List<? extends Step> create(StepSpec entry, Ground ground) {
        return AcrossCuts.all(List.of(new Binding(entry, ground)));
    }

    private static final class Binding extends HostStep {

        private static final String FILE = "lab-binding.rc";
        private static final String MODE = "mode of lab-binding.rc";

        private final Values with;
        private final String path;

        Binding(StepSpec entry, Ground ground) {
            super(ground, entry.with().host("host"), entry.id(), entry.titleOr("Write lab-binding.rc"), "The lab's addresses and accounts are put into "
                    + entry.with().text("path") + " on " + entry.with().host("host") + "; a file that is there is repaired and keeps its comments.", List.of(),
                    List.of("sudoedit " + Command.word(entry.with().text("path"))), Duration.ofSeconds(2));
            this.with = entry.with();
            this.path = with.text("path");
        }

        @Override
        public String where() {
            return hostName();
        }

        private byte[] after(HostFile before, boolean asFarAsKnown) throws FailureException {
            return filled(start(before), with, asFarAsKnown).file().bytes();
        }

        private static LabBinding start(HostFile before) {
            return before.exists() ? LabBinding.of(before.content()).repaired() : LabBinding.fresh();
        }

        /** What the file shall say, without passwords. */
        private Map<String, String> said() {
            Map<String, String> all = new LinkedHashMap<>();
            VARIABLES.forEach((parameter, variable) -> {
                String value = parameter.equals("tls") ? Boolean.toString(with.flag("tls"))
                        : parameter.equals("broker-host") && with.text(parameter).isEmpty() ? with.text("lab-host") : with.text(parameter);
                if (!value.isEmpty()) {
                    all.put(variable, value);
                }
            });
            return all;
        }

        @Override
        public String doneWhen() {
            StringBuilder wanted = new StringBuilder();
            said().forEach((variable, value) -> wanted.append(" && [ \"$").append(variable).append("\" = ").append(Command.quote(value)).append(" ]"));
            StringBuilder given = new StringBuilder();
            SECRETS.forEach((parameter, variable) -> {
                given.append("wanted_").append(variable).append('=').append(ScriptText.quoted(ScriptText.of(with, parameter))).append("; ");
                wanted.append(" && [ \"$").append(variable).append("\" = \"$wanted_").append(variable).append("\" ]");
            });
            String p = Command.quote(path);
            return "( " + given + "set +u; ! sudo grep -q \"$(printf '\\r')\" " + p + " 2>/dev/null && [ \"$(sudo stat -c %a " + p + ")\" = 600 ] && eval \"$(sudo cat " + p + ")\"" + wanted
                    + " ) 2>/dev/null";
        }

        @Override
        public List<String> scripted() {
            List<String> names = new ArrayList<>(said().keySet());
            names.addAll(SECRETS.values().stream().sorted().toList());
            // One of the three variants calls the broker's user otherwise.
            names.add("RABBITMQ_USER");
            List<String> all = new ArrayList<>();
            String p = Command.quote(path);
            String fresh = Command.quote(path + ".new");
            all.add("sudo mkdir -p \"$(dirname " + p + ")\"");
            all.add("{ sudo cat " + p + " 2>/dev/null | tr -d '\\r' | grep -vE '^[[:space:]]*(export[[:space:]]+)?(" + String.join("|", names) + ")=' || :");
            said().forEach((variable, value) -> all.add("  printf '%s\\n' " + Command.quote(variable + "=" + Command.word(value))));
            SECRETS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> all.add("  printf \"" + e.getValue() + "='%s'\\n\" \"$(printf '%s' "
                    + ScriptText.quoted(ScriptText.of(with, e.getKey())) + " | sed \"s/'/'\\\\\\\\''/g\")\""));
            all.add("} | sudo install -m 600 /dev/stdin " + fresh + " && sudo mv -f " + fresh + " " + p);
            return all;
        }

        @Override
        public Probe probe(Task task) throws FailureException {
            Host host = host(task);
            HostFile before = host.files().read(path, task);
            byte[] after = after(before, true);
            // Before as well: what is added behind quotes that were never closed would close them.
            Optional<LabBinding.Lint> left = Stream.of(start(before), LabBinding.of(after)).flatMap(b -> b.lint().stream()).filter(l -> l.fatal() && l.name().isEmpty())
                    .findFirst();
            if (left.isPresent()) {
                return Probe.blocked(new Failure(Failure.Kind.BAD_INPUT, "reading lab-binding.rc", path, left.get().message(),
                        "The shell would not read this file.", "Correct that line by hand."));
            }
            if (before.exists() && Arrays.equals(before.content(), after)) {
                return isOpen(before) ? Probe.change(path + " is as wanted, but others than root may read its passwords.", "") : Probe.done(path + " is as wanted.");
            }
            String diff = Redaction.hideInDiff(TextDiff.unified(path, new String(before.content(), StandardCharsets.UTF_8), new String(after, StandardCharsets.UTF_8)));
            if (!before.exists()) {
                return Probe.make(path + " does not exist.", diff);
            }
            return Probe.change(path + " is " + LabBinding.of(before.content()).variant().label() + " and differs.", diff);
        }

        @Override
        public void apply(Task task, StepLog log) throws FailureException {
            Host host = host(task);
            HostFile before = host.files().read(path, task);
            byte[] after = after(before, false);
            boolean same = before.exists() && Arrays.equals(before.content(), after);
            if (same && !isOpen(before)) {
                return;
            }
            if (isOpen(before)) {
                // before the passwords are in it, not after
                log.intend(new Made(MODE, path, before.mode()));
                mode(host, "600", task);
            }
            if (same) {
                return;
            }
            String folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
            host.succeeded("making " + folder, host.lookAsRoot("umask 022; mkdir -p -- " + Command.quote(folder), task));
            Written planned = host.files().plan(before, after);
            log.intend(new Made(FILE, path, planned.backup() + "\n" + planned.sha256()));
            // It holds two passwords, so nobody but root reads it.
            host.files().write(before, after, planned, "600", "", task);
        }

        @Override
        public void undo(Task task, List<Made> made) throws FailureException {
            Host host = host(task);
            for (Made m : made) {
                if (m.kind().equals(MODE)) {
                    mode(host, m.detail(), task);
                } else {
                    String[] lines = m.detail().split("\n", -1);
                    host.files().restore(new Written(m.id(), lines[0], lines[1]), task);
                }
            }
        }

        private static boolean isOpen(HostFile file) {
            return file.exists() && !file.mode().endsWith("00");
        }

        private void mode(Host host, String mode, Task task) throws FailureException {
            String p = Command.quote(path);
            host.succeeded("closing " + path, host.lookAsRoot("[ ! -f " + p + " ] || [ -L " + p + " ] || chmod " + mode + " -- " + p, task));
        }
    }
}
