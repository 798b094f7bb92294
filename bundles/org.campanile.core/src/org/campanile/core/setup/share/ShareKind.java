package org.campanile.core.setup.share;

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
import org.campanile.core.task.FailureException;

/** The steps of one share on one host: packages, folder, account, configuration, service with proof. */
public final class ShareKind implements StepKind {

    static final List<KindParameter> PARAMETERS = List.of(
            KindParameter.required("host", ValueType.HOST, "The host that serves the share."),
            KindParameter.optional("name", ValueType.TEXT, "share", "Name of the share; the agents of Murano 0.2 read \\\\HOST\\share."),
            KindParameter.optional("folder", ValueType.TEXT, "/opt/samba/share", "The folder that is shared."),
            KindParameter.choice("access", "Who reads it: a user with a password, or anybody. Windows Server 2019 and newer refuse guests.", "authenticated", "guest"),
            KindParameter.choice("windows", "What the images are: today's Windows, or of the time of Windows Server 2012.", "current", "2012"),
            KindParameter.optional("user", ValueType.TEXT, "murano-share", "The account that reads an authenticated share."),
            KindParameter.optional("password", ValueType.SECRET, "", "The account's password."),
            KindParameter.optional("writable", ValueType.FLAG, "false", "Whether who reads may also write."),
            KindParameter.optional("owner", ValueType.TEXT, "root:root", "User and group of the folder."),
            KindParameter.optional("mode", ValueType.TEXT, "0755", "Mode of the folder, octal."),
            KindParameter.optional("comment", ValueType.TEXT, "Deployment share", "What Windows shows beside the name."),
            KindParameter.optional("config", ValueType.TEXT, "/etc/samba/smb.conf", "Samba's configuration file."),
            KindParameter.optional("address", ValueType.TEXT, "", "Where this machine reaches the share, when that is not the host's SSH address."));

    @Override
    public String id() {
        return "share.samba";
    }

    @Override
    public String summary() {
        return "A folder of a host, shared by Samba: installed, configured in place, started, and reached by a real SMB client.";
    }

    @Override
    public List<KindParameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        return ValueProblems.of(() -> ShareRequest.of(with));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) throws FailureException {
        ShareRequest request = ShareRequest.of(spec.with());
        String id = spec.id();
        List<Step> steps = new ArrayList<>();
        steps.add(new SharePackagesStep(ground, id + ".packages", request));
        steps.add(new ShareFolderStep(ground, id + ".folder", request));
        List<String> before = new ArrayList<>(List.of(id + ".packages", id + ".folder"));
        if (!request.guest()) {
            steps.add(new ShareAccountStep(ground, id + ".account", request, spec.with(), List.of(id + ".packages")));
            before.add(id + ".account");
        }
        steps.add(new ShareConfigStep(ground, id + ".config", request, before));
        steps.add(new ShareServiceStep(ground, id + ".service", request, spec.with(), List.of(id + ".config")));
        return AcrossCuts.all(steps);
    }
}
