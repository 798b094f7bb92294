package org.campanile.core.setup.proof;

import java.util.List;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;

/** {@code murano.proof}: the guide's own test (Murano protocol document, section 8.9), a small environment that goes through Murano and is deleted again. */
final class MuranoProofKind implements StepKind {

    @Override
    public String id() {
        return "murano.proof";
    }

    @Override
    public String summary() {
        return "Sends a small environment through Murano, follows it to its stack, servers and agents, and deletes it. Waits while no murano-api answers.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.optional("image", ValueType.TEXT, "", "Image of the one unit that release 0.2 is sent; a later release gets a package of its own instead."),
                KindParameter.optional("flavor", ValueType.TEXT, "m1.medium", "Flavor of the unit."),
                KindParameter.optional("vhost", ValueType.TEXT, "", "Virtual host that Murano works on, when that is not the lab's own."),
                KindParameter.optional("user", ValueType.TEXT, "", "Its user."),
                KindParameter.optional("password", ValueType.SECRET, "", "The user's password."),
                KindParameter.optional("devbox", ValueType.HOST, "", "Host that has murano-api, so that one that does not answer is a fault. Those of release 0.2 are stopped and "
                        + "started one by one, as the guide has it."),
                KindParameter.optional("minutes", ValueType.NUMBER, "30", "How long the deployment may take."));
    }

    @Override
    public List<MuranoProof> create(StepSpec spec, Ground ground) {
        return List.of(new MuranoProof(spec, ground));
    }
}
