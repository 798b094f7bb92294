package org.campanile.core.setup.share;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Makes the user that reads the share: a system user who cannot log in, and a Samba account with the password. */
final class ShareAccountStep extends HostStep {

    private static final String USER = "system user";
    private static final String ACCOUNT = "Samba account";
    private static final String PASSWORD = "Samba password";
    private static final String PATH = "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin\n";

    private final ShareRequest request;
    private final Values values;

    ShareAccountStep(Ground ground, String id, ShareRequest request, Values values, List<String> after) {
        super(ground, request.host(), id, "Create Samba account " + request.user(), "System user " + request.user()
                + ", who cannot log in, and a Samba account of the same name with the given password are created.", after,
                List.of("sudo useradd --system --no-create-home --shell /usr/sbin/nologin " + request.user(),
                        "printf '%s\\n%s\\n' " + values.variable("password") + " " + values.variable("password") + " | sudo smbpasswd -s -a " + request.user()),
                Duration.ofSeconds(1));
        this.request = request;
        this.values = values;
    }

    private record There(boolean user, boolean account) {
    }

    private There look(Host host, Task task) throws FailureException {
        String user = Command.quote(request.user());
        CommandResult result = host.lookAsRoot(PATH + "getent passwd " + user + " >/dev/null && echo user\n"
                + "command -v pdbedit >/dev/null && pdbedit -L -u " + user + " >/dev/null 2>&1 && echo account\ntrue", task);
        String out = host.succeeded("looking for user " + request.user(), result).out();
        return new There(out.contains("user"), out.contains("account"));
    }

    @Override
    public String doneWhen() {
        return "sudo pdbedit -L -u " + request.user() + " >/dev/null 2>&1";
    }

    @Override
    public List<String> scripted() {
        return List.of("getent passwd " + request.user() + " >/dev/null || " + commands().getFirst(), commands().getLast());
    }

    @Override
    public Probe probe(Task task) throws FailureException {
        Host host = host(task);
        There there = look(host, task);
        if (!there.account()) {
            return Probe.make(there.user() ? "System user " + request.user() + " has no Samba account." : "There is no user " + request.user() + ".");
        }
        Optional<Secret> known = values.knownSecret("password");
        if (known.isPresent() && !accepted(host, known.get(), task)) {
            return Probe.change("Samba account " + request.user() + " has another password.");
        }
        return Probe.done("Samba account " + request.user() + " exists" + (known.isPresent() ? "." : "; its password was not given and not compared."));
    }

    /** Whether Samba takes the password; when no smbd answers yet that is not known, and the proof of the share will tell. */
    private boolean accepted(Host host, Secret password, Task task) throws FailureException {
        int port = new ShareProof(request, ground()).port(host, task);
        SmbClient.Answer answer = SmbClient.on(host).list(request, "127.0.0.1", port, Optional.of(password), task);
        return !answer.status().equals("NT_STATUS_LOGON_FAILURE") && !answer.status().equals("NT_STATUS_WRONG_PASSWORD");
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        Secret secret = values.secret("password");
        if (secret.reveal().isEmpty() || secret.reveal().matches("(?s).*[\\r\\n\\x00].*") || secret.reveal().length() > 127) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "creating Samba account " + request.user(), "password", "",
                    "A password of a share has 1 to 127 characters and no line break.", "Give another password."));
        }
        Host host = host(task);
        There there = look(host, task);
        String user = Command.quote(request.user());
        if (!there.user()) {
            log.intend(new Made(USER, request.user()));
            host.succeeded("creating system user " + request.user(), host.lookAsRoot(PATH
                    + "shell=/usr/sbin/nologin; [ -x $shell ] || shell=/sbin/nologin; useradd --system --no-create-home --shell $shell " + user, task));
        }
        if (log.earlier().stream().noneMatch(m -> m.kind().equals(ACCOUNT) || m.kind().equals(PASSWORD))) {
            log.intend(new Made(there.account() ? PASSWORD : ACCOUNT, request.user()));
        }
        String script = PATH + "LC_ALL=C.UTF-8; export LC_ALL; exec smbpasswd -s -a " + user;
        Command command = Command.of("sh -c " + Command.quote(script)).withStdin(secret.reveal() + "\n" + secret.reveal() + "\n");
        host.require("giving Samba account " + request.user() + " its password", command, task);
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        Host host = host(task);
        String user = Command.quote(request.user());
        for (Made thing : made) {
            switch (thing.kind()) {
                case ACCOUNT -> host.succeeded("removing Samba account " + thing.id(), host.lookAsRoot(PATH
                        + "command -v pdbedit >/dev/null || exit 0; pdbedit -L -u " + user + " >/dev/null 2>&1 || exit 0; smbpasswd -x " + user, task));
                case USER -> host.succeeded("removing system user " + thing.id(), host.lookAsRoot(PATH
                        + "getent passwd " + user + " >/dev/null || exit 0; userdel " + user, task));
                case PASSWORD -> task.line("Samba account " + thing.id() + " was there before and stays; its former password is not known here.");
                default -> {
                }
            }
        }
    }
}
