package org.campanile.core.setup.devbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.config.Mistake;
import org.campanile.core.config.ShellFile;
import org.campanile.core.config.ValueRule;

/**
 * lab-binding.rc of Murano's installer in its three variants (Murano protocol document, section 8.1): the guide's and the installer's say
 * RABBITMQ_LOGIN, the one of the folder getting-started, which Vagrant uses, says RABBITMQ_USER; only the installer's has RABBITMQ_HOST. The installer
 * reads RABBITMQ_LOGIN and RABBITMQ_HOST, so the others give empty values to the services. Pure.
 */
public final class LabBinding {

    /** Where the installer looks for it. */
    public static final String PATH = "/etc/murano-deployment/lab-binding.rc";

    /** Which of the three a file is. */
    public enum Variant {
        /** Of the Getting Started guide: RABBITMQ_LOGIN, no RABBITMQ_HOST. */ GUIDE("the guide's"),
        /** Of the folder getting-started, for Vagrant: RABBITMQ_USER, no RABBITMQ_HOST. */ VAGRANT("that of getting-started"),
        /** As the installer writes it: RABBITMQ_LOGIN and RABBITMQ_HOST. */ INSTALLER("the installer's"),
        /** None of them. */ UNKNOWN("none that is known");

        private final String label;

        Variant(String label) {
            this.label = label;
        }

        /** A few words. */
        public String label() {
            return label;
        }
    }

    /**
     * Something about a file.
     *
     * @param name of the variable; empty for the file as a whole
     * @param message one sentence or two
     * @param fatal whether the services would not work with it
     * @param repaired whether {@link #repaired} solves it
     */
    public record Lint(String name, String message, boolean fatal, boolean repaired) {
    }

    private static final List<String> NEEDED = List.of("LAB_HOST", "ADMIN_USER", "ADMIN_PASSWORD", "RABBITMQ_LOGIN", "RABBITMQ_PASSWORD", "RABBITMQ_VHOST",
            "RABBITMQ_HOST");

    /** Values that the installer puts into files by sed, and where else they end up. */
    private static final Map<String, List<ValueRule>> RULES = new LinkedHashMap<>();

    static {
        RULES.put("LAB_HOST", List.of(ValueRule.HOST));
        RULES.put("ADMIN_USER", List.of(ValueRule.SED));
        RULES.put("ADMIN_PASSWORD", List.of(ValueRule.SED));
        RULES.put("RABBITMQ_LOGIN", List.of(ValueRule.SED, ValueRule.URL, ValueRule.XML));
        RULES.put("RABBITMQ_PASSWORD", List.of(ValueRule.SED, ValueRule.URL, ValueRule.XML));
        RULES.put("RABBITMQ_VHOST", List.of(ValueRule.SED, ValueRule.URL, ValueRule.XML));
        RULES.put("RABBITMQ_HOST", List.of(ValueRule.HOST));
        RULES.put("RABBITMQ_HOST_ALT", List.of(ValueRule.HOST));
        RULES.put("FILE_SHARE_HOST", List.of(ValueRule.HOST));
        RULES.put("BRANCH_NAME", List.of(ValueRule.SED));
    }

    private final ShellFile file;

    private LabBinding(ShellFile file) {
        this.file = file;
    }

    /** The file of these bytes. */
    public static LabBinding of(byte[] bytes) {
        return new LabBinding(ShellFile.of(bytes));
    }

    /** A new file as the installer writes it, with comments of our own. */
    public static LabBinding fresh() {
        return of("""
                # Lab that this devbox belongs to; read by murano-git-install.sh.
                LAB_HOST=''

                # Admin of OpenStack
                ADMIN_USER='admin'
                ADMIN_PASSWORD=''

                # RabbitMQ; the user carries the tag administrator
                RABBITMQ_LOGIN=''
                RABBITMQ_PASSWORD=''
                RABBITMQ_VHOST=''
                # as murano-api and the conductor reach it
                RABBITMQ_HOST=''
                # as the VMs reach it, when that differs
                RABBITMQ_HOST_ALT=''

                # Host of the share with prerequisites
                FILE_SHARE_HOST=''

                # Branch of Murano
                BRANCH_NAME='release-0.2'

                # Only true or false
                SSL_ENABLED='false'
                SSL_CA_FILE=''
                SSL_CERT_FILE=''
                SSL_KEY_FILE=''
                """.getBytes(StandardCharsets.UTF_8));
    }

