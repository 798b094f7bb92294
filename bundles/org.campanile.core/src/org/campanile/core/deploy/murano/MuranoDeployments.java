package org.campanile.core.deploy.murano;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.campanile.core.deploy.Audit;
import org.campanile.core.deploy.Consent;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.DeploymentSnapshot.Phase;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabNames;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoComponent;
import org.campanile.core.murano.MuranoDeployment;
import org.campanile.core.murano.MuranoDraft;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoReport;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Deployments of documents by a Murano service of either generation (protocol document, sections 1 and 9): a draft is made from what is deployed, changed to
 * what the document says, deployed and followed by its reports. A document is found again by the id that is remembered of it, otherwise by its name. Each
 * method blocks; worker threads only. Listeners are called on that thread.
 */
public final class MuranoDeployments {

    /** How it is followed. @param poll how often Murano is asked @param limit how long a deployment may take */
    public record Pace(Duration poll, Duration limit) {
        /** Every second, for two hours. */
        public static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofHours(2));
    }

    private final MuranoApi api;
    private final ServiceTypes types;
    private final Secrets secrets;
    private final Path folder;
    private final Consent consent;
    private final Audit audit;
    private final Pace pace;

    /**
     * Deployments by one Murano service.
     *
     * @param folder in which it is kept, by document, what it was deployed as
     * @param consent asked before every change
     * @param audit told of every change
     */
    public MuranoDeployments(MuranoApi api, ServiceTypes types, Secrets secrets, Path folder, Consent consent, Audit audit, Pace pace) {
        this.api = Objects.requireNonNull(api);
        this.types = Objects.requireNonNull(types);
        this.secrets = Objects.requireNonNull(secrets);
        this.folder = Objects.requireNonNull(folder);
        this.consent = Objects.requireNonNull(consent);
        this.audit = Objects.requireNonNull(audit);
        this.pace = Objects.requireNonNull(pace);
    }

    /** Those of a lab's Murano, under the lab's guard; not found when its catalogue lists none. */
    public static MuranoDeployments open(LabSession session, ServiceTypes types, AuditLog audit, Home home, Task task) throws FailureException {
        GuardCheck guard = new GuardCheck(session.questions());
        return new MuranoDeployments(session.murano(task), types, session.secrets(), home.deployments().resolve(LabNames.key(session.lab().id())),
                change -> guard.allow(session.lab(), change), Audit.into(audit, session.lab(), task), Pace.USUAL);
    }

    /** Whether the document was deployed by a Murano of this lab from here, and not deleted since. Worker threads only. */
    public static boolean known(Home home, Lab lab, Environment document) {
        return Files.exists(MuranoLink.in(home.deployments().resolve(LabNames.key(lab.id())).resolve(document.id())).file());
    }

    /** Whether the document was deployed from here as this Murano environment. Worker threads only. */
    public static boolean isDeployedAs(Home home, Lab lab, Environment document, MuranoApi api, String id) throws FailureException {
        return MuranoLink.in(home.deployments().resolve(LabNames.key(lab.id())).resolve(document.id())).read(api.url()).filter(id::equals).isPresent();
    }

    /** The service. */
    public MuranoApi api() {
        return api;
    }

    /** Why Murano cannot take a document; empty when it can. Answers without asking the service. */
    public static Optional<String> unfit(Environment document, Generation generation) {
        List<String> wrong = document.services().stream().filter(s -> s.type().contains(".") != (generation == Generation.LATER)).map(Service::name).limit(5).toList();
        if (document.services().isEmpty()) {
            return Optional.of("The environment has no services. Add one first.");
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(generation == Generation.LATER
                ? "This Murano makes objects of packages only; it knows nothing of the type of " + String.join(", ", wrong) + ". Add services of a package's class."
                : "This Murano (0.2) has no packages; " + String.join(", ", wrong) + " cannot be made by it.");
    }

    /** What a deployment would change in the Murano environment, without changing anything. */
    public MuranoChange preview(Environment document, Task task) throws FailureException {
        Optional<MuranoEnvironment> found = find(document, task);
        return MuranoChange.between(found.isPresent() ? api.components(found.get().id(), "", task) : List.of(), wanted(document, task));
    }

    /** Deploys and follows to the end. What fails is in the result; nothing is thrown. */
    public DeploymentResult deploy(Environment document, Consumer<DeploymentSnapshot> listener, Task task) {
        return guarded(document, listener, task, last -> {
            last.show(MuranoSight.absent(document, Phase.PREPARING, Instant.now()));
            Optional<String> unfit = unfit(document, api.generation());
            if (unfit.isPresent()) {
                throw new FailureException(new Failure(Kind.BAD_INPUT, "deploying by Murano", document.name(), "", unfit.get(),
                        "Deploy it by the conductor, or describe it in what this Murano knows."));
            }
            List<JsonObject> wanted = wanted(document, task);
            Optional<MuranoEnvironment> found = find(document, task);
            List<String> before = found.isPresent() ? api.deployments(found.get().id(), task).stream().map(MuranoDeployment::id).toList() : List.of();
            if (found.filter(MuranoEnvironment::busy).isPresent()) {
                throw new FailureException(new Failure(Kind.CONFLICT, "deploying by Murano", document.name(), found.get().status(),
                        "Murano is at work on the environment already.", "Wait until it has ended, and deploy again."));
            }
            MuranoChange change = MuranoChange.between(found.isPresent() ? api.components(found.get().id(), "", task) : List.of(), wanted);
            boolean taken = found.isPresent() && link(document).read(api.url()).isEmpty();
            consent.allow("Deploys environment " + document.name() + " by Murano (" + api.generation().label() + "): " + change.words() + "."
                    + (taken ? " Murano has an environment of that name that was not made here; it is taken over." : ""));
            MuranoEnvironment at = found.isPresent() ? found.get() : create(document, task);
            link(document).write(api.url(), at.id());
            send(document, at, wanted, change, task);
            follow(document, at.id(), before, last, task);
        });
    }

    private MuranoEnvironment create(Environment document, Task task) throws FailureException {
        MuranoEnvironment made = api.create(document.name(), task);
        audit.record("create Murano environment", document.name(), "POST " + api.url() + "/environments", "done");
        return made;
    }

    /** Makes the draft and deploys it; a draft that could not be deployed is dropped. */
    private void send(Environment document, MuranoEnvironment at, List<JsonObject> wanted, MuranoChange agreed, Task task) throws FailureException {
        task.progress("Making a draft of " + document.name(), 0, -1);
        MuranoDraft draft = api.configure(at.id(), task);
        boolean sent = false;
        try {
            MuranoChange change = MuranoChange.between(api.components(at.id(), draft.id(), task), wanted);
            if (!change.words().equals(agreed.words())) {
                throw new FailureException(new Failure(Kind.CONFLICT, "deploying by Murano", document.name(), "version " + at.version() + " became " + draft.version(),
                        "Somebody else deployed the environment meanwhile: it is not what was looked at.", "Deploy again, and look at what would change."));
            }
            int done = 0;
            for (MuranoComponent gone : change.remove()) {
                api.remove(at.id(), draft.id(), gone.id(), task);
            }
            for (JsonObject changed : change.replace()) {
                api.remove(at.id(), draft.id(), id(changed), task);
                api.add(at.id(), draft.id(), changed, task);
                task.progress("Changing " + MuranoChange.name(changed), ++done, change.add().size() + change.replace().size());
            }
            for (JsonObject added : change.add()) {
                api.add(at.id(), draft.id(), added, task);
                task.progress("Adding " + MuranoChange.name(added), ++done, change.add().size() + change.replace().size());
            }
            String command = "POST " + api.url() + "/environments/" + at.id() + "/sessions/" + draft.id() + "/deploy";
            try {
                api.deploy(at.id(), draft.id(), task);
                sent = true;
                audit.record("deploy by Murano", document.name(), command, "done");
            } catch (FailureException e) {
                audit.record("deploy by Murano", document.name(), command, e.failure().headline());
                throw e;
            }
        } finally {
            if (!sent) {
                drop(at.id(), draft.id(), task);
            }
        }
    }

    /** Leaves nothing behind; when that fails too, only an unused draft stays, which Murano itself drops with the next deployment. */
    private void drop(String environment, String draft, Task task) {
        try {
            api.drop(environment, draft, Task.unwatched());
        } catch (FailureException e) {
            task.line("The draft was left in Murano: " + e.failure().headline());
        }
    }

    private static String id(JsonObject service) {
        JsonElement id = (service.get("?") instanceof JsonObject head ? head : service).get("id");
        return id == null ? "" : id.getAsString();
    }

    private void follow(Environment document, String id, List<String> before, Last last, Task task) throws FailureException {
        Instant end = Instant.now().plus(pace.limit());
        while (true) {
            task.checkCancelled("following a deployment by Murano");
            Optional<MuranoDeployment> ours = api.deployments(id, task).stream().filter(d -> !before.contains(d.id())).findFirst();
            List<MuranoReport> reports = ours.isPresent() ? api.reports(id, ours.get().id(), task) : List.of();
            MuranoEnvironment seen = api.environment(id, task);
            boolean over = ours.isPresent() && !ours.get().running() && !seen.busy();
            Phase phase = !over ? Phase.STEPS : ours.get().failed() || seen.failed() ? Phase.FAILED : Phase.DEPLOYED;
            last.show(MuranoSight.of(document, api.generation(), seen, ours, reports, Optional.of(phase), Instant.now()));
            task.progress(reports.isEmpty() ? "Murano deploys " + document.name() : reports.getLast().text(), 0, -1);
            if (phase == Phase.FAILED) {
                MuranoDeployment failed = ours.orElseThrow();
                String why = !failed.error().isEmpty() ? failed.error()
                        : reports.stream().filter(MuranoReport::error).findFirst().map(r -> r.text() + " " + r.details()).orElse(failed.state()).strip();
                throw new FailureException(new Failure(Kind.REMOTE, "deploying by Murano", document.name(), why, "Murano ended the deployment with an error.",
                        "Follow the failure down the chain, correct what it names, and deploy again."));
            }
            if (over) {
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new FailureException(new Failure(Kind.TIMED_OUT, "deploying by Murano", document.name(), seen.status(),
                        "It has not ended within " + pace.limit().toMinutes() + " min; it may go on in Murano.", "Look whether Murano's conductor runs and what its log says."));
            }
            task.pause(pace.poll(), "following Murano");
        }
    }

    /** What Murano has of the document now, without changing anything. */
    public DeploymentSnapshot status(Environment document, Task task) throws FailureException {
        Optional<MuranoEnvironment> found = find(document, task);
        if (found.isEmpty()) {
            return MuranoSight.absent(document, Phase.ABSENT, Instant.now());
        }
        String id = found.get().id();
        Optional<MuranoDeployment> newest = api.deployments(id, task).stream().findFirst();
        List<MuranoReport> reports = newest.isPresent() ? api.reports(id, newest.get().id(), task) : List.of();
        return MuranoSight.of(document, api.generation(), api.environment(id, task), newest, reports, Optional.empty(), Instant.now());
    }

    /** Deletes the Murano environment and follows as long as Murano tells of it; nothing to delete is success. */
    public DeploymentResult delete(Environment document, Consumer<DeploymentSnapshot> listener, Task task) {
        return gone(document, false, listener, task);
    }

    /** Has Murano forget the environment; its stack stays and nobody owns it any more. Only later generations can. */
    public DeploymentResult abandon(Environment document, Consumer<DeploymentSnapshot> listener, Task task) {
        return gone(document, true, listener, task);
    }

    private DeploymentResult gone(Environment document, boolean abandon, Consumer<DeploymentSnapshot> listener, Task task) {
        return guarded(document, listener, task, last -> {
            Optional<MuranoEnvironment> found = find(document, task);
            if (found.isPresent()) {
                String id = found.get().id();
                consent.allow(abandon ? "Has Murano forget environment " + document.name() + "; its stack with all servers stays and nobody owns it any more."
                        : "Has Murano delete environment " + document.name() + " with all its servers.");
                last.show(MuranoSight.absent(document, Phase.DELETING, Instant.now()));
                if (abandon) {
                    api.abandon(id, task);
                } else {
                    api.delete(id, task);
                }
                audit.record(abandon ? "abandon Murano environment" : "delete Murano environment", document.name(),
                        "DELETE " + api.url() + "/environments/" + id + (abandon ? "?abandon=true" : ""), "done");
                untilGone(document, id, last, task);
            }
            link(document).forget();
            last.show(MuranoSight.absent(document, Phase.ABSENT, Instant.now()));
        });
    }

    private void untilGone(Environment document, String id, Last last, Task task) throws FailureException {
        Instant end = Instant.now().plus(pace.limit());
        while (true) {
            Optional<MuranoEnvironment> still = existing(id, task);
            if (still.isEmpty()) {
                return;
            }
            last.show(MuranoSight.of(document, api.generation(), still.get(), Optional.empty(), List.of(), Optional.of(Phase.DELETING), Instant.now()));
            if (still.get().failed() || Instant.now().isAfter(end)) {
                throw new FailureException(new Failure(Kind.REMOTE, "deleting by Murano", document.name(), still.get().status(), "Murano could not delete the environment.",
                        "Look into its engine's log; abandon it to have Murano forget it and leave the stack."));
            }
            task.pause(pace.poll(), "following Murano");
        }
    }

    /** The Murano environment of a document: the one remembered, otherwise the only one of its name. */
    public Optional<MuranoEnvironment> find(Environment document, Task task) throws FailureException {
        Optional<String> kept = link(document).read(api.url());
        if (kept.isPresent()) {
            Optional<MuranoEnvironment> known = existing(kept.get(), task);
            if (known.isPresent()) {
                return known;
            }
            link(document).forget();
        }
        List<MuranoEnvironment> named = api.environments(task).stream().filter(e -> e.name().equals(document.name())).toList();
        if (named.size() > 1) {
            throw new FailureException(new Failure(Kind.CONFLICT, "looking for the Murano environment", document.name(),
                    named.stream().map(MuranoEnvironment::id).collect(Collectors.joining(", ")), "Murano has several environments of that name.",
                    "Delete or rename those that are not meant."));
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(api.environment(named.getFirst().id(), task));
    }

    private Optional<MuranoEnvironment> existing(String id, Task task) throws FailureException {
        try {
            return Optional.of(api.environment(id, task));
        } catch (FailureException e) {
            if (e.failure().kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private MuranoLink link(Environment document) {
        return MuranoLink.in(folder.resolve(document.id()));
    }

    private List<JsonObject> wanted(Environment document, Task task) throws FailureException {
        return new Wanted(api, types, secrets).of(document, task);
    }

    /** What was shown last, for the result. */
    private static final class Last {
        private final Consumer<DeploymentSnapshot> listener;
        private DeploymentSnapshot snapshot;

        Last(Environment document, Consumer<DeploymentSnapshot> listener) {
            this.listener = listener;
            this.snapshot = MuranoSight.absent(document, Phase.PREPARING, Instant.now());
        }

        void show(DeploymentSnapshot now) {
            snapshot = now;
            listener.accept(now);
        }

        DeploymentSnapshot end(Phase phase) {
            DeploymentSnapshot s = snapshot;
            show(new DeploymentSnapshot(s.environmentId(), s.environmentName(), s.stackName(), s.stackId(), phase, s.stackStatus(), s.stackReason(), s.units(), s.events(),
                    s.findings(), s.steps(), s.criticalPathSeconds(), s.waiting(), s.started(), Instant.now()));
            return snapshot;
        }
    }

    @FunctionalInterface
    private interface Work {
        void run(Last last) throws FailureException;
    }

    private static DeploymentResult guarded(Environment document, Consumer<DeploymentSnapshot> listener, Task task, Work work) {
        Last last = new Last(document, listener);
        try {
            work.run(last);
            return new DeploymentResult.Succeeded(last.snapshot);
        } catch (FailureException e) {
            if (e.failure().kind() == Kind.CANCELLED || task.isCancelled()) {
                return new DeploymentResult.Cancelled(last.end(Phase.STOPPED));
            }
            return new DeploymentResult.Failed(e.failure(), last.end(Phase.FAILED));
        }
    }
}
