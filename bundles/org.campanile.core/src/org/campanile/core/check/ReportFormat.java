package org.campanile.core.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;

/** Forms in which a report leaves the program. All are pure functions of the report and may be called on any thread. */
public enum ReportFormat {
    /** One object with the counts, the findings and the slowest checks; for programs. */
    JSON("JSON", "json", JsonReport::render),
    /** One line a finding (RFC 4180), safe to open in a spreadsheet. */
    CSV("CSV", "csv", CsvReport::render),
    /** One self-contained page, light and dark. */
    HTML("HTML", "html", HtmlReport::render),
    /** Test results as build servers read them: errors and blockers are failures. */
    JUNIT("JUnit XML", "xml", JunitReport::render),
    /** Plain text, as it is copied to the clipboard. */
    TEXT("Text", "txt", TextReport::render);

    private final String label;
    private final String extension;
    private final Function<CheckReport, String> renderer;

    ReportFormat(String label, String extension, Function<CheckReport, String> renderer) {
        this.label = label;
        this.extension = extension;
        this.renderer = renderer;
    }

    /** The word shown to the user. */
    public String label() {
        return label;
    }

    /** File name extension, without the dot. */
    public String extension() {
        return extension;
    }

    /** The report in this form. */
    public String render(CheckReport report) {
        return renderer.apply(report);
    }

    /** Writes the report to a file, as UTF-8, whole or not at all. */
    public void save(CheckReport report, Path file) throws FailureException {
        SafeFiles.write(file, render(report).getBytes(StandardCharsets.UTF_8), "exporting findings");
    }
}
