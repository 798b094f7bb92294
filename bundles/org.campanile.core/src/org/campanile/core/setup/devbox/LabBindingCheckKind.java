package org.campanile.core.setup.devbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.HostFile;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.setup.onhost.HostStep;

/** {@code devbox.lab-binding}: whether the lab-binding.rc of a host would give the services right values, whichever variant it is. */
final class LabBindingCheckKind implements CheckKind {

    @Override
    public String id() {
        return "devbox.lab-binding";
    }

    @Override
    public String summary() {
        return "Whether lab-binding.rc is complete, readable for the shell and free of values that the installer damages.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "Host that has the file."),
                KindParameter.optional("path", ValueType.TEXT, LabBinding.PATH, "Where the file is."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        String path = spec.with().text("path");
        return List.of(Check.of(spec.id(), spec.titleOr("lab-binding.rc"), spec.group(), Duration.ofSeconds(30), task -> {
            HostFile file = HostStep.on(ground, spec.with().host("host"), task).files().read(path, task);
            String subject = path + " on " + spec.with().host("host");
            if (!file.exists()) {
                return List.of(Finding.of(Severity.INFO, subject, "It is not there.").withImpact("The installer of Murano 0.2 would open an editor and wait.")
                        .withFix("Have it written from the form."));
            }
            LabBinding binding = LabBinding.of(file.content());
            List<Finding> found = new ArrayList<>();
            for (LabBinding.Lint lint : binding.lint()) {
                found.add(Finding.of(lint.fatal() ? Severity.ERROR : Severity.WARNING, subject, lint.message())
                        .withCause("The file is " + binding.variant().label() + ".")
                        .withImpact(lint.fatal() ? "API and conductor would be configured with empty or damaged values." : "Certificates are not verified.")
                        .withFix(lint.repaired() ? "Have it repaired by its step." : "Correct the value in the form."));
            }
            return found.isEmpty() ? List.of(Finding.ok(subject, "It is " + binding.variant().label() + ", complete.")) : found;
        }));
    }
}
