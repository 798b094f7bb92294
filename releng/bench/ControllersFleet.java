import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.campanile.demolab.cloud.Clock;
import org.campanile.demolab.cloud.CloudOptions;
import org.campanile.demolab.cloud.DemoCloud;
import org.campanile.demolab.cloud.DemoState;
import org.campanile.demolab.http.Faults;
import org.campanile.demolab.servicemanager.DemoFleet;

/**
 * A fleet of systems and a Keystone in a process of their own, so that only the console is measured: SYSTEMS GROUPS SERVICES. Prints Keystone's and the
 * fleet's address. Each line it reads, {@code SYSTEM HOST GROUP FIELD VALUE}, changes an assignment; an empty one is answered by the requests so far and the
 * most at once at one system.
 */
final class ControllersFleet {

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        try (DemoState state = DemoState.thrownAway(); Clock clock = new Clock(1);
                DemoCloud cloud = new DemoCloud(new CloudOptions(Map.of(), 1, Duration.ofHours(4)), state, clock, new Faults());
                DemoFleet fleet = new DemoFleet(0, Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            out.println(cloud.urls().get("identity") + "/v3");
            out.println(fleet.url(0).replaceAll("/0$", "/"));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                if (words.length == 5) {
                    fleet.assignment(Integer.parseInt(words[0]), words[1], words[2], words[3], words[4].equals("-") ? "" : words[4]);
                } else {
                    out.println(fleet.requests() + " " + fleet.mostAtOnce());
                }
            }
        }
    }
}
