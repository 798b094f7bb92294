package org.campanile.core.murano;

import java.util.List;

/**
 * A package of a later release's catalogue. An immutable value.
 *
 * @param id of the catalogue
 * @param name fully qualified, e.g. {@code io.murano.apps.apache.Tomcat}
 * @param title on screen
 * @param type {@code Application} or {@code Library}
 * @param classes the classes it defines
 * @param author whoever made it
 * @param description one or more sentences
 * @param enabled whether it may be used
 * @param isPublic whether all projects see it
 */
public record MuranoPackage(String id, String name, String title, String type, List<String> classes, String author, String description, boolean enabled,
        boolean isPublic) {

    public MuranoPackage {
        classes = classes.stream().sorted().toList();
    }
}
