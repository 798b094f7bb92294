package org.campanile.core.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Networking;
import org.campanile.core.openstack.Orchestration;
import org.campanile.core.openstack.Quota;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks at OpenStack: login, catalogue, each service that a deployment needs, and room for one. */
final class CloudChecks {

    /** A deployment of Windows takes 10 to 60 minutes (murano-users.md, "Waiting and not knowing"), and 0.2 uses one token for all of it. */
    private static final Duration DEPLOYMENT = Duration.ofMinutes(60);

    private static final Map<String, String> NEEDED = new TreeMap<>(Map.of("identity", "Keystone", "image", "Glance", "compute", "Nova",
            "network", "Neutron", "orchestration", "Heat"));

    private CloudChecks() {
    }

    static List<Check> of(LabSession session) {
        String group = LabChecks.CLOUD;
        return List.of(LabChecks.check(session, "cloud.login", "Keystone login", group, CloudChecks::login),
                behind(session, "cloud.catalogue", "Service catalogue", CloudChecks::catalogue),
                behind(session, "cloud.heat", "Heat", CloudChecks::heat), behind(session, "cloud.glance", "Glance", CloudChecks::glance),
                behind(session, "cloud.nova", "Nova", CloudChecks::nova), behind(session, "cloud.neutron", "Neutron", CloudChecks::neutron),
                behind(session, "cloud.quotas", "Quotas", CloudChecks::quotas));
    }

    private static Check behind(LabSession session, String id, String title, LabChecks.Body body) {
        return LabChecks.behind(session, id, title, LabChecks.CLOUD, "the login to Keystone", session::cloud, body);
    }

