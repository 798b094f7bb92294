package org.campanile.core.setup.imagebuilder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.GitCloneStep;
import org.campanile.core.setup.onhost.GitRepository;
import org.campanile.core.setup.onhost.ValueProblems;
import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;

/** The steps of a Windows image by image-builder: clone, root folder, test of the files, build, download. The files themselves come by {@code files.place}. */
public final class BuildKind implements StepKind {

    static final List<KindParameter> PARAMETERS = List.of(
            KindParameter.required("host", ValueType.HOST, "The host that builds: with KVM, libvirt and 60 GB of free disk."),
            KindParameter.required("url", ValueType.TEXT, "Address of the git repository that has image-builder; the guide's own is gone from github.com/stackforge."),
            KindParameter.optional("branch", ValueType.TEXT, "release-0.2", "Branch or tag."),
            KindParameter.optional("clone", ValueType.TEXT, "/opt/git/murano-deployment", "Where the clone lies on the host."),
            KindParameter.optional("subfolder", ValueType.TEXT, "image-builder", "Folder of the repository with the Makefile; empty for its top."),
            KindParameter.optional("folder", ValueType.TEXT, "/opt/image-builder", "image-builder's root folder, as its Makefile has it."),
            KindParameter.choice("stage", "How far: all of it, or only the clone and the root folder, or only from the test of the files on.", "all", "prepare", "build"),
            KindParameter.optional("image", ValueType.TEXT, "ws-2012-std", "Which image, as the Makefile calls it."),
            KindParameter.optional("limit-minutes", ValueType.NUMBER, "240", "After this time the build is ended."),
            KindParameter.optional("download-to", ValueType.FILE, "", "File of this machine to which the image is downloaded; left out, it stays on the host."));

    @Override
    public String id() {
        return "imagebuilder.build";
    }

    @Override
    public String summary() {
        return "A Windows image built by image-builder on a host, from the clone to the qcow2 file.";
    }

    @Override
    public List<KindParameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        return ValueProblems.of(() -> {
            GitRepository.of(with.text("url"), with.text("branch"), with.text("clone"), "");
            BuildRequest.of(with, null, with.text("clone"));
        });
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) throws FailureException {
        var with = spec.with();
        GitRepository repository = GitRepository.of(with.text("url"), with.text("branch"), with.text("clone"), "");
        BuildRequest request = BuildRequest.of(with, ground, repository.folder());
        String stage = with.textOr("stage", "all");
        Map<String, Step> steps = new LinkedHashMap<>();
        List<String> before = new ArrayList<>();
        if (!stage.equals("build")) {
            add(steps, before, new GitCloneStep(ground, with.host("host"), spec.id() + ".clone", repository, before));
            add(steps, before, new BuildRootStep(request, spec.id() + ".root", before));
        }
        if (!stage.equals("prepare")) {
            add(steps, before, new TestFilesStep(request, spec.id() + ".files", before));
            add(steps, before, new BuildStep(request, spec.id() + ".image", before));
            if (request.download().isPresent()) {
                add(steps, before, new DownloadStep(request, request.download().get(), spec.id() + ".download", before));
            }
        }
        return AcrossCuts.all(List.copyOf(steps.values()));
    }

    /** Each step waits for the one before. */
    private static void add(Map<String, Step> steps, List<String> before, Step step) {
        steps.put(step.id(), step);
        before.clear();
        before.add(step.id());
    }
}
