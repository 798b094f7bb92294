package org.campanile.core.setup.proof;

import java.util.List;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;

/** {@code conductor.proof}: a small environment through Campanile's own conductor, as the guide's own test is for Murano's. */
final class ConductorProofKind implements StepKind {

    @Override
    public String id() {
        return "conductor.proof";
    }

    @Override
    public String summary() {
        return "Orders a small environment over the broker, lets a conductor take it, follows stack, server and agent, and deletes it again.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.optional("image", ValueType.TEXT, "", "Image of the one unit."),
                KindParameter.optional("flavor", ValueType.TEXT, "m1.small", "Flavor of the unit."),
                KindParameter.optional("network", ValueType.TEXT, "", "Network of the unit; the project's only one when empty."),
                KindParameter.choice("agents", "Whether the agent in the unit has to answer.", "required", "if-present", "none"),
                KindParameter.optional("vhost", ValueType.TEXT, "", "Virtual host to work on, when that is not the lab's own."),
                KindParameter.optional("user", ValueType.TEXT, "", "Its user."),
                KindParameter.optional("password", ValueType.SECRET, "", "The user's password."),
                KindParameter.optional("minutes", ValueType.NUMBER, "30", "How long the deployment may take, the first answer of the agent included, for which there are three quarters of it."));
    }

    @Override
    public List<ConductorProof> create(StepSpec spec, Ground ground) {
        return List.of(new ConductorProof(spec, ground));
    }
}
