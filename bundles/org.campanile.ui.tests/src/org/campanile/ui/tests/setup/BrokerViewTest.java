package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.campanile.core.diagnosis.QueuePeek;
import org.campanile.core.history.AuditEntry;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.ui.Services;
import org.campanile.ui.setup.broker.BrokerIds;
import org.campanile.ui.setup.broker.BrokerView;
import org.campanile.ui.setup.broker.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.BrokerPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queues of the demo lab's broker: which is stuck and who should take its messages, and what looking into one says and does. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class BrokerViewTest {

    private static final String STUCK = "e0123456789abcdef0123456789abcdef-unit-1";

    private interface OnBroker<T> {
        T with(Messaging messaging, Task task) throws FailureException;
    }

    private static <T> T broker(Services services, Lab lab, OnBroker<T> work) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            return work.with(session.messaging(task), task);
        }
    }

    @BeforeEach
    void aPlanThatNobodyTakes(Services services, Lab lab) throws FailureException {
        broker(services, lab, (messaging, task) -> {
            messaging.declareQueue(STUCK, task);
            messaging.declareQueue("window-quiet", task);
            messaging.publish(STUCK, Message.json("plan-1", "{\"Body\":\"return 1\"}"), task);
            return null;
        });
    }

    @AfterEach
    void gone(Services services, Lab lab) throws FailureException {
        broker(services, lab, (messaging, task) -> {
            messaging.deleteQueue(STUCK, task);
            messaging.deleteQueue("window-quiet", task);
            return null;
        });
    }

    @Test
    void aStuckQueueStandsFirstWithWhoShouldTakeItsMessages(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        BrokerPage page = new BrokerPage(workbench);
        Wait.until("the queues are read", Duration.ofSeconds(20), () -> {
            workbench.command("org.eclipse.ui.file.refresh");
            return page.queues().contains(STUCK) && page.summary().endsWith("1 stuck");
        });
        TableDriver table = page.table();
        assertEquals(List.of(STUCK, "/", "Stuck", "1", "0"), List.of(table.cell(0, 0), table.cell(0, 1), table.cell(0, 2), table.cell(0, 3), table.cell(0, 4)));
        assertEquals("agent of the unit", table.cell(0, 7));
        assertEquals("1 message waits and there is no consumer. The agent of the unit should take it.", table.cell(0, 8));
        page.filter("window-quiet");
        Wait.until("it is the only one", () -> page.queues().equals(List.of("window-quiet")));
        assertEquals("Idle", table.cell(0, 2));
        page.filter("");

        ShellDriver dialog = page.peek(0);
        String words = dialog.withId(BrokerIds.PEEK + ".words").read(l -> ((Label) l).getText());
        assertEquals(QueuePeek.WORDS, words, "it says before what it does");
        assertEquals("", dialog.textWithId(BrokerIds.PEEK + ".messages").getText(), "nothing is taken by opening it");
        dialog.buttonWithId(BrokerIds.PEEK + ".look").click();
        Wait.until("the message is shown", () -> dialog.textWithId(BrokerIds.PEEK + ".messages").getText().contains("return 1"));
        assertTrue(dialog.textWithId(BrokerIds.PEEK + ".messages").getText().startsWith("message_id: plan-1\n"));
        Wait.until("it can look again", () -> dialog.buttonWithId(BrokerIds.PEEK + ".look").isEnabled());
        dialog.buttonWithId(BrokerIds.PEEK + ".look").click();
        Wait.until("it says that it had been delivered, which was the first look", () -> dialog.textWithId(BrokerIds.PEEK + ".messages").getText()
                .contains("(had been delivered before)"));
        dialog.button(Messages.close).click();
        dialog.waitUntilClosed();
        assertEquals(1, waiting(services, lab), "the message was given back");
    }

    private static int waiting(Services services, Lab lab) throws FailureException {
        return broker(services, lab, (messaging, task) -> messaging.count(STUCK, task).messagesReady()).intValue();
    }

    private static void agree(WorkbenchDriver workbench, String question) {
        ShellDriver shell = workbench.shell(org.campanile.ui.ask.Messages.confirmChange);
        shell.label(question);
        shell.buttonWithId("org.campanile.ui.confirm.yes").click();
        shell.waitUntilClosed();
        workbench.waitForJobs(BrokerView.class, Duration.ofSeconds(20));
        workbench.settle();
    }

    @Test
    void aQueueIsPurgedAndDeletedAfterAQuestionAndARefusalStays(WorkbenchDriver workbench, Services services, Lab lab, DemoLab demo) throws Exception {
        BrokerPage page = new BrokerPage(workbench);
        page.filter(STUCK);
        Wait.until("it is read", Duration.ofSeconds(20), () -> {
            workbench.command("org.eclipse.ui.file.refresh");
            return page.queues().equals(List.of(STUCK));
        });
        TableDriver table = page.table();
        table.select(0);
        demo.faults().add(Fault.status("rabbitmq", "DELETE", "/api/queues/.*/contents", 503, "{\"error\":\"nodedown\"}", 1));
        table.contextMenu(Messages.purgeAction).click();
        agree(workbench, NLS.bind(Messages.confirmPurgeOne, STUCK));
        assertTrue(page.view().label("While purging queue").contains(STUCK), "reading the queues again leaves it there");
        assertEquals(1, waiting(services, lab));

        table.contextMenu(Messages.purgeAction).click();
        agree(workbench, NLS.bind(Messages.confirmPurgeOne, STUCK));
        assertEquals(0, waiting(services, lab));
        table.contextMenu(Messages.deleteAction).click();
        agree(workbench, NLS.bind(Messages.confirmDeleteOne, STUCK));
        Wait.until("it is gone", Duration.ofSeconds(20), () -> page.queues().isEmpty());
        List<String> told = AuditLog.of(services.home().audit()).newest(2).stream().map(AuditEntry::what).sorted().toList();
        assertEquals(List.of(NLS.bind(Messages.deleteRecord, STUCK, "/"), NLS.bind(Messages.purgeRecord, STUCK, "/")), told);
        page.filter("");
    }
}
