package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentRules;
import org.campanile.core.environment.Layout;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.Unit;
import org.campanile.core.environment.WrongTextException;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.task.FailureException;
import org.campanile.ui.topology.document.Draft;
import org.campanile.ui.topology.document.Edits;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.document.EnvironmentStore;
import org.campanile.ui.topology.document.ServiceClip;
import org.campanile.ui.topology.scene.Alignment;
import org.campanile.ui.topology.scene.Spot;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.operations.DefaultOperationHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The open document: undo, the save mark, the file. No window. */
class EnvironmentDocumentTest {

    private final DefaultOperationHistory history = new DefaultOperationHistory();
    private final EnvironmentDocument document = new EnvironmentDocument(new Draft(Documents.domainAndWeb(), Layout.EMPTY), Documents.TYPES, history);
    private final Edits edits = new Edits(document);
    private final String web = document.environment().services().getLast().id();

    private void undo() throws ExecutionException {
        assertTrue(history.undo(document.undoContext(), null, null).isOK());
    }

    private void redo() throws ExecutionException {
        assertTrue(history.redo(document.undoContext(), null, null).isOK());
    }

    @Test
    void dirtyMeansNotAtTheSaveMark() throws ExecutionException {
        Draft first = document.draft();
        document.edit("Rename", env -> env.rename("other"));
        assertTrue(document.dirty());
        undo();
        assertEquals(first, document.draft());
        assertFalse(document.dirty());
        redo();
        document.saved(document.draft());
        assertFalse(document.dirty());
        undo();
        assertTrue(document.dirty());
    }

    @Test
    void lettersTypedIntoOneFieldAreOneStep() throws ExecutionException {
        for (String text : List.of("m", "m1", "m1.", "m1.small")) {
            document.edit("Change flavor", "flavor", env -> env.setField(web, Service.FLAVOR, text));
        }
        document.edit("Change image", "image", env -> env.setField(web, Service.IMAGE, "win"));
        assertEquals(2, history.getUndoHistory(document.undoContext()).length);
        undo();
        undo();
        assertFalse(document.dirty());
        redo();
        assertEquals("m1.small", document.environment().service(web).orElseThrow().text(Service.FLAVOR));
    }

    @Test
    void lettersTypedAfterSavingAreAStepOfTheirOwn() throws ExecutionException {
        document.edit("Change flavor", "flavor", env -> env.setField(web, Service.FLAVOR, "a"));
        document.saved(document.draft());
        document.edit("Change flavor", "flavor", env -> env.setField(web, Service.FLAVOR, "ab"));
        undo();
        assertFalse(document.dirty(), "undo comes back to what is saved");
    }

    @Test
    void anEditThatChangesNothingIsNoStep() {
        document.edit("Rename", env -> env.rename(env.name()));
        assertEquals(0, history.getUndoHistory(document.undoContext()).length);
    }

    @Test
    void addedServicesAreSelectedAndTakeTheUsualImage() {
        document.edit("Image", env -> env.setField(web, Service.IMAGE, "ws-2022"));
        ServiceType type = Documents.TYPES.find("msSqlServer").orElseThrow();
        edits.add(type, Optional.of(new Spot(101, 58)));
        Service added = document.environment().services().getLast();
        assertEquals(Set.of(added.id()), document.selection());
        assertEquals("ws-2022", added.image());
        assertEquals("domain.local", added.text(Service.DOMAIN));
        assertEquals(new Layout.Position(104, 56, true), document.draft().layout().positions().get(added.id()));
    }

    @Test
    void deletingForgetsThePlaceAndUndoBringsBothBack() throws ExecutionException {
        edits.move(Documents.scene(document.environment(), Layout.EMPTY), Set.of(web), 8, 16);
        Draft before = document.draft();
        document.select(Set.of(web));
        edits.remove(document.selection());
        assertTrue(document.draft().layout().positions().isEmpty());
        assertEquals(Set.of(), document.selection());
        undo();
        assertEquals(before, document.draft());
    }

