package org.campanile.core.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.core.deploy.HotTemplate;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

/** What an import tells of what it left out, changed and added; a text that needs none of it gives no note. */
class EnvironmentImportTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();

    private static List<String> notes(EnvironmentImport.Imported imported) {
        return imported.notes().stream().map(n -> n.kind().label() + " | " + n.where() + " | " + n.what()).toList();
    }

    private static EnvironmentImport.Imported read(String text) throws FailureException {
        return new EnvironmentImport(TYPES).read("test.json", text, "site");
    }

    @Test
    void eachKeyThatTheDocumentSaysOtherwiseIsNamed() throws FailureException {
        EnvironmentImport.Imported imported = read("""
                {"name": "north", "status": "ready", "services": [
                 {"type": "activeDirectory", "name": "x", "domain": "a.local", "adminPassword": "Secret-1", "status": "deployed", "osImage": {"name": "win", "title": "win"},
                  "units": [{"isMaster": true, "state": {"x": 1}}]},
                 {"id": "w1", "type": "webServer", "name": "web", "adminPassword": "", "units": [{"domain": "a.local"}]},
                 {"id": "o1", "type": "other", "name": "odd", "units": []}]}""");
        assertEquals("north", imported.environment().name());
        assertEquals(List.of("Left out | Environment | status", "Added | a.local | id", "Changed | a.local | name", "Changed | a.local | adminPassword",
                "Left out | a.local | status", "Changed | a.local | osImage", "Left out | a.local, unit 1 | state", "Changed | web | domain", "Changed | odd | type"), notes(imported));
        assertFalse(imported.notes().toString().contains("Secret-1"));
    }

    @Test
    void aPasswordThatTheTypeDoesNotKnowIsLeftOut() throws FailureException {
        EnvironmentImport.Imported imported = read("[{\"id\": \"w1\", \"type\": \"webServer\", \"name\": \"web\", \"myPassword\": \"Sec-1\", \"units\": [{\"id\": \"u1\", \"passwd\": \"Sec-2\"}]},"
                + "{\"id\": \"o\", \"type\": \"other\", \"name\": \"odd\", \"rootPassword\": \"Sec-3\", \"units\": []}]");
        assertFalse(imported.toString().contains("Sec-"), imported::toString);
        assertEquals(List.of("Left out | web | myPassword", "Left out | web, unit 1 | passwd", "Changed | odd | type", "Left out | odd | rootPassword"), notes(imported));
    }

    @Test
    void aPlainTextGivesNoNotes() throws FailureException {
        assertEquals(List.of(), notes(read("[{\"id\": \"w1\", \"type\": \"webServer\", \"name\": \"web\", \"flavor\": \"m1.small\", \"units\": [{\"id\": \"u1\"}]}]")));
    }

    @Test
    void ourOwnTemplateComesBackWholeButForItsPasswords() throws FailureException {
        Environment one = new EnvironmentTemplates(TYPES).find("domain-and-web").orElseThrow().fill().apply(Environment.create("one"));
        String hot = new HotTemplate(TYPES).write(one, "net", "", null).text();
        EnvironmentImport.Imported imported = read(hot);
        assertEquals(one, imported.environment());
        assertEquals("Left out | Environment | resources", notes(imported).getFirst());
        assertEquals(EnvironmentSecrets.references(one).size(), notes(imported).size() - 1);
        assertTrue(EnvironmentSecrets.references(one).size() > 0);
    }
}