    /** The file. */
    public ShellFile file() {
        return file;
    }

    /** Which of the three it is. */
    public Variant variant() {
        List<String> names = file.names();
        boolean login = names.contains("RABBITMQ_LOGIN");
        return names.contains("RABBITMQ_HOST") && login ? Variant.INSTALLER : login ? Variant.GUIDE : names.contains("RABBITMQ_USER") ? Variant.VAGRANT
                : Variant.UNKNOWN;
    }

    /** All that is wrong with it for the installer. */
    public List<Lint> lint() {
        List<Lint> found = new ArrayList<>();
        for (Mistake m : file.mistakes()) {
            boolean ends = m.message().contains("Windows") || m.message().contains("byte order mark");
            found.add(new Lint("", "Line " + m.line() + ": " + m.message(), m.fatal(), ends));
        }
        if (value("RABBITMQ_LOGIN").isEmpty() && !value("RABBITMQ_USER").isEmpty()) {
            found.add(new Lint("RABBITMQ_LOGIN", "The file says RABBITMQ_USER, but the installer reads RABBITMQ_LOGIN; the services would get an empty user.", true, true));
        }
        if (value("RABBITMQ_HOST").isEmpty() && !value("LAB_HOST").isEmpty()) {
            found.add(new Lint("RABBITMQ_HOST", "The file has no RABBITMQ_HOST; the services would get an empty address of the broker. It is taken from LAB_HOST.", true,
                    true));
        }
        for (String name : NEEDED) {
            boolean other = name.equals("RABBITMQ_LOGIN") && !value("RABBITMQ_USER").isEmpty() || name.equals("RABBITMQ_HOST") && !value("LAB_HOST").isEmpty();
            if (value(name).isEmpty() && !other) {
                found.add(new Lint(name, name + " is empty.", true, false));
            }
        }
        RULES.forEach((name, rules) -> {
            // Signs that the quotes of the file need are no matter; where the installer puts the value they are.
            for (ValueRule rule : isComputed(name) ? List.<ValueRule>of() : rules) {
                rule.problem(name, value(name)).ifPresent(m -> found.add(new Lint(name, m, true, false)));
            }
        });
        ssl(found);
        return found;
    }

    private void ssl(List<Lint> found) {
        String enabled = value("SSL_ENABLED");
        if (!enabled.isEmpty() && !enabled.equals("true") && !enabled.equals("false")) {
            boolean word = enabled.equalsIgnoreCase("true") || enabled.equalsIgnoreCase("false");
            found.add(new Lint("SSL_ENABLED", "SSL_ENABLED knows only the words true and false.", true, word));
        }
        if (enabled.equals("true") && value("SSL_CA_FILE").isEmpty() && value("SSL_CERT_FILE").isEmpty() && value("SSL_KEY_FILE").isEmpty()) {
            found.add(new Lint("SSL_CA_FILE", "SSL is on and no certificate is named, so certificates are not verified.", false, false));
        }
    }

    /** What a command gives is known to the shell only. */
    private boolean isComputed(String name) {
        return value(name).contains("$(") || value(name).contains("`");
    }

    private String value(String name) {
        return file.get(name).orElse("");
    }

    /** The same with what can be repaired without asking: line ends, names of variables, the address of the broker. */
    public LabBinding repaired() {
        ShellFile good = file.plain();
        if (good.get("RABBITMQ_LOGIN").orElse("").isEmpty() && !good.get("RABBITMQ_USER").orElse("").isEmpty()) {
            good = good.get("RABBITMQ_LOGIN").isEmpty() ? good.rename("RABBITMQ_USER", "RABBITMQ_LOGIN")
                    : good.set("RABBITMQ_LOGIN", good.get("RABBITMQ_USER").orElse(""));
        }
        Optional<String> lab = good.get("LAB_HOST").filter(h -> !h.isEmpty());
        if (good.get("RABBITMQ_HOST").orElse("").isEmpty() && lab.isPresent()) {
            good = good.set("RABBITMQ_HOST", lab.get());
        }
        String ssl = good.get("SSL_ENABLED").orElse("");
        if (ssl.equalsIgnoreCase("true") || ssl.equalsIgnoreCase("false")) {
            good = good.set("SSL_ENABLED", ssl.toLowerCase(Locale.ROOT));
        }
        return new LabBinding(good);
    }

    /** The same with a value. */
    public LabBinding with(String name, String value) {
        return new LabBinding(file.set(name, value));
    }
}
