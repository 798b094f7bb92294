package org.campanile.ui.topology.whatif;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.core.commands.IParameterValues;

/** What of the selection can be lost, for the command's parameter. */
public final class LossKinds implements IParameterValues {

    @Override
    public Map<String, String> getParameterValues() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Loss.Kind kind : Loss.Kind.values()) {
            values.put(kind.label(), kind.name());
        }
        return values;
    }
}
