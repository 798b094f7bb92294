package org.campanile.ui.topology.muranoview;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoDeployment;
import org.campanile.core.murano.MuranoDraft;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.murano.MuranoReport;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What a lab's Murano told at one look. An immutable value.
 *
 * @param generation which answers; empty when the lab's catalogue lists none
 * @param url its address
 * @param environments all of the project
 * @param details of the one that is looked at, if there is one
 */
record Look(Optional<Generation> generation, String url, List<MuranoEnvironment> environments, Optional<Details> details) {

    static final Look NOTHING = new Look(Optional.empty(), "", List.of(), Optional.empty());

    /**
     * What is asked for.
     *
     * @param environment id of the one that is looked at, empty for none
     * @param deployment id of the deployment whose reports are wanted, empty for the newest
     * @param sessions ids of sessions of that environment: Murano lists none
     */
    record Question(String environment, String deployment, Set<String> sessions) {
    }

    /**
     * One environment.
     *
     * @param environment with its services
     * @param last newest report of each service, by its id
     * @param deployments the newest first
     * @param reportsOf id of the deployment that the reports are of, empty when there is none
     * @param reports the oldest first
     * @param sessions that are still there
     */
    record Details(MuranoEnvironment environment, Map<String, MuranoReport> last, List<MuranoDeployment> deployments, String reportsOf, List<MuranoReport> reports,
            List<MuranoDraft> sessions) {
    }

    /** Whether something goes on, so that it is worth to look again soon. */
    boolean busy() {
        return environments.stream().anyMatch(MuranoEnvironment::busy);
    }

    /** Looks. Worker threads only. */
    static Look of(LabSession session, Question question, Task task) throws FailureException {
        Optional<URI> address = session.muranoAddress(task);
        if (address.isEmpty()) {
            return NOTHING;
        }
        MuranoApi api = session.murano(task);
        List<MuranoEnvironment> all = api.environments(task);
        boolean there = all.stream().anyMatch(e -> e.id().equals(question.environment()));
        return new Look(Optional.of(api.generation()), api.url(), all, there ? details(api, question, task) : Optional.empty());
    }

    /** Empty when the environment went away meanwhile. */
    private static Optional<Details> details(MuranoApi api, Question question, Task task) throws FailureException {
        String id = question.environment();
        try {
            MuranoEnvironment seen = api.environment(id, task);
            List<MuranoDeployment> deployments = api.deployments(id, task);
            if (seen.components().isEmpty() && !deployments.isEmpty()) {
                // Until its first deployment has ended Murano tells an environment as empty.
                seen = new MuranoEnvironment(seen.id(), seen.name(), seen.status(), seen.version(), seen.created(), seen.updated(), api.deployed(id, task));
            }
            String of = deployments.stream().map(MuranoDeployment::id).filter(question.deployment()::equals).findFirst()
                    .or(() -> deployments.stream().findFirst().map(MuranoDeployment::id)).orElse("");
            List<MuranoDraft> sessions = new ArrayList<>();
            for (String one : question.sessions()) {
                session(api, id, one, task).ifPresent(sessions::add);
            }
            return Optional.of(new Details(seen, api.lastStatus(id, task), deployments, of, of.isEmpty() ? List.of() : api.reports(id, of, task), sessions));
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A session that was dropped, or that another's deployment has ended, is gone. */
    private static Optional<MuranoDraft> session(MuranoApi api, String environment, String id, Task task) throws FailureException {
        try {
            return api.draft(environment, id, task);
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
