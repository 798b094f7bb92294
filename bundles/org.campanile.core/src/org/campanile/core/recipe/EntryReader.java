package org.campanile.core.recipe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.campanile.core.file.YamlSection;
import org.campanile.core.task.FailureException;

/** Reads the entries of parts, and in the end looks at what they say of each other. Of one thread, for one file. */
final class EntryReader {

    private static final Set<String> STEP = Set.of("id", "kind", "title", "with", "after", "when", "commands", "expected");
    private static final Set<String> CHECK = Set.of("id", "kind", "title", "with", "when", "fix");

    private final Kinds kinds;
    private final Names names;
    private final ProblemList problems;
    private final Pattern idRule;
    private final Map<String, YamlSection> steps = new LinkedHashMap<>();
    private final Map<String, YamlSection> checks = new LinkedHashMap<>();
    private final Map<String, YamlSection> parts = new LinkedHashMap<>();

    EntryReader(Kinds kinds, Names names, ProblemList problems, Pattern idRule) {
        this.kinds = kinds;
        this.names = names;
        this.problems = problems;
        this.idRule = idRule;
    }

    List<RecipeEntry> checks(YamlSection part) {
        List<RecipeEntry> entries = new ArrayList<>();
        for (YamlSection s : problems.take(List.<YamlSection>of(), () -> part.sections("checks"))) {
            problems.unknownKeys(s, CHECK);
            RecipeEntry entry = entry(s, checks, "checks", List.of(), false);
            entries.add(entry);
        }
        return entries;
    }

    /** Without a word on its order a step comes after the one above it; the first one after the parts that its own part comes after. */
    List<RecipeEntry> steps(YamlSection part, String partId, List<String> afterParts) {
        parts.put(partId, part);
        List<RecipeEntry> entries = new ArrayList<>();
        for (YamlSection s : problems.take(List.<YamlSection>of(), () -> part.sections("steps"))) {
            problems.unknownKeys(s, STEP);
            List<String> before = entries.isEmpty() ? List.of() : List.of(entries.getLast().id());
            List<String> after = new ArrayList<>(s.keys().contains("after") ? problems.take(List.<String>of(), () -> s.texts("after")) : before);
            after.addAll(afterParts);
            entries.add(entry(s, steps, "steps", after, true));
        }
        return entries;
    }

    private RecipeEntry entry(YamlSection s, Map<String, YamlSection> known, String what, List<String> after, boolean step) {
        String id = problems.id(s, "id", idRule);
        if (!id.isEmpty() && known.putIfAbsent(id, s) != null) {
            problems.add(s.bad("id", "Two " + what + " are called " + id + "."));
        }
        String kindId = problems.take("", () -> s.text("kind"));
        Optional<? extends Kind> kind = step ? kinds.step(kindId) : kinds.check(kindId);
        if (kind.isEmpty() && !kindId.isEmpty()) {
            boolean other = step ? kinds.check(kindId).isPresent() : kinds.step(kindId).isPresent();
            problems.add(s.bad("kind", "There is no kind of " + (step ? "step" : "check") + " " + kindId + (other ? ", but one of "
                    + (step ? "check" : "step") : "") + "; campanile recipe kinds lists them."));
        }
        Map<String, Object> with = new LinkedHashMap<>();
        if (kind.isPresent()) {
            with = with(s, kind.get());
        }
        String title = problems.take("", () -> s.text("title", ""));
        problems.placeholders(s, "title", title, null, names);
        List<String> commands = problems.take(List.<String>of(), () -> s.texts("commands"));
        commands.forEach(c -> problems.placeholders(s, "commands", c, null, names));
        return new RecipeEntry(id, kindId, title, with, after, problems.condition(s, names), commands,
                problems.take(Optional.<Duration>empty(), () -> RecipeReader.seconds(s, "expected")), problems.take("", () -> s.text("fix", "")));
    }

