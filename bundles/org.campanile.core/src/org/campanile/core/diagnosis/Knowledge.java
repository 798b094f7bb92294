package org.campanile.core.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.task.FailureException;

/** The symptoms that are known: those shipped, and the user's own file over them. Immutable, thread-safe. */
public final class Knowledge {

    /** Name of the user's own file, which stands beside the folder of labs. */
    public static final String FILE = "symptoms.yaml";

    private static final Set<String> KEYS = Set.of("id", "title", "where", "text", "regex", "example", "cause", "impact", "check", "fix", "command",
            "link", "harmless", "source");
    private static final String DOING = "reading symptoms";
    private static final int LIMIT = 4 << 20;

    private final Map<String, Symptom> symptoms;

    private Knowledge(Map<String, Symptom> symptoms) {
        this.symptoms = symptoms;
    }

    /** What is shipped. */
    public static Knowledge shipped() {
        try (InputStream in = Knowledge.class.getResourceAsStream(FILE)) {
            return new Knowledge(read(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FailureException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What is shipped, with the user's own file over it. Bad input, naming file, line and field, when that is wrong; nothing of it counts then.
     *
     * @param own the user's file; may be missing
     */
    public static Knowledge with(Path own) throws FailureException {
        Knowledge shipped = shipped();
        return Files.exists(own) ? shipped.and(SafeFiles.read(own, LIMIT, DOING), own.toString()) : shipped;
    }

    /** The same with the entries of a text over it. */
    public Knowledge and(String text, String file) throws FailureException {
        Map<String, Symptom> all = new LinkedHashMap<>(symptoms);
        all.putAll(read(text, file, true));
        return new Knowledge(all);
    }

    private static Map<String, Symptom> read(String text, String file, boolean own) throws FailureException {
        YamlSection root = Yaml.parse(text, file, DOING);
        for (String key : root.keys()) {
            if (!key.equals("symptoms")) {
                throw root.bad(key, "There is no key " + key + " here; entries stand in the list symptoms.");
            }
        }
        Map<String, Symptom> read = new LinkedHashMap<>();
        for (YamlSection section : root.sections("symptoms")) {
            Symptom symptom = symptom(section, own);
            if (read.put(symptom.id(), symptom) != null) {
                throw bad(section, "id", "The id " + symptom.id() + " is there twice.");
            }
        }
        return read;
    }

    private static Symptom symptom(YamlSection s, boolean own) throws FailureException {
        for (String key : s.keys()) {
            if (!KEYS.contains(key)) {
                throw s.bad(key, "There is no key " + key + " in a symptom; the keys are " + String.join(", ", new TreeSet<>(KEYS)) + ".");
            }
        }
        String id = s.text("id");
        if (!id.matches("[a-z0-9]+([.-][a-z0-9]+)*")) {
            throw bad(s, "id", "An id is made of lower-case letters and digits with points and dashes between.");
        }
        if (s.has("text") == s.has("regex")) {
            throw bad(s, s.has("text") ? "regex" : "text", "A symptom has either a text or a regex.");
        }
        Set<Place> where = new TreeSet<>();
        for (String word : s.texts("where")) {
            where.add(Place.of(word).orElseThrow(() -> bad(s, "where", "There is no place " + word + "; places are "
                    + String.join(", ", Arrays.stream(Place.values()).map(Place::word).toList()) + ".")));
        }
        if (where.isEmpty()) {
            throw bad(s, "where", "It has to be said where the text is looked for.");
        }
        Symptom read = new Symptom(id, s.text("title"), where, pattern(s), s.text("example", ""), s.text("cause"), s.text("impact", ""),
                s.text("check", ""), s.text("fix"), s.text("command", ""), link(s), s.bool("harmless", false), s.text("source", ""), own);
        if (!read.example().isEmpty() && !read.matches(read.example())) {
            throw bad(s, "example", "The example does not hold what is looked for.");
        }
        return read;
    }

    private static Optional<Link> link(YamlSection s) throws FailureException {
        if (!s.has("link")) {
            return Optional.empty();
        }
        String word = s.text("link");
        return Optional.of(Link.of(word).orElseThrow(() -> bad(s, "link", "There is no link " + word + "; links are "
                + String.join(", ", Arrays.stream(Link.values()).map(Link::word).toList()) + ".")));
    }

    /** Bad input that names the field beside file and line. */
    private static FailureException bad(YamlSection s, String field, String message) {
        return s.bad(field, field + ": " + message);
    }

    private static Pattern pattern(YamlSection s) throws FailureException {
        if (s.has("text")) {
            if (s.text("text").isBlank()) {
                throw bad(s, "text", "An empty text would be found everywhere.");
            }
            return Pattern.compile(s.text("text"), Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        }
        try {
            Pattern pattern = Pattern.compile(s.text("regex"));
            if (pattern.matcher("").find()) {
                throw bad(s, "regex", "This expression is found in an empty text, so it would be found everywhere.");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw bad(s, "regex", "This is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1) + ".");
        }
    }

    /** All, the shipped ones first. */
    public Collection<Symptom> all() {
        return symptoms.values();
    }

    /** The entry of an id. */
    public Optional<Symptom> find(String id) {
        return Optional.ofNullable(symptoms.get(id));
    }

    /** The entries that a text holds, the user's own first. */
    public List<Symptom> explain(Place place, String text) {
        return text.isEmpty() ? List.of() : symptoms.values().stream().filter(s -> s.appliesTo(place) && s.matches(text))
                .sorted((a, b) -> Boolean.compare(b.own(), a.own())).toList();
    }
}
