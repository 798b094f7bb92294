package org.campanile.ui.topology.scene;

import org.campanile.core.environment.ServiceType;

/** Which of Lucide's pictures a type of service has. Pure functions. */
public final class ServiceIcons {

    private ServiceIcons() {
    }

    /** The picture of a type; a type that is not ours gets the one that fits its agent. */
    public static String of(ServiceType type) {
        return switch (type.id()) {
            case "activeDirectory" -> "folder-tree";
            case "webServer" -> "globe";
            case "webServerFarm" -> "globe-lock";
            case "aspNetApp" -> "app-window";
            case "aspNetAppFarm" -> "layout-grid";
            case "msSqlServer" -> "database";
            case "msSqlClusterServer" -> "database-zap";
            default -> type.agent() == ServiceType.Agent.LINUX ? "square-terminal" : "box";
        };
    }

    /** The picture of a type that is not known. */
    public static String unknown() {
        return "circle-help";
    }
}
