package org.campanile.core.setup.onhost;

import java.util.List;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;

/** The step that clones a git repository to a host. */
public final class GitCloneKind implements StepKind {

    @Override
    public String id() {
        return "git.clone";
    }

    @Override
    public String summary() {
        return "A clone of a git repository in a folder of a host.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "The host."),
                KindParameter.required("url", ValueType.TEXT, "Address of the repository as git takes it: https, git, ssh, file, or a path on the host."),
                KindParameter.optional("branch", ValueType.TEXT, "", "Branch or tag; the repository's default when left out."),
                KindParameter.required("folder", ValueType.TEXT, "Where the clone lies on the host."),
                KindParameter.optional("user", ValueType.TEXT, "", "Who clones and owns it; root when left out."));
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        return ValueProblems.of(() -> GitRepository.of(with.text("url"), with.text("branch"), with.text("folder"), with.text("user")));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) throws FailureException {
        var with = spec.with();
        return AcrossCuts.all(List.of(new GitCloneStep(ground, with.host("host"), spec.id(), GitRepository.of(with.text("url"), with.text("branch"), with.text("folder"), with.text("user")),
                List.of())));
    }
}
