import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.Command;
import org.campanile.core.servicemanager.Limits;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.servicemanager.TokenSource;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/**
 * Polls many systems of a demo fleet that runs in another process, as the board does, and prints what it costs: processor, heap, requests, and how
 * soon a change is known here. Arguments: JAVA CLASSPATH SYSTEMS GROUPS SERVICES SECONDS kept|closed [tls].
 */
final class ControllersBench {

    public static void main(String[] args) throws Exception {
        int systems = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[5]);
        Path authority = args.length > 7 ? Files.createTempFile("fleet", ".pem") : null;
        List<String> command = new ArrayList<>(List.of(args[0], "-Xmx512m", "-XX:+UseSerialGC", "-cp", args[1], "org.campanile.demolab.servicemanager.DemoFleet",
                "0", args[2], args[3], args[4], args[6]));
        if (authority != null) {
            command.add(authority.toString());
        }
        Process fleet = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader told = new BufferedReader(new InputStreamReader(fleet.getInputStream(), StandardCharsets.UTF_8))) {
            measure(told.readLine(), fleet, told, systems, seconds, authority);
        } finally {
            fleet.destroy();
            if (authority != null) {
                Files.delete(authority);
            }
        }
    }

    private static void measure(String url, Process fleet, BufferedReader told, int systems, int seconds, Path authority) throws Exception {
        List<SystemPoller> pollers = new ArrayList<>();
        List<ServiceManager> managers = new ArrayList<>();
        ConcurrentHashMap<String, Long> moved = new ConcurrentHashMap<>();
        HttpClient http = authority == null ? ServiceManager.http(Limits.standard())
                : ServiceManager.http(Limits.standard(), CertificateTrust.nobody(), authority);
        for (int i = 0; i < systems; i++) {
            ServiceManager manager = new ServiceManager(new SystemProfile("system-" + i, List.of(url + "/s/" + i), "", false),
                    TokenSource.fixed(Secret.of("token")), http);
            managers.add(manager);
            SystemPoller poller = new SystemPoller(manager, Pace.standard(), InstantSource.system(), RandomGenerator.getDefault());
            pollers.add(poller);
            poller.subscribe(s -> {
                if (s.inTransition()) {
                    moved.putIfAbsent(s.system(), System.nanoTime());
                }
            });
        }
        long read = 0;
        for (int s = 0; s < 30 || s < 180 && read < systems; s++) {
            TimeUnit.SECONDS.sleep(1);
            read = pollers.stream().filter(p -> p.current().isKnown() && p.current().failure() == null).count();
        }
        System.gc();
        long before = requests(fleet, told);
        long cpu = cpu();
        long start = System.nanoTime();
        long peak = 0;
        for (int s = 0; s < seconds; s++) {
            TimeUnit.SECONDS.sleep(1);
            peak = Math.max(peak, heap());
        }
        double wall = System.nanoTime() - start;
        double share = (cpu() - cpu) / wall;
        long after = requests(fleet, told);
        System.gc();
        long live = heap();
        long[] sent = new long[10];
        for (int i = 0; i < sent.length; i++) {
            managers.get(i * (systems / sent.length)).command("controller-0", Command.swact("available"), Task.unwatched());
            sent[i] = System.nanoTime();
        }
        TimeUnit.SECONDS.sleep(9);
        double worst = 0;
        int seen = 0;
        for (int i = 0; i < sent.length; i++) {
            Long at = moved.get("system-" + i * (systems / sent.length));
            if (at != null) {
                seen++;
                worst = Math.max(worst, (at - sent[i]) / 1e9);
            }
        }
        String[] most = line(fleet, told).split(" ");
        System.out.printf("systems                         %d (%d nodes), read well %d%n", systems, 2 * systems, read);
        System.out.printf("requests a second               %.0f%n", (after - before) / (wall / 1e9));
        System.out.printf("share of one core               %.1f %%   (limit 25)%s%n", share * 100, share > 0.25 ? " TOO MUCH" : "");
        System.out.printf("heap live, largest seen         %d MB, %d MB   (limit 400)%s%n", live >> 20, peak >> 20, peak >> 20 > 400 ? " TOO MUCH" : "");
        System.out.printf("swacts seen, latest after       %d of %d, %.1f s   (a reading every 5 s)%n", seen, sent.length, worst);
        System.out.printf("most requests at once a system  %s   (limit 1)%s%n", most[1], most[1].equals("1") ? "" : " TOO MUCH");
        pollers.forEach(SystemPoller::close);
        http.shutdownNow();
    }

    private static String line(Process fleet, BufferedReader told) throws Exception {
        fleet.getOutputStream().write('\n');
        fleet.getOutputStream().flush();
        return told.readLine();
    }

    private static long requests(Process fleet, BufferedReader told) throws Exception {
        return Long.parseLong(line(fleet, told).split(" ")[0]);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
