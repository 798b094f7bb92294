package org.campanile.core.setup.keystone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Fix;
import org.campanile.core.check.Severity;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Identity;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Remote;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code keystone.endpoints}: what is registered of a type, whether anything is there twice, and whether each address answers from each side. */
final class EndpointsKind implements CheckKind {

    @Override
    public String id() {
        return "keystone.endpoints";
    }

    @Override
    public String summary() {
        return "Services of a type and their endpoints: twice or not, and asked from this machine and from a host of the lab.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("type", ValueType.TEXT, "Service type."),
                KindParameter.optional("host", ValueType.HOST, "", "Host of the lab from which the addresses are asked too, such as the devbox."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        return List.of(Check.of(spec.id(), spec.titleOr("Endpoints of " + spec.with().text("type")), spec.group(), Duration.ofSeconds(45),
                task -> findings(spec.with(), ground, task)));
    }

    private static List<Finding> findings(Values with, Ground ground, Task task) throws FailureException {
        String type = with.text("type");
        Cloud cloud = ground.session().cloud(task);
        Duplicates found = Duplicates.find(cloud.identity(), type, task);
        List<Finding> all = new ArrayList<>();
        if (found.services().isEmpty()) {
            return List.of(Finding.of(Severity.INFO, type, "No service of this type is registered.").withFix("Set the part up."));
        }
        if (found.services().size() > 1) {
            all.add(Finding.of(Severity.WARNING, type, found.services().size() + " services of this type: "
                    + String.join(", ", found.services().stream().map(s -> s.name() + " (" + s.id() + ")").toList()) + ".")
                    .withImpact("Which one a client takes is chance.").withFix("Leave one: openstack service delete ID.")
                    .withStep(new Fix("keystone.single", "Delete the further services", "openstack service delete ID", Map.of("type", type))));
        }
        for (List<Identity.Endpoint> place : found.endpoints()) {
            all.add(Finding.of(Severity.WARNING, type, place.size() + " " + place.getFirst().interfaceName() + " endpoints in region "
                    + place.getFirst().region() + ": " + String.join(", ", place.stream().map(Identity.Endpoint::url).distinct().toList()) + ".")
                    .withImpact("Which one a client takes is chance.").withFix("Leave one: openstack endpoint delete ID.")
                    .withStep(new Fix("keystone.single", "Delete the further endpoints", "openstack endpoint delete ID", Map.of("type", type))));
        }
        List<String> ids = found.services().stream().map(Identity.Service::id).toList();
        List<String> seen = new ArrayList<>();
        String project = cloud.login().projectId();
        for (Identity.Endpoint e : cloud.identity().endpoints(task)) {
            String url = e.url().replaceAll("[$%]\\((?:project_id|tenant_id)\\)s", project);
            if (ids.contains(e.serviceId()) && !seen.contains(url)) {
                seen.add(url);
                all.add(UrlProbe.here(type, url, task));
                if (!with.host("host").isEmpty()) {
                    Remote host = ground.host(with.host("host"), task);
                    all.add(UrlProbe.from(host, type, url, task));
                }
            }
        }
        return all;
    }
}
