package org.campanile.core.setup.keystone;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.openstack.Identity;
import org.campanile.core.openstack.LegacyIdentity;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.SpecStep;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code keystone.legacy-service}: a service and its one endpoint with three addresses in Keystone v2.0, as the guide of release 0.2 makes them. */
final class LegacyServiceKind implements StepKind {

    private static final String SERVICE = "service";
    private static final String ENDPOINT = "endpoint";
    private static final String REPLACED = "replaced endpoint";

    @Override
    public String id() {
        return "keystone.legacy-service";
    }

    @Override
    public String summary() {
        return "A service and its endpoint with three addresses in Keystone v2.0, for labs of release Grizzly; an endpoint that differs is replaced.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("type", ValueType.TEXT, "Service type: murano for release 0.2."),
                KindParameter.required("name", ValueType.TEXT, "Name of the service."),
                KindParameter.optional("description", ValueType.TEXT, "", "Description of the service."),
                KindParameter.required("region", ValueType.TEXT, "Region of the endpoint."),
                KindParameter.required("url", ValueType.URL, "Public address."),
                KindParameter.optional("internal-url", ValueType.URL, "", "Internal address; the public one otherwise."),
                KindParameter.optional("admin-url", ValueType.URL, "", "Address for administration; the public one otherwise."));
    }

    private interface Work<T> {
        T with(LegacyIdentity identity) throws FailureException;
    }

    private static <T> T on(Ground ground, Task task, Work<T> work) throws FailureException {
        try (LegacyIdentity identity = ground.session().legacyIdentity(task)) {
            return work.with(identity);
        }
    }

    private static Optional<Identity.Service> service(LegacyIdentity identity, Values with, Task task) throws FailureException {
        List<Identity.Service> all = identity.services(task).stream().filter(s -> s.type().equals(with.text("type"))).toList();
        return all.stream().filter(s -> s.name().equals(with.text("name"))).findFirst().or(() -> all.stream().findFirst());
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        return List.of(serviceStep(spec, ground), endpointStep(spec, ground));
    }

    private static Step serviceStep(StepSpec spec, Ground ground) {
        Values with = spec.with();
        String name = with.text("name");
        return new SpecStep(spec.id() + ".service", spec.titleOr("Register service " + name + " by v2.0"), "Service " + name + " of type " + with.text("type")
                + " is registered in Keystone v2.0.", List.of(), List.of("keystone service-create --name " + Command.quote(name) + " --type "
                        + Command.quote(with.text("type")) + " --description " + Command.quote(with.text("description"))), Duration.ofSeconds(1)) {
            @Override
            public Probe probe(Task task) throws FailureException {
                return on(ground, task, i -> service(i, with, task)).map(s -> Probe.done("Service " + s.name() + " (" + s.id() + ") is there."))
                        .orElseGet(() -> Probe.make("There is no service of type " + with.text("type") + "."));
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                on(ground, task, i -> {
                    // The probe had found none, so one that is there now is that of an interrupted try.
                    log.intend(new Made(SERVICE + " to be", with.text("type"), name));
                    Optional<Identity.Service> there = service(i, with, task);
                    String id = there.isPresent() ? there.get().id() : i.createService(with.text("type"), name, with.text("description"), task).id();
                    log.made(new Made(SERVICE, id, name));
                    return id;
                });
            }

            @Override
            public boolean undoable() {
                return true;
            }

            @Override
            public void undo(Task task, List<Made> made) throws FailureException {
                boolean known = made.stream().anyMatch(m -> m.kind().equals(SERVICE));
                on(ground, task, i -> {
                    for (Identity.Service s : i.services(task)) {
                        boolean own = made.stream().anyMatch(m -> known ? m.kind().equals(SERVICE) && m.id().equals(s.id())
                                : m.id().equals(s.type()) && m.detail().equals(s.name()));
                        if (own) {
                            i.deleteService(s.id(), task);
                        }
                    }
                    return null;
                });
            }
        };
    }

    private static Step endpointStep(StepSpec spec, Ground ground) {
        Values with = spec.with();
        String url = with.text("url");
        LegacyIdentity.Endpoint wanted = new LegacyIdentity.Endpoint("", "", with.text("region"), url, with.textOr("internal-url", url),
                with.textOr("admin-url", url));
        return new SpecStep(spec.id() + ".endpoint", "Register the endpoint of " + with.text("name") + " by v2.0", "The endpoint of " + with.text("name")
                + " in region " + wanted.region() + " becomes " + url + " in Keystone v2.0.", List.of(spec.id() + ".service"),
                List.of("keystone endpoint-create --region " + Command.quote(wanted.region()) + " --service-id ID --publicurl " + Command.quote(url)
                        + " --internalurl " + Command.quote(wanted.internalUrl()) + " --adminurl " + Command.quote(wanted.adminUrl())),
                Duration.ofSeconds(1)) {

            private Optional<LegacyIdentity.Endpoint> found(LegacyIdentity i, Task task) throws FailureException {
                Optional<Identity.Service> service = service(i, with, task);
                return service.isEmpty() ? Optional.empty() : i.endpoints(task).stream()
                        .filter(e -> e.serviceId().equals(service.get().id()) && e.region().equals(wanted.region())).findFirst();
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                Optional<LegacyIdentity.Endpoint> found = on(ground, task, i -> found(i, task));
                if (found.isEmpty()) {
                    return Probe.make("There is no endpoint of " + with.text("type") + " in region " + wanted.region() + ".");
                }
                return found.get().says(wanted) ? Probe.done("The endpoint is " + url + ".") : Probe.change("The endpoint is " + found.get().publicUrl()
                        + ", " + found.get().internalUrl() + ", " + found.get().adminUrl() + ".");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                on(ground, task, i -> {
                    Optional<LegacyIdentity.Endpoint> old = found(i, task);
                    if (old.isPresent()) {
                        log.intend(new Made(REPLACED, old.get().serviceId(), String.join("\n", old.get().region(), old.get().publicUrl(),
                                old.get().internalUrl(), old.get().adminUrl())));
                        i.deleteEndpoint(old.get().id(), task);
                    }
                    String service = service(i, with, task).map(Identity.Service::id).orElse("");
                    log.made(new Made(ENDPOINT, i.createEndpoint(new LegacyIdentity.Endpoint("", service, wanted.region(), wanted.publicUrl(),
                            wanted.internalUrl(), wanted.adminUrl()), task).id()));
                    return null;
                });
            }

            @Override
            public boolean undoable() {
                return true;
            }

            @Override
            public void undo(Task task, List<Made> made) throws FailureException {
                on(ground, task, i -> {
                    for (Made m : made) {
                        if (m.kind().equals(ENDPOINT) && i.endpoints(task).stream().anyMatch(e -> e.id().equals(m.id()))) {
                            i.deleteEndpoint(m.id(), task);
                        }
                        String[] former = m.detail().split("\n", -1);
                        boolean service = i.services(task).stream().anyMatch(s -> s.id().equals(m.id()));
                        if (m.kind().equals(REPLACED) && service && former.length == 4) {
                            i.createEndpoint(new LegacyIdentity.Endpoint("", m.id(), former[0], former[1], former[2], former[3]), task);
                        }
                    }
                    return null;
                });
            }
        };
    }
}
