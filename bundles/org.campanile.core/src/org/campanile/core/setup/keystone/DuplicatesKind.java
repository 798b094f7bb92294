package org.campanile.core.setup.keystone;

import java.time.Duration;
import java.util.List;

import org.campanile.core.openstack.Identity;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.SpecStep;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code keystone.single}: deletes services and endpoints that are there twice. Nothing is undone: another service would get another id. */
final class DuplicatesKind implements StepKind {

    @Override
    public String id() {
        return "keystone.single";
    }

    @Override
    public String summary() {
        return "Deletes further services of a type and further endpoints of one place, so that one of each stays. Cannot be undone.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("type", ValueType.TEXT, "Service type."),
                KindParameter.optional("keep", ValueType.TEXT, "", "Id or name of the service that stays; the one with most endpoints otherwise."),
                KindParameter.optional("url", ValueType.TEXT, "", "Address that stays where an endpoint is there twice."));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        String type = with.text("type");
        return List.of(new SpecStep(spec, "Leave one service " + type, "Further services of type " + type + " and further endpoints are deleted from Keystone.",
                List.of("openstack service list --long", "openstack service delete ID", "openstack endpoint delete ID"), Duration.ofSeconds(1)) {

            private Duplicates.Surplus surplus(Task task) throws FailureException {
                return Duplicates.find(ground.session().cloud(task).identity(), type, task).surplus(with.text("keep"), with.text("url"));
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                Duplicates.Surplus surplus = surplus(task);
                return surplus.isEmpty() ? Probe.done("Nothing of type " + type + " is there twice.") : Probe.change("Deletes " + surplus.told() + ".");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                Identity identity = ground.session().cloud(task).identity();
                Duplicates.Surplus surplus = surplus(task);
                for (Identity.Endpoint e : surplus.endpoints()) {
                    identity.deleteEndpoint(e.id(), task);
                    log.line("Deleted " + e.interfaceName() + " endpoint " + e.url() + ".");
                }
                for (Identity.Service s : surplus.services()) {
                    identity.deleteService(s.id(), task);
                    log.line("Deleted service " + s.name() + " (" + s.id() + ").");
                }
            }
        });
    }
}
