import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.campanile.core.logs.LogQuery;
import org.campanile.core.logs.LogSearch;
import org.campanile.core.logs.LogSeverity;
import org.campanile.core.logs.LogSource;
import org.campanile.core.logs.LogStore;
import org.campanile.core.logs.LogView;
import org.campanile.core.task.Task;

/** Reads a million lines of four logs into the store and searches them; prints times and the heap that is in use. Argument: lines. */
final class LogsBench {

    private static final int TURNS = 9;

    public static void main(String[] args) throws Exception {
        int lines = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        LogStore store = new LogStore(400L << 20);
        long begin = System.nanoTime();
        long bytes = fill(store, lines);
        System.out.printf("%,d lines, %,d MB read and merged in %.2f s%n", store.size(), bytes >> 20, seconds(begin));
        LogSearch search = new LogSearch(store);
        measure(search, "all, folded", LogQuery.ALL);
        measure(search, "a text that is rare", LogQuery.ALL.typed("needle-in-hay"));
        measure(search, "a text that is frequent", LogQuery.ALL.typed("instance"));
        measure(search, "a text that is nowhere", LogQuery.ALL.typed("zzzzzz"));
        measure(search, "errors with a text", LogQuery.ALL.typed("stack").from(LogSeverity.ERROR));
        measure(search, "a regular expression", LogQuery.ALL.typed("/stack e[0-9]+7 .*FAILED/"));
        search.run(LogQuery.ALL.typed("needle-in-hay"), Task.unwatched());
        LogStore.Inlet more = store.open(LogSource.file("h0", "/var/log/log0"), ZoneOffset.UTC);
        more.add("2030-01-01 00:00:00 INFO one more needle-in-hay\n".getBytes(StandardCharsets.UTF_8));
        long next = System.nanoTime();
        LogView on = search.run(LogQuery.ALL.typed("needle-in-hay"), Task.unwatched());
        System.out.printf("%-26s %7.1f ms, %,d entries%n", "one line more, followed", seconds(next) * 1000, on.size());
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("heap in use %,d MB of at most %,d MB%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void measure(LogSearch search, String what, LogQuery query) throws Exception {
        List<Double> times = new ArrayList<>();
        LogView view = null;
        for (int i = 0; i < TURNS; i++) {
            // Another query between, so that each search looks at everything.
            search.run(LogQuery.ALL.typed("other" + i), Task.unwatched());
            long begin = System.nanoTime();
            view = search.run(query, Task.unwatched());
            times.add(seconds(begin) * 1000);
        }
        double first = times.getFirst();
        times.sort(null);
        System.out.printf("%-26s %7.1f ms median, %.1f first, %.1f worst, %,d entries%n", what, times.get(TURNS / 2), first, times.getLast(), view.size());
    }

    private static long fill(LogStore store, int lines) {
        Random random = new Random(11);
        LogStore.Inlet[] inlets = new LogStore.Inlet[4];
        for (int i = 0; i < inlets.length; i++) {
            inlets[i] = store.open(LogSource.file("h" + i, "/var/log/log" + i), ZoneOffset.UTC);
        }
        String[] levels = {"DEBUG", "INFO", "INFO", "INFO", "WARNING", "ERROR"};
        String[] texts = {"Instance ad1 (dc1) created for the environment", "Starting rule of workflow, unit web2 waits", "GET /v1/7f0a/stacks HTTP/1.1 200",
                "Unexpected state of stack e%d while polling: CREATE_FAILED", "agent plan sent to queue e0f-svc-unit, prefetch 1"};
        long bytes = 0;
        for (int at = 0; at < lines;) {
            StringBuilder piece = new StringBuilder();
            int which = random.nextInt(inlets.length);
            for (int i = 0; i < 500 && at < lines; i++, at++) {
                int s = at / 12;
                if (random.nextInt(40) == 0) {
                    piece.append("  File \"/usr/lib/python2.7/dist-packages/muranoconductor/workflow.py\", line 88, in execute\n");
                    continue;
                }
                piece.append(String.format("2023-01-%02d %02d:%02d:%02d.%03d 1234 %s muranoconductor.app [req-%08x -] ", 1 + s / 86400, s / 3600 % 24, s / 60 % 60, s % 60,
                        at * 83 % 1000, levels[random.nextInt(levels.length)], random.nextInt())).append(String.format(texts[random.nextInt(texts.length)], at))
                        .append(at % 50_000 == 7 ? " needle-in-hay" : "").append('\n');
            }
            byte[] b = piece.toString().getBytes(StandardCharsets.UTF_8);
            bytes += b.length;
            inlets[which].add(b);
        }
        return bytes;
    }
}
