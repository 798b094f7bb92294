package org.campanile.demolab.agents;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long simulated guests take. Times are those of real guests times {@code scale}; each varies by a quarter up and down, the same for the
 * same seed and server name.
 *
 * @param scale 1 is real time, 0.01 a hundred times as fast
 * @param seed of the variation
 */
public record AgentPace(double scale, long seed) {

    /** What a function takes in seconds, and the arguments it cannot do without. */
    record Function(int seconds, List<String> required) {
    }

    static final int BOOT_SECONDS = 60;
    static final int REBOOT_SECONDS = 45;
    static final int SCRIPT_SECONDS = 5;

    /** Functions of the plans of murano.md, 6.5; PowerShell ignores the case of names. */
    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            Map.entry("set-localuserpassword", new Function(3, List.of("UserName", "Password"))),
            Map.entry("install-roleprimarydomaincontroller", new Function(240, List.of("DomainName", "SafeModePassword"))),
            Map.entry("get-dnslisteningipaddress", new Function(2, List.of())),
            Map.entry("set-networkadapterconfiguration", new Function(4, List.of())),
            Map.entry("join-domain", new Function(20, List.of("DomainName", "Username", "Password"))),
            Map.entry("install-rolesecondarydomaincontroller", new Function(300, List.of("DomainName", "UserName", "Password"))),
            Map.entry("copy-prerequisites", new Function(25, List.of("Destination"))),
            Map.entry("install-webserver", new Function(120, List.of("PrerequisitesPath"))),
            Map.entry("deploy-webappfromgit", new Function(60, List.of("URL"))),
            Map.entry("install-sqlserver", new Function(600, List.of("SAPassword"))),
            Map.entry("install-failoverclusterprerequisites", new Function(1, List.of())),
            Map.entry("enable-trustedhosts", new Function(2, List.of())),
            Map.entry("update-serviceconfig", new Function(3, List.of("Name"))),
            Map.entry("new-failovercluster", new Function(180, List.of("ClusterName", "ClusterNodes"))),
            Map.entry("new-sharedfolderforaoag", new Function(5, List.of("PrimaryNode"))),
            Map.entry("disable-firewall", new Function(3, List.of())),
            Map.entry("install-sqlserverforaoag", new Function(600, List.of())),
            Map.entry("install-sqlserverpowershellmodule", new Function(30, List.of())),
            Map.entry("initialize-alwaysonavailabilitygroup", new Function(30, List.of("NodeList", "PrimaryNode"))),
            Map.entry("initialize-aoagprimaryreplica", new Function(60, List.of("NodeList", "PrimaryNode"))),
            Map.entry("initialize-aoagsecondaryreplica", new Function(60, List.of("NodeList", "PrimaryNode"))));

    /** A hundred times as fast as real guests. */
    public static final AgentPace QUICK = new AgentPace(0.01, 1);

    static Function function(String name) {
        return FUNCTIONS.get(name.toLowerCase(java.util.Locale.ROOT));
    }

    Random random(String serverName) {
        return new Random(seed * 31 + serverName.hashCode());
    }

    Duration of(int seconds, Random random) {
        return exactly(seconds * (0.75 + random.nextDouble() / 2));
    }

    Duration exactly(double seconds) {
        return Duration.ofNanos((long) (seconds * scale * 1e9));
    }
}
