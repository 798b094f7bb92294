package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
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
 * The Broker view on a real RabbitMQ (releng/real-lab) with 10,000 queues: they can be used within half a second of the broker's answer. Fails when the
 * real lab is away.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class ManyQueuesTest {

    private static final String LAB = "Real broker of a window";
    private static final String VHOST = "window-many";
    private static final int QUEUES = 10_000;
    private static final long USABLE_MILLIS = 500;

    private static Lab lab() {
        String host = Optional.ofNullable(System.getenv("CAMPANILE_BROKER_HOST")).filter(v -> !v.isEmpty()).orElse("127.0.0.1");
        return Lab.named(LAB).withBroker(new BrokerProfile(host, BrokerProfile.PORT, false, null, true, "guest", "/", "http://" + host + ":15672"));
    }

    @BeforeEach
    void manyQueues(WorkbenchDriver workbench, Services services) throws FailureException {
        services.secrets().store(lab().brokerKey(), Secret.of("guest"));
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab())) {
            BrokerManagement management = session.management(task);
            management.createVhost(VHOST, task);
            management.importDefinitions(VHOST, IntStream.range(0, QUEUES).mapToObj(i -> String.format("{\"name\":\"many.%05d\",\"durable\":false,"
                    + "\"auto_delete\":false,\"arguments\":{}}", i)).collect(Collectors.joining(",", "{\"queues\":[", "]}")), task);
        }
        services.labs().save(lab());
        workbench.settle();
        workbench.run(() -> services.activeLab().set(lab()));
    }

    @AfterEach
    void noneLeft(Services services) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab())) {
            session.management(task).deleteVhost(VHOST, task);
        }
        services.labs().delete(LAB);
        services.secrets().forgetLab(LAB);
    }

    private static long millis(Runnable what) {
        long began = System.nanoTime();
        what.run();
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void tenThousandQueuesAreUsableWithinHalfASecondOfTheAnswer(WorkbenchDriver workbench) {
        AtomicLong answered = new AtomicLong();
        JobChangeAdapter watch = new JobChangeAdapter() {
            @Override
            public void done(IJobChangeEvent event) {
                if (event.getJob().getName().equals("Read queues of " + LAB)) {
                    answered.set(System.nanoTime());
                }
            }
        };
        Job.getJobManager().addJobChangeListener(watch);
        try {
            BrokerPage page = new BrokerPage(workbench);
            Wait.until("the first page is there before the others", Duration.ofSeconds(30), () -> page.table().rowCount() >= 400);
            Wait.until("the broker has answered all pages", Duration.ofSeconds(60), () -> answered.get() != 0);
            Wait.until("all are shown", () -> page.table().rowCount() >= QUEUES);
            assertTrue((System.nanoTime() - answered.get()) / 1_000_000 <= USABLE_MILLIS, "shown " + (System.nanoTime() - answered.get()) / 1_000_000
                    + " ms after the answer");
            assertTrue(millis(() -> {
                page.filter("many.0999");
                Wait.until("the filter", () -> page.table().rowCount() == 10);
            }) <= USABLE_MILLIS, "filtered in time");
            assertTrue(millis(() -> {
                page.filter("");
                page.table().clickHeader(0);
                workbench.settle();
            }) <= USABLE_MILLIS, "sorted in time");
            assertTrue(millis(() -> workbench.run(() -> {
                page.table().widget().setTopIndex(QUEUES - 1);
                page.table().widget().update();
            })) <= USABLE_MILLIS, "scrolled in time");
        } finally {
            Job.getJobManager().removeJobChangeListener(watch);
        }
    }
}
