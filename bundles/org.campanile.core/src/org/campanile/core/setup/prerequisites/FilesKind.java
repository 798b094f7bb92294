package org.campanile.core.setup.prerequisites;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.onhost.AcrossCuts;
import org.campanile.core.setup.onhost.ValueProblems;
import org.campanile.core.step.Step;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** The steps that bring the files of a catalogue to a folder of a host: the folders, then one step for each file, several at once. */
public final class FilesKind implements StepKind {

    static final List<KindParameter> PARAMETERS = List.of(
            KindParameter.required("host", ValueType.HOST, "The host that holds the files."),
            KindParameter.optional("folder", ValueType.TEXT, "/opt/samba/share", "The folder there below which the catalogue's paths lie."),
            KindParameter.optional("catalogue", ValueType.TEXT, "share-files", "A shipped catalogue (share-files, image-builder), or a YAML file of this machine."),
            KindParameter.optional("local-folder", ValueType.FOLDER, "", "Folder of this machine that has the files, under whatever names."),
            KindParameter.optional("rename", ValueType.FLAG, "true", "Whether files that lie on the host under a usual wrong name are renamed."),
            KindParameter.optional("owner", ValueType.TEXT, "", "User and group of new files and folders; those of the folder above when left out."),
            KindParameter.optional("compare-checksums", ValueType.FLAG, "false", "Whether files that are there are compared with known checksums, which reads all of each file."));

    @Override
    public String id() {
        return "files.place";
    }

    @Override
    public String summary() {
        return "Files that a catalogue wants, found by meaning, renamed or uploaded to a folder of a host.";
    }

    @Override
    public List<KindParameter> parameters() {
        return PARAMETERS;
    }

    static FilesRequest request(String id, Values with, Ground ground) throws FailureException {
        String root = with.text("folder").replaceFirst("(?<=.)/+$", "");
        if (!root.matches("/[^\\p{Cntrl}]+") || (root + "/").contains("/../")) {
            throw bad("folder", "\"" + root + "\" is no absolute path of a folder.", "Give a path that begins with a slash.");
        }
        String owner = with.text("owner");
        if (!owner.isEmpty() && !owner.matches("[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+")) {
            throw bad("owner", "\"" + owner + "\" does not name a user and a group.", "Write it as user:group.");
        }
        return new FilesRequest(id, ground, with.host("host"), root, owner, with.file("local-folder"), Catalogues.read(with.text("catalogue")), with.flag("rename"));
    }

    private static FailureException bad(String parameter, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning files", parameter, "", meaning, next));
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        return ValueProblems.of(() -> request("", with, null));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) throws FailureException {
        FilesRequest request = request(spec.id(), spec.with(), ground);
        List<Step> steps = new ArrayList<>();
        steps.add(new FoldersStep(request));
        for (Wanted wanted : request.catalogue().files()) {
            steps.add(new FileStep(request, wanted, spec.with().flag("compare-checksums")));
        }
        return AcrossCuts.all(steps);
    }
}
