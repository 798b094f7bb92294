import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudSource;
import org.campanile.core.openstack.Image;
import org.campanile.core.openstack.ImageDraft;
import org.campanile.core.openstack.OpenRc;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/**
 * Uploads one file to the lab of the OS_* variables in turn with curl -T and with the product's own upload, checksum and all, and prints the ratio pair
 * by pair and the heap. Arguments: file, pairs.
 */
final class UploadBench {

    private UploadBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        int pairs = Integer.parseInt(arguments[1]);
        Task task = Task.unwatched();
        PrintWriter out = new PrintWriter(System.out, true);
        CloudSource source = OpenRc.environment(System.getenv());
        try (Cloud cloud = CloudConnector.create().connect(source.profile(), source.secret().orElseThrow(), CertificateTrust.nobody(), task)) {
            List<Double> ratios = new ArrayList<>();
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            cloud.images().list(task);
            System.gc();
            long before = used();
            for (int i = 0; i < pairs; i++) {
                // In turn, and each first in every second pair, so that a machine that slows down favours nobody.
                double curl = i % 2 == 0 ? curl(cloud, file, task) : 0;
                double own = own(cloud, file, task);
                curl = i % 2 == 0 ? curl : curl(cloud, file, task);
                theirs.add(curl);
                ours.add(own);
                ratios.add(own / curl);
                out.printf(Locale.ROOT, "pair %d: campanile %.2f s, curl -T %.2f s, ratio %.3f%n", i + 1, own, curl, own / curl);
            }
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getType() == MemoryType.HEAP)
                    .mapToLong(p -> p.getPeakUsage().getUsed()).sum();
            out.printf(Locale.ROOT, "median: campanile %.2f s, curl -T %.2f s%n", median(ours), median(theirs));
            out.printf(Locale.ROOT, "ratio: %.3f (median of %d pairs; limit 1.15)%n", median(ratios), pairs);
            out.printf(Locale.ROOT, "heap: %d MiB before, peak %d MiB with all garbage, %d MiB more (limit 100)%n", before >> 20, peak >> 20,
                    (peak - before) >> 20);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }

    private static double own(Cloud cloud, Path file, Task task) throws Exception {
        long start = System.nanoTime();
        Image image = cloud.images().createFrom(ImageDraft.of("campanile-bench", "raw", Map.of()), file, task);
        double seconds = (System.nanoTime() - start) / 1e9;
        cloud.images().delete(image.id(), task);
        return seconds;
    }

    /** The data alone, into an image that was made before: what curl is asked for is the least anybody can do. */
    private static double curl(Cloud cloud, Path file, Task task) throws Exception {
        Image image = cloud.images().create(ImageDraft.of("campanile-bench-curl", "raw", Map.of()), task);
        String url = cloud.endpoint("image").orElseThrow().toString().replaceAll("/+$", "").replaceAll("/v2$", "") + "/v2/images/" + image.id() + "/file";
        ProcessBuilder builder = new ProcessBuilder("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-X", "PUT", "-H", "@-", "-H",
                "Content-Type: application/octet-stream", "-T", file.toString(), url).redirectError(ProcessBuilder.Redirect.INHERIT);
        long start = System.nanoTime();
        Process process = builder.start();
        try (Writer in = process.outputWriter()) {
            in.write("X-Auth-Token: " + cloud.token(task).reveal() + "\n");
        }
        String status = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        cloud.images().delete(image.id(), task);
        if (!status.equals("204")) {
            throw new IllegalStateException("curl got " + status);
        }
        return seconds;
    }
}
