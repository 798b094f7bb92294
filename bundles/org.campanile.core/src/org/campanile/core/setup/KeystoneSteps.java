package org.campanile.core.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The steps of Keystone: Murano's service and its three endpoints, proven from the catalogue of a new token. */
final class KeystoneSteps {

    private static final Duration QUICK = Duration.ofMillis(500);
    private static final String SERVICE = "keystone.service";

    private KeystoneSteps() {
    }

    static List<SetupStep> of(KeystoneSetup setup) {
        List<SetupStep> steps = new ArrayList<>();
        steps.add(service(setup));
        KeystoneSetup.INTERFACES.forEach(i -> steps.add(endpoint(setup, i)));
        return steps;
    }

    private static SetupStep service(KeystoneSetup setup) {
        SetupRequest.Murano wanted = setup.request();
        return new SetupStep(SERVICE, "Register service " + wanted.name(), "Service " + wanted.name() + " of type " + wanted.type()
                + " is registered in Keystone.", List.of(), List.of("openstack service create --name " + SetupStep.quote(wanted.name())
                        + " --description " + SetupStep.quote(wanted.description()) + " " + SetupStep.quote(wanted.type())), QUICK) {
            @Override
            public Probe probe(Task task) throws FailureException {
                return setup.service(task).map(s -> Probe.done("Service " + s.name() + " of type " + s.type() + " has the id " + s.id() + "."))
                        .orElseGet(() -> Probe.make("There is no service of type " + wanted.type() + "."));
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                // A service of this type that appeared since an interrupted try is that try's: the probe had found none before it.
                Optional<String> left = log.earlier().isEmpty() ? Optional.empty() : setup.service(task).map(s -> s.id());
                log.intend(new Made("service to be", wanted.type(), wanted.name()));
                String id = left.isPresent() ? left.get() : setup.createService(task);
                log.made(new Made("service", id, wanted.type()));
            }

            @Override
            public void undo(Task task, List<Made> made) throws FailureException {
                boolean known = made.stream().anyMatch(m -> m.kind().equals("service"));
                for (Made m : made) {
                    if (m.kind().equals("service")) {
                        setup.deleteService(m.id(), task);
                    } else if (!known) {
                        setup.deleteServiceNamed(m.id(), m.detail(), task);
                    }
                }
            }
        };
    }

    private static SetupStep endpoint(KeystoneSetup setup, String interfaceName) {
        SetupRequest.Murano wanted = setup.request();
        return new SetupStep("keystone.endpoint." + interfaceName, "Register the " + interfaceName + " endpoint", "The " + interfaceName
                + " endpoint of " + wanted.type() + " in region " + wanted.region() + " becomes " + wanted.url() + ".", List.of(SERVICE),
                List.of("openstack endpoint create --region " + SetupStep.quote(wanted.region()) + " " + SetupStep.quote(wanted.type()) + " "
                        + interfaceName + " " + SetupStep.quote(wanted.url())), QUICK) {
            @Override
            public Probe probe(Task task) throws FailureException {
                Optional<String> lacks = setup.endpointLacks(interfaceName, task);
                if (lacks.isEmpty()) {
                    return Probe.done("The " + interfaceName + " endpoint is " + wanted.url() + ".");
                }
                return setup.endpoint(interfaceName, task).isPresent() ? Probe.change(lacks.get()) : Probe.make(lacks.get());
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                KeystoneSetup.Made made = setup.putEndpoint(interfaceName, intention(task, log), task);
                log.made(new Made("endpoint", made.id(), made.formerUrl()));
            }

            /** Notes what is about to be done and answers the address before it; of an interrupted try the address before that one. */
            private String intention(Task task, StepLog log) throws FailureException {
                Optional<Made> first = log.earlier().stream().findFirst();
                if (first.isPresent()) {
                    return first.get().detail();
                }
                String former = setup.endpoint(interfaceName, task).map(e -> e.url()).orElse("");
                log.intend(new Made("endpoint to be", interfaceName, former));
                return former;
            }

            @Override
            public void verify(Task task) throws FailureException {
                super.verify(task);
                if (!setup.inCatalogue(interfaceName, task)) {
                    throw new FailureException(new Failure(Failure.Kind.CONFLICT, "proving the " + interfaceName + " endpoint", wanted.url(), "",
                            "The catalogue of a new token does not name it.", "Look at the service's and the endpoint's state \"enabled\"."));
                }
            }

            @Override
            public void undo(Task task, List<Made> made) throws FailureException {
                boolean known = made.stream().anyMatch(m -> m.kind().equals("endpoint"));
                for (Made m : made) {
                    if (m.kind().equals("endpoint")) {
                        setup.takeBack(new KeystoneSetup.Made(m.id(), m.detail()), task);
                    } else if (!known) {
                        // The run died between making it and noting its id; an address other than ours is somebody else's.
                        var now = setup.endpoint(m.id(), task);
                        if (now.isPresent() && now.get().url().equals(wanted.url())) {
                            setup.takeBack(new KeystoneSetup.Made(now.get().id(), m.detail()), task);
                        }
                    }
                }
            }
        };
    }
}
