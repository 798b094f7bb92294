package org.campanile.ui.topology.deploy;

import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.murano.Generation;

/**
 * What is asked of the rules before a deployment, and shown of it. A value.
 *
 * @param lab name of the lab
 * @param facts what its cloud has, as far as it is known
 * @param by who deploys
 * @param murano which Murano the lab has, if it has one
 * @param network name or id, may be empty
 * @param agents what is expected of agents
 */
record DeployQuestion(String lab, Optional<CloudFacts> facts, Backend by, Optional<Generation> murano, String network, AgentExpectation agents) {

    /**
     * The answer. A value.
     *
     * @param to what was asked
     * @param wrong why it cannot be deployed, if it cannot
     * @param doubt what the lab as it is now will not like, if anything
     * @param made what is made, as text
     */
    record Answer(DeployQuestion to, Optional<String> wrong, Optional<String> doubt, String made) {
    }

    /** Whether what is wrong with the one is wrong with the other: network and agents make no difference to it. */
    boolean judgedLike(DeployQuestion other) {
        return lab.equals(other.lab) && facts.equals(other.facts) && by == other.by && murano.equals(other.murano);
    }

    /** Asks the rules and writes what is made. Takes its time with a large environment; worker threads only. */
    Answer answer(Environment environment, ServiceTypes types) {
        boolean byMurano = by == Backend.MURANO;
        List<Problem> errors = errors(environment, types, Optional.empty());
        Optional<String> unfit = byMurano ? murano.flatMap(g -> MuranoDeployments.unfit(environment, g)) : environment.services().stream()
                .filter(s -> s.type().contains(".")).findFirst().map(s -> s.name() + " is an object of a Murano package, which only a Murano service can deploy.");
        Optional<String> empty = byMurano || environment.unitCount() > 0 ? Optional.empty() : Optional.of("The environment has no units. Add a service first.");
        Optional<String> wrong = unfit.or(() -> empty).or(() -> first(errors));
        Optional<String> doubt = wrong.isPresent() || facts.isEmpty() ? Optional.empty() : first(errors(environment, types, facts)).map(why -> "On " + lab + ": " + why);
        String made = byMurano ? Preview.services(environment, types) : Preview.of(environment, types, network, agents, errors.isEmpty());
        return new Answer(this, wrong, doubt, made);
    }

    private static List<Problem> errors(Environment environment, ServiceTypes types, Optional<CloudFacts> facts) {
        return new EnvironmentRules(types).validate(environment, facts).stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    }

    private static Optional<String> first(List<Problem> errors) {
        int more = errors.size() - 1;
        return errors.stream().findFirst().map(p -> p.message() + (more == 0 ? "" : more == 1 ? " There is 1 more error." : " There are " + more + " more errors."));
    }
}
