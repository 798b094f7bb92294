package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Fix;
import org.campanile.core.check.Severity;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.Image;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerUser;
import org.campanile.core.rabbitmq.RoundTrip;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks whether Murano has what it needs in a lab, whoever made it: account in RabbitMQ, service in Keystone, a marked image in Glance. */
final class MuranoChecks {

    /** Types that Murano's service has had: release 0.2, and since 2014.2 (Murano protocol document, section 9.1). */
    private static final Set<String> TYPES = Set.of("murano", "application-catalog");

    private MuranoChecks() {
    }

    static List<Check> of(LabSession session, String vhost, String user) {
        List<Check> checks = new ArrayList<>();
        if (session.lab().broker().isPresent()) {
            checks.add(LabChecks.behind(session, LabChecks.RABBITMQ, "RabbitMQ for Murano", LabChecks.SETUP, "the management API",
                    task -> session.management(task).whoAmI(task), (s, task) -> account(s, vhost, user, task)));
        }
        if (session.lab().cloud().isPresent()) {
            checks.add(LabChecks.behind(session, LabChecks.KEYSTONE, "Murano in Keystone", LabChecks.SETUP, "the login to Keystone", session::cloud,
                    MuranoChecks::service));
            checks.add(LabChecks.behind(session, LabChecks.IMAGE, "Windows image", LabChecks.SETUP, "the login to Keystone", session::cloud,
                    MuranoChecks::image));
        }
        return checks;
    }

    private static List<Finding> account(LabSession session, String vhost, String user, Task task) throws FailureException {
        BrokerManagement management = session.management(task);
        String subject = "Virtual host " + vhost;
        if (management.vhosts(task).stream().noneMatch(v -> v.name().equals(vhost))) {
            return List.of(missing(subject, "There is no virtual host " + vhost + "."));
        }
        Optional<BrokerUser> account = management.users(task).stream().filter(u -> u.name().equals(user)).findFirst();
        if (account.isEmpty()) {
            return List.of(missing(subject, "There is no user " + user + "."));
        }
        List<Finding> found = new ArrayList<>();
        if (!account.get().tags().contains(BrokerUser.ADMINISTRATOR)) {
            found.add(missing("User " + user, "The user has not the tag administrator."));
        }
        if (RabbitSetup.permission(session, user, vhost, task).filter(p -> p.isFull()).isEmpty()) {
            found.add(missing("User " + user, "The user has not all permissions on virtual host " + vhost + "."));
        }
        if (found.isEmpty()) {
            found.add(Finding.ok(subject, "User " + user + " has all permissions on " + vhost + proof(session, vhost, user, task) + "."));
        }
        return found;
    }

    /** With a password that is kept the login is tried; nobody is asked for one. */
    private static String proof(LabSession session, String vhost, String user, Task task) throws FailureException {
        Optional<Secret> password = session.secrets().find(key(session, user));
        if (password.isEmpty()) {
            return "; its password is not kept here, so its login was not tried";
        }
        RoundTrip trip = session.proveMessages(user, vhost, password.get(), task);
        return "; a message went there and back in " + trip.message().toMillis() + " ms";
    }

    static SecretKey key(LabSession session, String user) {
        return session.lab().key("new user/" + user, user);
    }

    private static List<Finding> service(LabSession session, Task task) throws FailureException {
        Identity identity = session.cloud(task).identity();
        List<Identity.Service> services = identity.services(task).stream().filter(s -> TYPES.contains(s.type())).toList();
        if (services.isEmpty()) {
            return List.of(missing("Service catalogue", "There is no service of type murano or application-catalog."));
        }
        List<Identity.Endpoint> endpoints = identity.endpoints(task);
        List<Finding> found = new ArrayList<>();
        for (Identity.Service service : services) {
            List<Identity.Endpoint> own = endpoints.stream().filter(e -> e.serviceId().equals(service.id()) && e.enabled()).toList();
            List<String> lacking = KeystoneSetup.INTERFACES.stream().filter(i -> own.stream().noneMatch(e -> e.interfaceName().equals(i))).toList();
            String subject = service.name() + " (" + service.type() + ")";
            if (!service.enabled()) {
                found.add(missing(subject, "The service is disabled."));
            } else if (!lacking.isEmpty()) {
                found.add(missing(subject, "No " + String.join(", ", lacking) + " endpoint."));
            } else {
                found.add(Finding.ok(subject, own.stream().map(Identity.Endpoint::url).distinct().collect(Collectors.joining(", "))));
            }
        }
        services.stream().collect(Collectors.groupingBy(Identity.Service::type)).values().stream().filter(same -> same.size() > 1)
                .forEach(same -> found.add(Finding.of(Severity.WARNING, same.getFirst().type(), same.size() + " services of this type: "
                        + same.stream().map(s -> s.name() + " (" + s.id() + ")").collect(Collectors.joining(", ")) + ".")
                        .withImpact("Which one a client takes is chance.")
                        .withFix("Delete those that are not used: openstack service delete ID.")));
        return found;
    }

    private static List<Finding> image(LabSession session, Task task) throws FailureException {
        List<Image> marked = session.cloud(task).images().list(task).stream()
                .filter(i -> i.status().equals("active") && i.properties().containsKey(ImageInfo.PROPERTY)).toList();
        List<Image> good = marked.stream().filter(i -> ImageInfo.problem(i.properties().get(ImageInfo.PROPERTY)).isEmpty()).toList();
        if (good.isEmpty()) {
            return List.of(missing("Glance", marked.isEmpty() ? "No image is marked for Murano." : "No image has a mark that Murano can read."));
        }
        return good.stream().map(i -> Finding.ok("Image " + i.name(), i.properties().get(ImageInfo.PROPERTY))).toList();
    }

    private static Finding missing(String subject, String evidence) {
        return Finding.of(Severity.WARNING, subject, evidence).withImpact("Murano cannot be used until it is set up.")
                .withFix("Set up this part: Lab > Set up lab….").withStep(new Fix("setup", "Set up lab…", "campanile lab setup"));
    }
}
