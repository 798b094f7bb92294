package org.campanile.core.setup.requirements;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Quota;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code cloud.deployment}: whether the cloud carries a deployment of a given size and length: room in the quotas, life of a token, rights of the account. */
final class CloudDeploymentKind implements CheckKind {

    @Override
    public String id() {
        return "cloud.deployment";
    }

    @Override
    public String summary() {
        return "Whether quotas, the life of a token and the account's roles suffice for deployments of a given size and length.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.optional("minutes", ValueType.NUMBER, "60", "How long the longest deployment takes."),
                KindParameter.optional("instances", ValueType.NUMBER, "2", "Servers of it."),
                KindParameter.optional("cores", ValueType.NUMBER, "2", "Processors of all of them."),
                KindParameter.optional("memory-mib", ValueType.NUMBER, "4096", "Memory of all of them."),
                KindParameter.optional("ports", ValueType.NUMBER, "2", "Ports in networks."),
                KindParameter.optional("floating-addresses", ValueType.NUMBER, "0", "Floating addresses."),
                KindParameter.optional("admin", ValueType.FLAG, "true", "Whether the account has to have the admin role, as for a set-up."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        Values with = spec.with();
        Duration limit = Duration.ofSeconds(30);
        return List.of(
                Check.of(spec.id() + ".token", "Life of a token", spec.group(), limit, task -> {
                    Cloud cloud = ground.session().cloud(task);
                    return List.of(token(cloud.profile().authUrl(), Duration.between(Instant.now(), cloud.login().expires()), Duration.ofMinutes(with.number("minutes"))));
                }),
                Check.of(spec.id() + ".roles", "Roles of the account", spec.group(), limit, task -> {
                    Cloud.Login login = ground.session().cloud(task).login();
                    return List.of(roles(login.user() + " in project " + login.project(), login.roles(), with.flag("admin")));
                }),
                Check.of(spec.id() + ".quotas", "Room in the quotas", spec.group(), limit, task -> quotas(ground.session().cloud(task), needed(with), task)));
    }

    private static Map<String, Long> needed(Values with) {
        Map<String, Long> needed = new LinkedHashMap<>();
        needed.put("instances", with.number("instances"));
        needed.put("cores", with.number("cores"));
        needed.put("ram", with.number("memory-mib"));
        needed.put("port", with.number("ports"));
        needed.put("floatingip", with.number("floating-addresses"));
        return needed;
    }

    /** Whether a token outlives a deployment. Pure. */
    static Finding token(String where, Duration left, Duration deployment) {
        String seen = "A token that is fresh now is valid for " + left.toMinutes() + " minutes.";
        return left.compareTo(deployment) >= 0 ? Finding.ok(where, seen)
                : Finding.of(Severity.ERROR, where, seen).withCause("Keystone's setting [token] expiration.")
                        .withImpact("A deployment takes up to " + deployment.toMinutes() + " minutes; a Murano service that keeps the caller's token fails in the middle with 401.")
                        .withFix("Set [token] expiration to at least " + (deployment.toSeconds() + 600) + " and restart Keystone.");
    }

    /** Whether the roles suffice. Pure. */
    static Finding roles(String who, List<String> roles, boolean admin) {
        String seen = roles.isEmpty() ? "no roles" : String.join(", ", roles);
        return !admin || roles.stream().anyMatch(r -> r.equalsIgnoreCase("admin")) ? Finding.ok(who, seen)
                : Finding.of(Severity.ERROR, who, seen).withCause("The account has not the role admin.")
                        .withImpact("Services, endpoints, public images and flavors cannot be set up.").withFix("Use an account with the admin role for the set-up.");
    }

    private static List<Finding> quotas(Cloud cloud, Map<String, Long> needed, Task task) throws FailureException {
        List<Quota> quotas = new ArrayList<>(cloud.compute().quotas(task));
        quotas.addAll(cloud.networking().quotas(task));
        return quotas(cloud.login().project(), quotas, needed);
    }

    /** Whether there is room. Pure. */
    static List<Finding> quotas(String project, List<Quota> quotas, Map<String, Long> needed) {
        List<Finding> found = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (Quota quota : quotas) {
            long need = needed.getOrDefault(quota.resource(), 0L);
            String seen = quota.resource() + ": " + quota.used() + " of " + (quota.limit() < 0 ? "unlimited" : quota.limit());
            if (need > 0 && quota.free() < need) {
                found.add(Finding.of(Severity.ERROR, "Project " + project, seen).withCause(need + " are needed, " + quota.free() + " are free.")
                        .withImpact("The stack fails after the first servers.").withFix("Raise the quota of the project, or delete what is not needed."));
            } else if (need > 0) {
                good.add(seen);
            }
        }
        return found.isEmpty() ? List.of(Finding.ok("Project " + project, String.join(", ", good))) : found;
    }
}
