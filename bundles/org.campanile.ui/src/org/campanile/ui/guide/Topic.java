package org.campanile.ui.guide;

import java.util.Arrays;
import java.util.Optional;

/** The topics of the guide, in their order; each but the keys is a file of this bundle in the language of {@code FormText}. */
public enum Topic {
    /** What to do on the first day. */ FIRST_STEPS("First steps", "guide/first-steps.xml", ""),
    /** The Lab Setup perspective. */ SETUP("Lab Setup", "guide/setup.xml", "org.campanile.ui.setup.perspective"),
    /** The Environments perspective. */ ENVIRONMENTS("Environments", "guide/environments.xml", "org.campanile.ui.topology.perspective"),
    /** The Controllers perspective. */ CONTROLLERS("Controllers", "guide/controllers.xml", "org.campanile.ui.controllers.perspective"),
    /** Where to look when something fails. */ FAILURES("When something fails", "guide/failures.xml", ""),
    /** Every command that has a key, as the user has set them. */ KEYS("Keys", "", "");

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
