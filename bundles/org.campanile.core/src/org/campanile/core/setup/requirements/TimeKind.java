package org.campanile.core.setup.requirements;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * {@code host.time}: how far the clocks of this machine and of the lab's hosts are apart, each measured over the connection with its round trip taken off.
 * Tokens and certificates are valid by the clock, and Active Directory refuses logins at five minutes.
 */
final class TimeKind implements CheckKind {

    private static final int SAMPLES = 3;

    @Override
    public String id() {
        return "host.time";
    }

    @Override
    public String summary() {
        return "Whether the clocks of this machine and of the lab's hosts agree.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("hosts", ValueType.LIST, "Hosts of the lab."),
                KindParameter.optional("seconds", ValueType.NUMBER, "5", "Most that two clocks may be apart."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        List<String> hosts = spec.with().list("hosts");
        return List.of(Check.of(spec.id(), spec.titleOr("Clocks"), spec.group(), Duration.ofSeconds(30), task -> judge(measure(hosts, ground, task), spec.with().number("seconds"))));
    }

    /** Milliseconds that the clock of each is ahead of this machine's. */
    private static Map<String, Long> measure(List<String> hosts, Ground ground, Task task) throws FailureException {
        Map<String, Long> ahead = new ConcurrentHashMap<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (String host : hosts) {
                running.add(all.submit(() -> ahead.put(host, one(HostStep.on(ground, host, task), task))));
            }
            for (Future<?> f : running) {
                task.await(f, "reading the clocks");
            }
        }
        Map<String, Long> ordered = new LinkedHashMap<>();
        ordered.put("this machine", 0L);
        hosts.forEach(h -> ordered.put(h, ahead.get(h)));
        return ordered;
    }

    private static long one(Host host, Task task) throws FailureException {
        long best = Long.MAX_VALUE;
        long ahead = 0;
        for (int i = 0; i < SAMPLES; i++) {
            Instant before = Instant.now();
            long start = System.nanoTime();
            String[] told = host.ask("reading the clock", "date -u +%s.%N", task).strip().split("\\.");
            long trip = (System.nanoTime() - start) / 1_000_000;
            if (trip < best) {
                best = trip;
                // A system without nanoseconds prints the letter N.
                long millis = told.length > 1 && told[1].matches("\\d{9}") ? Long.parseLong(told[1]) / 1_000_000 : 500;
                ahead = Long.parseLong(told[0]) * 1000 + millis - before.toEpochMilli() - trip / 2;
            }
        }
        return ahead;
    }

    /** What the clocks mean. Pure. */
    static List<Finding> judge(Map<String, Long> ahead, long seconds) {
        String seen = String.join(", ", ahead.entrySet().stream().skip(1).map(e -> e.getKey() + " " + words(e.getValue())).toList());
        List<Map.Entry<String, Long>> order = ahead.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
        long apart = order.getLast().getValue() - order.getFirst().getValue();
        if (apart <= seconds * 1000) {
            return List.of(Finding.ok(String.join(", ", ahead.keySet()), seen));
        }
        return List.of(Finding.of(apart >= 300_000 ? Severity.ERROR : Severity.WARNING, order.getFirst().getKey() + " and " + order.getLast().getKey(), seen)
                .withCause("No time service sets these clocks, or they ask different ones.")
                .withImpact("Tokens expire too early or are not valid yet, logs cannot be merged by time" + (apart >= 300_000
                        ? ", and Active Directory refuses logins from 300 s on." : "."))
                .withFix("Install and start an NTP service (chrony, ntp) on all of them, with the same servers."));
    }

    private static String words(long millis) {
        return Math.abs(millis) < 1000 ? "within a second of this machine" : Math.abs(millis) / 1000 + " s " + (millis > 0 ? "ahead of" : "behind") + " this machine";
    }
}
