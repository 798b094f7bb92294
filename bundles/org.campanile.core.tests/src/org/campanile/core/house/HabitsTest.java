package org.campanile.core.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The habits of the house that a machine can see: size of files, docstrings on public types, nothing swallowed or printed. */
class HabitsTest {

    private static final int CEILING = 400;

    private interface Rule {
        boolean broken(Path file, String text);
    }

    private static List<String> offenders(Rule rule) {
        List<String> found = new ArrayList<>();
        for (Path bundle : Tree.bundles()) {
            for (Path file : Tree.sources(bundle)) {
                if (rule.broken(file, Tree.read(file))) {
                    found.add(Tree.root().relativize(file).toString());
                }
            }
        }
        return found;
    }

    @Test
    void noFileIsLongerThanAHeadCanHold() {
        assertEquals(List.of(), offenders((file, text) -> text.lines().count() > CEILING));
    }

    @Test
    void publicTypesHaveADocstring() {
        Pattern type = Pattern.compile("(?m)^public [a-z -]*\\b(class|interface|record|enum|@interface)\\b");
        Pattern documented = Pattern.compile("(?s)\\*/\\s*(@[^\\n]*\\n\\s*)*public [a-z -]*\\b(class|interface|record|enum|@interface)\\b");
        assertEquals(List.of(), offenders((file, text) -> !file.toString().contains("tests") && type.matcher(text).find()
                && !documented.matcher(text).find()));
    }

    @Test
    void nothingIsSwallowedOrPrinted() {
        Pattern swallowed = Pattern.compile("catch *\\([^)]*\\) *\\{ *\\}|printStackTrace\\(\\)");
        Pattern printed = Pattern.compile("System\\.(out|err)\\.print");
        assertEquals(List.of(), offenders((file, text) -> swallowed.matcher(text).find()
                || !file.toString().contains("org.campanile.cli") && !file.toString().contains("tests") && printed.matcher(text).find()));
    }

    @Test
    void testsWaitForSomethingNamed() {
        assertEquals(List.of(), offenders((file, text) -> file.toString().contains("tests") && !file.endsWith("HabitsTest.java")
                && text.contains("Thread.sleep")));
    }
}
