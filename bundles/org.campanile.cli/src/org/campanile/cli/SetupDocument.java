package org.campanile.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.setup.SetupRecord;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.task.Failure;

/** A set-up for programs: plan and outcome in one; {@code state} and {@code failure} are {@code null} as long as nothing was run. */
final class SetupDocument {

    private SetupDocument() {
    }

    static Map<String, Object> of(SetupRecord record) {
        List<Object> steps = new ArrayList<>();
        for (PlanReport.Row row : record.plan().rows()) {
            Optional<RunResult.Outcome> outcome = record.result().flatMap(r -> r.of(row.step()));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", row.step());
            one.put("part", record.partOf().getOrDefault(row.step(), ""));
            one.put("title", row.title());
            one.put("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
            one.put("state", outcome.map(o -> SetupCommands.OnSetup.word(o.state())).orElse(null));
            one.put("change", row.change());
            one.put("detail", row.detail());
            one.put("preview", row.preview().isEmpty() ? null : row.preview());
            one.put("where", row.where().isEmpty() ? null : row.where());
            one.put("commands", row.commands());
            one.put("after", row.after());
            one.put("expectedSeconds", row.expected().toMillis() / 1000.0);
            one.put("why", row.why().map(Failure::headline).orElse(null));
            one.put("failure", outcome.flatMap(RunResult.Outcome::failure).map(Failure::headline).orElse(null));
            one.put("reason", outcome.map(RunResult.Outcome::reason).filter(r -> !r.isEmpty()).orElse(null));
            steps.add(one);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", record.plan().id());
        document.put("title", record.plan().title());
        document.put("recipe", record.recipe().id());
        document.put("summary", record.plan().summary());
        document.put("steps", steps);
        return document;
    }
}
