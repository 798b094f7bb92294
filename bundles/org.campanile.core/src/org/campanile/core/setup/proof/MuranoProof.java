package org.campanile.core.setup.proof;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.campanile.core.check.Finding;
import org.campanile.core.diagnosis.Chain;
import org.campanile.core.diagnosis.Diagnosis;
import org.campanile.core.diagnosis.GuidedSearch;
import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.diagnosis.ProofPackage;
import org.campanile.core.diagnosis.ProofRemains;
import org.campanile.core.diagnosis.ServiceSwitch;
import org.campanile.core.diagnosis.Sight;
import org.campanile.core.host.Host;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Proofs;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The guide's own test as a step. Release 0.2 gets an environment of one unit; a later release, whose services are packages, gets a package of one random
 * string that is taken away again. What a killed run left is removed before the next try and by undo.
 */
final class MuranoProof extends ProofStep {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final String ENVIRONMENT = "environment of Murano";

    MuranoProof(StepSpec spec, Ground ground) {
        super(spec, ground, "A small environment is sent to Murano; its stack must not fail, its servers come up, its agents answer; then "
                + "it is deleted.", List.of("campanile lab diagnose --send"
                        + (spec.with().text("image").isEmpty() ? "" : " --image " + Command.quote(spec.with().text("image")))));
    }

    @Override
    Probe due(Task task) throws FailureException {
        // The catalogue of an older login may not have what was registered meanwhile.
        ground.session().cloud(task).renew(task);
        MuranoApi api;
        try {
            api = api(task);
            if (api.generation() == Generation.LATER && api.packages(task).stream().noneMatch(p -> p.name().equals(ProofPackage.LIBRARY))) {
                return Probe.waits("Waits for Murano's core library: the catalogue has no package " + ProofPackage.LIBRARY + ". Import it with murano-manage import-package.");
            }
        } catch (FailureException e) {
            if (!with.host("devbox").isEmpty()) {
                throw e;
            }
            return ProofKinds.waiting("murano-api", e);
        }
        if (api.generation() == Generation.FIRST) {
            String image = with.text("image");
            if (image.isEmpty()) {
                return Probe.waits("Waits for an image: release 0.2 proves itself by a server, and no image was named for it.");
            }
            if (ground.session().cloud(task).images().named(image, task).isEmpty()) {
                return Probe.waits("Waits for image " + image + ", which the lab does not have.");
            }
        }
        return Probe.make("No environment has gone through since this lab was set up.");
    }

    private MuranoApi api(Task task) throws FailureException {
        return ground.session().murano(task);
    }

    private ProofPackage packages(Task task) throws FailureException {
        return new ProofPackage(URI.create(api(task).url()), ground.session().cloud(task));
    }

    @Override
    public void apply(Task task, StepLog log) throws FailureException {
        clean(log.earlier(), task);
        boolean later = api(task).generation() == Generation.LATER;
        String name = "campanile-proof-" + UUID.randomUUID().toString().substring(0, 8);
        String package_ = later ? ProofPackage.newName() : "";
        Made made = new Made(ENVIRONMENT, name, package_);
        log.intend(made);
        try {
            if (later) {
                packages(task).upload(package_, task);
            }
            search(name, later ? ProofPackage.service(package_) : "", task, log);
        } catch (FailureException e) {
            ProofKinds.after(e, log, () -> clean(List.of(made), new Task(task::progress)));
        }
        clean(List.of(made), task);
        Proofs.note(ground.facts(), id(), Instant.now());
    }

    private void search(String name, String service, Task task, StepLog log) throws FailureException {
        List<GuidedSearch.Step> said = new ArrayList<>();
        GuidedSearch.Options options = new GuidedSearch.Options(with.text("image"), with.text("flavor"), service, POLL, Duration.ofMinutes(with.number("minutes")));
        boolean stops = service.isEmpty() && !with.host("devbox").isEmpty();
        try (AccountSession account = AccountSession.of(ground, with, task)) {
            Diagnosis found = new GuidedSearch(account.session(), new Chain(Knowledge.shipped(), PATIENCE), stops ? services(task)
                    : ServiceSwitch.none("The services are left as they are."), options, progress -> {
                        for (GuidedSearch.Step step : progress.steps()) {
                            if (step.state() != GuidedSearch.State.WAITING && step.state() != GuidedSearch.State.RUNNING && !said.contains(step)) {
                                said.add(step);
                                log.line(step.title() + ": " + step.told());
                            }
                        }
                    }).named(name).run(task);
            Optional<GuidedSearch.Step> failed = said.stream().filter(s -> s.state() == GuidedSearch.State.FAILED).findFirst();
            if (failed.isPresent()) {
                Finding first = found.broken().map(Sight::finding).orElse(Finding.ok(failed.get().title(), failed.get().told()));
                throw new FailureException(new Failure(Failure.Kind.REMOTE, "proving the lab", first.subject(), first.evidence(), found.sentence(), first.fix()));
            }
        }
    }

    private ServiceSwitch services(Task task) throws FailureException {
        return ServiceSwitch.of(Host.of(ground.host(with.host("devbox"), task), task), "murano-api", List.of("murano-conductor", "murano-engine"));
    }

    private void clean(List<Made> made, Task task) throws FailureException {
        for (Made one : made) {
            new ProofRemains(ground.session(), PATIENCE, POLL).remove(one.id(), one.detail(), task);
        }
    }

    @Override
    public void undo(Task task, List<Made> made) throws FailureException {
        try {
            clean(made, task);
        } catch (FailureException e) {
            if (e.failure().kind() != Failure.Kind.NOT_FOUND && !e.failure().away()) {
                throw e;
            }
            // A murano-api that is gone has no environments.
            task.line(e.failure().headline());
        }
    }
}
