package org.campanile.core.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The links of the chain from a lab to an agent in a unit and back, in the order in which a deployment passes them. */
public enum Link {
    /** The lab's profile. */ LAB("Lab profile"),
    /** Login to OpenStack. */ KEYSTONE("Keystone"),
    /** The Murano service that takes environments. */ MURANO_API("murano-api"),
    /** RabbitMQ. */ BROKER("Broker"),
    /** Who takes tasks from the broker. */ CONDUCTOR("Conductor"),
    /** The stack. */ HEAT("Heat"),
    /** The servers. */ NOVA("Nova"),
    /** What runs in the servers. */ SERVER("Server"),
    /** The agents in the units. */ AGENT("Agent"),
    /** The way back of their answers. */ RESULTS("Results");

    private final String label;

    Link(String label) {
        this.label = label;
    }

    /** The words shown to the user. */
    public String label() {
        return label;
    }

    /** The word in files: {@code murano-api}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The link of a word. */
    public static Optional<Link> of(String word) {
        return Arrays.stream(values()).filter(l -> l.word().equals(word)).findFirst();
    }
}
