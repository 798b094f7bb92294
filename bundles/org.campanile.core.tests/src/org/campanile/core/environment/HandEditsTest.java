package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody wrote by hand into a document outlives the editor's saves. */
class HandEditsTest {

    private static final String BY_HAND = """
            # The office's lab.
            format: 1
            name: office   # do not rename

            ticket: OPS-17
            services:
              # Everybody logs on here.
              - type: activeDirectory
                name: acme.local
                osImage: 'ws-2022'       # the patched one
                flavor: m1.medium
                owner: {team: identity, mail: id@example.org}
                units:
                  - isMaster: true
                    recoveryPassword: {secret: dsrm}
                  # The second one is for the night.
                  - isMaster: false
                    recoveryPassword: {secret: dsrm}

              # The intranet.
              - type: webServer
                name: intranet
                domain: acme.local
                unitNamingPattern: web#
                osImage: ws-2022
                adminPassword:
                  secret: web
                units:
                  - {}
            # The end.
            """;

    private final EnvironmentFile format = new EnvironmentFile(Samples.TYPES);

    @Test
    void linesThatEndAsOnWindowsKeepTheirCommentsAndTheirEnds() throws Exception {
        String text = BY_HAND.replace("\n", "\r\n");
        Environment before = format.parse("x", text);
        Environment after = before.setField(before.services().getLast().id(), "flavor", "m1.large").rename("home");
        String merged = format.merged(text, after);
        assertEquals(after, format.parse("y", merged));
        assertEquals(comments(format.merged(BY_HAND, after)), comments(merged));
        assertEquals(merged, merged.replace("\r\n", "\n").replace("\n", "\r\n"));
        assertFalse(comments(merged).isEmpty());
    }

    private static List<String> comments(String text) {
        return text.lines().filter(line -> line.contains("#") && !line.contains("web#") || line.contains("# ")).map(line -> line.substring(line.lastIndexOf("# ")))
                .toList();
    }

    @Test
    void aChangedValueChangesItsLineAlone() throws Exception {
        Environment before = format.parse("x", BY_HAND);
        Environment after = before.setField(before.services().getLast().id(), Service.FLAVOR, "m1.large").setField(before.services().getFirst().id(), Service.IMAGE, "ws-2025");
        String saved = format.merged(BY_HAND, after);
        assertEquals(after, format.parse("x", saved));
        assertEquals(comments(BY_HAND), comments(saved));
        assertTrue(saved.contains("osImage: ws-2025       # the patched one"), saved);
        List<String> old = BY_HAND.lines().toList();
        assertEquals(2, saved.lines().filter(line -> !old.contains(line)).count(), saved);
        assertEquals(BY_HAND, format.merged(BY_HAND, before), "nothing changed, nothing written");
    }

    @Test
    void unitsAndServicesComeAndGoAndMove() throws Exception {
        Environment before = format.parse("x", BY_HAND);
        Service domain = before.services().getFirst();
        Environment after = before.addUnit(domain.id(), Samples.TYPES).withServices(List.of(before.addUnit(domain.id(), Samples.TYPES).services().getLast(), domain))
                .addService(Samples.TYPES.newService(Samples.TYPES.find("msSqlServer").orElseThrow(), before));
        String saved = format.merged(BY_HAND, after);
        assertEquals(after, format.parse("x", saved));
        assertTrue(saved.indexOf("# The intranet.") < saved.indexOf("name: intranet") && saved.indexOf("name: intranet") < saved.indexOf("# Everybody"), saved);
        assertTrue(saved.contains("# The second one is for the night."), saved);
        Environment less = before.removeService(domain.id());
        String rest = format.merged(BY_HAND, less);
        assertEquals(less, format.parse("x", rest));
        assertTrue(rest.contains("# The intranet.") && rest.contains("ticket: OPS-17") && rest.contains("# The end."), rest);
    }

    @Test
    void aRenamedServiceWithoutAnIdGetsTheOneItHad() throws Exception {
        Environment before = format.parse("x", BY_HAND);
        Environment after = before.renameService(before.services().getLast().id(), "portal", Samples.TYPES);
        String saved = format.merged(BY_HAND, after);
        assertEquals(after, format.parse("x", saved));
        assertEquals(comments(BY_HAND), comments(saved));
        assertTrue(saved.contains("id: " + before.services().getLast().id()), saved);
    }

    @Test
    void savingMergesAndATextThatIsNoneIsWrittenAnew(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("office.yaml"), BY_HAND);
        Environment after = format.read(file).setDomain(format.read(file).services().getLast().id(), "");
        format.save(file, after);
        assertTrue(Files.readString(file).contains("# Everybody logs on here."));
        assertFalse(Files.readString(file).contains("    domain: acme.local\n"), Files.readString(file));
        Files.writeString(file, "no: [document");
        format.save(file, after);
        assertEquals(format.write(after), Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })
    void randomEditsAreSavedRightAndUndoneToTheBeginning(long seed) throws Exception {
        Random random = new Random(seed);
        Environment start = format.parse("x", BY_HAND);
        Environment now = start;
        String text = BY_HAND;
        for (int i = 0; i < 25; i++) {
            now = edit(random, now);
            text = format.merged(text, now);
            assertEquals(now, format.parse("x", text), text);
            assertTrue(text.contains("# The office's lab.") && text.contains("# do not rename"), text);
        }
        assertEquals(start, format.parse("x", format.merged(text, start)));
    }

    private static Environment edit(Random random, Environment now) {
        if (now.services().isEmpty() || random.nextInt(6) == 0) {
            ServiceType type = Samples.TYPES.all().get(random.nextInt(Samples.TYPES.all().size()));
            return now.addService(random.nextInt(now.services().size() + 1), Samples.TYPES.newService(type, now));
        }
        Service any = now.services().get(random.nextInt(now.services().size()));
        return switch (random.nextInt(7)) {
            case 0 -> now.removeService(any.id());
            case 1 -> now.addUnit(any.id(), Samples.TYPES);
            case 2 -> any.units().isEmpty() ? now : now.removeUnit(any.units().get(random.nextInt(any.units().size())).id());
            case 3 -> now.setField(any.id(), Service.FLAVOR, random.nextBoolean() ? null : "m" + random.nextInt(9));
            case 4 -> now.setField(any.id(), "volumes", random.nextBoolean() ? null : List.of("10", "2" + random.nextInt(9)));
            case 5 -> now.renameService(any.id(), "name: " + random.nextInt(99) + " # odd \"'", Samples.TYPES);
            default -> now.setField(any.id(), "note", random.nextInt(3) == 0 ? null : random.nextBoolean() ? "two\nlines" : "\u00e4 \ud83d\ude00 yes");
        };
    }
}
