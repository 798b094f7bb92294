package org.campanile.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

/** Which lines of a log are the errors of this run. The lines are those of a Murano of release Zed and of systemd. */
class ServiceErrorsTest {

    private static final String OLD = "2026-11-23 02:00:01.123 77 ERROR oslo.messaging._drivers.impl_rabbit [-] Connection failed: ECONNREFUSED";

    private final List<String> log = new ArrayList<>();
    private final ServiceErrors errors = new ServiceErrors(new ServiceSwitch() {
        @Override
        public Optional<String> unavailable() {
            return Optional.empty();
        }

        @Override
        public void stop(Role role, Task task) {
            log.clear();
        }

        @Override
        public void start(Role role, Task task) {
            log.clear();
        }

        @Override
        public List<String> log(Role role, Task task) {
            return List.copyOf(log);
        }
    }, ServiceSwitch.Role.CONDUCTOR);

    private List<String> since() throws FailureException {
        return errors.since(Task.unwatched());
    }

    @Test
    void theErrorOfThisRunIsFoundHoweverLongTheLogIs() throws FailureException {
        for (int i = 0; i < 190; i++) {
            log.add("2026-11-23 02:00:00." + (100 + i) + " 77 INFO murano.common.engine [-] line " + i);
        }
        log.add(OLD);
        errors.begin(Task.unwatched());
        assertEquals(List.of(), since(), "what stood there before is another story");
        log.add("2026-11-23 02:00:02.000 78 INFO murano.common.engine [-] Starting");
        log.add("2026-11-23 02:00:03.000 78 ERROR oslo_messaging.rpc.server [-] Exception during message handling: ValueError: boom");
        log.add("2026-11-23 02:00:03.000 78 ERROR oslo_messaging.rpc.server Traceback (most recent call last):");
        log.add("2026-11-23 02:00:03.000 78 ERROR oslo_messaging.rpc.server ValueError: boom");
        log.add("2026-11-23 02:00:03.000 78 ERROR oslo_messaging.rpc.server ");
        assertEquals("2026-11-23 02:00:03.000 78 ERROR oslo_messaging.rpc.server ValueError: boom", since().getLast());
        assertEquals(3, since().size());
    }

    @Test
    void aFileAndTheJournalMayGrowBoth() throws FailureException {
        log.addAll(List.of(OLD, "ValueError: said before", "murano-engine.service: Failed with result 'exit-code'."));
        errors.begin(Task.unwatched());
        log.add(1, "2026-11-23 02:00:05.000 78 CRITICAL murano [-] Unhandled error");
        log.add("ValueError: said before");
        assertEquals(List.of("2026-11-23 02:00:05.000 78 CRITICAL murano [-] Unhandled error", "ValueError: said before"), since());
    }

    @Test
    void anErrorAfterWhichAllWentOnIsNotTheEnd() {
        String info = "2026-11-23 02:00:09.000 78 INFO eventlet.wsgi.server [-] GET /v1/environments";
        assertEquals(List.of(), ServiceErrors.atTheEnd(List.of(OLD, info, "Stopped murano-api.service - OpenStack Murano API.")));
        assertEquals(List.of(OLD), ServiceErrors.atTheEnd(List.of(info, OLD, "murano-api.service: Deactivated successfully.")));
    }
}
