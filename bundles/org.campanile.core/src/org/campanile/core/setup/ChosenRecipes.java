package org.campanile.core.setup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.FailureException;

/**
 * Which recipe each lab is set up by and what was answered, so that the window, the command line and tomorrow's check ask for the same. Files in one
 * folder, without secrets. Stateless; blocks, so worker threads only.
 */
public final class ChosenRecipes {

    private static final String DOING = "reading what was chosen for a lab's set-up";
    private static final int LARGEST = 256 << 10;

    private final Path folder;

    /** The choices in {@code folder}, which is made with the first one. */
    public ChosenRecipes(Path folder) {
        this.folder = folder;
    }

    /**
     * A choice.
     *
     * @param recipe name or path by which the recipe is found
     * @param questions answers to the wizard's questions
     * @param answers what was answered to the recipe
     * @param parts those that were wanted; empty for all
     */
    public record Choice(String recipe, Map<String, String> questions, Map<String, String> answers, Set<String> parts) {

        public Choice {
            questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
            answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
            parts = Collections.unmodifiableSet(new LinkedHashSet<>(parts));
        }
    }

    private Path file(Lab lab) {
        // ids of labs may hold anything; one that is not plain gets its bytes instead
        String name = lab.id().matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,80}") ? lab.id() : HexFormat.of().formatHex(lab.id().getBytes(StandardCharsets.UTF_8));
        return folder.resolve(name + ".yaml");
    }

    /** What was chosen for a lab, if anything was. */
    public Optional<Choice> find(Lab lab) throws FailureException {
        Path file = file(lab);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        YamlSection root = Yaml.parse(SafeFiles.read(file, LARGEST, DOING), file.toString(), DOING);
        return Optional.of(new Choice(root.text("recipe"), root.textMap("questions"), root.textMap("answers"), new LinkedHashSet<>(root.texts("parts"))));
    }

    /** Keeps a choice. */
    public void save(Lab lab, Choice choice) throws FailureException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("lab", lab.name());
        root.put("recipe", choice.recipe());
        root.put("questions", choice.questions());
        root.put("answers", choice.answers());
        root.put("parts", List.copyOf(choice.parts()));
        SafeFiles.write(file(lab), Yaml.write(root).getBytes(StandardCharsets.UTF_8), "keeping what was chosen for the set-up of " + lab.name());
    }
}
