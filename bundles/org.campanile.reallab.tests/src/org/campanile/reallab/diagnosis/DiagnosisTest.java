package org.campanile.reallab.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.campanile.core.ask.Questions;
import org.campanile.core.diagnosis.Chain;
import org.campanile.core.diagnosis.ChainLook;
import org.campanile.core.diagnosis.Diagnosis;
import org.campanile.core.diagnosis.GuidedSearch;
import org.campanile.core.diagnosis.Knowledge;
import org.campanile.core.diagnosis.Link;
import org.campanile.core.diagnosis.LinkState;
import org.campanile.core.diagnosis.QueuePeek;
import org.campanile.core.diagnosis.ServiceSwitch;
import org.campanile.core.diagnosis.Symptom;
import org.campanile.core.diagnosis.Target;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.logs.LogQuery;
import org.campanile.core.logs.LogSearch;
import org.campanile.core.logs.LogSource;
import org.campanile.core.logs.LogStatus;
import org.campanile.core.logs.LogStore;
import org.campanile.core.logs.LogFollower;
import org.campanile.core.logs.RemoteFeed;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diagnosis, looking into queues and following logs against services that nobody of this project wrote. */
class DiagnosisTest {

    private static final HostProfile HOST = RealLab.host("box", "reallab");

    @TempDir
    Path folder;

    private final Task task = Task.unwatched();
    private LabSession session;

