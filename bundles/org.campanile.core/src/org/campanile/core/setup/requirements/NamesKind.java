package org.campanile.core.setup.requirements;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code host.names}: whether names mean the same addresses on all sides, and whether each host knows its own name. */
final class NamesKind implements CheckKind {

    private static final String HERE = "this machine";

    @Override
    public String id() {
        return "host.names";
    }

    @Override
    public String summary() {
        return "Whether names are known, and mean the same addresses, on this machine and on hosts of the lab.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("hosts", ValueType.LIST, "Hosts of the lab."),
                KindParameter.optional("names", ValueType.LIST, "", "Names that have to be known everywhere."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        List<String> names = spec.with().list("names");
        List<String> hosts = spec.with().list("hosts");
        List<Check> checks = new ArrayList<>();
        for (String host : hosts) {
            checks.add(Check.of(spec.id() + "." + host.replaceAll("[^\\p{L}\\p{N}._-]", "-"), "Own name of " + host, spec.group(), Duration.ofSeconds(30),
                    task -> List.of(own(HostStep.on(ground, host, task), task))));
        }
        for (String name : names) {
            checks.add(Check.of(spec.id() + ".name." + name.replaceAll("[^\\p{L}\\p{N}._-]", "-"), "Name " + name, spec.group(), Duration.ofSeconds(30), task -> {
                Map<String, Set<String>> seen = new LinkedHashMap<>();
                seen.put(HERE, here(name));
                for (String host : hosts) {
                    seen.put(host, there(HostStep.on(ground, host, task), name, task));
                }
                return List.of(judge(name, seen));
            }));
        }
        return checks;
    }

    private static Finding own(Host host, Task task) throws FailureException {
        String name = host.facts().hostName();
        Set<String> addresses = there(host, name, task);
        if (addresses.isEmpty()) {
            return Finding.of(Severity.WARNING, host.name(), name + " is not known there.").withCause("Neither /etc/hosts nor its name service has its own name.")
                    .withImpact("sudo waits, RabbitMQ does not start, and OpenStack's services register names that nobody can use.")
                    .withFix("Add the name with its address to /etc/hosts there.");
        }
        return Finding.ok(host.name(), name + " is " + String.join(", ", addresses));
    }

    private static Set<String> here(String name) {
        try {
            return new TreeSet<>(Arrays.stream(InetAddress.getAllByName(name)).map(a -> plain(a.getHostAddress())).toList());
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    private static Set<String> there(Host host, String name, Task task) throws FailureException {
        String out = host.succeeded("looking up " + name, host.look("getent ahosts " + Command.quote(name) + " | awk '{print $1}' | sort -u; true", task)).out();
        return new TreeSet<>(out.lines().map(String::strip).filter(l -> !l.isEmpty()).map(NamesKind::plain).toList());
    }

    /** One spelling of each address: Java and getent write the zeros of IPv6 differently, and name the interface of local ones. Asks no name service. */
    static String plain(String address) {
        String bare = address.replaceFirst("%.*$", "");
        try {
            return bare.indexOf(':') < 0 ? bare : InetAddress.getByName(bare).getHostAddress();
        } catch (UnknownHostException e) {
            return bare;
        }
    }

    /** What the sides say. Pure. */
    static Finding judge(String name, Map<String, Set<String>> seen) {
        String evidence = String.join("; ", seen.entrySet().stream().map(e -> e.getKey() + ": " + (e.getValue().isEmpty() ? "not known" : String.join(", ", e.getValue()))).toList());
        List<String> without = seen.entrySet().stream().filter(e -> e.getValue().isEmpty()).map(Map.Entry::getKey).toList();
        if (!without.isEmpty()) {
            return Finding.of(Severity.ERROR, name, evidence).withCause("The name is not known on " + String.join(", ", without) + ".")
                    .withImpact("Addresses with this name do not work there.").withFix("Add it to the name service or to /etc/hosts there, or use the address.");
        }
        boolean loopback = seen.values().stream().anyMatch(a -> a.stream().allMatch(NamesKind::loopback)) && !seen.values().stream().allMatch(a -> a.stream()
                .allMatch(NamesKind::loopback));
        if (loopback) {
            return Finding.of(Severity.WARNING, name, evidence).withCause("A line of /etc/hosts, as some installers write it, gives the name a loopback address on one side.")
                    .withImpact("A service that listens at this name there is not reached from the others.").withFix("Give the name its real address in /etc/hosts.");
        }
        boolean same = seen.values().stream().allMatch(a -> a.stream().anyMatch(seen.values().iterator().next()::contains));
        return same ? Finding.ok(name, evidence) : Finding.of(Severity.WARNING, name, evidence).withCause("The sides ask different name services.")
                .withImpact("They mean different machines by the same name.").withFix("Use one name service, or addresses.");
    }

    private static boolean loopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }
}
