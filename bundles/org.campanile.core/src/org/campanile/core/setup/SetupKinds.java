package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.Kinds;
import org.campanile.core.setup.broker.BrokerKinds;
import org.campanile.core.setup.devstack.DevStackKind;
import org.campanile.core.setup.image.ImageKinds;
import org.campanile.core.setup.keystone.KeystoneKinds;
import org.campanile.core.setup.imagebuilder.BuildKind;
import org.campanile.core.setup.imagebuilder.BuilderCheck;
import org.campanile.core.setup.onhost.GitCloneKind;
import org.campanile.core.diagnosis.DiagnosisKinds;
import org.campanile.core.setup.prerequisites.FilesCheck;
import org.campanile.core.setup.proof.ProofKinds;
import org.campanile.core.setup.prerequisites.FilesKind;
import org.campanile.core.setup.share.ShareCheck;
import org.campanile.core.setup.share.ShareKind;
import org.campanile.core.setup.devbox.DevboxKinds;
import org.campanile.core.setup.requirements.RequirementKinds;
import org.campanile.core.setup.services.ServiceKinds;

/** All kinds of steps and checks that the set-up knows: each part gives its own list, and this is where they come together. */
public final class SetupKinds {

    private SetupKinds() {
    }

    /** All of them. */
    public static Kinds all() {
        List<Kind> all = new ArrayList<>(List.of(new BrokerAccountKind(), new KeystoneServiceKind(), new ImageUploadKind()));
        all.addAll(ImageKinds.all());
        all.addAll(BrokerKinds.all());
        all.addAll(KeystoneKinds.all());
        all.addAll(LabCheckKind.all());
        all.addAll(List.of(new ShareKind(), new ShareCheck(), new FilesKind(), new FilesCheck(), new BuildKind(), new BuilderCheck(), new DevStackKind(), new GitCloneKind()));
        all.addAll(RequirementKinds.all());
        all.addAll(DevboxKinds.all());
        all.addAll(ServiceKinds.all());
        all.addAll(DiagnosisKinds.all());
        all.addAll(ProofKinds.all());
        return Kinds.of(all);
    }
}
