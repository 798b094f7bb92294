package org.campanile.core.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.Lab;
import org.campanile.core.recipe.Kinds;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipeProblem;
import org.campanile.core.recipe.RecipeReader;
import org.campanile.core.step.Runs;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Recipes, the kinds they are made of, and the runs so far. Shipped recipes come with the program; a team's own are files, in the folder of recipes or
 * anywhere. Immutable; methods that read files block.
 */
public final class SetupBooks {

    /** Recipes that come with the program. */
    public static final List<String> SHIPPED = List.of("today", "conductor-only", "guide-0.2");

    private static final String ENDING = ".yaml";
    private static final String DOING = "reading a recipe";

    private final Kinds kinds;
    private final Runs runs;
    private final Path folder;
    private final RecipeReader reader;

    /**
     * Books with these kinds.
     *
     * @param runs where the journals of runs are kept
     * @param folder where the user's own recipes are; may not be there
     */
    public SetupBooks(Kinds kinds, Runs runs, Path folder) {
        this.kinds = kinds;
        this.runs = runs;
        this.folder = folder;
        this.reader = new RecipeReader(kinds, SetupQuestion.answersByQuestion());
    }

    /** All kinds. */
    public Kinds kinds() {
        return kinds;
    }

    /** Where the journals are. */
    public Runs runs() {
        return runs;
    }

    /** The runs of a lab. */
    public LabRuns runsOf(Lab lab) {
        return new LabRuns(runs, lab.id(), reader);
    }

    /** The text of a shipped recipe. */
    public static String shipped(String name) throws FailureException {
        if (!SHIPPED.contains(name)) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, DOING, name, "", "No recipe of this name is shipped.",
                    "There are " + String.join(", ", SHIPPED) + "."));
        }
        return resource(name);
    }

    private static String resource(String name) throws FailureException {
        try (InputStream in = SetupBooks.class.getResourceAsStream("recipes/" + name + ENDING)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FailureException(new Failure(Failure.Kind.INTERNAL, DOING, name, e.getMessage(), "The program's own file cannot be read.",
                    "Install the program again."), e);
        }
    }

    /** The recipe of one image alone, for the command that uploads one. */
    public Recipe imageUpload() throws FailureException {
        return reader.read(resource("image-upload"), "image-upload").require("image-upload");
    }

    /** Where a recipe comes from, and what came of reading it. @param name by which it is found again: a shipped name or a path */
    public record Found(String name, boolean shipped, RecipeReader.Reading reading) {
    }

    /** All recipes there are: shipped ones, then those in the folder; also those that cannot be used. */
    public List<Found> all() throws FailureException {
        List<Found> all = new ArrayList<>();
        for (String name : SHIPPED) {
            all.add(new Found(name, true, reader.read(shipped(name), name + ENDING)));
        }
        for (Path file : files()) {
            all.add(new Found(file.toString(), false, reading(file)));
        }
        return all;
    }

    /** A file that cannot be read is one that cannot be used, and spoils none of the others. */
    private RecipeReader.Reading reading(Path file) {
        try {
            return reader.read(SafeFiles.read(file, RecipeReader.LARGEST, DOING), file.toString());
        } catch (FailureException e) {
            Failure f = e.failure();
            return new RecipeReader.Reading(Optional.empty(), List.of(new RecipeProblem(file.toString(), "", f.meaning() + " " + f.next())));
        }
    }

    private List<Path> files() throws FailureException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("reading the folder of recipes", folder, e), e);
        }
    }

    /** The text of a recipe by name or path: shipped, in the folder (with or without its ending), or a file anywhere. */
    public String text(String nameOrFile) throws FailureException {
        if (SHIPPED.contains(nameOrFile)) {
            return shipped(nameOrFile);
        }
        return SafeFiles.read(file(nameOrFile), RecipeReader.LARGEST, DOING);
    }

    private Path file(String nameOrFile) {
        Path plain = Path.of(nameOrFile);
        List<Path> places = List.of(plain, folder.resolve(nameOrFile), folder.resolve(nameOrFile + ENDING));
        return places.stream().filter(Files::isRegularFile).findFirst().orElse(plain);
    }

    /** What comes of reading a recipe by name or path. */
    public RecipeReader.Reading reading(String nameOrFile) throws FailureException {
        return reader.read(text(nameOrFile), SHIPPED.contains(nameOrFile) ? nameOrFile + ENDING : file(nameOrFile).toString());
    }

    /** The recipe of a name or path; bad input that tells all problems when it cannot be used. */
    public Recipe recipe(String nameOrFile) throws FailureException {
        return reading(nameOrFile).require(nameOrFile);
    }

    /** Recipes that fit answers to the wizard's questions, by the name under which they are found again. */
    public Map<String, Recipe> fitting(Map<String, String> answers) throws FailureException {
        Map<String, Recipe> fitting = new LinkedHashMap<>();
        for (Found found : all()) {
            Optional<Recipe> recipe = found.reading().recipe().filter(r -> r.suits(answers));
            recipe.ifPresent(r -> fitting.put(found.name(), r));
        }
        return fitting;
    }
}
