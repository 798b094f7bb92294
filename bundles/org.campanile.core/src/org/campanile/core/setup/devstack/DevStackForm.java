package org.campanile.core.setup.devstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.campanile.core.recipe.Values;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * What DevStack shall make, as a form asks for it. A value without secrets.
 *
 * @param grizzly whether this is DevStack of 2013 (localrc, nova-network, nova and keystone commands), else today's (local.conf, openstack command)
 * @param hostIp address of the host under which services are published
 * @param flatInterface network interface of nova-network; empty for today's
 * @param fixedRange network of the servers, as a prefix
 * @param floatingRange network of floating addresses, as a prefix; empty for DevStack's own
 * @param services services that are enabled beside DevStack's own
 * @param plugins plug-ins of today's DevStack, each {@code name url [branch]}
 * @param imageUrls images that are fetched at the end
 * @param extra further settings, as lines {@code NAME=value}
 * @param rabbitUser account that local.sh makes in the broker; empty for no local.sh
 * @param rabbitVhost its virtual host
 * @param replaceFlavors whether local.sh deletes all flavors with a numeric id and makes the guide's three
 * @param openGroup whether local.sh lets everything in to group default, from anywhere
 * @param keyPairs whether local.sh makes the guide's key pairs
 */
record DevStackForm(boolean grizzly, String hostIp, String flatInterface, String fixedRange, String floatingRange, List<String> services, List<String> plugins,
        List<String> imageUrls, List<String> extra, String rabbitUser, String rabbitVhost, boolean replaceFlavors, boolean openGroup, boolean keyPairs) {

    /** Passwords that the form's files hold, by parameter. All of them are asked for by stack.sh itself when they are missing, where nobody could answer. */
    static final List<String> PASSWORDS = List.of("admin-password", "database-password", "rabbit-password", "service-password");

    private static final Set<String> OURS = Set.of("ADMIN_PASSWORD", "MYSQL_PASSWORD", "DATABASE_PASSWORD", "RABBIT_PASSWORD", "SERVICE_PASSWORD", "SERVICE_TOKEN", "HOST_IP",
            "FLAT_INTERFACE", "FIXED_RANGE", "FLOATING_RANGE", "IMAGE_URLS", "LOGFILE");

    static DevStackForm of(Values with) throws FailureException {
        DevStackForm form = new DevStackForm(with.text("release").equals("grizzly"), with.text("host-ip"), with.text("flat-interface"), with.text("fixed-range"),
                with.text("floating-range"), with.list("services"), with.list("plugins"), with.list("image-urls"), with.list("settings"), with.text("broker-user"),
                with.text("broker-vhost"), with.text("flavors").equals("replace"), with.text("security-group").equals("open"), with.flag("key-pairs"));
        form.validate(with);
        return form;
    }

    private void validate(Values with) throws FailureException {
        if (!address(hostIp)) {
            throw bad("host-ip", "\"" + hostIp + "\" is no IPv4 address.", "Give the address under which browsers and servers reach the host.");
        }
        if (!flatInterface.matches("[A-Za-z0-9._@-]{0,15}")) {
            throw bad("flat-interface", "\"" + flatInterface + "\" is no network interface.", "Give a name such as eth1.");
        }
        if (!prefix(fixedRange)) {
            throw bad("fixed-range", "\"" + fixedRange + "\" is no network.", "Write it as 10.0.0.0/24.");
        }
        if (!floatingRange.isEmpty() && !prefix(floatingRange)) {
            throw bad("floating-range", "\"" + floatingRange + "\" is no network.", "Write it as 192.168.1.128/25.");
        }
        if (inside(hostIp, fixedRange)) {
            throw bad("fixed-range", "The host's own address " + hostIp + " lies in " + fixedRange + ".", "Give the servers a network of their own.");
        }
        for (String service : services) {
            if (!service.matches("-?[a-z0-9][a-z0-9-]*")) {
                throw bad("services", "\"" + service + "\" is no service of DevStack.", "Give names such as heat or h-eng.");
            }
        }
        for (String plugin : plugins) {
            if (!plugin.matches("[a-z0-9][a-z0-9_-]* (https?|git|file)://[^\\s\"'$`\\\\;&|<>()]+( [A-Za-z0-9_./-]+)?")) {
                throw bad("plugins", "\"" + plugin + "\" is no plug-in.", "Write it as: name address [branch].");
            }
        }
        for (String url : imageUrls) {
            if (!url.matches("(https?|file)://[^\\s\"'$`\\\\,]+")) {
                throw bad("image-urls", "\"" + url + "\" is no address of an image.", "Give http or https addresses.");
            }
        }
        for (String line : extra) {
            String name = line.contains("=") ? line.substring(0, line.indexOf('=')) : "";
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || line.matches(".*[\\p{Cntrl}].*")) {
                throw bad("settings", "\"" + line + "\" is no setting.", "Write it as NAME=value, on one line.");
            }
            if (OURS.contains(name)) {
                throw bad("settings", name + " has a field of its own in this form.", "Give it there.");
            }
        }
        if (!rabbitUser.matches("[A-Za-z0-9._-]*")) {
            throw bad("broker-user", "\"" + rabbitUser + "\" cannot be an account here.", "Take letters, digits, dots, hyphens.");
        }
        if (!rabbitVhost.matches("[A-Za-z0-9._/-]*") || !rabbitUser.isEmpty() && rabbitVhost.isEmpty()) {
            throw bad("broker-vhost", "\"" + rabbitVhost + "\" cannot be a virtual host here.", "Take letters, digits, dots, hyphens, slashes.");
        }
        for (String password : PASSWORDS) {
            if (!with.has(password)) {
                throw bad(password, "stack.sh would stop and ask for it.", "Give " + password + " in the recipe, as a secret.");
            }
        }
        if (!rabbitUser.isEmpty() && !with.has("broker-password")) {
            throw bad("broker-password", "The account of Murano in the broker needs a password.", "Give broker-password in the recipe, as a secret.");
        }
    }

    private static boolean address(String text) {
        return text.matches("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }

    private static boolean prefix(String text) {
        return text.matches("[\\d.]+/([0-9]|[12]\\d|3[0-2])") && address(text.substring(0, text.indexOf('/')));
    }

    private static boolean inside(String address, String prefix) {
        int bits = Integer.parseInt(prefix.substring(prefix.indexOf('/') + 1));
        long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
        return (number(address) & mask) == (number(prefix.substring(0, prefix.indexOf('/'))) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private static FailureException bad(String parameter, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning DevStack", parameter, "", meaning, next));
    }

    /** Name of DevStack's file of settings. */
    String settingsFile() {
        return grizzly ? "localrc" : "local.conf";
    }

    /** What local.sh does that a person might not expect, each a sentence; empty when it does nothing of the kind. */
    List<String> traps() {
        if (rabbitUser.isEmpty()) {
            return List.of();
        }
        List<String> traps = new ArrayList<>();
        if (replaceFlavors) {
            traps.add("local.sh deletes all flavors with a numeric id, also those that others use.");
        }
        if (openGroup) {
            traps.add("local.sh opens all ports of group default to the whole world.");
        }
        return traps;
    }
}
