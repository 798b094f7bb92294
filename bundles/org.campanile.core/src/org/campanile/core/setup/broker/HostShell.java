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
        List<String> words = new ArrayList<>(arguments);
        if (!node.isEmpty()) {
            words.addAll(1, List.of("-n", node));
        }
        String line = String.join(" ", words.stream().map(Command::quote).toList());
        // Quietly: what it prints may be definitions with hashes, which no live log should show.
        CommandResult result = HostStep.on(ground, host, task).sudoQuietly(Command.of(line).withStdin(stdin).within(LIMIT), task);
        return new Result(result.exit(), result.out(), result.err());
    }

    @Override
    public String where() {
        return host;
    }
}
