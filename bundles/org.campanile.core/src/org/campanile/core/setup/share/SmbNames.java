package org.campanile.core.setup.share;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How Samba compares the names and values of an smb.conf: case and white space do not matter in names, and many have several (smb.conf(5)). Pure. */
final class SmbNames {

    private static final Map<String, String> SYNONYMS = new HashMap<>();
    private static final Set<String> INVERSE = Set.of("writeable", "writable", "writeok");
    private static final Set<String> BOOLEANS = Set.of("readonly", "guestok", "guestonly", "browseable", "available", "printable", "bindinterfacesonly",
            "followsymlinks", "widelinks", "hidedotfiles");

    static {
        same("guestok", "public");
        same("guestonly", "onlyguest");
        same("browseable", "browsable");
        same("path", "directory");
        same("printable", "printok");
        same("createmask", "createmode");
        same("directorymask", "directorymode");
        same("forcegroup", "group");
        same("hostsallow", "allowhosts");
        same("hostsdeny", "denyhosts");
        same("serverminprotocol", "minprotocol");
        same("servermaxprotocol", "maxprotocol", "protocol");
        same("username", "user", "users");
        same("casesensitive", "casesignames");
        same("guestaccount");
        same("logfile");
        same("readonly", "writeable", "writable", "writeok");
    }

    private SmbNames() {
    }

    private static void same(String name, String... others) {
        for (String other : others) {
            SYNONYMS.put(other, name);
        }
    }

    /** The one name of a parameter under all its spellings. */
    static String parameter(String written) {
        String plain = plain(written);
        return SYNONYMS.getOrDefault(plain, plain);
    }

    /** Whether this spelling says the opposite of the parameter's one name, as {@code writeable} of {@code read only}. */
    static boolean inverse(String written) {
        return INVERSE.contains(plain(written));
    }

    private static String plain(String written) {
        return written.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    /** A section's name as it is compared; parameters before the first header belong to global. */
    static String section(String written) {
        String name = tidy(written).toLowerCase(Locale.ROOT);
        String joined = name.replace(" ", "");
        return joined.equals("global") || joined.equals("globals") ? SmbConf.GLOBAL : name;
    }

    /** A value as Samba takes it: trimmed, white space inside reduced to its first character. */
    static String tidy(String value) {
        return value.strip().replaceAll("(\\s)\\s+", "$1");
    }

    /** Whether two values of a parameter mean the same; {@code null} means none. */
    static boolean sameValue(String parameter, String one, String other) {
        if (one == null) {
            return false;
        }
        String name = parameter(parameter);
        if (BOOLEANS.contains(name)) {
            return yes(one) == yes(other) && no(one) == no(other) && (yes(one) || no(one));
        }
        String a = tidy(one);
        String b = tidy(other);
        return switch (name) {
            case "path" -> a.replaceFirst("(?<=.)/+$", "").equals(b.replaceFirst("(?<=.)/+$", ""));
            case "createmask", "directorymask" -> a.replaceFirst("^0+", "").equals(b.replaceFirst("^0+", ""));
            case "maptoguest" -> a.equalsIgnoreCase(b);
            default -> a.equals(b);
        };
    }

    static boolean yes(String value) {
        return Set.of("yes", "true", "1", "on").contains(value.strip().toLowerCase(Locale.ROOT));
    }

    static boolean no(String value) {
        return Set.of("no", "false", "0", "off").contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** The opposite of a boolean value; anything else stays. */
    static String inverted(String value) {
        return yes(value) ? "no" : no(value) ? "yes" : value;
    }
}
