package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** A problem is told with the line somebody has to look at. */
class ProblemLinesTest {

    private final EnvironmentFile files = new EnvironmentFile(Samples.TYPES);

    private static Problem at(String service, String unit, String field) {
        return new Problem(Problem.Severity.ERROR, "rule", service, unit, field, "", "", Optional.empty());
    }

    @Test
    void theFieldsLineOrThatOfWhatItIsMissingIn() throws Exception {
        Environment environment = Samples.domainWithWeb();
        String text = "# of the office\n" + files.write(environment);
        List<String> lines = text.lines().toList();
        ProblemLines read = ProblemLines.of("x", text, environment);
        for (Service service : environment.services()) {
            int begins = read.line(at(service.id(), "", "no-such-field"));
            assertEquals("- id: " + service.id(), lines.get(begins - 1));
            assertEquals("name: " + service.name(), lines.get(read.line(at(service.id(), "", "name")) - 1).strip());
            Unit last = service.units().getLast();
            assertEquals("- id: " + last.id(), lines.get(read.line(at(service.id(), last.id(), "no-such-field")) - 1).strip());
            assertEquals("number: " + last.number(), lines.get(read.line(at(service.id(), last.id(), "number")) - 1).strip());
            assertEquals("type: " + service.type(), lines.get(read.line(at(service.id(), last.id(), "type")) - 1).strip(), "the service has it");
        }
        assertEquals("name: " + environment.name(), lines.get(read.line(at("", "", "name")) - 1));
        assertEquals(1, read.line(at("", "", "quota")));
        assertEquals(1, read.line(at("gone", "", "")));
    }
}
