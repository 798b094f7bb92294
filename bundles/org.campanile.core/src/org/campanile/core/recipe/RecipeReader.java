package org.campanile.core.recipe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Reads recipes. Everything that is not acceptable is told at once, with file, line, column and field: unknown keys and kinds, values of the wrong type,
 * placeholders that mean nothing, entries that wait for each other in a circle. Stateless and thread-safe; pure.
 */
public final class RecipeReader {

    /** Biggest file that is read, in bytes. */
    public static final int LARGEST = 512 << 10;

    /** Version of the format, the value of the key {@code recipe}. */
    public static final int FORMAT = 1;

    private static final String DOING = "reading a recipe";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,59}");
    private static final Set<String> TOP = Set.of("recipe", "id", "title", "about", "suits", "parameters", "parts");
    private static final Set<String> PARAMETER = Set.of("id", "label", "type", "default", "required", "help", "pattern", "pattern-help", "choices", "when",
            "kept-as", "account");
    private static final Set<String> PART = Set.of("id", "title", "about", "when", "after", "mistakes", "checks", "steps");

    private final Kinds kinds;
    private final Map<String, List<String>> questions;

    /**
     * A reader of recipes that name these kinds.
     *
     * @param questions answers that {@code suits} may name, by question; empty when none are known, and then none is checked
     */
    public RecipeReader(Kinds kinds, Map<String, List<String>> questions) {
        this.kinds = kinds;
        this.questions = Map.copyOf(questions);
    }

    /**
     * What came of a file.
     *
     * @param recipe nothing when there are problems
     */
    public record Reading(Optional<Recipe> recipe, List<RecipeProblem> problems) {

        public Reading {
            problems = List.copyOf(problems);
        }

        /** The recipe, or bad input that tells all problems. */
        public Recipe require(String file) throws FailureException {
            return recipe.orElseThrow(() -> new FailureException(new Failure(Failure.Kind.BAD_INPUT, DOING, file,
                    String.join("\n", problems.stream().map(RecipeProblem::line).toList()),
                    problems.size() == 1 ? problems.getFirst().message() : "The file has " + problems.size() + " problems.",
                    "Correct the file; campanile recipe validate " + file + " shows them all.")));
        }
    }

    /**
     * Reads a recipe.
     *
     * @param text content of the file
     * @param file its name, for messages
     */
    public Reading read(String text, String file) {
        ProblemList problems = new ProblemList();
        Recipe recipe = null;
        try {
            recipe = recipe(Yaml.parse(text, file, DOING), text, problems);
        } catch (FailureException e) {
            problems.add(e);
        }
        return new Reading(problems.all().isEmpty() ? Optional.ofNullable(recipe) : Optional.empty(), problems.all());
    }

    private Recipe recipe(YamlSection top, String text, ProblemList problems) {
        problems.unknownKeys(top, TOP);
        int format = problems.take(FORMAT, () -> top.integer("recipe", 0));
        if (format != FORMAT) {
            problems.add(top.bad("recipe", "The file has to say recipe: " + FORMAT + ", the version of the format that this program reads."));
        }
        String id = problems.id(top, "id", NAME);
        String title = problems.take("", () -> top.text("title"));
        String about = problems.take("", () -> top.text("about", "")).strip();
        Map<String, List<String>> suits = problems.take(Map.of(), () -> suits(top, problems));
        List<RecipeParameter> parameters = new ArrayList<>();
        Names names = new Names();
        for (YamlSection section : problems.take(List.<YamlSection>of(), () -> top.sections("parameters"))) {
            RecipeParameter parameter = parameter(section, names, problems);
            if (!parameter.id().isEmpty() && !names.add(parameter)) {
                problems.add(section.bad("id", "Two parameters are called " + parameter.id() + "."));
            }
            parameters.add(parameter);
        }
        List<RecipePart> parts = parts(top, names, problems);
        if (parts.isEmpty()) {
            problems.add(top.bad("parts", "A recipe needs at least one part."));
        }
        return new Recipe(id, title, about, suits, parameters.stream().map(p -> isFolder(p, parts) ? p.as(ValueType.FOLDER) : p).toList(), parts, text);
    }

    /** A plain text that a kind takes as a folder of this machine is one, so that it is looked at and chosen as one whatever the file calls it. */
    private boolean isFolder(RecipeParameter parameter, List<RecipePart> parts) {
        String whole = "${" + parameter.id() + "}";
        return parameter.type() == ValueType.TEXT && parameter.choices().isEmpty() && parts.stream().flatMap(p -> Stream.concat(p.steps().stream(), p.checks().stream()))
                .anyMatch(e -> kind(e.kind()).map(k -> k.parameters().stream().anyMatch(p -> p.type() == ValueType.FOLDER && whole.equals(e.with().get(p.name()))))
                        .orElse(false));
    }

    private Optional<Kind> kind(String id) {
        return kinds.all().stream().filter(k -> k.id().equals(id)).findFirst();
    }

    private Map<String, List<String>> suits(YamlSection top, ProblemList problems) throws FailureException {
        Map<String, List<String>> suits = new LinkedHashMap<>();
        Optional<YamlSection> section = top.section("suits");
        if (section.isPresent()) {
            for (String question : section.get().keys()) {
                List<String> answers = section.get().texts(question);
                List<String> known = questions.getOrDefault(question, List.of());
                if (!questions.isEmpty() && !known.containsAll(answers)) {
                    problems.add(section.get().bad(question, known.isEmpty() ? "There is no question " + question + "; there are "
                            + String.join(", ", questions.keySet().stream().sorted().toList()) + "."
                            : "The answers to " + question + " are " + String.join(", ", known) + "."));
                }
                suits.put(question, answers);
            }
        }
        return suits;
    }

    private RecipeParameter parameter(YamlSection s, Names names, ProblemList problems) {
        problems.unknownKeys(s, PARAMETER);
        String id = problems.id(s, "id", ID);
        String word = problems.take("text", () -> s.text("type", "text"));
        ValueType type = ProblemList.type(word).orElse(null);
        if (type == null) {
            problems.add(s.bad("type", "There is no type " + word + "; there are " + ProblemList.typeWords() + "."));
            type = ValueType.TEXT;
        }
        String label = problems.take("", () -> s.text("label"));
        List<String> choices = problems.take(List.<String>of(), () -> s.texts("choices"));
        if (type == ValueType.CHOICE && choices.isEmpty()) {
            problems.add(s.bad("choices", "A choice needs choices."));
        }
        String fallback = fallback(s, type, choices, names, problems);
        Optional<Pattern> pattern = problems.take(Optional.<Pattern>empty(), () -> pattern(s));
        Condition when = problems.condition(s, names);
        String keptAs = problems.take("", () -> s.text("kept-as", "recipe/" + id));
        String account = problems.take("", () -> s.text("account", label));
        problems.placeholders(s, "kept-as", keptAs, null, names);
        problems.placeholders(s, "account", account, null, names);
        boolean required = problems.take(false, () -> s.bool("required", false));
        String help = problems.take("", () -> s.text("help", "")).strip();
        String patternHelp = problems.take("", () -> s.text("pattern-help", ""));
        return new RecipeParameter(id, label, type, fallback, required, help, pattern, patternHelp, choices, when, keptAs, account);
    }

    private static String fallback(YamlSection s, ValueType type, List<String> choices, Names names, ProblemList problems) {
        if (!s.has("default")) {
            // as with the choices of kinds: one of the words always holds
            return type == ValueType.CHOICE && !choices.isEmpty() ? choices.getFirst() : "";
        }
        String text = problems.take("", () -> type == ValueType.LIST ? String.join(",", s.texts("default"))
                : type == ValueType.MAP ? Typed.text(s.textMap("default")) : s.text("default", ""));
        problems.value(s, "default", text, type, choices, names);
        return text;
    }

    private static Optional<Pattern> pattern(YamlSection s) throws FailureException {
        if (!s.has("pattern")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(s.text("pattern")));
        } catch (PatternSyntaxException e) {
            throw s.bad("pattern", "This is no regular expression: " + e.getDescription() + ".");
        }
    }

    private List<RecipePart> parts(YamlSection top, Names names, ProblemList problems) {
        List<RecipePart> parts = new ArrayList<>();
        EntryReader entries = new EntryReader(kinds, names, problems, ID);
        Set<String> ids = new HashSet<>();
        for (YamlSection s : problems.take(List.<YamlSection>of(), () -> top.sections("parts"))) {
            problems.unknownKeys(s, PART);
            String id = problems.id(s, "id", ID);
            if (!id.isEmpty() && !ids.add(id)) {
                problems.add(s.bad("id", "Two parts are called " + id + "."));
            }
            String title = problems.take("", () -> s.text("title"));
            String about = problems.take("", () -> s.text("about", "")).strip();
            Condition when = problems.condition(s, names);
            List<String> after = problems.take(List.<String>of(), () -> s.texts("after"));
            List<String> mistakes = problems.take(List.<String>of(), () -> s.texts("mistakes"));
            parts.add(new RecipePart(id, title, about, when, after, entries.checks(s), entries.steps(s, id, after), mistakes));
        }
        entries.finish(parts);
        return parts;
    }

    /** The time that a text in seconds means. */
    static Optional<Duration> seconds(YamlSection s, String key) throws FailureException {
        int seconds = s.integer(key, 0);
        if (seconds < 0) {
            throw s.bad(key, "Give a number of seconds.");
        }
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }
}
