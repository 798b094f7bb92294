package org.campanile.ui.topology.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.campanile.ui.topology.scene.Alignment;
import org.eclipse.core.commands.IParameterValues;

/** How cards are set in line, for quick access and key bindings. */
public final class Alignments implements IParameterValues {
    @Override
    public Map<String, String> getParameterValues() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Alignment how : Alignment.values()) {
            all.put(how.name().toLowerCase(Locale.ROOT), how.name());
        }
        return all;
    }
}
