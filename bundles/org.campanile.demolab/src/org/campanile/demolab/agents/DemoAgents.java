package org.campanile.demolab.agents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The simulated agents of all servers of the demo lab. A server's user data decides whether an agent starts in it and which; the agent then
 * connects to the broker its configuration names. Thread-safe; nothing but {@link #close} waits for an agent.
 */
public final class DemoAgents implements AutoCloseable {

    /** What an agent is at. */
    public enum Phase {
        /** The guest starts. */ BOOTING,
        /** No connection or no queue yet, or lost. */ CONNECTING,
        /** Connected, no plan. */ WAITING,
        /** A plan runs. */ RUNNING,
        /** The guest restarts after a plan; the answer comes after that. */ REBOOTING,
        /** Stopped or dead. */ ENDED
    }

    /**
     * One agent at a moment.
     *
     * @param serverId server it runs on
     * @param serverName name of that server
     * @param inputQueue queue it takes plans from
     * @param phase what it is at
     * @param plans how many plans it has run
     */
    public record AgentState(String serverId, String serverName, String inputQueue, Phase phase, int plans) {
    }

    /**
     * What a guest has done.
     *
     * @param serverName name of the server
     * @param functions functions of the plan; none for the boot
     * @param time how long it was to take by the pace, restart included; what the machine that simulates it adds is not in it
     */
    public record Work(String serverName, List<String> functions, Duration time) {
    }

    private static final Duration END = Duration.ofSeconds(5);

    private record Running(DemoAgent agent, Thread thread) {
    }

    private final Map<String, Running> running = new TreeMap<>();
    private final AgentPace pace;
    private final AgentFaults faults;
    private volatile Consumer<Work> watcher = work -> {
    };
    private int started;

    /**
     * No agent yet.
     *
     * @param pace how long guests take
     * @param faults troubles of the agents, read at every plan
     */
    public DemoAgents(AgentPace pace, AgentFaults faults) {
        this.pace = pace;
        this.faults = faults;
    }

    /** As {@link #start(String, String, String, String)} with an address of our choice from 10.0.0.0/24. */
    public synchronized Optional<AgentConfig> start(String serverId, String serverName, String userData) {
        started++;
        return start(serverId, serverName, "10.0.0." + (9 + started % 240), userData);
    }

    /**
     * Boots the agent of a server; one that runs for the same server is stopped first, as after a hard reboot.
     *
     * @param serverId the server's id
     * @param serverName the server's name, which faults refer to
     * @param address the server's address, which Get-DnsListeningIpAddress answers
     * @param userData the decoded user data
     * @return the configuration found; empty when there is none and so no agent runs
     */
    public synchronized Optional<AgentConfig> start(String serverId, String serverName, String address, String userData) {
        stop(serverId);
        Optional<AgentConfig> config = AgentConfig.find(userData);
        config.ifPresent(c -> {
            DemoAgent agent = new DemoAgent(c, new Guest(serverName, address, pace, faults), work -> watcher.accept(work));
            Thread thread = Thread.ofVirtual().name("agent of " + serverName).unstarted(agent);
            running.put(serverId, new Running(agent, thread));
            thread.start();
        });
        return config;
    }

    /** Switches a server's agent off; without one nothing happens. */
    public synchronized void stop(String serverId) {
        Running r = running.remove(serverId);
        if (r != null) {
            r.agent().stop(r.thread());
        }
    }

    /** All agents now, by server id. */
    public synchronized List<AgentState> states() {
        List<AgentState> states = new ArrayList<>();
        running.forEach((id, r) -> states.add(new AgentState(id, r.agent().guest().name(), r.agent().config().inputQueue(), r.agent().phase(),
                r.agent().done())));
        return states;
    }

    /** From now on tells of each plan that a guest has run, right before it answers; on the guest's thread. */
    public void watch(Consumer<Work> newWatcher) {
        watcher = Objects.requireNonNull(newWatcher);
    }

    /** The faults in force. */
    public AgentFaults faults() {
        return faults;
    }

    /** Switches all of them off and waits until they have ended: one that is at a plan would else answer it later. */
    @Override
    public void close() {
        List<Thread> ending;
        synchronized (this) {
            ending = running.values().stream().map(Running::thread).toList();
            List.copyOf(running.keySet()).forEach(this::stop);
        }
        try {
            for (Thread thread : ending) {
                thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
