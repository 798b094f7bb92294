package org.campanile.core.rabbitmq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.campanile.core.rabbitmq.internal.CtlOutput;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A broker by its own command {@code rabbitmqctl}, for brokers whose management API is closed. Reads the JSON of 3.7 and newer and the text of older
 * releases down to 2.7 (Ubuntu 12.04). Thread-safe as far as its shell is; blocks.
 */
public final class RabbitCtl implements BrokerAccounts, DefinitionsImport.Broker {

    /** Runs a program on the broker's host, as a user that may use rabbitmqctl: root or rabbitmq. */
    public interface Shell {

        /**
         * Runs it to its end.
         *
         * @param arguments program and arguments, to be quoted by the shell
         * @param stdin its input, which may hold a password; empty for none
         */
        Result run(List<String> arguments, String stdin, Task task) throws FailureException;

        /**
         * The same with a text that no other user of the host may see: it lies in a file of the broker's user for as long as the program runs.
         *
         * @param arguments as for {@link #run}; {@link #FILE} in them becomes the path of the file, which has no characters that would have to be quoted
         */
        Result runWithFile(List<String> arguments, String content, Task task) throws FailureException;

        /** Stands in arguments for the path of the file. */
        String FILE = "@FILE@";

        /** Where it runs, for messages. */
        String where();

        /** How it ended. */
        record Result(int exit, String out, String err) {
        }
    }

    private final Shell shell;
    private volatile String version;

    /** A broker behind this shell. */
    public RabbitCtl(Shell shell) {
        this.shell = Objects.requireNonNull(shell);
    }

    /** RabbitMQ's version, {@code "3.10.8"}; asked once. */
    public String version(Task task) throws FailureException {
        String known = version;
        if (known == null) {
            // "version" came with 3.8; "status" tells it in every release, in words or as an Erlang term.
            known = CtlOutput.version(ctl("asking rabbitmqctl for its version", List.of("status"), "", task));
            version = known;
        }
        return known;
    }

    private boolean since(int major, int minor, Task task) throws FailureException {
        String[] parts = (version(task) + ".0.0").split("[^0-9]+");
        int has = Integer.parseInt("0" + parts[0]);
        return has > major || has == major && Integer.parseInt("0" + parts[1]) >= minor;
    }

    private String ctl(String doing, List<String> words, String stdin, Task task) throws FailureException {
        List<String> line = new ArrayList<>(List.of("rabbitmqctl"));
        line.addAll(words);
        Shell.Result result = shell.run(line, stdin, task);
        if (result.exit() == 0) {
            return result.out();
        }
        throw failed(doing, words.getFirst(), result);
    }

    private FailureException failed(String doing, String command, Shell.Result result) {
        String said = CtlOutput.reason(result.err().isBlank() ? result.out() : result.err());
        String subject = "rabbitmqctl " + command + " on " + shell.where();
        String cameBack = "exit code " + result.exit() + (said.isEmpty() ? "" : ": " + said);
        String low = said.toLowerCase(Locale.ROOT);
        if (result.exit() == 127) {
            return failure(Kind.NOT_FOUND, doing, subject, cameBack, "There is no rabbitmqctl on this host.", "Choose the host on which RabbitMQ runs.");
        }
        if (low.contains("nodedown") || low.contains("unable to perform an operation on node") || low.contains("unable to connect to node")) {
            return failure(Kind.UNREACHABLE, doing, subject, cameBack, "RabbitMQ's node does not run, or its cookie is another one.",
                    "Start RabbitMQ on this host, and run rabbitmqctl as root or rabbitmq.");
        }
        if (low.contains("no_such") || low.contains("does not exist") || low.contains("not found")) {
            return failure(Kind.NOT_FOUND, doing, subject, cameBack, "It does not exist there.", "Refresh; somebody may have deleted it.");
        }
        if (low.contains("already_exists") || low.contains("already exists")) {
            return failure(Kind.CONFLICT, doing, subject, cameBack, "It exists already.", "Look at what is there, then try again.");
        }
        if (low.contains("must be run as") || low.contains("only root or rabbitmq")) {
            return failure(Kind.DENIED, doing, subject, cameBack, "rabbitmqctl has to be run as root or rabbitmq.", "Log in as a user who may use sudo.");
        }
        return failure(Kind.REMOTE, doing, subject, cameBack, "rabbitmqctl failed.", "Read what it said and correct the cause on the host.");
    }

    private static FailureException failure(Kind kind, String doing, String subject, String cameBack, String meaning, String next) {
        return new FailureException(new Failure(kind, doing, subject, cameBack, meaning, next));
    }

    private List<List<String>> table(String doing, List<String> command, List<String> columns, Task task) throws FailureException {
        List<String> words = new ArrayList<>(command);
        if (since(3, 7, task)) {
            words.addAll(List.of("--formatter", "json", "--quiet"));
            return CtlOutput.json(ctl(doing, words, "", task), columns, doing, shell.where());
        }
        words.add("-q");
        return CtlOutput.text(ctl(doing, words, "", task), columns.size());
    }

    @Override
    public List<VirtualHost> vhosts(Task task) throws FailureException {
        return table("listing virtual hosts", List.of("list_vhosts"), List.of("name"), task).stream()
                .map(r -> new VirtualHost(r.getFirst(), "", false, 0)).toList();
    }

