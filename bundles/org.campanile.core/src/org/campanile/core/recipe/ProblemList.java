package org.campanile.core.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.campanile.core.file.YamlSection;
import org.campanile.core.task.FailureException;

/** Problems of a file, collected while it is read. Of one thread. */
final class ProblemList {

    private static final int MOST = 100;

    /** Reads something. */
    interface Taker<T> {
        T take() throws FailureException;
    }

    private final List<RecipeProblem> all = new ArrayList<>();

    List<RecipeProblem> all() {
        return List.copyOf(all);
    }

    void add(FailureException e) {
        RecipeProblem problem = RecipeProblem.of(e.failure());
        if (all.size() < MOST && !all.contains(problem)) {
            all.add(problem);
        }
    }

    <T> T take(T otherwise, Taker<? extends T> taker) {
        try {
            return taker.take();
        } catch (FailureException e) {
            add(e);
            return otherwise;
        }
    }

    void unknownKeys(YamlSection s, Set<String> known) {
        for (String key : s.keys()) {
            if (!known.contains(key)) {
                add(s.bad(key, "There is no key " + key + " here; there are " + String.join(", ", known.stream().sorted().toList()) + "."));
            }
        }
    }

    String id(YamlSection s, String key, Pattern rule) {
        String id = take("", () -> s.text(key));
        if (!id.isEmpty() && !rule.matcher(id).matches()) {
            add(s.bad(key, "An id is made of small letters, digits and hyphens (for a recipe also full stops), and begins with a letter."));
        }
        return id;
    }

    Condition condition(YamlSection s, Names names) {
        String text = take("", () -> s.text("when", ""));
        try {
            Condition condition = Condition.of(text);
            for (String name : condition.names()) {
                if (names.type(name).isEmpty()) {
                    add(s.bad("when", "Nothing is called " + name + ": it is no parameter above this line, and nothing of the lab."));
                }
                Set<String> words = condition.words(name);
                Optional<RecipeParameter> choice = names.parameter(name).filter(p -> p.type() == ValueType.CHOICE);
                words.stream().filter(w -> choice.isPresent() && !choice.get().choices().contains(w)).forEach(w -> add(s.bad("when", name + " is never "
                        + w + "; it is one of " + String.join(", ", choice.get().choices()) + ".")));
            }
            return condition;
        } catch (IllegalArgumentException e) {
            add(s.bad("when", e.getMessage()));
            return Condition.ALWAYS;
        }
    }

    /** Looks at the placeholders of a text; {@code type} is {@code null} where any text will do. */
    void placeholders(YamlSection s, String key, String text, ValueType type, Names names) {
        Optional<String> whole = Placeholders.whole(text);
        Matcher m = Placeholders.PLACEHOLDER.matcher(text);
        while (m.find()) {
            String name = m.group(1);
            if (name == null) {
                continue;
            }
            Optional<ValueType> of = names.type(name);
            if (of.isEmpty()) {
                add(s.bad(key, "Nothing is called ${" + name + "}: it is no parameter above this line, and nothing of the lab."));
            } else if (!fits(of.get(), type, whole.isPresent())) {
                add(s.bad(key, "${" + name + "} is a " + of.get().word() + " and cannot stand here" + (type == null ? "" : ", where a " + type.word()
                        + " is meant") + "."));
            }
        }
    }

    private static boolean fits(ValueType of, ValueType into, boolean whole) {
        if (of == ValueType.SECRET || into == ValueType.SECRET) {
            return whole && of == into;
        }
        if (into == null) {
            return true;
        }
        if (!whole) {
            return into != ValueType.FLAG && into != ValueType.HOST;
        }
        return switch (into) {
            case TEXT, URL, FILE, FOLDER, CHOICE, LIST -> of != ValueType.MAP;
            case NUMBER -> of == ValueType.NUMBER || of == ValueType.TEXT || of == ValueType.CHOICE;
            case FLAG, HOST, MAP -> of == into;
            case SECRET -> false;
        };
    }

    /** Looks at a value that is one text: its placeholders, and without any whether it is one of the type. */
    void value(YamlSection s, String key, String text, ValueType type, List<String> choices, Names names) {
        placeholders(s, key, text, type, names);
        if (!text.contains("${") && !text.isEmpty()) {
            try {
                Typed.parse(text, type, choices);
            } catch (IllegalArgumentException e) {
                add(s.bad(key, e.getMessage()));
            }
        }
    }

    static Optional<ValueType> type(String word) {
        return Arrays.stream(ValueType.values()).filter(t -> t.word().equals(word)).findFirst();
    }

    static String typeWords() {
        return Arrays.stream(ValueType.values()).map(ValueType::word).collect(Collectors.joining(", "));
    }
}
