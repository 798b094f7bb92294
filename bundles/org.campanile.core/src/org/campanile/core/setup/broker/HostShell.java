package org.campanile.core.setup.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.rabbitmq.RabbitCtl;
import org.campanile.core.recipe.Ground;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Runs rabbitmqctl as root on a host of the lab, over SSH. */
final class HostShell implements RabbitCtl.Shell {

    /** Erlang's start alone takes seconds on a small host, and waits for a node that is starting. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Ground ground;
    private final String host;
    private final String node;

    /** @param node Erlang name of the broker's node; empty for the host's own */
    HostShell(Ground ground, String host, String node) {
        this.ground = ground;
        this.host = host;
        this.node = node;
    }

    @Override
    public Result run(List<String> arguments, String stdin, Task task) throws FailureException {
        return sudo(line(arguments), stdin, task);
    }

    @Override
    public Result runWithFile(List<String> arguments, String content, Task task) throws FailureException {
        String script = "umask 077; h=$(getent passwd rabbitmq | cut -d: -f6); [ -d \"$h\" ] || h=/tmp; f=$(mktemp \"$h/.campanile.XXXXXXXX\") || exit 1\n"
                + "trap 'rm -f -- \"$f\"' EXIT; trap 'exit 1' HUP INT TERM PIPE\ncat > \"$f\" && { chown rabbitmq -- \"$f\" 2>/dev/null || :; }\n"
                + line(arguments).replace(FILE, "'\"$f\"'") + " </dev/null";
        return sudo("sh -c " + Command.quote(script), content, task);
    }

    private String line(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        if (!node.isEmpty()) {
            words.addAll(1, List.of("-n", node));
        }
        return String.join(" ", words.stream().map(Command::quote).toList());
    }

    private Result sudo(String line, String stdin, Task task) throws FailureException {
        // Quietly: what it prints may be definitions with hashes, which no live log should show.
        CommandResult result = HostStep.on(ground, host, task).sudoQuietly(Command.of(line).withStdin(stdin).within(LIMIT), task);
        return new Result(result.exit(), result.out(), result.err());
    }

    @Override
    public String where() {
        return host;
    }
}
