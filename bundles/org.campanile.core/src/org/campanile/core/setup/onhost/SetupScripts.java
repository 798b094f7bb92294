package org.campanile.core.setup.onhost;

/** Names of the functions that an exported script has for each host. Pure. */
public final class SetupScripts {

    private SetupScripts() {
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
