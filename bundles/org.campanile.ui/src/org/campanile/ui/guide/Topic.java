package org.campanile.ui.guide;

import java.util.Arrays;
import java.util.Optional;

/** The topics of the guide, in their order; each but the keys is a file of this bundle in the language of {@code FormText}. */
public enum Topic {
    /** What to do on the first day. */ FIRST_STEPS(Messages.firstSteps, "guide/first-steps.xml", ""),
    /** The Lab Setup perspective. */ SETUP(Messages.labSetup, "guide/setup.xml", "org.campanile.ui.setup.perspective"),
    /** The Environments perspective. */ ENVIRONMENTS(Messages.environments, "guide/environments.xml", "org.campanile.ui.topology.perspective"),
    /** The Controllers perspective. */ CONTROLLERS(Messages.controllers, "guide/controllers.xml", "org.campanile.ui.controllers.perspective"),
    /** Where to look when something fails. */ FAILURES(Messages.whenSomethingFails, "guide/failures.xml", ""),
    /** Every command that has a key, as the user has set them. */ KEYS(Messages.keys, "", "");

    private final String title;
    private final String file;
    private final String perspective;

    Topic(String title, String file, String perspective) {
        this.title = title;
        this.file = file;
        this.perspective = perspective;
    }

    /** Its name in the list. */
    public String title() {
        return title;
    }

    /** Path in this bundle; empty when the text is made while running. */
    public String file() {
        return file;
    }

    /** The topic for a perspective's id. */
    public static Optional<Topic> of(String perspective) {
        return Arrays.stream(values()).filter(t -> !t.perspective.isEmpty() && t.perspective.equals(perspective)).findFirst();
    }
}
