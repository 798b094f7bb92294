package org.campanile.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.diagnosis.QueuePeek;
import org.campanile.core.diagnosis.QueueRules;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.QueuePage;
import org.campanile.core.rabbitmq.QueueQuery;
import org.campanile.core.rabbitmq.QueueSummary;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile queue}: the broker's queues. */
@Command(name = "queue", description = "Queues of a lab's broker: list, look into, purge, delete.", subcommands = { QueueCommands.ListQueues.class,
        QueueCommands.Peek.class, QueueCommands.Purge.class, QueueCommands.Delete.class })
final class QueueCommands extends GroupCommand {

    /** {@code queue list}. */
    @Command(name = "list", description = "List queues with a verdict. Exit code 1 when one is stuck.")
    static final class ListQueues extends CliCommand {
        @Mixin
        LabOptions lab;

        @Option(names = "--vhost", paramLabel = "VHOST", description = "Only this virtual host.")
        String vhost;

        @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "Only queues whose name holds this text.")
        String name;

        @Option(names = "--stuck", description = "Only queues with messages and no consumer.")
        boolean stuck;

        @Override
        int run() throws FailureException {
            LabSession session = cli.own(lab.open(this, false));
            Rows rows = Rows.of("vhost", "queue", "ready", "unacknowledged", "consumers", "verdict", "who", "words");
            boolean bad = false;
            QueueQuery query = QueueQuery.first(vhost, QueueQuery.LARGEST_PAGE).containing(name);
            QueuePage page;
            do {
                page = session.management(cli.task()).queues(query, cli.task());
                for (QueueSummary q : page.queues()) {
                    QueueRules.Verdict verdict = QueueRules.judge(q);
                    bad |= verdict.flow() == QueueRules.Flow.STUCK;
                    if (!stuck || verdict.flow() == QueueRules.Flow.STUCK) {
                        rows.add(q.vhost(), q.name(), q.messagesReady(), q.messagesUnacknowledged(), q.consumers(), verdict.flow().label(), verdict.consumer(), verdict.words());
                    }
                }
                cli.progress().progress("Listing queues", query.page(), page.pageCount());
                query = query.next();
            } while (query.page() <= page.pageCount());
            cli.progress().clear();
            output().rows(rows);
            return bad ? BAD : GOOD;
        }
    }

    /** What commands on one queue share. */
    abstract static class OnQueue extends CliCommand {
        @Mixin
        LabOptions lab;

        @Parameters(paramLabel = "QUEUE", description = "Its name.")
        String queue;

        @Option(names = "--vhost", paramLabel = "VHOST", description = "Its virtual host (default: the lab's).")
        String vhost;

        @Mixin
        ActOptions act;

        String host(LabSession session) throws FailureException {
            return vhost == null ? session.broker().vhost() : vhost;
        }

        int change(String doing, String sentence, Change change) throws FailureException {
            LabSession session = cli.own(lab.open(this, act.yes));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("queue", queue);
            result.put("vhost", host(session));
            result.put("done", !act.dryRun);
            if (!act.dryRun) {
                new GuardCheck(session.questions()).allow(session.lab(), sentence);
                agree(session.questions(), doing, sentence);
                change.run(session);
                cli.audit().append(session.lab().name(), doing + " " + queue, java.util.List.of(), "done");
            }
            output().thing(result);
            return GOOD;
        }

        interface Change {
            void run(LabSession session) throws FailureException;
        }
    }

    /** {@code queue peek}. */
    @Command(name = "peek", description = { "Show the first messages of a queue.", QueuePeek.WORDS })
    static final class Peek extends OnQueue {
        @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How many (default: ${DEFAULT-VALUE}).")
        int count;

        @Override
        int run() throws FailureException {
            LabSession session = cli.own(lab.open(this, act.yes));
            if (act.dryRun) {
                output().say(QueuePeek.WORDS);
                return GOOD;
            }
            agree(session.questions(), "looking into a queue", QueuePeek.WORDS);
            Rows rows = Rows.of("message_id", "redelivered", "content_type", "bytes", "body");
            QueuePeek.look(session, host(session), queue, Math.max(1, count), cli.task()).forEach(p -> rows.add(p.message().id(), p.redelivered(), p.message().contentType(),
                    p.message().body().length, p.message().text()));
            cli.progress().clear();
            output().rows(rows);
            return GOOD;
        }
    }

    /** {@code queue purge}. */
    @Command(name = "purge", description = "Drop the messages of a queue that no consumer has in work.")
    static final class Purge extends OnQueue {
        @Override
        int run() throws FailureException {
            return change("purge queue", "Drop all waiting messages of queue " + queue + ". They cannot be got back.",
                    session -> session.management(cli.task()).purgeQueue(host(session), queue, cli.task()));
        }
    }

    /** {@code queue delete}. */
    @Command(name = "delete", description = "Delete a queue with its messages.")
    static final class Delete extends OnQueue {
        @Override
        int run() throws FailureException {
            return change("delete queue", "Delete queue " + queue + " with its messages. Consumers of it are thrown out; they cannot be got back.",
                    session -> session.management(cli.task()).deleteQueue(host(session), queue, cli.task()));
        }
    }
}