    private LabSession session(String vhost, Secret brokerPassword) {
        Lab lab = new Lab("Real lab", Lab.DEFAULT_COLOUR, Guard.NORMAL, Optional.of(RealLab.cloud()), Optional.of(RealLab.broker(vhost)), List.of(), List.of(HOST), "", Map.of());
        MemorySecrets secrets = new MemorySecrets();
        secrets.store(lab.cloudKey(), RealLab.cloudPassword());
        secrets.store(lab.brokerKey(), brokerPassword);
        Questions trusting = new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.ONCE;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                return true;
            }
        };
        session = new LabSession(lab, secrets, trusting, org.campanile.core.trust.CertificateTrust.asking(trusting), CloudConnector.create(),
                new RemoteAccess(secrets, trusting, folder.resolve("known_hosts")));
        return session;
    }

    @AfterEach
    void close() {
        session.close();
    }

    private Diagnosis look(LabSession of) throws FailureException {
        return new ChainLook(of, new Chain(Knowledge.shipped(), Duration.ofMinutes(5)), Target.lab("Real lab"), d -> {
        }).look(task);
    }

    @Test
    void aLabThatIsWellHolds() throws FailureException {
        Diagnosis found = look(session("/", RealLab.brokerPassword()));
        assertEquals(Optional.empty(), found.broken(), found.sights().toString());
        assertEquals(LinkState.GOOD, found.sight(Link.MURANO_API).state(), found.sights().toString());
        assertEquals(LinkState.GOOD, found.sight(Link.CONDUCTOR).state(), found.sights().toString());
    }

    @Test
    void rabbitsOwnWordsAreKnown() throws FailureException {
        Diagnosis login = look(session("/", Secret.of("wrong")));
        assertEquals(Link.BROKER, login.broken().orElseThrow().link());
        assertEquals(List.of("broker.login-refused"), login.broken().get().symptoms().stream().map(Symptom::id).toList());
        session.close();
        Diagnosis vhost = look(session("campanile-nowhere", RealLab.brokerPassword()));
        assertEquals(List.of("broker.vhost-missing"), vhost.broken().orElseThrow().symptoms().stream().map(Symptom::id).toList());
    }

    @Test
    void anEnvironmentGoesThroughTheRealMurano() throws FailureException {
        List<GuidedSearch.Step> steps = new ArrayList<>();
        GuidedSearch.Options options = new GuidedSearch.Options("", "", "", Duration.ofSeconds(1), Duration.ofMinutes(3));
        Diagnosis found = new GuidedSearch(session("/", RealLab.brokerPassword()), new Chain(Knowledge.shipped(), Duration.ofMinutes(5)),
                ServiceSwitch.none("The lab is shared, so its services stay as they are."), options, p -> {
                    steps.clear();
                    steps.addAll(p.steps());
                }).run(task);
        assertEquals(Optional.empty(), found.broken(), found.sights().toString());
        assertEquals(GuidedSearch.State.DONE, steps.get(2).state(), steps.toString());
        assertEquals(GuidedSearch.State.DONE, steps.get(5).state(), steps.toString());
        assertEquals(LinkState.GOOD, found.sight(Link.HEAT).state(), found.sights().toString());
        assertEquals(GuidedSearch.State.DONE, steps.get(6).state(), steps.toString());
        assertTrue(steps.get(6).told().contains("so is the package"), steps.toString());
    }

    @Test
    void lookingIntoAQueueKeepsMessagesAndTheirOrder() throws FailureException {
        LabSession on = session("/", RealLab.brokerPassword());
        String queue = "campanile.dia." + UUID.randomUUID();
        try (Messaging messaging = on.messaging(task)) {
            messaging.declareQueue(queue, task);
            try {
                for (int i = 0; i < 3; i++) {
                    messaging.publish(queue, Message.json("m" + i, "{}"), task);
                }
                List<QueuePeek.Peeked> first = QueuePeek.look(on, "/", queue, 2, task);
                assertEquals(List.of("m0", "m1"), first.stream().map(p -> p.message().id()).toList());
                assertTrue(first.stream().noneMatch(QueuePeek.Peeked::redelivered));
                List<QueuePeek.Peeked> second = QueuePeek.look(on, "/", queue, 10, task);
                assertEquals(List.of("m0", "m1", "m2"), second.stream().map(p -> p.message().id()).toList());
                assertEquals(List.of(true, true, false), second.stream().map(QueuePeek.Peeked::redelivered).toList(), "the mark that the words warn of");
                assertEquals(3, messaging.count(queue, task).messagesReady());
            } finally {
                messaging.deleteQueue(queue, task);
            }
        }
    }

    @Test
    void aLogIsFollowedOverSshThroughRotation() throws Exception {
        LabSession on = session("/", RealLab.brokerPassword());
        String dir = on.host("box", task).run(Command.of("mktemp -d"), task).out().strip();
        try {
            LogSource log = LogSource.file("box", dir + "/a b.log");
            LogSource none = LogSource.file("box", dir + "/none.log");
            RemoteFeed feed = new RemoteFeed(t -> on.host("box", t), HOST, List.of(log, none), false, 1 << 20, 64);
            LogStore store = new LogStore();
            LogFollower follower = new LogFollower(store, Duration.ofSeconds(1), s -> {
            });
            shell(on, "cd " + dir + " && printf '2023-01-01 00:00:01 ERROR boom\\nTraceback (most recent call last):\\n  x\\n' > 'a b.log'");
            follower.once(List.of(log, none), feed, task);
            shell(on, "cd " + dir + " && printf '2023-01-01 00:00:02 INFO the last of the old, which is longer than what one look may bring\\n' >> 'a b.log' && mv 'a b.log' 'a b.log.1' "
                    + "&& printf '2023-01-01 00:00:03 INFO new gr\\303\\274n\\n' > 'a b.log'");
            follower.once(List.of(log, none), feed, task);
            shell(on, "cd " + dir + " && printf '2023-01-01 00:00:04 INFO short\\n' > 'a b.log'");
            follower.once(List.of(log, none), feed, task);
            var view = new LogSearch(store).run(LogQuery.ALL, task);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < view.size(); i++) {
                texts.add(view.text(i).replaceAll("2023-01-01 00:00:0\\d ", ""));
            }
            assertEquals(List.of("ERROR boom\nTraceback (most recent call last):\n  x", "INFO the last of the old, which is longer than what one look may bring", "INFO new gr\u00fcn",
                    "INFO short"), texts);
            assertEquals(LogStatus.State.MISSING, follower.states().stream().filter(s -> s.source().equals(none)).findFirst().orElseThrow().state());
        } finally {
            shell(on, "rm -rf " + Command.quote(dir));
        }
    }

    @Test
    void aFileThatVanishedAndCameBackIsReadFromItsBegin() throws Exception {
        LabSession on = session("/", RealLab.brokerPassword());
        String dir = on.host("box", task).run(Command.of("mktemp -d"), task).out().strip();
        try {
            LogSource log = LogSource.file("box", dir + "/gone.log");
            RemoteFeed feed = new RemoteFeed(t -> on.host("box", t), HOST, List.of(log), false, 1 << 20, 1 << 20);
            LogStore store = new LogStore();
            LogFollower follower = new LogFollower(store, Duration.ofSeconds(1), s -> {
            });
            shell(on, "cd " + dir + " && printf 'one\\n' > gone.log && sleep 1.1");
            follower.once(List.of(log), feed, task);
            // Most file systems give the number of the file that went to the one that comes.
            shell(on, "cd " + dir + " && rm gone.log && printf 'two, which is longer\\nthree\\n' > gone.log");
            follower.once(List.of(log), feed, task);
            var view = new LogSearch(store).run(LogQuery.ALL.foldedIf(false), task);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < view.size(); i++) {
                texts.add(view.text(i));
            }
            assertEquals(List.of("one", "two, which is longer", "three"), texts);
        } finally {
            shell(on, "rm -rf " + Command.quote(dir));
        }
    }

    private void shell(LabSession on, String line) throws FailureException {
        assertTrue(on.host("box", task).run(Command.of(line), task).ok(), line);
    }

    @Test
    void theLogsOfTheLabHaveTimesAndSeverities() throws Exception {
        Path logs = RealLab.state().resolve("log");
        session("/", RealLab.brokerPassword());
        List<LogSource> sources = new ArrayList<>();
        for (String name : List.of("murano-api.log", "murano-engine.log", "heat-engine.log", "nova-compute1.log", "keystone.log", "rabbitmq.log")) {
            if (Files.isReadable(logs.resolve(name))) {
                sources.add(LogSource.file(LogSource.LOCAL, logs.resolve(name).toString()));
            }
        }
        LogStore store = new LogStore();
        new LogFollower(store, Duration.ofSeconds(1), s -> {
        }).once(sources, new org.campanile.core.logs.LocalFeed(sources, 1 << 20, 1 << 20), task);
        var view = new LogSearch(store).run(LogQuery.ALL, task);
        long timed = 0;
        for (int i = 0; i < view.size(); i++) {
            timed += view.entry(i).orElseThrow().time().isPresent() ? 1 : 0;
        }
        assertTrue(view.size() > 100, "only " + view.size() + " entries in " + sources);
        assertTrue(timed > view.size() * 0.95, timed + " of " + view.size() + " entries have a time");
    }
}
