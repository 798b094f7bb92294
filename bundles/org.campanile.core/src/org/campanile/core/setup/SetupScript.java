package org.campanile.core.setup;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.campanile.core.lab.Lab;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.setup.onhost.SetupScripts;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.Step;

/**
 * What is left of a plan as a script for a POSIX shell. Each step looks first whether it is done, by the step's own condition for a shell, so the script
 * may be run again; a step without one says so. Passwords are variables that have to be set before, and get to hosts over SSH's standard input.
 * Pure.
 */
public final class SetupScript {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z][A-Z0-9_]*)");
    private static final String END = "END_OF_STEP";
    private static final String SETTINGS = "$" + SetupScripts.SETTINGS;

    private final Lab lab;
    private final Answers answers;
    private final RecipePlanner.Steps steps;
    private final PlanReport report;

    /**
     * The script of a plan.
     *
     * @param report what was found when the plan was looked at
     */
    public SetupScript(Lab lab, Answers answers, RecipePlanner.Steps steps, PlanReport report) {
        this.lab = lab;
        this.answers = answers;
        this.steps = steps;
        this.report = report;
    }

    /** The script, made at a time. */
    public String text(Instant now) {
        List<PlanReport.Row> left = report.rows().stream().filter(r -> r.verdict() != PlanReport.Verdict.EXISTS).toList();
        StringBuilder out = new StringBuilder("#!/bin/sh\n");
        comment(out, "Sets up lab " + lab.name() + " by recipe " + answers.recipe().id() + ": " + answers.recipe().title() + ".");
        comment(out, "What was left to do on " + now.truncatedTo(ChronoUnit.SECONDS) + ": " + left.size() + " of " + report.rows().size() + " steps.");
        comment(out, "It may be run again: a step that is done is not done twice.");
        // A host whose steps take no passwords is called without arguments, which is no mistake.
        out.append("# shellcheck disable=SC2016,SC2029,SC2086,SC2119,SC2120\nset -eu\n");
        Set<String> secrets = variables(left);
        if (!secrets.isEmpty()) {
            out.append("\n# Passwords are taken from the environment, never written here.\n");
            secrets.forEach(v -> out.append(": \"${").append(v).append(":?has to be set}\"\n"));
        }
        functions(out, left);
        String part = "";
        for (PlanReport.Row row : left) {
            String its = answers.recipe().part(steps.partOf(row.step())).map(p -> p.title()).orElse("");
            if (!its.equals(part)) {
                out.append("\n# ---- ").append(line(its)).append(" ----\n");
                part = its;
            }
            step(out, row);
        }
        return out.append("\necho 'All steps are done.'\n").toString();
    }

    private boolean uses(List<PlanReport.Row> left, String word) {
        return left.stream().flatMap(r -> steps.plan().step(r.step()).stream()).anyMatch(s -> (String.join("\n", s.scripted()) + "\n" + s.doneWhen()).contains(word));
    }

    private void cloud(StringBuilder out, CloudProfile cloud) {
        out.append("\n# Where OpenStack is, unless the environment says otherwise.\n");
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("OS_AUTH_URL", cloud.authUrl());
        variables.put("OS_USERNAME", cloud.username());
        variables.put("OS_PROJECT_NAME", cloud.project());
        variables.put("OS_USER_DOMAIN_NAME", cloud.userDomain());
        variables.put("OS_PROJECT_DOMAIN_NAME", cloud.projectDomain());
        variables.put("OS_REGION_NAME", cloud.region());
        variables.put("OS_IDENTITY_API_VERSION", "3");
        variables.values().removeIf(v -> v == null || v.isEmpty());
        variables.forEach((name, value) -> out.append("[ -n \"${").append(name).append(":-}\" ] || ").append(name).append("='").append(value.replace("'", "'\\''")).append('\'').append('\n'));
        out.append("export ").append(String.join(" ", variables.keySet())).append(" OS_PASSWORD\n");
    }

    private static void broker(StringBuilder out, BrokerProfile broker) {
        out.append("""

                # The management API of RabbitMQ; passwords get to curl by its input, where no list of processes shows them.
                quoted() { printf '%%s' "$1" | sed 's/[\\\\"]/\\\\&/g'; }
                broker_ask() {
                  method=$1 path=$2
                  { printf 'user = "%%s"\\n' "$(quoted %1$s:"$BROKER_ADMIN_PASSWORD")"; [ $# -lt 3 ] || printf 'data = "%%s"\\n' "$(quoted "$3")"; } |
                    curl -K - -fsS -X "$method" -H 'Content-Type: application/json' %2$s"$path"
                }
                broker_get() { broker_ask GET "$1"; }
                broker_put() { broker_ask PUT "$1" "$2"; }
                """.formatted(SetupStep.quote(broker.user()), SetupStep.quote(broker.managementUrl().replaceFirst("/+$", "") + "/api/")));
    }

    private void functions(StringBuilder out, List<PlanReport.Row> left) {
        if (uses(left, "openstack ")) {
            lab.cloud().ifPresent(c -> cloud(out, c));
        }
        if (uses(left, "broker_")) {
            lab.broker().ifPresent(b -> broker(out, b));
        }
        if (uses(left, SETTINGS)) {
            out.append("\n# Sets options of configuration files on hosts, which may have no tool for that; handed over by its name.\n# shellcheck disable=SC2034\n").append(SetupScripts.SETTINGS).append('=')
                    .append(SetupStep.quote(SetupScripts.settings())).append('\n');
        }
        Set<String> hosts = left.stream().map(PlanReport.Row::where).filter(w -> !w.isEmpty()).collect(Collectors.toCollection(LinkedHashSet::new));
        lab.hosts().stream().map(HostProfile::name).filter(h -> uses(left, SetupScripts.on(h))).forEach(hosts::add);
        if (hosts.isEmpty()) {
            return;
        }
        out.append("""

                # Hands variables to a shell by its input, where no list of processes shows them.
                hand_over() {
                  for name in "$@"; do
                    value=''
                    eval "value=\\$$name"
                    printf "%s='%s'\\n" "$name" "$(printf '%s' "$value" | sed "s/'/'\\\\\\\\''/g")"
                  done
                  cat
                }
                """);
        for (String name : hosts) {
            HostProfile host = lab.hosts().stream().filter(h -> h.name().equals(name)).findFirst().orElse(null);
            if (host != null) {
                String key = host.keyFile() == null ? "" : " -i " + SetupStep.quote(host.keyFile().toString());
                String ssh = "ssh ${SSH_OPTIONS:-}" + key + " -p " + host.port() + " -- " + SetupStep.quote(host.user() + "@" + host.address());
                out.append("\n").append(SetupScripts.on(name)).append("() { hand_over \"$@\" | ").append(ssh).append(" 'sh -eus'; }\n");
                if (uses(left, SetupScripts.put(name))) {
                    out.append(SetupScripts.put(name)).append("() { if [ -d \"$1\" ]; then tar -C \"$1\" -cf - . | ").append(ssh)
                            .append(" \"sudo tar --no-same-owner -C $2 -xf -\"; else ").append(ssh).append(" \"sudo tee $2 >/dev/null\" <\"$1\"; fi; }\n");
                }
            }
        }
    }

    private void step(StringBuilder out, PlanReport.Row row) {
        Step step = steps.plan().step(row.step()).orElseThrow();
        out.append('\n');
        comment(out, row.title() + " (" + row.step() + "): " + row.verdict().label());
        row.why().ifPresent(why -> comment(out, "Blocked when the plan was made: " + why.headline()));
        List<String> lines = step.scripted();
        if (lines.isEmpty()) {
            comment(out, "There is no command for this step; do it in the program: campanile lab setup --part " + steps.partOf(row.step()));
            return;
        }
        List<String> body = new ArrayList<>();
        String title = SetupStep.quote(row.title());
        if (step.doneWhen().isEmpty()) {
            body.add("# No shell can tell whether this is done; it was not when the script was made.");
            body.add("echo " + title);
            body.addAll(lines);
        } else {
            body.add("if " + step.doneWhen().strip() + "; then");
            body.add("  echo " + SetupStep.quote("Done already: " + row.title()));
            body.add("else");
            body.add("  echo " + title);
            lines.forEach(c -> body.add(indented(c)));
            body.add("fi");
        }
        if (row.where().isEmpty()) {
            body.forEach(l -> out.append(l).append('\n'));
        } else {
            Set<String> used = new LinkedHashSet<>(known(String.join("\n", body)));
            if (body.stream().anyMatch(l -> l.contains(SETTINGS))) {
                used.add(SetupScripts.SETTINGS);
            }
            String end = END;
            while (body.stream().flatMap(String::lines).anyMatch(end::equals)) {
                // a text that a step writes may hold any line
                end += "_";
            }
            out.append(SetupScripts.on(row.where())).append(used.isEmpty() ? "" : " " + String.join(" ", used)).append(" <<'").append(end).append("'\n");
            // As a function it is read to its end before it begins, and what it starts cannot read the rest of the script.
            out.append("step() {\n");
            body.forEach(l -> out.append(l).append('\n'));
            out.append("}\nstep </dev/null\n");
            out.append(end).append('\n');
        }
    }

    /** A here-document or a quoted text inside would be changed by an indent. */
    private static String indented(String command) {
        return command.contains("\n") ? command : "  " + command;
    }

    private Set<String> variables(List<PlanReport.Row> rows) {
        Set<String> used = new LinkedHashSet<>();
        for (PlanReport.Row row : rows) {
            String text = steps.plan().step(row.step()).map(s -> String.join("\n", s.scripted()) + "\n" + s.doneWhen()).orElse("");
            used.addAll(known(text));
            if (text.contains("openstack ")) {
                used.add("OS_PASSWORD");
            }
            if (text.contains("broker_")) {
                used.add("BROKER_ADMIN_PASSWORD");
            }
        }
        return used;
    }

    /** Variables that stand for secrets of this recipe or lab. */
    private Set<String> known(String text) {
        Set<String> secrets = new LinkedHashSet<>();
        answers.recipe().parameters().forEach(p -> answers.secret(p.id()).ifPresent(s -> secrets.add(s.variable())));
        secrets.add("OS_PASSWORD");
        secrets.add("BROKER_ADMIN_PASSWORD");
        Set<String> found = new LinkedHashSet<>();
        Matcher m = VARIABLE.matcher(text);
        while (m.find()) {
            if (secrets.contains(m.group(1))) {
                found.add(m.group(1));
            }
        }
        return found;
    }

    private static void comment(StringBuilder out, String text) {
        out.append("# ").append(line(text)).append('\n');
    }

    private static String line(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
