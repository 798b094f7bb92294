package org.campanile.core.setup.devbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.host.HostFacts;
import org.campanile.core.task.Failure;

/** Whether a host has one of the systems that something is written for: {@code "ubuntu 12.04"}, {@code "centos 6"}, {@code "debian"}. Pure. */
public final class Systems {

    private Systems() {
    }

    /** Whether a list of systems has this one; an empty list has all. */
    public static boolean match(List<String> systems, HostFacts facts) {
        return systems.isEmpty() || systems.stream().anyMatch(s -> {
            String[] words = s.toLowerCase(Locale.ROOT).strip().split("\\s+");
            return facts.is(words[0], Arrays.copyOfRange(words, 1, words.length));
        });
    }

    /** Why something cannot be done on a host; empty when it can. @param what it is: {@code "The installer of Murano 0.2"} */
    static Optional<Failure> refusal(String what, List<String> systems, Host host) {
        if (match(systems, host.facts())) {
            return Optional.empty();
        }
        return Optional.of(new Failure(Failure.Kind.CONFLICT, "looking at the system of " + host.name(), host.where(), host.facts().osName(),
                what + " is written for " + String.join(" and ", systems) + ".", "Use a host with such a system, or another way to install."));
    }
}
