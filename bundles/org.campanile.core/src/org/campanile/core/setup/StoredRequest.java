package org.campanile.core.setup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.recipe.RecipeReader;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;

/** What a run was asked for, kept beside its journal, so that it can be gone on with and taken back whatever became of the recipe since. */
final class StoredRequest {

    private static final String FILE = "request.yaml";
    private static final String DOING = "reading what a run was asked for";

    private StoredRequest() {
    }

    static boolean isThere(Path journal) {
        return Files.isRegularFile(Runs.folder(journal).resolve(FILE));
    }

    static void write(Path journal, RecipeRequest request) throws FailureException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("parts", List.copyOf(request.parts()));
        root.put("answers", request.answers());
        root.put("recipe", request.recipe().source());
        SafeFiles.write(Runs.folder(journal).resolve(FILE), Yaml.write(root).getBytes(StandardCharsets.UTF_8), "keeping what the run was asked for");
    }

    static RecipeRequest read(Path journal, RecipeReader reader) throws FailureException {
        Path file = Runs.folder(journal).resolve(FILE);
        YamlSection root = Yaml.parse(SafeFiles.read(file, 2 * RecipeReader.LARGEST, DOING), file.toString(), DOING);
        return new RecipeRequest(reader.read(root.text("recipe"), file.toString()).require(file.toString()), root.textMap("answers"),
                new LinkedHashSet<>(root.texts("parts")));
    }
}
