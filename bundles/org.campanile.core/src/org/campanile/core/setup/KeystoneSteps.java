package org.campanile.core.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.openstack.Identity;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The steps of Keystone: Murano's service and its three endpoints, proven from the catalogue of a new token. */
final class KeystoneSteps {

    private static final Duration QUICK = Duration.ofMillis(500);

    private KeystoneSteps() {
    }

    /** The steps of an entry of that id. */
    static List<SetupStep> of(String id, KeystoneSetup setup) {
        List<SetupStep> steps = new ArrayList<>();
        steps.add(service(id, setup));
        KeystoneSetup.INTERFACES.forEach(i -> steps.add(endpoint(id, setup, i)));
        return steps;
    }

    private static SetupStep service(String id, KeystoneSetup setup) {
        MuranoEntry wanted = setup.request();
        return new SetupStep(setup.session(), id + ".service", "Register service " + wanted.name(), "Service " + wanted.name() + " of type " + wanted.type()
                + " is registered in Keystone.", List.of(), List.of("openstack service create --name " + SetupStep.quote(wanted.name())
                        + " --description " + SetupStep.quote(wanted.description()) + " " + SetupStep.quote(wanted.type())), QUICK) {
            @Override
            public String doneWhen() {
                return "openstack service list --long -f value -c Type -c Enabled | grep -qxF " + SetupStep.quote(wanted.type() + " True");
            }

            @Override
            public List<String> scripted() {
                return List.of("if openstack service list -f value -c Type | grep -qxF " + SetupStep.quote(wanted.type()) + "; then", "  openstack service set --enable " + SetupStep.quote(wanted.type()),
                        "else", "  " + commands().getFirst(), "fi");
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                Optional<Identity.Service> found = setup.service(task);
                if (found.isEmpty()) {
                    return Probe.make("There is no service of type " + wanted.type() + ".");
                }
                String which = "Service " + found.get().name() + " of type " + found.get().type() + " (" + found.get().id() + ")";
                return found.get().enabled() ? Probe.done(which + " is there.") : Probe.change(which + " is disabled and will be enabled.");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                Optional<Identity.Service> found = setup.service(task);
                if (found.isPresent() && !found.get().enabled()) {
                    log.intend(new Made(TakeBack.SERVICE_ENABLED, found.get().id(), found.get().name()));
                    KeystoneSetup.enable(setup.session(), found.get().id(), true, task);
                    return;
                }
                // A service of this type that appeared since an interrupted try is that try's: the probe had found none before it.
                log.intend(new Made(TakeBack.SERVICE_INTENDED, wanted.type(), wanted.name()));
                String id = found.isPresent() ? found.get().id() : setup.createService(task);
                log.made(new Made(TakeBack.SERVICE, id, wanted.name()));
            }
        };
    }

    private static SetupStep endpoint(String id, KeystoneSetup setup, String interfaceName) {
        MuranoEntry wanted = setup.request();
        return new SetupStep(setup.session(), id + ".endpoint." + interfaceName, "Register the " + interfaceName + " endpoint", "The " + interfaceName
                + " endpoint of " + wanted.type() + " in region " + wanted.region() + " becomes " + wanted.url() + ".", List.of(id + ".service"),
                List.of("openstack endpoint create --region " + SetupStep.quote(wanted.region()) + " " + SetupStep.quote(wanted.type()) + " "
                        + interfaceName + " " + SetupStep.quote(wanted.url())), QUICK) {
            @Override
            public String doneWhen() {
                return "openstack endpoint list --service " + SetupStep.quote(wanted.type()) + " --interface " + interfaceName + " --region " + SetupStep.quote(wanted.region()) + " -f value -c URL 2>/dev/null | grep -qxF " + SetupStep.quote(wanted.url());
            }

            @Override
            public List<String> scripted() {
                return List.of("endpoint=$(" + "openstack endpoint list --service " + SetupStep.quote(wanted.type()) + " --interface " + interfaceName + " --region " + SetupStep.quote(wanted.region()) + " -f value -c ID | head -n 1)", "if [ -n \"$endpoint\" ]; then",
                        "  openstack endpoint set --url " + SetupStep.quote(wanted.url()) + " \"$endpoint\"", "else", "  " + commands().getFirst(), "fi");
            }

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
                String former = intention(task, log);
                log.made(new Made(TakeBack.ENDPOINT, setup.putEndpoint(interfaceName, task), former));
            }

            /** Notes what is about to be done and answers the address before it; of an interrupted try the address before that one. */
            private String intention(Task task, StepLog log) throws FailureException {
                Optional<Made> first = log.earlier().stream().findFirst();
                if (first.isPresent()) {
                    return first.get().detail();
                }
                String former = setup.endpoint(interfaceName, task).map(Identity.Endpoint::url).orElse("");
                log.intend(new Made(TakeBack.ENDPOINT_INTENDED, new EndpointPlace(wanted.type(), wanted.region(), interfaceName, wanted.url()).id(),
                        former));
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
        };
    }
}
