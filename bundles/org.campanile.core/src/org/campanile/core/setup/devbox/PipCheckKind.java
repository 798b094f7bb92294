package org.campanile.core.setup.devbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.host.Host;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * {@code devbox.pip}: the trap of the VM appendix: a system's old pip beside a newer one under /usr/local, of which the installer takes the wrong one, so
 * that modules are missing afterwards (murano-users.md, "Setup": bug 1221256, "No module named helpers.token_sanitizer").
 */
final class PipCheckKind implements CheckKind {

    private static final String SCRIPT = """
            LC_ALL=C; export LC_ALL; PATH=/usr/local/bin:$PATH
            for p in /usr/local/bin/pip /usr/bin/pip /usr/bin/pip-python /usr/bin/python-pip; do
              [ -x "$p" ] && echo "pip $p $("$p" --version 2>/dev/null | head -n 1)"
            done
            first=$(PATH=${PATH#/usr/local/bin:} command -v pip 2>/dev/null); echo "root ${first:-none}"
            python -c 'import pbr.version, sys; sys.stdout.write("pbr %s\\n" % pbr.version.VersionInfo("pbr").release_string())' 2>/dev/null
            python -c 'import sys; sys.stdout.write("python %d.%d\\n" % sys.version_info[:2])' 2>/dev/null
            true
            """;

    @Override
    public String id() {
        return "devbox.pip";
    }

    @Override
    public String summary() {
        return "Which pip the installer of Murano 0.2 would take, and whether it is new enough.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("host", ValueType.HOST, "The devbox."),
                KindParameter.optional("least", ValueType.TEXT, "1.4", "Least version of pip."));
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        return List.of(Check.of(spec.id(), spec.titleOr("pip"), spec.group(), Duration.ofSeconds(30), task -> look(HostStep.on(ground, spec.with().host("host"), task),
                spec.with().text("least"), task)));
    }

    private static List<Finding> look(Host host, String least, Task task) throws FailureException {
        return judge(host.name(), host.succeeded("looking at pip", host.look(SCRIPT, task)).out(), least);
    }

    /** What the answer of a host means. Pure. */
    static List<Finding> judge(String host, String answer, String least) {
        Map<String, String> pips = new TreeMap<>();
        String python = "";
        for (String line : answer.lines().toList()) {
            String[] words = line.split(" ");
            if (words[0].equals("pip") && words.length > 3) {
                pips.put(words[1], words[3]);
            } else if (words[0].equals("python") && words.length > 1) {
                python = words[1];
            }
        }
        List<Finding> found = new ArrayList<>();
        if (python.startsWith("3")) {
            found.add(Finding.of(Severity.ERROR, host, "python is Python " + python + ".").withCause("Murano 0.2 is written for Python 2.")
                    .withImpact("Its services do not start.").withFix("Use a system with Python 2.6 or 2.7, or today's Murano from packages."));
        }
        if (pips.isEmpty()) {
            found.add(Finding.of(Severity.WARNING, host, "There is no pip.").withImpact("The installer cannot fetch what Murano 0.2 needs.")
                    .withFix("Install python-pip, then upgrade pip by itself: pip install --upgrade pip."));
            return found;
        }
        pips.forEach((path, version) -> {
            if (older(version, least)) {
                found.add(Finding.of(Severity.ERROR, path + " on " + host, "pip " + version).withCause("The system's own pip is older than " + least + ".")
                        .withImpact("Modules are left out while installing; services end with \"No module named ...\" such as helpers.token_sanitizer.")
                        .withFix("Upgrade it before anything else is installed, and let the old name lead to the new one."));
            }
        });
        if (pips.size() > 1 && pips.values().stream().distinct().count() > 1) {
            found.add(Finding.of(Severity.WARNING, host, "Several: " + String.join(", ", pips.entrySet().stream().map(e -> e.getKey() + " is " + e.getValue()).toList()))
                    .withCause("sudo and a login shell look into different folders first.")
                    .withImpact("What one installs the other may not see.").withFix("Remove the older one, or make it a link to the newer."));
        }
        return found.isEmpty() ? List.of(Finding.ok(host, "pip " + pips.values().iterator().next() + (python.isEmpty() ? "" : ", Python " + python) + ".")) : found;
    }

    private static boolean older(String version, String least) {
        String[] a = version.split("\\D+");
        String[] b = least.split("\\D+");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = a[i].isEmpty() || b[i].isEmpty() ? 0 : Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
            if (order != 0) {
                return order < 0;
            }
        }
        return a.length < b.length;
    }
}