    private Map<String, Object> with(YamlSection entry, Kind kind) {
        Map<String, Object> with = new LinkedHashMap<>();
        Optional<YamlSection> section = problems.take(Optional.<YamlSection>empty(), () -> entry.section("with"));
        for (KindParameter p : kind.parameters()) {
            if (section.isPresent() && section.get().has(p.name())) {
                problems.take(Optional.empty(), () -> {
                    with.put(p.name(), value(section.get(), p));
                    return Optional.empty();
                });
            } else if (p.required()) {
                problems.add(section.orElse(entry).bad(section.isPresent() ? p.name() : "with", "The kind " + kind.id() + " needs " + p.name() + ": "
                        + p.help()));
            }
        }
        if (section.isPresent()) {
            for (String key : section.get().keys()) {
                if (kind.parameter(key).isEmpty()) {
                    problems.add(section.get().bad(key, "The kind " + kind.id() + " takes no " + key + "; it takes "
                            + String.join(", ", kind.parameters().stream().map(KindParameter::name).toList()) + "."));
                }
            }
        }
        return with;
    }

    private Object value(YamlSection s, KindParameter p) throws FailureException {
        return switch (p.type()) {
            case LIST -> {
                List<String> list = s.texts(p.name());
                list.forEach(item -> problems.placeholders(s, p.name(), item, ValueType.LIST, names));
                yield list.size() == 1 && Placeholders.whole(list.getFirst()).isPresent() ? list.getFirst() : list;
            }
            case MAP -> map(s, p);
            default -> {
                String text = s.text(p.name());
                problems.value(s, p.name(), text, p.type(), p.choices(), names);
                yield text;
            }
        };
    }

    /** A mapping, or one placeholder that is a map. */
    private Object map(YamlSection s, KindParameter p) throws FailureException {
        List<String> single = problems.take(List.<String>of(), () -> {
            try {
                return List.of(s.text(p.name()));
            } catch (FailureException isMapping) {
                return List.of();
            }
        });
        if (!single.isEmpty()) {
            problems.value(s, p.name(), single.getFirst(), ValueType.MAP, List.of(), names);
            return single.getFirst();
        }
        Map<String, String> map = s.textMap(p.name());
        map.values().forEach(item -> problems.placeholders(s, p.name(), item, ValueType.TEXT, names));
        return map;
    }

    /** What only shows when all entries are known: names of others, and circles. */
    void finish(List<RecipePart> all) {
        Map<String, List<String>> needs = new HashMap<>();
        for (RecipePart part : all) {
            part.after().stream().filter(a -> all.stream().noneMatch(p -> p.id().equals(a))).forEach(a -> problems.add(parts.get(part.id()).bad("after",
                    "There is no part " + a + ".")));
            for (RecipeEntry step : part.steps()) {
                List<String> before = needs.computeIfAbsent(step.id(), i -> new ArrayList<>());
                for (String a : step.after()) {
                    Optional<RecipePart> wholePart = all.stream().filter(p -> p.id().equals(a)).findFirst();
                    if (steps.containsKey(a)) {
                        before.add(a);
                    } else if (wholePart.isPresent()) {
                        wholePart.get().steps().forEach(s -> before.add(s.id()));
                    } else if (!part.after().contains(a)) {
                        problems.add(steps.get(step.id()).bad("after", "There is no step or part " + a + "."));
                    }
                }
            }
            part.checks().stream().filter(c -> !c.fix().isEmpty() && !steps.containsKey(c.fix())).forEach(c -> problems.add(checks.get(c.id()).bad("fix",
                    "There is no step " + c.fix() + ".")));
        }
        for (String id : steps.keySet()) {
            circle(id, needs).ifPresent(path -> problems.add(steps.get(id).bad("after", "The steps wait for each other in a circle: " + path + ".")));
        }
    }

    /** The way from a step back to itself; told once, at the first of its steps in alphabetical order. */
    private static Optional<String> circle(String start, Map<String, List<String>> needs) {
        Map<String, String> cameFrom = new HashMap<>();
        List<String> todo = new ArrayList<>(List.of(start));
        while (!todo.isEmpty()) {
            String at = todo.removeFirst();
            for (String need : needs.getOrDefault(at, List.of())) {
                if (need.equals(start)) {
                    Set<String> way = new LinkedHashSet<>();
                    for (String step = at; step != null; step = cameFrom.get(step)) {
                        way.add(step);
                    }
                    List<String> path = new ArrayList<>(way).reversed();
                    boolean first = path.stream().min(String::compareTo).orElseThrow().equals(start);
                    return first ? Optional.of(String.join(" needs ", path) + " needs " + start) : Optional.empty();
                }
                if (!need.equals(start) && cameFrom.putIfAbsent(need, at) == null) {
                    todo.add(need);
                }
            }
        }
        return Optional.empty();
    }
}
