package org.campanile.core.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a value ends up without being escaped, so that some signs in it break something (Murano protocol document, sections 2, 3.6 and 8.2). Each can
 * say what is wrong with a value before it is used.
 */
public enum ValueRule {
    /** Put into an address as it is. */
    URL("an address", "[^A-Za-z0-9._~!*()-]"),
    /** Put into an XML file as it is, such as the agent's configuration. */
    XML("an XML file", "[<>&\"']"),
    /** Put by sed with {@code |} or {@code /} as its delimiter, as murano-git-install.sh does. */
    SED("sed, as Murano's installer does it", "[|/&\\\\]"),
    /** A password that PyMySQL, the driver of Murano's database, sends in Latin-1, while it was set in UTF-8. */
    MYSQL("logins by PyMySQL, the driver of Murano's database", "[^ -~]"),
    /** Put between double quotes of a shell file. */
    SHELL("a shell file", "[\"`$\\\\!]"),
    /** A line of a file. */
    LINE("a line of a file", "[\\r\\n\\x00]"),
    /** Name of a host, or its address. */
    HOST("the address of a host", "[^A-Za-z0-9.:\\[\\]_-]"),
    /** A number of a port. */
    PORT("the number of a port", "[^0-9]");

    private final String where;
    private final Pattern bad;

    ValueRule(String where, String bad) {
        this.where = where;
        this.bad = Pattern.compile(bad);
    }

    /** The rule of that name in lower case, as data files write it. */
    public static ValueRule of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * What is wrong with a value, a sentence that names the sign but not the value, which may be a password.
     *
     * @param what it is: {@code "The password of the broker"}
     */
    public Optional<String> problem(String what, String value) {
        if (this == PORT && !value.isEmpty() && (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535)) {
            return Optional.of(what + " is no number of a port.");
        }
        var m = bad.matcher(value);
        if (!m.find()) {
            return Optional.empty();
        }
        String sign = m.group().equals(" ") ? "a space" : m.group().chars().allMatch(c -> c < ' ') ? "a control character" : m.group();
        return Optional.of(what + " has " + sign + " in it, which breaks " + where + (this == HOST || this == PORT || this == MYSQL ? "." : ": it is put there as it is."));
    }
}
