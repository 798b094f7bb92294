package org.campanile.ui.topology.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.task.FailureException;

/**
 * Services as text for the clipboard, in the form of an environment's file, so that they go from one environment to another, into a mail and back.
 * Passwords are in it by reference only. Stateless; any thread.
 */
public final class ServiceClip {

    private final ServiceTypes types;
    private final EnvironmentFile format;

    /** Services of these types. */
    public ServiceClip(ServiceTypes types) {
        this.types = types;
        this.format = new EnvironmentFile(types);
    }

    /** The services as text. */
    public String copy(Environment environment, Set<String> ids) throws FailureException {
        List<Service> chosen = environment.services().stream().filter(s -> ids.contains(s.id())).toList();
        return format.write(new Environment(Environment.newId(), Messages.copiedServices, chosen, Map.of()));
    }

    /** What pasting gives. @param environment with the new services, @param added their ids */
    public record Pasted(Environment environment, Set<String> added) {
        public Pasted {
            added = Set.copyOf(added);
        }
    }

    /**
     * Adds the services of a text under fresh ids; a name that is taken gets a number, and members of a domain that is pasted with them follow its
     * new name.
     *
     * @throws FailureException BAD_INPUT when the text is no environment
     */
    public Pasted paste(Environment into, String text) throws FailureException {
        Environment clip = format.parse(Messages.clipboard, text);
        Set<String> taken = new HashSet<>();
        into.services().forEach(s -> taken.add(s.name()));
        Map<String, String> renamed = new HashMap<>();
        for (Service service : clip.services()) {
            String name = free(service.name(), taken);
            taken.add(name);
            renamed.put(service.name(), name);
        }
        Environment now = into;
        Set<String> added = new LinkedHashSet<>();
        for (Service service : clip.services()) {
            Service fresh = new Service(Environment.newId(), service.type(), renamed.get(service.name()), service.fields(),
                    service.units().stream().map(u -> new Unit(Environment.newId(), u.number(), u.name(), u.fields())).toList());
            String domain = service.text(Service.DOMAIN);
            boolean together = clip.services().stream().anyMatch(s -> s.name().equals(domain) && types.domainOf(s).equals(domain));
            now = now.addService(together ? fresh.with(Service.DOMAIN, renamed.get(domain)) : fresh);
            added.add(fresh.id());
        }
        return new Pasted(now, added);
    }

    private static String free(String name, Set<String> taken) {
        if (!taken.contains(name)) {
            return name;
        }
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        String tail = dot < 0 ? "" : name.substring(dot);
        for (int i = 2;; i++) {
            String next = head + i + tail;
            if (!taken.contains(next)) {
                return next;
            }
        }
    }
}
