package org.campanile.core.setup.prerequisites;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Pace;
import org.campanile.core.setup.onhost.ValueProblems;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks which files of a catalogue a folder of a host has: one finding for each file. */
public final class FilesCheck implements CheckKind {

    @Override
    public String id() {
        return "files.present";
    }

    @Override
    public String summary() {
        return "Each file of a catalogue: there, misnamed, damaged or missing.";
    }

    @Override
    public List<KindParameter> parameters() {
        return FilesKind.PARAMETERS;
    }

    @Override
    public List<ValueProblem> problems(Values with) throws FailureException {
        return ValueProblems.of(() -> FilesKind.request("", with, null));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) throws FailureException {
        FilesRequest request = FilesKind.request(spec.id(), spec.with(), ground);
        return List.of(Check.of(spec.id(), spec.titleOr(request.catalogue().title()), spec.group(), Duration.ofSeconds(30), task -> findings(request, task)));
    }

    private static List<Finding> findings(FilesRequest request, Task task) throws FailureException {
        List<Finding> findings = new ArrayList<>();
        for (Survey.Line line : request.survey(task).lines()) {
            Wanted wanted = line.wanted();
            String subject = request.path(wanted.path());
            findings.add(switch (line.state()) {
                case PRESENT -> Finding.ok(subject, line.best().map(f -> f.folder() ? "The folder is filled." : Pace.bytes(f.size())).orElse(""));
                case DAMAGED -> Finding.of(Severity.ERROR, subject, line.why()).withCause("What lies there is not usable.").withImpact(impact(wanted)).withFix("Replace it" + from(wanted) + ".");
                case MISNAMED -> Finding.of(Severity.WARNING, subject, line.best().orElseThrow().path()).withCause(line.why().isEmpty() ? "It lies elsewhere." : line.why())
                        .withImpact(impact(wanted)).withFix("Rename it to " + wanted.path() + "; the set-up does so.");
                case AMBIGUOUS -> Finding.of(Severity.WARNING, subject, String.join(", ", line.found().stream().map(FoundFile::path).toList()))
                        .withCause("Several files could be it.").withImpact(impact(wanted)).withFix("Rename the right one to " + wanted.path() + ".");
                case MISSING -> Finding.of(wanted.optional() ? Severity.INFO : Severity.ERROR, subject, wanted.path() + " is not there.").withImpact(impact(wanted))
                        .withFix("Get it" + from(wanted) + "." + (line.why().isEmpty() ? "" : " " + line.why()));
            });
        }
        return findings;
    }

    private static String impact(Wanted wanted) {
        return wanted.neededFor().isEmpty() ? "" : "Needed for " + wanted.neededFor() + ".";
    }

    private static String from(Wanted wanted) {
        return wanted.source().isEmpty() ? "" : " from " + wanted.source();
    }
}
