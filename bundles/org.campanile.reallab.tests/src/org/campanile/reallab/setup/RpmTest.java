package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.campanile.core.host.HostFacts;
import org.campanile.core.host.PackageManager;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;

/** A machine whose packages are RPMs of a repository of its own, by dnf, and by dnf under its name yum, told not to remove what nobody needs any more, as yum 3 does not. */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(300)
class RpmTest extends OnMachine {

    private static final String BOX = "t-rpm";
    private static final String SYSTEM = """
            set -e
            apt-get -q update; DEBIAN_FRONTEND=noninteractive apt-get -qy install dnf rpm createrepo-c
            # Debian keeps a list of packages for each user, others one for the system.
            mkdir -p /srv/rpms/specs /etc/yum.repos.d /etc/rpm; echo '%_dbpath /var/lib/rpm' > /etc/rpm/macros
            spec() {
              printf 'Name: %s\\nVersion: %s\\nRelease: 3\\nSummary: of a test\\nLicense: none\\nBuildArch: noarch\\n%b\\n%%description\\nx\\n%b\\n%%files\\n' "$@" > "/srv/rpms/specs/$1.spec"
              rpmbuild -bb --quiet --define '_rpmdir /srv/rpms' --define '_topdir /srv/rpms/build' "/srv/rpms/specs/$1.spec"
            }
            spec t-less 1.2 '' ''
            spec t-node 1.2 'Requires: t-less, t-base >= 2' ''
            spec t-user 1.2 'Requires: t-node' ''
            spec t-broken 1.2 '' '%pre -p <lua>\\nerror("no disk for it")'
            spec t-base 1.0 '' ''
            createrepo_c -q /srv/rpms
            printf '[local]\\nname=local\\nbaseurl=file:///srv/rpms\\ngpgcheck=0\\n' > /etc/yum.repos.d/local.repo
            dnf -q -y --releasever=6 install t-base
            spec t-base 2.0 '' ''
            createrepo_c -q /srv/rpms
            mv /usr/bin/apt-get /usr/bin/apt-get.off; echo 6 > /etc/dnf/vars/releasever
            printf 'CentOS release 6.4 (Final)\\n' > /etc/redhat-release; rm /etc/os-release; printf 'ID="centos"\\nVERSION_ID="6.4"\\n' > /etc/os-release
            """;

    @Override
    LabMachine make() throws FailureException {
        LabMachine made = LabMachine.fresh(BOX, 2254);
        made.host("root", null).require("making a machine of RPMs", Command.of("bash").withStdin(SYSTEM).within(Duration.ofMinutes(4)), Task.unwatched());
        return made;
    }

    @Override
    KindRuns connect() {
        return new KindRuns(folder, List.of(machine.profile("careful")), machine.access(LabMachine.CAREFUL_PASSWORD));
    }

    private String ask(String line) throws FailureException {
        return machine.host("root", null).ask("asking rpm", line, task).strip();
    }

    private String all() throws FailureException {
        return ask("rpm -qa | sort | tr '\\n' ' '");
    }

    private Plan packages(String id, String... names) throws FailureException {
        return runs.plan(kinds.step("host.packages").orElseThrow(), id, Map.of("host", BOX, "packages", List.of(names), "systems", List.of("centos 6")));
    }

    private void installedAndTakenBack() throws FailureException {
        assertEquals("t-base-1.0-3.noarch", all());
        Plan plan = packages("node", "t-node");
        assertEquals(PlanReport.Verdict.MAKE, runs.preview(plan).rows().getFirst().verdict());
        RunResult first = runs.run(plan, task);
        assertTrue(first.ok(), () -> first.failures().toString());
        assertEquals("t-base-2.0-3.noarch t-less-1.2-3.noarch t-node-1.2-3.noarch", all());
        assertEquals(1, runs.run(plan, task).count(StepState.EXISTED));
        // Somebody installs what needs it: taking it back would take theirs.
        ask("/usr/bin/[dy][nu][fm] -q -y install t-user");
        RunResult refused = runs.undo(plan);
        assertFalse(refused.ok());
        assertEquals(Failure.Kind.CONFLICT, refused.failures().getFirst().kind(), refused.failures().toString());
        assertTrue(refused.failures().getFirst().cameBack().contains("t-user"), refused.failures().getFirst().details());
        ask("rpm -q t-user");
        ask("rpm -e t-user 2>/dev/null");
        RunResult undone = runs.undo(plan);
        assertTrue(undone.ok(), () -> undone.failures().toString());
        // What was mended on the way stays.
        assertEquals("t-base-2.0-3.noarch", all());
    }

    private void refused() throws FailureException {
        RunResult none = runs.run(packages("none", "t-none"), task);
        assertEquals(Failure.Kind.NOT_FOUND, none.failures().getFirst().kind(), none.failures().toString());
        assertEquals("No repository of the host has package t-none.", none.failures().getFirst().meaning());
        RunResult broken = runs.run(packages("broken", "t-broken"), task);
        assertEquals(Failure.Kind.REMOTE, broken.failures().getFirst().kind());
        assertTrue(broken.failures().getFirst().cameBack().contains("t-broken"), broken.failures().getFirst().details());
    }

    @Test
    @Order(1)
    void byDnf() throws FailureException {
        HostFacts facts = machine.host("admin", null).facts();
        assertEquals(PackageManager.DNF, facts.packages());
        assertTrue(facts.is("centos", "6"), facts.toString());
        installedAndTakenBack();
        refused();
    }

    @Test
    @Order(2)
    void byYum() throws FailureException {
        ask("mv /usr/bin/dnf /usr/bin/yum; echo clean_requirements_on_remove=False >> /etc/dnf/dnf.conf; rpm -U --oldpackage /srv/rpms/noarch/t-base-1.0-3.noarch.rpm 2>/dev/null");
        assertEquals(PackageManager.YUM, machine.host("admin", null).facts().packages());
        installedAndTakenBack();
        refused();
    }
}
