package org.campanile.ui.checks;

import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.check.ReportFormat;
import org.eclipse.core.commands.IParameterValues;

/** The formats that quick access offers for the export command. */
public final class ExportFormats implements IParameterValues {
    @Override
    public Map<String, String> getParameterValues() {
        Map<String, String> values = new LinkedHashMap<>();
        for (ReportFormat format : ReportFormat.values()) {
            values.put(format.label(), format.name());
        }
        return values;
    }
}
