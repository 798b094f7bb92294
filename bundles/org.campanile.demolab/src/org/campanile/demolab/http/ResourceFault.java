package org.campanile.demolab.http;

import java.util.regex.Pattern;

/**
 * A cloud resource that fails instead of being created.
 *
 * @param type expression that has to match the whole type, e.g. {@code OS::Nova::Server}
 * @param name expression that has to match the whole name of the resource in its template, or of the server made directly
 * @param reason what the service says, e.g. {@code No valid host was found.}
 * @param times how many resources it hits before it is used up; a negative number means for ever
 */
public record ResourceFault(Pattern type, Pattern name, String reason, int times) {

    /** Compiles both expressions. */
    public static ResourceFault of(String type, String name, String reason, int times) {
        return new ResourceFault(Pattern.compile(type), Pattern.compile(name), reason, times);
    }
}
