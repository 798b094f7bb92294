package org.campanile.ui.topology.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.environment.TopologyGraph.GroupKind;
import org.eclipse.core.commands.IParameterValues;

/** What can be drawn as frames, for quick access and key bindings. */
public final class FrameKinds implements IParameterValues {
    @Override
    public Map<String, String> getParameterValues() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(Messages.domain, GroupKind.DOMAIN.name());
        all.put(Messages.availabilityZone, GroupKind.ZONE.name());
        all.put(Messages.host, GroupKind.HOST.name());
        all.put(Messages.nothing, "NONE");
        return all;
    }
}
