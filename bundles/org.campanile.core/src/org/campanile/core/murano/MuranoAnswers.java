package org.campanile.core.murano;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/** Reads murano-api's answers, the good ones and the others. Stateless. */
final class MuranoAnswers {

    private static final int DEEPEST = 200;
    private static final int SHOWN = 600;

    private MuranoAnswers() {
    }

    /** The JSON of a good answer, JSON's null for an empty one; what the status says otherwise. */
    static JsonElement judge(MuranoWire.Reply reply, Generation generation, String method, String url) throws FailureException {
        String doing = method.equals("GET") ? "asking murano-api" : "telling murano-api";
        if (reply.status() / 100 != 2) {
            throw new FailureException(refused(reply, generation, doing, method + " " + url));
        }
        return json(reply.text(), doing, method + " " + url);
    }

    static JsonElement json(String text, String doing, String subject) throws FailureException {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth > DEEPEST) {
                throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, "", "The answer is nested more than " + DEEPEST + " deep.", "Look what answers there."));
            }
        }
        try {
            return text.isBlank() ? JsonNull.INSTANCE : JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, cut(text, 200), "The answer is no JSON.", "Look what answers there."), e);
        }
    }

    /** What a status means in this generation (protocol document, sections 1.3 to 1.5 and 9.2). Bodies of the first are not to be parsed. */
    private static Failure refused(MuranoWire.Reply reply, Generation generation, String doing, String subject) {
        boolean first = generation == Generation.FIRST;
        String said = "status " + reply.status() + words(reply.text());
        boolean inDraft = subject.contains("/services") || subject.contains("/sessions/") || subject.contains("/configure");
        return switch (reply.status()) {
            case 401 -> reply.challenged() || !first
                    ? new Failure(Kind.DENIED, doing, subject, said, "murano-api does not take the token, or the draft is another user's.",
                            "Look at section keystone_authtoken of murano-api, and log in again.")
                    : new Failure(Kind.DENIED, doing, subject, said, "It belongs to another project or user.", "Log in to the project that it belongs to.");
            case 403 -> inDraft
                    ? new Failure(Kind.CONFLICT, doing, subject, said, "The draft is not valid any more, or the environment is being deployed or deleted: somebody else was quicker.",
                            "Wait until that has ended, look at what changed, and deploy again.")
                    : new Failure(Kind.DENIED, doing, subject, said, "murano-api refuses this to this user or project, or while the environment is busy.",
                            "Look at the environment's status, and at the roles of the user.");
            case 300, 404 -> new Failure(Kind.NOT_FOUND, doing, subject, said, "murano-api knows no such thing.", "List the environments; it may have been deleted.");
            case 406 -> new Failure(Kind.NOT_FOUND, doing, subject, said, "murano-api cannot give that in this form.", "Look at the package itself.");
            case 409 -> new Failure(Kind.CONFLICT, doing, subject, said, "There is one of that name already.", "Choose another name.");
            case 400 -> new Failure(Kind.BAD_INPUT, doing, subject, said, "murano-api does not take the request.", "Look at what it says.");
            case 301, 302, 303, 307, 308 -> new Failure(Kind.BAD_ANSWER, doing, subject, said, "The address leads elsewhere; the token is not sent there.",
                    "Correct murano-api's endpoint in Keystone.");
            default -> new Failure(Kind.REMOTE, doing, subject, said, "murano-api failed.", "Look into murano-api's log; it may not reach its broker or database.");
        };
    }

    private static String words(String body) {
        String text = body.strip();
        if (text.startsWith("{")) {
            try {
                JsonObject object = JsonParser.parseString(text).getAsJsonObject();
                String message = text(object, "message");
                text = !message.isEmpty() ? message : !text(object.get("error"), "message").isEmpty() ? text(object.get("error"), "message") : text(object, "explanation");
            } catch (JsonParseException | IllegalStateException e) {
                text = body.strip(); // an error body of no form says what it says
            }
        }
        String plain = text.replaceAll("<[^>]{0,40}>", " ").replaceAll("\\s+", " ").strip();
        return plain.isEmpty() ? "" : ": " + cut(plain, SHOWN);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    static String text(JsonElement of, String key) {
        JsonElement value = of instanceof JsonObject o ? o.get(key) : null;
        return value == null || value.isJsonNull() ? "" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    static JsonArray array(JsonElement of, String key) {
        return of instanceof JsonObject o && o.get(key) instanceof JsonArray a ? a : new JsonArray();
    }

    private static long number(JsonElement of, String key) {
        String text = text(of, key);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Times of the database have no zone and are UTC; the epoch for what is no time. */
    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDateTime.parse(text.replace(' ', 'T').replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", "")).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.of(Instant.EPOCH);
        }
    }

    static MuranoEnvironment environment(JsonElement e) {
        return new MuranoEnvironment(text(e, "id"), text(e, "name"), text(e, "status"), number(e, "version"), text(e, "created"), text(e, "updated"),
                components(array(e, "services")));
    }

    static List<MuranoComponent> components(JsonArray services) {
        List<MuranoComponent> all = new ArrayList<>();
        for (JsonElement s : services) {
            if (s instanceof JsonObject o) {
                all.add(component(o));
            }
        }
        return all;
    }

    static MuranoComponent component(JsonObject o) {
        JsonElement head = o.get("?") instanceof JsonObject h ? h : o;
        return new MuranoComponent(text(head, "id"), text(head, "type").replaceFirst("/.*", ""), text(o, "name"), text(head, "status"), o);
    }

    static MuranoDraft draft(JsonElement e) {
        return new MuranoDraft(text(e, "id"), text(e, "state"), number(e, "version"), text(e, "user_id"), text(e, "updated"));
    }

    static MuranoDeployment deployment(JsonElement d) {
        String error = "";
        if (d.getAsJsonObject().get("result") instanceof JsonObject result && text(result, "isException").equals("true")) {
            String message = text(result.get("result"), "message");
            error = message.isEmpty() ? cut(text(result, "result"), SHOWN) : message;
            error = error.isEmpty() ? "The engine told no reason." : error;
        }
        return new MuranoDeployment(text(d, "id"), text(d, "state"), time(text(d, "started")).orElse(Instant.EPOCH), time(text(d, "finished")), error);
    }

    static MuranoReport report(JsonElement r) {
        return new MuranoReport(text(r, "id"), text(r, "entity"), text(r, "entity_id"), text(r, "level"), text(r, "text"), text(r, "details"),
                time(text(r, "created")).orElse(Instant.EPOCH));
    }

    static MuranoPackage pack(JsonElement p) {
        return new MuranoPackage(text(p, "id"), text(p, "fully_qualified_name"), text(p, "name"), text(p, "type"), texts(p, "class_definitions"), text(p, "author"),
                text(p, "description").strip(), text(p, "enabled").equals("true"), text(p, "is_public").equals("true"), texts(p, "tags"), texts(p, "categories"));
    }

    /** A list of texts; what is no text is left out. */
    private static List<String> texts(JsonElement of, String key) {
        return array(of, key).asList().stream().filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString).toList();
    }
}
