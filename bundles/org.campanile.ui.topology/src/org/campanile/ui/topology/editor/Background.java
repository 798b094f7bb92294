package org.campanile.ui.topology.editor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFindings;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.TopologyGraph;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.deploy.DeploymentModel;
import org.campanile.ui.topology.document.Draft;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.document.Latest;
import org.campanile.ui.topology.form.PropertiesForm;
import org.campanile.ui.topology.layout.AutomaticLayout;
import org.campanile.ui.topology.scene.HostGroups;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Widget;

/**
 * What follows each edit away from the UI thread: the rules, whose findings also go to the Checks view, and automatic layout. Answers about an
 * older document are dropped. UI thread only.
 */
final class Background implements AutoCloseable {

    private record Question(Environment environment, Optional<CloudFacts> cloud) {
    }

    private record Verdict(Environment environment, List<Problem> problems, Set<SecretRef> known, CheckReport report) {
    }

    private record Picture(Draft draft, Optional<TopologyGraph.GroupKind> frames, Map<String, String> hosts) {
    }

    private record Placed(Draft draft, Layout places) {
    }

    private final Services services;
    private final EnvironmentDocument document;
    private final LabLink lab;
    private final Widget owner;
    private final String source;
    private final Runnable secretsSeen;
    private final Latest<Question, Verdict> rules;
    private final Latest<Picture, Placed> layout;
    private volatile AutomaticLayout engine;
    private final DeploymentModel deployment;
    private final Subscription follows;
    private Set<SecretRef> known = Set.of();
    private Map<String, String> hosts = Map.of();
    private boolean drawn;

    /** @param secretsSeen called when it was found out which passwords are known */
    Background(Services services, EnvironmentDocument document, LabLink lab, DeploymentModel deployment, Widget owner, Runnable secretsSeen) {
        this.services = services;
        this.document = document;
        this.lab = lab;
        this.owner = owner;
        this.deployment = deployment;
        this.secretsSeen = secretsSeen;
        // Two open environments may have the same name.
        this.source = "environment/" + document.environment().id();
        rules = new Latest<>(services.jobs(), Messages.checkEnvironment, owner, this::judge, this::take);
        layout = new Latest<>(services.jobs(), Messages.layOutEnvironment, owner, this::place, placed -> document.automatic(placed.draft(), placed.places()));
        layout.whenIdle(() -> {
            if (!drawn) {
                drawn = true;
                check();
            }
        });
        follows = deployment.subscribe(state -> deployed());
    }

    /** Starts anew on what the document is now. */
    void start() {
        check();
        arrange();
    }

    /** Lays out anew; at the very begin while the page is still made. */
    void arrange() {
        hosts = document.frames().equals(Optional.of(TopologyGraph.GroupKind.HOST)) ? HostGroups.hosts(deployment.state().snapshot()) : Map.of();
        layout.ask(new Picture(document.draft(), document.frames(), hosts));
    }

    /** Frames by host stand where the servers run. */
    private void deployed() {
        if (document.frames().equals(Optional.of(TopologyGraph.GroupKind.HOST)) && !HostGroups.hosts(deployment.state().snapshot()).equals(hosts)) {
            arrange();
        }
    }

    /** Checks the rules again, for example since the cloud has become known. The first time it waits until there is something to see. */
    void check() {
        if (!drawn) {
            return;
        }
        rules.ask(new Question(document.environment(), lab.choices().facts()));
    }

    /** Keeps a password, and checks again since it is known now. */
    void keep(SecretRef ref, Secret secret, Consumer<Failure> failed) {
        Environment now = document.environment();
        services.jobs().job(Messages.keepPassword, task -> {
            services.secrets().store(EnvironmentSecrets.key(now, ref), secret);
            return ref;
        }).system().on(owner).done(kept -> check()).failed(failed).start();
    }

    /** References whose passwords are known. */
    Set<SecretRef> known() {
        return known;
    }

    /** Whether nothing is being computed. */
    boolean idle() {
        return drawn && rules.idle() && layout.idle();
    }

    private Verdict judge(Question question, Task task) throws FailureException {
        Instant started = Instant.now();
        Environment environment = question.environment();
        Secrets secrets = services.secrets();
        Map<SecretRef, Secret> values = new HashMap<>();
        for (SecretRef ref : PropertiesForm.references(environment)) {
            EnvironmentSecrets.find(environment, ref, secrets).ifPresent(secret -> values.put(ref, secret));
        }
        List<Problem> problems = new EnvironmentRules(document.types()).validate(environment, question.cloud(), ref -> Optional.ofNullable(values.get(ref)));
        Instant now = Instant.now();
        Duration took = Duration.between(started, now);
        List<Finding> findings = EnvironmentFindings.of(environment, problems).stream().map(f -> new Finding(f.rule(), f.title(), f.group(),
                f.subject(), f.severity(), f.evidence(), f.cause(), f.impact(), f.fix(), f.step(), now, took)).toList();
        return new Verdict(environment, problems, new HashSet<>(values.keySet()),
                new CheckReport(NLS.bind(Messages.environmentNamed, environment.name()), started, took, true, findings, List.of()));
    }

    private void take(Verdict verdict) {
        document.problems(verdict.environment(), verdict.problems());
        if (!known.equals(verdict.known())) {
            known = verdict.known();
            secretsSeen.run();
        }
        services.checks().publish(new PublishedChecks(source, verdict.report(), null));
    }

    private Placed place(Picture picture, Task task) {
        if (engine == null) {
            engine = new AutomaticLayout(); // loads much, so not on the UI thread; there is one run at a time
        }
        Draft draft = picture.draft();
        TopologyGraph graph = HostGroups.add(TopologyGraph.of(draft.environment(), document.types()), draft.environment(), picture.hosts());
        return new Placed(draft, engine.run(graph, picture.frames(), draft.layout(), task::isCancelled));
    }

    @Override
    public void close() {
        follows.close();
        services.checks().withdraw(source);
    }
}
