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
 * @param tags words to find it by
 * @param categories names of the catalogue's categories that it is in
 */
public record MuranoPackage(String id, String name, String title, String type, List<String> classes, String author, String description, boolean enabled,
        boolean isPublic, List<String> tags, List<String> categories) {

    public MuranoPackage {
        classes = classes.stream().sorted().toList();
        tags = List.copyOf(tags);
        categories = List.copyOf(categories);
    }
}
