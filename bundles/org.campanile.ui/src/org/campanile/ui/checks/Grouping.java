package org.campanile.ui.checks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;

/** How findings are put together for the tree. No widgets. */
enum Grouping {
    /** By the part they belong to, the worst part first. */ PART,
    /** By severity, heaviest first. */ SEVERITY,
    /** One list. */ NONE;

    /** A group, or with an empty title the only one. */
    record Group(String title, Severity worst, List<Finding> findings) {
        /** The group's row in words. */
        String label() {
            return title + " (" + findings.size() + ")";
        }
    }

    /** Findings that contain every word of {@code filter}, in groups. */
    List<Group> groups(CheckReport report, String filter) {
        List<Finding> found = report.findings().stream().filter(f -> matches(f, filter)).toList();
        if (this == NONE) {
            return List.of(new Group("", report.worst(), found));
        }
        Map<String, List<Finding>> byTitle = new LinkedHashMap<>();
        for (Finding f : found) {
            String title = this == SEVERITY ? f.severity().label() : f.group().isEmpty() ? Messages.other : f.group();
            byTitle.computeIfAbsent(title, t -> new ArrayList<>()).add(f);
        }
        Comparator<Group> worstFirst = Comparator.comparing(Group::worst).reversed();
        return byTitle.entrySet().stream()
                .map(e -> new Group(e.getKey(), e.getValue().stream().map(Finding::severity).reduce(Severity.OK, Severity::or), e.getValue()))
                .sorted(worstFirst).toList();
    }

    /**
     * What a finding's row is called. Under its part the part is not said again: "Keystone is set up: endpoints" is "endpoints" there, and "Is set up"
     * where nothing else is told. In the details, in a copy and in an export it is called in full.
     */
    String rowTitle(Finding f) {
        String part = f.group().toLowerCase(Locale.ROOT);
        String title = f.title().toLowerCase(Locale.ROOT);
        if (this != PART || part.isEmpty() || !title.equals(part) && !title.startsWith(part + " ")) {
            return f.headline();
        }
        if (!f.subject().isEmpty()) {
            return f.subject();
        }
        String rest = f.title().substring(part.length()).strip();
        return rest.isEmpty() ? f.title() : rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1);
    }

    private static boolean matches(Finding f, String filter) {
        String all = String.join("\n", f.title(), f.group(), f.subject(), f.severity().label(), f.evidence(), f.cause(), f.impact(), f.fix())
                .toLowerCase(Locale.ROOT);
        for (String word : filter.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
