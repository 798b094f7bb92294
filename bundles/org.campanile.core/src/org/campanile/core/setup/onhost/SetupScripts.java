package org.campanile.core.setup.onhost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Names that steps and the exported script they are written into have in common: functions for each host, a variable. Pure. */
public final class SetupScripts {

    /** Variable with the program for awk that sets options of a configuration file. */
    public static final String SETTINGS = "SETTINGS_AWK";

    private SetupScripts() {
    }

    /** The program of {@link #SETTINGS}; what it takes stands in it. */
    public static String settings() {
        try (InputStream in = SetupScripts.class.getResourceAsStream("settings.awk")) {
            return new String(Objects.requireNonNull(in, "no settings.awk").readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The function that runs on the host what it reads. */
    public static String on(String host) {
        return "on_" + word(host);
    }

    /** The function that copies a file or folder of this machine, its first word, to a path of the host, its second, which is quoted for that host's shell. */
    public static String put(String host) {
        return "put_on_" + word(host);
    }

    /** Hosts that differ get words that differ, or a step would run on another one: dev_box and dev-box are two. */
    private static String word(String host) {
        String plain = host.replaceAll("[^A-Za-z0-9]", "_");
        return host.matches("[A-Za-z0-9]+(-[A-Za-z0-9]+)*") ? plain : plain + "_" + Integer.toHexString(host.hashCode());
    }
}