    @Test
    void answersAboutOlderDocumentsAreDropped() {
        Environment old = document.environment();
        Draft draft = document.draft();
        document.edit("Rename", env -> env.rename("newer"));
        document.problems(old, List.of(new Problem(Problem.Severity.ERROR, "r", "", "", "", "m", "f", Optional.empty())));
        document.automatic(draft, Layout.EMPTY.with(web, new Layout.Position(1, 1, false)));
        assertEquals(List.of(), document.problems());
        assertEquals(Layout.EMPTY, document.automatic());
    }

    @Test
    void twoHundredRandomEditsAreUndoneToTheBeginning() throws ExecutionException {
        Random random = new Random(20261121);
        Draft first = document.draft();
        List<Draft> states = new ArrayList<>(List.of(first));
        for (int i = 0; i < 200; i++) {
            List<Service> services = document.environment().services();
            String some = services.isEmpty() ? "" : services.get(random.nextInt(services.size())).id();
            switch (random.nextInt(5)) {
                case 0 -> edits.add(Documents.TYPES.all().get(random.nextInt(Documents.TYPES.all().size())), Optional.of(new Spot(random.nextInt(500), 0)));
                case 1 -> edits.remove(services.size() > 3 ? Set.of(some) : Set.of());
                case 2 -> edits.addUnit(some);
                case 3 -> edits.move(Documents.scene(document.environment(), document.draft().layout()), Set.of(some), 8, 8);
                default -> document.edit("Rename", env -> env.renameService(some, "n" + random.nextInt(1000), Documents.TYPES));
            }
            if (!document.draft().equals(states.getLast())) {
                states.add(document.draft());
            }
        }
        assertTrue(states.size() > 100);
        for (int i = states.size() - 2; i >= 0; i--) {
            undo();
            assertEquals(states.get(i), document.draft());
        }
        for (Draft state : states.subList(1, states.size())) {
            redo();
            assertEquals(state, document.draft());
        }
    }

    @Test
    void everyKindOfEditIsUndoneToTheLastByteOfTheFiles(@TempDir Path folder) throws Exception {
        EnvironmentStore store = new EnvironmentStore(folder.resolve("one.yaml"), Documents.TYPES, new MemorySecrets());
        edits.move(Documents.scene(document.environment(), Layout.EMPTY), Set.of(web), 24, 8);
        document.saved(store.write(document.draft()));
        int steps = history.getUndoHistory(document.undoContext()).length;
        String text = Files.readString(store.file());
        String places = Files.readString(folder.resolve("one.layout.yaml"));
        Environment other = Documents.many(4);
        Random random = new Random(20261122);
        Set<Integer> changing = new TreeSet<>();
        for (int i = 0; i < 400; i++) {
            Draft before = document.draft();
            int kind = i < 14 ? i : random.nextInt(14);
            edit(kind, random, other);
            if (!document.draft().equals(before)) {
                changing.add(kind);
            }
        }
        assertEquals(14, changing.size(), () -> "kinds of edits that changed something: " + changing);
        while (history.getUndoHistory(document.undoContext()).length > steps) {
            undo();
        }
        assertFalse(document.dirty());
        store.write(document.draft());
        assertEquals(text, Files.readString(store.file()));
        assertEquals(places, Files.readString(folder.resolve("one.layout.yaml")));
    }

