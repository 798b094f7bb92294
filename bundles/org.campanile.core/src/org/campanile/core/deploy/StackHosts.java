package org.campanile.core.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.DocumentCapsule;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.HotImport;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Host names of units whose servers are there. They are names of the stack's resources: a template with other ones would have Heat delete the servers and make
 * new ones. So a unit keeps the name under which it was deployed, whatever the document's pattern says now (protocol document, section 6.3, {@code hostname}).
 * The stack tells them itself: by the document it carries, and by an output for those that this document would not give. Stateless.
 */
final class StackHosts {

    /** Name of the output; it is there only when a unit has another name than the document gives. */
    static final String OUTPUT = "campanile_host_names";

    private StackHosts() {
    }

    /** What the output says: {@code unit=name} for each unit with a name of its own, with blanks between; empty when there is none. */
    static String kept(Environment environment, Map<String, String> hosts) {
        return HostNames.of(environment).entrySet().stream().filter(e -> !e.getValue().equals(hosts.get(e.getKey())))
                .map(e -> e.getKey() + "=" + hosts.get(e.getKey())).collect(Collectors.joining(" "));
    }

    private static Map<String, String> names(Orchestration.Stack stack, Environment carried) {
        Map<String, String> names = HostNames.of(carried);
        for (String pair : stack.outputs().getOrDefault(OUTPUT, "").split(" ")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                names.replace(pair.substring(0, at), pair.substring(at + 1));
            }
        }
        return names;
    }

    private static String line(Orchestration.Stack stack) {
        return stack.outputs().getOrDefault(HotImport.OUTPUT, "");
    }

    /** The document that a stack was made of; BAD_INPUT when it carries none or a damaged one. */
    static Environment carried(Orchestration.Stack stack, ServiceTypes types) throws FailureException {
        return DocumentCapsule.unpack("stack " + stack.ref().name(), line(stack), types);
    }

    /** What a stack tells to be deployed: its servers, not what is inside them. */
    static DeployedState deployed(Orchestration.Stack stack, Environment carried, ServiceTypes types) {
        return DeployedState.ofDocument(carried, types, names(stack, carried));
    }

    /**
     * The name of each unit, by its id.
     *
     * @param stack the environment's stack, if it has one
     * @throws FailureException BAD_INPUT when what the stack carries is damaged, or when a unit that is new would get a name that another one keeps
     */
    static Map<String, String> of(Environment environment, Optional<Orchestration.Stack> stack, ServiceTypes types) throws FailureException {
        Map<String, String> names = HostNames.of(environment);
        if (stack.map(StackHosts::line).orElse("").isEmpty()) {
            return names;
        }
        Map<String, String> there = names(stack.get(), carried(stack.get(), types));
        names.replaceAll((unit, name) -> there.getOrDefault(unit, name));
        Map<String, String> owners = new HashMap<>();
        Set<String> twice = new HashSet<>();
        names.forEach((unit, name) -> {
            if (owners.put(name.toLowerCase(Locale.ROOT), unit) != null) {
                twice.add(name);
            }
        });
        if (!twice.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "naming the servers", environment.name(), String.join(", ", twice),
                    "Two units would have this host name: one was deployed with it and keeps it, whatever its pattern says now.", "Give the other service another host name pattern."));
        }
        return names;
    }
}
