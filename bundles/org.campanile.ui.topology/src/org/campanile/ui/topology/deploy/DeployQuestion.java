package org.campanile.ui.topology.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.environment.CloudFacts;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.murano.Generation;
import org.eclipse.osgi.util.NLS;

/**
 * What is asked of the rules before a deployment, and shown of it. A value.
 *
 * @param lab name of the lab
 * @param facts what its cloud has, as far as it is known
 * @param by who deploys
 * @param murano which Murano the lab has, if it has one
 * @param network name or id, may be empty
 * @param agents what is expected of agents
 * @param hosts host names by unit id, as far as it is known which ones are deployed
 */
record DeployQuestion(String lab, Optional<CloudFacts> facts, Backend by, Optional<Generation> murano, String network, AgentExpectation agents, Map<String, String> hosts) {

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

    /** Whether what is wrong with the one is wrong with the other: network, agents and host names make no difference to it. */
    boolean judgedLike(DeployQuestion other) {
        return lab.equals(other.lab) && facts.equals(other.facts) && by == other.by && murano.equals(other.murano);
    }

    /** Asks the rules and writes what is made. Takes its time with a large environment; worker threads only. */
    Answer answer(Environment environment, ServiceTypes types) {
        boolean byMurano = by == Backend.MURANO;
        EnvironmentRules rules = new EnvironmentRules(types);
        List<Problem> errors = rules.errors(environment, Optional.empty());
        Optional<String> unfit = byMurano ? murano.flatMap(g -> MuranoDeployments.unfit(environment, g)) : environment.services().stream()
                .filter(s -> s.type().contains(".")).findFirst().map(s -> NLS.bind(Messages.needsMurano, s.name()));
        Optional<String> empty = byMurano || environment.unitCount() > 0 ? Optional.empty() : Optional.of(Messages.environmentHasNoUnits);
        Optional<String> wrong = unfit.or(() -> empty).or(() -> Problem.told(errors));
        Optional<String> doubt = wrong.isPresent() || facts.isEmpty() ? Optional.empty()
                : Problem.told(rules.errors(environment, facts)).map(why -> NLS.bind(Messages.labWillNotLike, lab, why));
        String made = byMurano ? Preview.services(environment, types) : new Preview(environment, types, network, agents, hosts).text(errors.isEmpty());
        return new Answer(this, wrong, doubt, made);
    }
}