    private static List<Finding> login(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        Cloud.Login login = cloud.login();
        String where = cloud.profile().authUrl();
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(where, "Logged in as " + login.user() + " in project " + login.project() + ", roles "
                + String.join(", ", login.roles()) + "."));
        if (!cloud.profile().verify()) {
            found.add(Finding.of(Severity.WARNING, where, "Certificates are not verified: the profile says so.")
                    .withImpact("Whoever sits between this machine and the cloud can read the password.")
                    .withFix("Give the lab the certificate of its authority and switch verification on."));
        }
        Duration left = Duration.between(Instant.now(), login.expires());
        if (left.compareTo(DEPLOYMENT) < 0) {
            found.add(Finding.of(Severity.WARNING, where, "A token lives " + left.toMinutes() + " minutes.")
                    .withCause("Keystone's setting [token] expiration.")
                    .withImpact("A Windows deployment takes 10 to 60 minutes; a Murano service that keeps the caller's token may lose it on the way.")
                    .withFix("Set [token] expiration to at least 7200 seconds."));
        }
        if (login.roles().stream().noneMatch(r -> r.toLowerCase(Locale.ROOT).equals("admin"))) {
            found.add(Finding.of(Severity.WARNING, where, login.user() + " has no admin role.").withImpact(
                    "Services, endpoints and public images cannot be set up with this account; environments can be deployed.")
                    .withFix("Use an account with the admin role for the set-up."));
        }
        return found;
    }

    private static List<Finding> catalogue(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        List<Finding> found = new ArrayList<>();
        NEEDED.forEach((type, name) -> cloud.endpoint(type).ifPresentOrElse(
                url -> found.add(Finding.ok(name + " (" + type + ")", url.toString())),
                () -> found.add(Finding.of(Severity.ERROR, name + " (" + type + ")", "Not in the catalogue for interface "
                        + cloud.profile().interfaceName()
                        + (cloud.profile().region().isEmpty() ? "." : " in region " + cloud.profile().region() + "."))
                        .withImpact("Environments cannot be deployed without " + name + ".")
                        .withFix("Register the service and its endpoint, or correct region and interface of the lab's profile."))));
        return found;
    }

    private static List<Finding> heat(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        int stacks = cloud.orchestration().stacks(task).size();
        String subject = address(cloud, "orchestration");
        try {
            List<Orchestration.Engine> engines = cloud.orchestration().engines(task);
            List<String> up = engines.stream().filter(e -> e.status().equals("up")).map(Orchestration.Engine::host).distinct().toList();
            if (up.isEmpty()) {
                return List.of(Finding.of(Severity.ERROR, subject, "None of " + engines.size() + " heat-engine processes is up.")
                        .withImpact("A stack would stay in CREATE_IN_PROGRESS for ever.").withFix("Start heat-engine and look at its log."));
            }
            return List.of(Finding.ok(subject, counted(stacks, "stack") + "; heat-engine is up on " + String.join(", ", up) + "."));
        } catch (FailureException e) {
            return withoutAdmin(e, Finding.ok(subject, counted(stacks, "stack") + "."), "The engines");
        }
    }

    private static List<Finding> glance(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        var images = cloud.images().list(task);
        String subject = address(cloud, "image");
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(subject, counted(images.size(), "image") + "."));
        for (var image : images) {
            String info = image.properties().get(ImageInfo.PROPERTY);
            if (info != null) {
                ImageInfo.problem(info).ifPresent(why -> found.add(Finding.of(Severity.WARNING, "Image " + image.name(), info)
                        .withCause(why).withImpact("A Murano dashboard shows an error on every form that lists images.")
                        .withFix("Correct or remove the property " + ImageInfo.PROPERTY + ".")));
            }
        }
        return found;
    }

    private static List<Finding> nova(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        String subject = address(cloud, "compute");
        List<String> flavors = cloud.compute().flavors(task).stream().map(Compute.Flavor::name).toList();
        List<String> zones = cloud.compute().zones(task).stream().filter(Compute.Zone::available).map(Compute.Zone::name).toList();
        List<Finding> found = new ArrayList<>();
        if (flavors.isEmpty()) {
            found.add(Finding.of(Severity.ERROR, subject, "There is no flavor.").withImpact("No server can be created.")
                    .withFix("Create flavors with at least 2048 MiB of memory and 40 GiB of disk."));
        }
        if (zones.isEmpty()) {
            found.add(Finding.of(Severity.ERROR, subject, "No availability zone is available.").withImpact("No server can be scheduled.")
                    .withFix("Look at the nova-compute services."));
        }
        try {
            for (Compute.Service service : cloud.compute().services(task)) {
                if (!service.state().equals("up") && service.status().equals("enabled")) {
                    found.add(Finding.of(Severity.ERROR, service.binary() + " on " + service.host(), "State " + service.state() + ", last seen "
                            + service.updated() + ".").withImpact("Servers meant for it are not started.")
                            .withFix("Start " + service.binary() + " on " + service.host() + " and look at its log."));
                }
            }
        } catch (FailureException e) {
            found.addAll(withoutAdmin(e, null, "The compute services"));
        }
        if (found.stream().noneMatch(f -> f.severity().isProblem())) {
            found.add(Finding.ok(subject, flavors.size() + " flavors; zones " + String.join(", ", zones)
                    + (found.isEmpty() ? "; all services up." : ".")));
        }
        return found;
    }

    private static List<Finding> neutron(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        String subject = address(cloud, "network");
        String project = cloud.login().projectId();
        List<Networking.Network> usable = cloud.networking().networks(task).stream()
                .filter(n -> !n.external() && (n.projectId().equals(project) || n.shared())).toList();
        List<Finding> found = new ArrayList<>();
        if (usable.isEmpty()) {
            found.add(Finding.of(Severity.ERROR, subject, "Project " + cloud.login().project() + " has no network of its own and none is shared.")
                    .withImpact("Units of an environment have nowhere to be connected.")
                    .withFix("Create a network with a subnet and DHCP, and a router to the outside."));
        }
        try {
            List<Networking.Agent> dead = cloud.networking().agents(task).stream().filter(a -> !a.alive() && a.adminUp()).toList();
            dead.forEach(a -> found.add(Finding.of(Severity.ERROR, a.binary() + " on " + a.host(), "Not alive, last heard " + a.heartbeat() + ".")
                    .withImpact("Ports bound to that host stay down.").withFix("Start " + a.binary() + " on " + a.host() + ".")));
        } catch (FailureException e) {
            found.addAll(withoutAdmin(e, null, "The network agents"));
        }
        if (found.stream().noneMatch(f -> f.severity().isProblem())) {
            found.add(Finding.ok(subject, "Networks " + usable.stream().map(Networking.Network::name).collect(Collectors.joining(", "))
                    + (found.isEmpty() ? "; all agents alive." : ".")));
        }
        return found;
    }

    private static List<Finding> quotas(LabSession session, Task task) throws FailureException {
        Cloud cloud = session.cloud(task);
        List<Quota> quotas = new ArrayList<>(cloud.compute().quotas(task));
        quotas.addAll(cloud.networking().quotas(task));
        // The smallest environment of the guide: one domain controller and one server in its domain.
        Map<String, Long> least = Map.of("instances", 2L, "cores", 2L, "ram", 4096L, "port", 2L);
        List<Finding> found = new ArrayList<>();
        for (Quota quota : quotas) {
            long needed = least.getOrDefault(quota.resource(), 0L);
            if (quota.free() < needed) {
                found.add(Finding.of(Severity.ERROR, quota.resource(), quota.used() + " of " + quota.limit() + " used, " + quota.free() + " free.")
                        .withImpact("The smallest environment needs " + needed + ".").withFix("Raise the quota of project "
                                + cloud.login().project() + " or delete what is not needed."));
            }
        }
        if (found.isEmpty()) {
            found.add(Finding.ok(cloud.login().project(), quotas.stream().filter(q -> least.containsKey(q.resource()))
                    .map(q -> q.resource() + " " + q.used() + " of " + (q.limit() < 0 ? "unlimited" : q.limit()))
                    .collect(Collectors.joining(", ")) + "."));
        }
        return found;
    }

    private static List<Finding> withoutAdmin(FailureException e, Finding rest, String what) throws FailureException {
        if (e.failure().kind() != Failure.Kind.DENIED) {
            throw e;
        }
        Finding said = Finding.of(Severity.INFO, what, "Only an account with the admin role may look.");
        return rest == null ? List.of(said) : List.of(rest, said);
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String address(Cloud cloud, String type) {
        return cloud.endpoint(type).map(Object::toString).orElse(NEEDED.get(type));
    }
}
