package org.campanile.core.environment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.JsonObject;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Services of a document as objects of Murano packages (protocol document, section 9.2, "service object"): from the package's form, from the fields as
 * they are when there is none, or from what the service says itself under {@link #MODEL}. Ids are derived from the document's, so that deploying again
 * changes the same objects. Stateless.
 */
public final class MuranoObjects {

    /** Key of a service that holds its object as Murano takes it, for packages whose form needs the dashboard. */
    public static final String MODEL = "model";

    private MuranoObjects() {
    }

    /**
     * The object of a service.
     *
     * @param form of the service's package, if it has one
     * @throws FailureException BAD_INPUT naming the property when the form works it out by what only the dashboard understands
     */
    public static JsonObject of(Environment environment, Service service, Optional<MuranoForm> form, Descriptors.Passwords passwords) throws FailureException {
        Object built;
        if (service.value(MODEL) instanceof Map<?, ?> own) {
            built = clear(own, passwords);
        } else if (form.isPresent()) {
            built = fill(environment, service, form.get(), form.get().template(), "", passwords);
        } else {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("name", service.name());
            plain.putAll(service.fields());
            built = clear(plain, passwords);
        }
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("?", Map.of("type", service.type()));
        ((Map<?, ?>) built).forEach((k, v) -> top.put(String.valueOf(k), v));
        return (JsonObject) JsonValues.json(identified(top, service.id(), ""));
    }

    private static Object fill(Environment environment, Service service, MuranoForm form, Object template, String path, Descriptors.Passwords passwords)
            throws FailureException {
        return switch (template) {
            case Map<?, ?> map -> {
                Map<String, Object> filled = new LinkedHashMap<>();
                for (Map.Entry<?, ?> e : map.entrySet()) {
                    String key = String.valueOf(e.getKey());
                    Object value = fill(environment, service, form, e.getValue(), path.isEmpty() ? key : path + "." + key, passwords);
                    if (value != null) {
                        filled.put(key, value);
                    }
                }
                yield filled;
            }
            case List<?> list -> {
                List<Object> filled = new ArrayList<>();
                for (Object item : list) {
                    filled.add(fill(environment, service, form, item, path + "[]", passwords));
                }
                yield filled;
            }
            case String text -> {
                var worked = MuranoExpression.read(text, form);
                if (worked.isPresent()) {
                    yield clear(worked.get().apply(item -> value(environment, service, item)), passwords);
                }
                if (text.contains("$") || text.matches("\\s*[A-Za-z]\\w*\\(.*\\)\\s*")) {
                    throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "making an object of " + service.type(), service.name() + ", " + path, text,
                            "The package's form works this property out by what only Murano's dashboard understands.",
                            "Write the object yourself under the service's key " + MODEL + "."));
                }
                yield text;
            }
            case null -> null;
            default -> template;
        };
    }

    private static Object value(Environment environment, Service service, MuranoForm.Item item) {
        if (item.name().equals("name") && item.field().key().equals("name")) {
            return service.name();
        }
        Object value = service.value(item.field().key());
        if (value == null) {
            value = item.field().initial();
        }
        if (item.field().kind() == Field.Kind.SERVICE && value instanceof String name) {
            return environment.services().stream().filter(s -> s.name().equals(name)).map(Service::id).findFirst().orElse(name);
        }
        return item.field().kind() == Field.Kind.IMAGE && value != null ? Values.text(value) : value;
    }

    private static Object clear(Object value, Descriptors.Passwords passwords) throws FailureException {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (Map.Entry<?, ?> e : map.entrySet()) {
                all.put(String.valueOf(e.getKey()), clear(e.getValue(), passwords));
            }
            return all;
        }
        return value instanceof SecretRef || value instanceof Secret ? passwords.clear(value).reveal() : value;
    }

    /** Every object gets an id: that of the service, or one made of it and the way to the object. */
    private static Object identified(Object value, String serviceId, String path) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(identified(item, serviceId, path + "[" + all.size() + "]")));
            return all;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((k, v) -> {
            if (k.equals("?") && v instanceof Map<?, ?> head) {
                Map<String, Object> named = new LinkedHashMap<>();
                String id = path.isEmpty() ? serviceId
                        : UUID.nameUUIDFromBytes((serviceId + path).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
                named.put("id", id);
                head.forEach((key, item) -> named.put(String.valueOf(key), item));
                all.put("?", named);
            } else {
                all.put(String.valueOf(k), identified(v, serviceId, path + "." + k));
            }
        });
        return all;
    }
}