    @Override
    public void createVhost(String name, Task task) throws FailureException {
        try {
            ctl("creating virtual host " + name, List.of("add_vhost", name), "", task);
        } catch (FailureException told) {
            if (told.failure().kind() != Kind.CONFLICT) {
                throw told;
            }
        }
    }

    @Override
    public void deleteVhost(String name, Task task) throws FailureException {
        ctl("deleting virtual host " + name, List.of("delete_vhost", name), "", task);
    }

    @Override
    public List<BrokerUser> users(Task task) throws FailureException {
        return table("listing users", List.of("list_users"), List.of("user", "tags"), task).stream()
                .map(r -> new BrokerUser(r.getFirst(), CtlOutput.tags(r.get(1)))).toList();
    }

    @Override
    public void putUser(String name, Secret password, List<String> tags, Task task) throws FailureException {
        boolean there = users(task).stream().anyMatch(u -> u.name().equals(name));
        String verb = there ? "change_password" : "add_user";
        String doing = there ? "changing the password of user " + name : "creating user " + name;
        // An argument can be seen by every user of the host.
        try {
            if (since(3, 8, task)) {
                // Without the argument it reads one line.
                ctl(doing, List.of(verb, name), password.reveal() + "\n", task);
            } else {
                byFile(doing, verb, name, password, task);
            }
        } catch (FailureException told) {
            throw password.hiddenIn(told);
        }
        setTags(name, tags, task);
    }

    /**
     * Before 3.8 rabbitmqctl takes a password as an argument only, so the broker itself reads it from a file that nobody else may read. The function is
     * the one that rabbitmqctl calls; since 3.7 it wants to know for whom.
     */
    private void byFile(String doing, String verb, String name, Secret password, Task task) throws FailureException {
        String expression = "{ok, P} = file:read_file(\"" + Shell.FILE + "\"), U = base64:decode(\"" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8))
                + "\"), M = rabbit_auth_backend_internal, case erlang:function_exported(M, " + verb + ", 3) of true -> M:" + verb + "(U, P, <<\"rabbitmqctl\">>); false -> M:" + verb
                + "(U, P) end.";
        Shell.Result result = shell.runWithFile(List.of("rabbitmqctl", "eval", expression, "-q"), password.reveal(), task);
        // what it evaluates to is printed, and an error is a value too
        if (result.exit() != 0 || !result.out().strip().endsWith("ok")) {
            throw failed(doing, verb, result);
        }
    }

    /** Replaces the tags of a user. */
    public void setTags(String name, List<String> tags, Task task) throws FailureException {
        List<String> words = new ArrayList<>(List.of("set_user_tags", name));
        words.addAll(tags);
        ctl("changing the tags of user " + name, words, "", task);
    }

    @Override
    public void deleteUser(String name, Task task) throws FailureException {
        ctl("deleting user " + name, List.of("delete_user", name), "", task);
    }

    @Override
    public List<Permission> permissions(Task task) throws FailureException {
        List<Permission> all = new ArrayList<>();
        for (VirtualHost vhost : vhosts(task)) {
            table("listing permissions", List.of("list_permissions", "-p", vhost.name()), List.of("user", "configure", "write", "read"), task)
                    .forEach(r -> all.add(new Permission(r.getFirst(), vhost.name(), r.get(1), r.get(2), r.get(3))));
        }
        return List.copyOf(all);
    }

    @Override
    public void setPermission(Permission p, Task task) throws FailureException {
        ctl("setting permissions of " + p.user() + " on " + p.vhost(),
                List.of("set_permissions", "-p", p.vhost(), p.user(), p.configure(), p.write(), p.read()), "", task);
    }

    @Override
    public void clearPermission(String user, String vhost, Task task) throws FailureException {
        ctl("clearing permissions of " + user + " on " + vhost, List.of("clear_permissions", "-p", vhost, user), "", task);
    }

    /** The queues of a virtual host. */
    public List<QueueSummary> queues(String vhost, Task task) throws FailureException {
        return table("listing queues", List.of("list_queues", "-p", vhost, "name", "durable", "messages", "messages_ready", "messages_unacknowledged",
                "consumers"), List.of("name", "durable", "messages", "messages_ready", "messages_unacknowledged", "consumers"), task).stream()
                .map(r -> new QueueSummary(vhost, r.getFirst(), "", Boolean.parseBoolean(r.get(1)), "", CtlOutput.number(r.get(2)),
                        CtlOutput.number(r.get(3)), CtlOutput.number(r.get(4)), CtlOutput.number(r.get(5)))).toList();
    }

    /** All definitions as JSON with the users' password hashes, so treat the text as secret. Needs RabbitMQ 3.8; knows no single virtual host. */
    @Override
    public String exportDefinitions(String vhost, Task task) throws FailureException {
        needs38(task);
        return ctl("exporting definitions", List.of("export_definitions", "-", "--format", "json", "--quiet"), "", task);
    }

    @Override
    public void importDefinitions(String vhost, String text, Task task) throws FailureException {
        needs38(task);
        ctl("importing definitions", List.of("import_definitions", "-", "--format", "json", "--quiet"), text, task);
    }

    private void needs38(Task task) throws FailureException {
        if (!since(3, 8, task)) {
            throw failure(Kind.CONFLICT, "exporting definitions", shell.where(), "RabbitMQ " + version(task),
                    "rabbitmqctl knows definitions only since RabbitMQ 3.8.", "Use the management API of this broker.");
        }
    }
}
