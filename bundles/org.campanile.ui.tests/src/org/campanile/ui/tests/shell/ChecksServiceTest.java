package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.CheckReport;
import org.campanile.ui.ChecksService;
import org.campanile.ui.PublishedChecks;
import org.junit.jupiter.api.Test;

/** Where findings are published. */
class ChecksServiceTest {

    private final ChecksService checks = new ChecksService();

    @Test
    void whatIsToldLastIsTheNewestThoughAnotherRunIsPublishedMeanwhile() {
        List<List<String>> told = new ArrayList<>();
        checks.subscribe(runs -> {
            if (runs.size() == 1) {
                checks.publish(run("environment/web"));
            }
        });
        checks.subscribe(runs -> told.add(runs.stream().map(PublishedChecks::source).toList()));
        checks.publish(run("lab/one"));
        assertEquals(List.of("lab/one", "environment/web"), told.getLast());
    }

    @Test
    void aRunTakesThePlaceOfTheOneOfItsSourceAndIsTheNewest() {
        checks.publish(run("lab/one"));
        checks.publish(run("lab/two"));
        checks.publish(run("lab/one"));
        assertEquals(List.of("lab/two", "lab/one"), checks.runs().stream().map(PublishedChecks::source).toList());
        checks.withdraw("lab/two");
        assertEquals(List.of("lab/one"), checks.runs().stream().map(PublishedChecks::source).toList());
    }

    private static PublishedChecks run(String source) {
        return new PublishedChecks(source, CheckReport.empty(source), null);
    }
}
