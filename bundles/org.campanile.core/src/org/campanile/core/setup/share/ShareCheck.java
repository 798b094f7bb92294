package org.campanile.core.setup.share;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.host.HostFile;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.Values;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.HostText;
import org.campanile.core.setup.onhost.ValueProblems;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Whether a share is there, can be read by an SMB client, and lets in whom it shall: what a deployment would stumble over. */
public final class ShareCheck implements CheckKind {

    @Override
    public String id() {
        return "share.readable";
    }

    @Override
    public String summary() {
        return "A share of a host: defined as it shall be, read by an SMB client, closed to strangers, without SMB 1.";
    }

    @Override
    public List<KindParameter> parameters() {
        return ShareKind.PARAMETERS;
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        return ValueProblems.of(() -> ShareRequest.of(with));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) throws FailureException {
        ShareRequest request = ShareRequest.of(spec.with());
        return List.of(Check.of(spec.id(), spec.titleOr("Share " + request.name()), spec.group(), Duration.ofSeconds(45), task -> findings(request, spec.with(), ground, task)));
    }

    private static List<Finding> findings(ShareRequest request, Values values, Ground ground, Task task) throws FailureException {
        Host host = HostStep.on(ground, request.host(), task);
        List<Finding> findings = new ArrayList<>();
        HostFile file = host.files().read(request.config(), task);
        SmbConf conf = SmbConf.parse(HostText.of(file).text());
        String subject = request.unc(request.host());
        Optional<TestParm> tested = TestParm.of(host, conf.text(), task);
        if (!file.exists() || tested.isEmpty()) {
            return List.of(Finding.of(Severity.ERROR, subject, file.exists() ? "no testparm" : "no " + request.config()).withCause("Samba is not installed on the host.")
                    .withImpact("Windows finds no prerequisites: IIS, SQL Server and ASP.NET cannot be installed.").withFix("Run the set-up of the share."));
        }
        for (String problem : conf.problems()) {
            findings.add(Finding.of(Severity.WARNING, request.config(), problem).withCause("The line is not what smb.conf(5) knows.").withFix("Correct the line."));
        }
        TestParm samba = tested.get();
        if (samba.refused().isPresent()) {
            findings.add(Finding.of(Severity.ERROR, request.config(), samba.refused().get()).withCause("Samba cannot use its configuration.")
                    .withImpact("After the next restart there is no share at all.").withFix("Correct what testparm names."));
            return findings;
        }
        samba.warnings().forEach(w -> findings.add(Finding.of(Severity.INFO, request.config(), w).withCause("testparm warns of it.")));
        samba.problem(request, host.where()).ifPresent(f -> findings.add(Finding.failed(Severity.ERROR, f)));
        samba.speaksSmb1().ifPresent(p -> findings.add(Finding.of(Severity.WARNING, request.config(), "server min protocol = " + p)
                .withCause("SMB 1 was switched on for all shares of this host.").withImpact("It has no protection against eavesdropping and tampering, and no Windows since 2008 needs it.")
                .withFix("Take server min protocol out of section global, unless an old device needs it.")));
        if (request.guest()) {
            findings.add(Finding.of(Severity.INFO, subject, "guest ok = yes").withCause(ShareRequest.NO_GUESTS).withFix("Take an authenticated share as soon as images are newer."));
        }
        findings.add(read(request, values, host, samba.port(), subject, ground, task));
        return findings;
    }

    private static Finding read(ShareRequest request, Values values, Host host, int port, String subject, Ground ground, Task task) throws FailureException {
        Optional<Secret> password = request.guest() ? Optional.empty() : values.knownSecret("password");
        if (!request.guest() && password.isEmpty()) {
            return Finding.of(Severity.INFO, subject, "The password is not known here.").withCause("The share was not read.").withFix("Give the password, then check again.");
        }
        SmbClient client = SmbClient.on(host);
        SmbClient.Answer answer = client.list(request, "127.0.0.1", port, password, task);
        if (!answer.ok()) {
            return Finding.failed(Severity.ERROR, client.refused(request, "127.0.0.1", port, answer).failure());
        }
        Optional<SmbClient> here = SmbClient.here();
        if (here.isPresent()) {
            String address = values.text("address").isEmpty() ? ground.profile(request.host()).address() : values.text("address");
            SmbClient.Answer fromHere = here.get().list(request, address, port, password, task);
            if (!fromHere.ok()) {
                return Finding.failed(Severity.WARNING, here.get().refused(request, address, port, fromHere).failure());
            }
        }
        return Finding.ok(subject, here.isPresent() ? "Read by SMB from the host and from this machine." : "Read by SMB from the host; this machine has no smbclient.");
    }
}
