package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.campanile.core.rabbitmq.QueueQuery;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.BrokerPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Broker view with 10,000 queues: they can be used within half a second of the broker's answer. The pages come from the demo lab's broker as
 * RabbitMQ words them, without queues behind them, which would take the small broker of a lab all its memory.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class ManyQueuesTest {

    private static final int QUEUES = 10_000;
    private static final int PAGES = QUEUES / QueueQuery.LARGEST_PAGE;
    private static final long USABLE_MILLIS = 500;
    private static final int MORE = 2;
    private static final String READING = "Read queues of ";

    @BeforeEach
    void pages(DemoLab demo) {
        demo.faults().clear();
        IntStream.rangeClosed(1, PAGES).forEach(page -> demo.faults().add(new Fault("rabbitmq", "GET", Pattern.compile("/api/queues.*"), Fault.Kind.BODY,
                Duration.ZERO, 200, page(page), "application/json", 1)));
    }

    @AfterEach
    void realOnesAgain(DemoLab demo) {
        demo.faults().clear();
    }

    private static String page(int page) {
        int first = (page - 1) * QueueQuery.LARGEST_PAGE;
        return IntStream.range(first, first + QueueQuery.LARGEST_PAGE).mapToObj(i -> String.format("{\"name\":\"many.%05d\",\"vhost\":\"/\",\"state\":\"running\","
                + "\"messages\":%d,\"messages_ready\":%d,\"messages_unacknowledged\":0,\"consumers\":0}", i, i % 1000 == 7 ? 3 : 0, i % 1000 == 7 ? 3 : 0))
                .collect(Collectors.joining(",", "{\"filtered_count\":" + QUEUES + ",\"item_count\":" + QueueQuery.LARGEST_PAGE + ",\"items\":[",
                        "],\"page\":" + page + ",\"page_count\":" + PAGES + ",\"page_size\":" + QueueQuery.LARGEST_PAGE + ",\"total_count\":" + QUEUES + "}"));
    }

    private static long shown(WorkbenchDriver workbench, BrokerPage page, AtomicLong answered) {
        Wait.until("all are shown", Duration.ofSeconds(40),
                () -> read(workbench, () -> page.table().rowCount() == QUEUES && page.summary().endsWith("10000 queues, 10 stuck")));
        return (System.nanoTime() - answered.get()) / 1_000_000;
    }

    /** Whether it is shown; otherwise it is read, unless somebody does already: each page of the many is there once. */
    private static boolean read(WorkbenchDriver workbench, BooleanSupplier shown) {
        if (shown.getAsBoolean()) {
            return true;
        }
        if (Stream.of(Job.getJobManager().find(null)).noneMatch(job -> job.getName().startsWith(READING))) {
            workbench.settle();
            if (shown.getAsBoolean()) {
                return true;
            }
            workbench.command("org.eclipse.ui.file.refresh");
        }
        return false;
    }

    @Test
    void tenThousandQueuesAreUsableWithinHalfASecondOfTheAnswer(WorkbenchDriver workbench, DemoLab demo) {
        AtomicLong answered = new AtomicLong();
        JobChangeAdapter watch = new JobChangeAdapter() {
            @Override
            public void done(IJobChangeEvent event) {
                if (event.getJob().getName().startsWith(READING)) {
                    answered.set(System.nanoTime());
                }
            }
        };
        Job.getJobManager().addJobChangeListener(watch);
        try {
            BrokerPage page = new BrokerPage(workbench);
            long millis = shown(workbench, page, answered);
            // Something else may have had the machine for a moment; what is slow is slow again.
            for (int again = 0; again < MORE && millis > USABLE_MILLIS; again++) {
                Wait.until("the real ones are shown", () -> read(workbench, () -> page.table().rowCount() < QUEUES));
                pages(demo);
                millis = shown(workbench, page, answered);
            }
            assertTrue(millis <= USABLE_MILLIS, "shown " + millis + " ms after the answer");
            assertTrue(IntStream.range(0, 10).allMatch(row -> page.table().cell(row, 2).equals("Stuck")), "the stuck ones stand first");
            // None of what follows holds the UI thread up for longer, which is what the extension watches.
            page.filter("many.0999");
            Wait.until("the filter", () -> page.table().rowCount() == 10);
            page.filter("");
            page.table().clickHeader(0);
            Wait.until("sorted by name", () -> page.table().rowCount() == QUEUES && page.table().cell(0, 0).equals("many.00000"));
            workbench.run(() -> {
                page.table().widget().setTopIndex(QUEUES - 1);
                page.table().widget().update();
            });
            assertEquals("many.09999", page.table().cell(QUEUES - 1, 0));
        } finally {
            Job.getJobManager().removeJobChangeListener(watch);
        }
    }
}
