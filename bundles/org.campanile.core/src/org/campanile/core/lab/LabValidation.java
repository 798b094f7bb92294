package org.campanile.core.lab;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.campanile.core.openstack.CloudProfile;

/** The rules of a lab's fields. Looks at local files (certificates, keys) but at no network. */
final class LabValidation {

    private static final int HIGHEST_PORT = 65535;

    private final List<LabProblem> problems;

    LabValidation(List<LabProblem> problems) {
        this.problems = problems;
    }

    void check(LabDraft draft, Set<String> taken) {
        LabNames.problem(draft.name()).ifPresent(p -> error("name", p));
        if (taken.stream().map(LabNames::key).anyMatch(LabNames.key(draft.name())::equals)) {
            error("name", "There is a lab of this name already.");
        }
        if (!draft.colour().matches("#[0-9a-fA-F]{6}")) {
            error("colour", "A colour is written #rrggbb.");
        }
        draft.cloud().ifPresent(this::cloud);
        draft.broker().ifPresent(this::broker);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < draft.systems().size(); i++) {
            system("controllers[" + i + "]", draft.systems().get(i), names);
            if (draft.cloud().isEmpty() && draft.systems().get(i).urls().stream().anyMatch(u -> !u.isBlank() && !captured(u))) {
                warning("controllers[" + i + "].urls[0]", "A Service Manager asks for a token of Keystone: without a cloud in the lab it will refuse. Captured systems need none.");
            }
        }
        names.clear();
        for (int i = 0; i < draft.hosts().size(); i++) {
            host("hosts[" + i + "]", draft.hosts().get(i), names);
        }
        if (draft.cloud().isEmpty() && draft.broker().isEmpty() && draft.systems().isEmpty() && draft.hosts().isEmpty()) {
            warning("cloud", "The lab has neither a cloud, a broker, controllers nor hosts; there is nothing to do with it yet.");
        }
    }

    private void cloud(LabDraft.Cloud c) {
        url("cloud.auth_url", c.authUrl(), "Keystone's address", true);
        if (c.authType() == CloudProfile.AuthType.PASSWORD) {
            need("cloud.username", c.username(), "Give the user name.");
            need("cloud.user_domain", c.userDomain(), "Give the user's domain; it is Default in most labs.");
            need("cloud.project", c.project(), "Give the project to work in.");
            need("cloud.project_domain", c.projectDomain(), "Give the project's domain; it is Default in most labs.");
        } else if (c.applicationCredentialId().isBlank()) {
            need("cloud.application_credential_id", c.applicationCredentialName(), "Give the id of the application credential, or its name.");
            if (!c.applicationCredentialName().isBlank()) {
                need("cloud.username", c.username(), "An application credential given by name needs its user's name.");
                need("cloud.user_domain", c.userDomain(), "An application credential given by name needs its user's domain.");
            }
        }
        if (!Set.of("public", "internal", "admin", "").contains(c.interfaceName().strip())) {
            error("cloud.interface", "The interface is public, internal or admin.");
        }
        c.endpointOverrides().forEach((service, address) -> url("cloud.endpoint_overrides." + service, address, "the address of " + service, true));
        file("cloud.ca_file", c.caFile(), "The file of certificates");
        unverified("cloud.verify", c.verify(), "Keystone's");
    }

    private void broker(LabDraft.Broker b) {
        address("broker.host", b.host(), "Give the broker's host name or address.");
        port("broker.port", b.port());
        file("broker.ca_file", b.caFile(), "The file of certificates");
        need("broker.user", b.user(), "Give the user who logs in to the broker.");
        if (!b.managementUrl().isBlank()) {
            url("broker.management_url", b.managementUrl(), "the address of the management API", false);
        }
        if (b.tls() || b.managementUrl().startsWith("https:")) {
            unverified("broker.verify", b.verify(), "the broker's");
        }
    }

    private void system(String at, LabDraft.SystemDraft s, Set<String> names) {
        need(at + ".name", s.name(), "Give the system a name.");
        if (!s.name().isBlank() && !names.add(s.name().strip())) {
            error(at + ".name", "Two systems are called " + s.name().strip() + ".");
        }
        if (s.urls().isEmpty()) {
            error(at + ".urls", "Give the address of its Service Manager, such as http://ADDRESS:7777.");
        }
        for (int i = 0; i < s.urls().size(); i++) {
            if (!captured(s.urls().get(i))) {
                url(at + ".urls[" + i + "]", s.urls().get(i), "the Service Manager's address, or file:// and the path of a captured system", true);
            }
        }
    }

    private void host(String at, LabDraft.Host h, Set<String> names) {
        String name = h.name().isBlank() ? h.address().strip() : h.name().strip();
        if (!name.isEmpty() && !names.add(name)) {
            error(at + ".name", "Two hosts are called " + name + ".");
        }
        address(at + ".address", h.address(), "Give the host's name or address.");
        port(at + ".port", h.port());
        need(at + ".user", h.user(), "Give the user who logs in.");
        file(at + ".key_file", h.keyFile(), "The key file");
    }

    private void need(String field, String text, String message) {
        if (text.isBlank()) {
            error(field, message);
        }
    }

    private void address(String field, String text, String message) {
        need(field, text, message);
        if (text.strip().matches(".*[\\s/@?#].*")) {
            error(field, "A host name or address alone, without http:// and without a path.");
        }
    }

    private void port(String field, String text) {
        if (text.isBlank()) {
            return;
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= HIGHEST_PORT) {
                return;
            }
        } catch (NumberFormatException e) {
            error(field, "\"" + text.strip() + "\" is no number.");
            return;
        }
        error(field, "A port is between 1 and " + HIGHEST_PORT + ".");
    }

    /** A captured system is a file or folder, which is looked at only when it is opened. */
    private static boolean captured(String url) {
        try {
            URI uri = new URI(url.strip());
            return "file".equals(uri.getScheme()) && uri.getHost() == null && uri.getPath() != null && uri.getPath().startsWith("/");
        } catch (URISyntaxException e) {
            // what is no address at all is told of by the check of addresses
            return false;
        }
    }

    private void url(String field, String text, String what, boolean required) {
        if (text.isBlank()) {
            if (required) {
                error(field, "Give " + what + ".");
            }
            return;
        }
        try {
            URI uri = new URI(text.strip());
            if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
                error(field, "The address has to begin with http:// or https://.");
            } else if (uri.getHost() == null) {
                error(field, "The address names no host.");
            } else if (uri.getUserInfo() != null) {
                error(field, "User name and password do not belong into the address.");
            }
        } catch (URISyntaxException e) {
            error(field, "This is no address: " + e.getReason() + ".");
        }
    }

    private void file(String field, String text, String what) {
        if (text.isBlank()) {
            return;
        }
        try {
            if (!Files.isReadable(Path.of(text.strip()))) {
                warning(field, what + " is not there, or cannot be read: " + text.strip());
            }
        } catch (InvalidPathException e) {
            error(field, "This is no path: " + e.getReason() + ".");
        }
    }

    private void unverified(String field, boolean verify, String whose) {
        if (!verify) {
            warning(field, whose.substring(0, 1).toUpperCase(Locale.ROOT) + whose.substring(1)
                    + " certificate is not checked: anybody on the way can read along.");
        }
    }

    private void error(String field, String message) {
        problems.add(new LabProblem(field, true, message));
    }

    private void warning(String field, String message) {
        problems.add(new LabProblem(field, false, message));
    }
}
