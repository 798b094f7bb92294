package org.campanile.core.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.inventory.Inventory;
import org.campanile.core.inventory.InventoryHost;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The original service's ways over HTTP. A command that took the connection of an earlier reading would meet its end, and nobody could say then whether it was
 * heard. And its clock may be another.
 */
class OldServerTest {

    private static final Map<String, String> ANSWERS = Map.of("/v1/nodes", "{\"nodes\":[{\"id\":1,\"name\":\"c-0\"}]}", "/v1/ihosts", "{\"ihosts\":[]}",
            "/v1/servicenode/c-0", "{\"origin\":\"sm\",\"hostname\":\"c-0\",\"error_code\":\"0\"}", "/v1/ihosts/u", "{}", "/v1/sm_sda", "{\"sm_sda\":[]}",
            "/v1/services", "{\"services\":[]}");

    private OldServer server;
    private HttpClient http;

    @BeforeEach
    void start() throws IOException {
        server = new OldServer(ANSWERS);
        http = ServiceManager.http(Limits.standard());
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        server.close();
    }

    private ServiceManager manager() throws FailureException {
        return new ServiceManager(new SystemProfile("old", List.of(server.url()), "", true), TokenSource.fixed(Secret.of("t")), http);
    }

    @Test
    void aCommandHasAConnectionOfItsOwn() throws FailureException {
        ServiceManager manager = manager();
        assertEquals("c-0", manager.nodes(Task.unwatched()).get(0).name());
        assertInstanceOf(CommandResult.Accepted.class, manager.command("c-0", Command.swactPreCheck(), Task.unwatched()));
        assertInstanceOf(CommandResult.Accepted.class, manager.command("c-0", Command.swact("available"), Task.unwatched()));
        assertEquals(2, server.commands.get());
    }

    @Test
    void soHasAnActionOfTheInventory() throws FailureException {
        Inventory inventory = new Inventory(URI.create(server.url()), Optional.empty(), task -> Secret.of("t"), http);
        inventory.hosts(Task.unwatched());
        Inventory.Answer answer = inventory.act(new InventoryHost("u", "c-0", "controller", "", "", "", "", "", ""), "swact", Task.unwatched());
        assertEquals("200 ", answer.status() + " " + answer.trouble());
        assertEquals(1, server.commands.get());
    }

    @ParameterizedTest
    @CsvSource({"-70, The controller's clock is 70 minutes behind this computer's.", "300, The controller's clock is 5 hours ahead of this computer's.",
        "-525600, The controller's clock is 365 days behind this computer's.", "1, ''"})
    void aClockFarFromOursIsSaidAndNothingIsReckonedWithIt(int minutes, String said) throws FailureException {
        server.date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(minutes).plusSeconds(Integer.signum(minutes) * 20));
        ServiceManager manager = manager();
        SystemReading reading = manager.read(null, Task.unwatched());
        assertEquals(said.isEmpty() ? List.of() : List.of(said), reading.problems());
        assertEquals(1, reading.nodes().size());
        assertSame(reading, manager.read(reading, Task.unwatched()), "the same clock gives the same reading");
    }

    @Test
    void aClockThatWasSetRightIsNoProblemAnyMore() throws FailureException {
        server.date = "Thu, 01 Jan 1970 00:00:00 GMT";
        ServiceManager manager = manager();
        SystemReading before = manager.read(null, Task.unwatched());
        assertEquals(1, before.problems().size());
        server.date = "no date at all";
        assertEquals(List.of(), manager.read(before, Task.unwatched()).problems());
    }
}
