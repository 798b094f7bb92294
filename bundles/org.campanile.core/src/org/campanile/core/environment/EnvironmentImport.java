package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.campanile.core.environment.ImportNote.Kind;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;

/**
 * Reads environments from other programs' texts: service descriptors of Murano 0.2 ({@link Descriptors}) and Heat templates made here
 * ({@link HotImport}), and tells what was left out, changed or added on the way. Stateless; takes its time with a large text.
 */
public final class EnvironmentImport {

    /** Longest text that is read, in bytes. */
    public static final int MAX_BYTES = 64 << 20;

    private static final String WHOLE = "Environment";

    private final ServiceTypes types;

    /**
     * What was read. A value.
     *
     * @param format what the text is, as a person says it
     * @param environment the document; its passwords may be clear, see {@link EnvironmentSecrets#keep}
     * @param notes what the document does not say as the text did
     */
    public record Imported(String format, Environment environment, List<ImportNote> notes) {
        public Imported {
            notes = List.copyOf(notes);
        }
    }

    /** Imports of these types. */
    public EnvironmentImport(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** Reads a text; {@code source} names it in failures, {@code name} the environment when the text does not. */
    public Imported read(String source, String text, String name) throws FailureException {
        return text.stripLeading().startsWith("heat_template_version") ? template(source, text) : descriptors(source, text, name);
    }

    private Imported template(String source, String text) throws FailureException {
        Environment read = new HotImport(types).read(source, text);
        Yaml yaml = Yaml.read(source, text);
        int resources = yaml.map(yaml.root().get("resources"), "resources").size();
        List<ImportNote> notes = new ArrayList<>();
        if (resources > 0) {
            notes.add(new ImportNote(Kind.LEFT_OUT, WHOLE, "resources", "The template's " + resources + " resources are made anew of the document that it carries; "
                    + "what was changed in them by hand is not read."));
        }
        EnvironmentSecrets.references(read).forEach(ref -> notes.add(new ImportNote(Kind.LEFT_OUT, ref.name().replaceFirst("/.*", ""), "password " + ref.name(),
                "A template holds no password. A new one is made up where passwords can be kept, otherwise it is asked for at deployment.")));
        return new Imported("Heat template made here", read, notes);
    }

    private Imported descriptors(String source, String text, String name) throws FailureException {
        Environment read = new Descriptors(types).read(source, text, name);
        JsonElement top = JsonParser.parseString(text);
        List<ImportNote> notes = new ArrayList<>();
        if (top instanceof JsonObject object && object.has("services")) {
            object.keySet().stream().filter(key -> !List.of("services", "id", "name").contains(key)).forEach(key -> notes.add(new ImportNote(Kind.LEFT_OUT, WHOLE, key,
                    "It is what the API told of the environment, nothing that it is asked to make.")));
        }
        List<JsonElement> services = Descriptors.services(source, top);
        for (int i = 0; i < services.size(); i++) {
            service((JsonObject) services.get(i), read.services().get(i), notes);
        }
        return new Imported("service descriptors of Murano 0.2", withoutStrayPasswords(read), notes);
    }

    /** Passwords under keys that the type does not know would stay in clear in the document. */
    private Environment withoutStrayPasswords(Environment read) {
        List<Service> services = new ArrayList<>();
        for (Service service : read.services()) {
            Service safe = service;
            for (Map.Entry<String, Object> field : service.fields().entrySet()) {
                safe = stray(field) ? safe.with(field.getKey(), null) : safe;
            }
            for (Unit unit : service.units()) {
                Unit one = unit;
                for (Map.Entry<String, Object> field : unit.fields().entrySet()) {
                    one = stray(field) ? one.with(field.getKey(), null) : one;
                }
                safe = one == unit ? safe : safe.withUnit(one);
            }
            services.add(safe);
        }
        return read.withServices(services);
    }

    private static boolean stray(Map.Entry<String, Object> field) {
        return field.getValue() instanceof String && namesPassword(field.getKey());
    }

    private static boolean namesPassword(String key) {
        return key.toLowerCase(Locale.ROOT).contains("passw");
    }

    private void service(JsonObject from, Service read, List<ImportNote> notes) {
        String at = read.name().isEmpty() ? read.id() : read.name();
        ServiceType type = types.find(read.type()).orElse(null);
        if (type == null) {
            notes.add(new ImportNote(Kind.CHANGED, at, "type", "The type " + read.type() + " is not known here: its values are kept as they are and not judged."));
        }
        if (!from.has("id")) {
            notes.add(new ImportNote(Kind.ADDED, at, "id", "It had none; the same text gives the same one again."));
        }
        String domain = Values.text(JsonValues.plain(from.get(Service.DOMAIN)));
        boolean provider = type != null && type.providesDomain();
        if (provider && !domain.isEmpty() && !domain.equals(Values.text(JsonValues.plain(from.get("name"))))) {
            notes.add(new ImportNote(Kind.CHANGED, at, "name", "The name of an Active Directory is that of its domain."));
        }
        if (!provider && domain.isEmpty() && read.value(Service.DOMAIN) != null) {
            notes.add(new ImportNote(Kind.CHANGED, at, Service.DOMAIN, "Its units were in the domain; all units of a service are in the same."));
        }
        fields(from, read.fields(), at, provider, notes);
        JsonArray units = from.get("units") instanceof JsonArray list ? list : new JsonArray();
        for (int i = 0; i < units.size() && i < read.units().size(); i++) {
            fields((JsonObject) units.get(i), read.units().get(i).fields(), at + ", unit " + (i + 1), true, notes);
        }
    }

    private static void fields(JsonObject from, Map<String, Object> read, String at, boolean domainElsewhere, List<ImportNote> notes) {
        for (Map.Entry<String, JsonElement> entry : from.entrySet()) {
            String key = entry.getKey();
            Object before = JsonValues.plain(entry.getValue());
            Object now = read.get(key);
            boolean says = before != null && !"".equals(before);
            if (!says || Descriptors.OWN.contains(key) || domainElsewhere && key.equals(Service.DOMAIN)) {
                continue;
            }
            if (now instanceof String && namesPassword(key)) {
                notes.add(new ImportNote(Kind.LEFT_OUT, at, key, "The type knows no such password, and a document holds none in clear."));
            } else if (now instanceof Secret) {
                notes.add(new ImportNote(Kind.CHANGED, at, key, "The password is put where passwords are kept; the document has a reference to it."));
            } else if (now == null) {
                notes.add(key.equals("clusterIp") ? new ImportNote(Kind.CHANGED, at, key, "The key is clusterIP in a document.")
                        : new ImportNote(Kind.LEFT_OUT, at, key, "Murano's API, conductor or dashboard adds it; it is worked out again at deployment."));
            } else if (!now.equals(before)) {
                notes.add(new ImportNote(Kind.CHANGED, at, key, before instanceof Map ? "The document names the image alone." : "It was written as text; the type says what it is."));
            }
        }
    }
}
