package org.campanile.core.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a text that tells of a fault comes from. */
public enum Place {
    /** murano-api's log. */ API_LOG,
    /** Log of the conductor or engine. */ CONDUCTOR_LOG,
    /** Log of Horizon or its web server. */ DASHBOARD_LOG,
    /** Log of the agent in a unit. */ AGENT_LOG,
    /** PowerShell.log of a Windows unit. */ POWERSHELL_LOG,
    /** Log of cloudbase-init. */ CLOUDBASE_LOG,
    /** Heat's log. */ HEAT_LOG,
    /** Nova's log. */ NOVA_LOG,
    /** Keystone's log. */ KEYSTONE_LOG,
    /** RabbitMQ's log. */ RABBITMQ_LOG,
    /** Log of an installer. */ INSTALL_LOG,
    /** Any log; an entry of it is looked for in every log. */ ANY_LOG,
    /** Status reason of a stack, resource or server. */ HEAT_REASON,
    /** Report of a Murano deployment. */ REPORT,
    /** Answer of an agent. */ AGENT_RESULT,
    /** Answer of an HTTP API. */ HTTP_ANSWER,
    /** What the broker answered. */ BROKER_ANSWER,
    /** Console of a server. */ CONSOLE;

    /** The word in files: {@code conductor-log}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a log. */
    public boolean isLog() {
        return name().endsWith("_LOG");
    }

    /** The place of a word. */
    public static Optional<Place> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
    }

    /** The place that a log file belongs to, by its name (protocol document, section 8.9). */
    public static Place ofFile(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.contains("powershell") ? POWERSHELL_LOG
                : name.contains("cloudbase") ? CLOUDBASE_LOG
                : name.contains("murano-api") || name.contains("murano_api") ? API_LOG
                : name.contains("conductor") && !name.contains("nova") || name.contains("murano-engine") ? CONDUCTOR_LOG
                : name.contains("agent") && !name.contains("neutron") ? AGENT_LOG
                : name.contains("apache") || name.contains("httpd") || name.contains("horizon") ? DASHBOARD_LOG
                : name.contains("heat") ? HEAT_LOG
                : name.contains("nova") ? NOVA_LOG
                : name.contains("keystone") ? KEYSTONE_LOG
                : name.contains("rabbit") ? RABBITMQ_LOG
                : name.contains("install") || name.contains("provision") ? INSTALL_LOG : ANY_LOG;
    }
}
