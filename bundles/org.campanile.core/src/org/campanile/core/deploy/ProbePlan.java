package org.campanile.core.deploy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import org.campanile.core.environment.ServiceType;

/**
 * A plan that changes nothing and is answered at once: it proves that server, agent and broker are connected. Version 1 for Windows
 * (protocol document, section 3.1), version 2 with a growing stamp for the Python agent (murano-agent-observed.md, section 8).
 */
public final class ProbePlan {

    private static final String FUNCTION = "Get-CampanileProbe";
    private static final String SCRIPT = "function Get-CampanileProbe { [Environment]::MachineName }\r\n";

    private ProbePlan() {
    }

    /**
     * The plan's text.
     *
     * @param id message id
     * @param stamp larger than any sent to this unit before
     */
    public static String json(ServiceType.Agent agent, String id, long stamp) {
        return new Gson().toJson(switch (agent) {
            case WINDOWS -> Map.of("Scripts", List.of(Base64.getEncoder().encodeToString(SCRIPT.getBytes(StandardCharsets.UTF_8))),
                    "Commands", List.of(Map.of("Name", FUNCTION, "Arguments", Map.of())), "RebootOnCompletion", 0);
            case LINUX -> Map.of("FormatVersion", "2.0.0", "ID", id, "Stamp", stamp, "Body", "return", "Scripts", Map.of(), "Files", Map.of());
        });
    }
}
