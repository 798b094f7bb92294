package org.campanile.core.openstack.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.campanile.core.openstack.Cloud.CatalogueEntry;
import org.campanile.core.openstack.Cloud.Login;
import org.campanile.core.openstack.Identity;
import org.openstack4j.openstack.identity.v3.domain.KeystoneProject;
import org.openstack4j.openstack.identity.v3.domain.KeystoneService;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;
import org.openstack4j.openstack.identity.v3.domain.KeystoneUser;

/**
 * A token as openstack4j holds it, and what it says in our words. Its text form shows no token.
 *
 * @param library openstack4j's token; its sessions are made from it
 */
record Token(KeystoneToken library, Login login, List<CatalogueEntry> catalogue) {

    /** Reads openstack4j's token; null when what it was read from was no token. */
    static Token of(KeystoneToken token) {
        KeystoneUser user = token.getUser();
        if (user == null || user.getId() == null || token.getId() == null || token.getId().isEmpty()) {
            return null;
        }
        KeystoneProject project = token.getProject();
        List<String> roles = new ArrayList<>();
        if (token.getRoles() != null) {
            token.getRoles().forEach(role -> roles.add(role.getName()));
        }
        Login login = new Login(user.getId(), text(user.getName()), user.getDomain() == null ? "" : text(user.getDomain().getName()),
                project == null ? "" : text(project.getId()), project == null ? "" : text(project.getName()),
                project == null || project.getDomain() == null ? "" : text(project.getDomain().getName()), roles,
                instant(token.getExpires()));
        List<CatalogueEntry> entries = new ArrayList<>();
        if (token.getCatalog() != null) {
            token.getCatalog().forEach(service -> entries.add(entry(service)));
        }
        return new Token(token, login, List.copyOf(entries));
    }

    private static CatalogueEntry entry(KeystoneService service) {
        List<Identity.Endpoint> endpoints = new ArrayList<>();
        if (service.getEndpoints() != null) {
            service.getEndpoints().forEach(e -> endpoints.add(KeystoneIdentity.endpoint(e, service.getId())));
        }
        return new CatalogueEntry(text(service.getId()), text(service.getType()), text(service.getName()), endpoints);
    }

    /** openstack4j's dates are null when absent or not understood. */
    static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }

    static String text(String s) {
        return s == null ? "" : s;
    }

    String id() {
        return library.getId();
    }

    @Override
    public String toString() {
        return "Token[" + login + "]";
    }
}