    /** Adding, removing, units, moving, pinning and freeing, aligning, connecting, pasting from another environment, fields, names, quick fixes, a whole new source. */
    private void edit(int kind, Random random, Environment other) throws FailureException {
        Environment now = document.environment();
        List<Service> services = now.services();
        Service some = services.get(random.nextInt(services.size()));
        List<Unit> units = services.stream().flatMap(s -> s.units().stream()).toList();
        switch (kind) {
            case 0 -> edits.add(Documents.TYPES.all().get(random.nextInt(Documents.TYPES.all().size())), Optional.of(new Spot(random.nextInt(500), 40)));
            case 1 -> edits.paste(new ServiceClip(Documents.TYPES).copy(other, other.services().stream().limit(2).map(Service::id).collect(Collectors.toSet())));
            case 2 -> edits.addUnit(some.id());
            case 3 -> edits.move(Documents.scene(now, document.draft().layout()), Set.of(some.id()), 8 + random.nextInt(5) * 8, 8);
            case 4 -> edits.align(Documents.scene(now, document.draft().layout()), services.stream().map(Service::id).collect(Collectors.toSet()), Alignment.LEFT);
            case 5 -> edits.free(services.stream().map(Service::id).collect(Collectors.toSet()));
            case 6 -> edits.disconnect(services.stream().map(Service::id).collect(Collectors.toSet()));
            case 7 -> services.stream().filter(s -> s.type().equals("activeDirectory")).findFirst()
                    .ifPresent(domain -> services.stream().filter(s -> s.type().equals("webServer")).findFirst().ifPresent(s -> edits.connect(s.id(), domain.id())));
            case 8 -> document.edit("Change", "key" + random.nextInt(3), env -> env.setField(some.id(), Service.FLAVOR, "m" + random.nextInt(1000)));
            case 9 -> document.edit("Rename", env -> env.renameService(some.id(), "n" + random.nextInt(1000), Documents.TYPES));
            case 10 -> {
                document.edit("Break", env -> env.setField(some.id(), Service.DOMAIN, "nowhere.local"));
                new EnvironmentRules(Documents.TYPES).validate(document.environment(), Optional.empty()).stream().flatMap(p -> p.quickFix().stream()).findFirst()
                        .ifPresent(f -> document.edit(f.label(), f.edit()));
            }
            case 11 -> edits.removeUnit(units.isEmpty() ? "" : units.get(random.nextInt(units.size())).id());
            case 12 -> edits.remove(services.size() > 3 ? Set.of(some.id()) : Set.of());
            default -> document.edit("Edit source", env -> env.with("note" + random.nextInt(5), "text " + random.nextInt(100)).rename("lab " + random.nextInt(100)));
        }
    }

    @Test
    void savedAndReadAgainItIsEqualWithPlaces(@TempDir Path folder) throws FailureException {
        EnvironmentStore store = new EnvironmentStore(folder.resolve("one.yaml"), Documents.TYPES, new MemorySecrets());
        edits.move(Documents.scene(document.environment(), Layout.EMPTY), Set.of(web), 8, 16);
        Draft written = store.write(document.draft());
        assertEquals(document.draft(), written);
        assertEquals(document.draft(), store.read());
        assertFalse(store.changedOutside());
    }

    @Test
    void aWrongFileComesBackAsTextWithItsLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.yaml"), "format: 1\nname: x\nservices:\n- type: [webServer]\n");
        EnvironmentStore store = new EnvironmentStore(file, Documents.TYPES, new MemorySecrets());
        EnvironmentStore.Broken broken = (EnvironmentStore.Broken) store.open();
        assertTrue(broken.why().failure().subject().contains("line 4"), broken.why().failure().subject());
        assertEquals(4, assertInstanceOf(WrongTextException.class, broken.why()).line());
        assertTrue(broken.text().contains("[webServer]"));
    }

    @Test
    void clearPasswordsOfAFileArePutAway(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("clear.yaml"),
                "format: 1\nname: x\nservices:\n- type: webServer\n  name: w\n  adminPassword: P@ssw0rd-clear\n  units: [{number: 1}]\n");
        EnvironmentStore store = new EnvironmentStore(file, Documents.TYPES, new MemorySecrets());
        Draft read = store.read();
        store.write(read);
        assertFalse(Files.readString(file).contains("P@ssw0rd-clear"));
        assertTrue(Files.readString(file).contains("secret: w/adminPassword"), Files.readString(file));
    }

    @Test
    void aChangeByAnotherProgramIsNoticed(@TempDir Path folder) throws Exception {
        EnvironmentStore store = new EnvironmentStore(folder.resolve("one.yaml"), Documents.TYPES, new MemorySecrets());
        store.write(document.draft());
        Files.writeString(store.file(), Files.readString(store.file()).replace("lab one", "lab two"));
        assertTrue(store.changedOutside());
    }
}
