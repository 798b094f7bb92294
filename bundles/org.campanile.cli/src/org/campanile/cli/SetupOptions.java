package org.campanile.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Option;

/** What the set-up shall make: a recipe, answers to it, and which parts; with words of their own for what is asked for most. */
final class SetupOptions {

    /** Part of a new user's secret, up to a slash: never that of the broker's administrator. */
    static final String NEW_USER = "new user";

    /** The recipe of those who have chosen none. */
    private static final String USUAL = "today";

    @Option(names = "--recipe", paramLabel = "NAME|FILE", description = "Recipe: a shipped one, one of your folder, or a file (default: what was chosen last "
            + "for this lab, else " + USUAL + "). campanile recipe list shows them.")
    String recipe;

    @Option(names = "--set", paramLabel = "ID=VALUE", description = "Answer to a parameter of the recipe; campanile recipe show lists them. May be repeated.")
    List<String> set = List.of();

    @Option(names = "--part", split = ",", paramLabel = "ID", description = "Only these parts of the recipe (comma separated).")
    List<String> parts = List.of();

    @Option(names = "--skip", paramLabel = "STEP=REASON", description = "Leave a step out, with a reason for the report; or, without a reason, parts "
            + "(comma separated). May be repeated.")
    List<String> skip = List.of();

    @Option(names = "--vhost", paramLabel = "VHOST", description = "RabbitMQ virtual host; the same as --set broker-vhost=.")
    String vhost;

    @Option(names = "--rabbitmq-user", paramLabel = "USER", description = "RabbitMQ user; the same as --set broker-user=. Its password is asked for or comes from "
            + "CAMPANILE_SECRET_NEW_USER.")
    String user;

    @Option(names = "--murano-url", paramLabel = "URL", description = "Address of murano-api; the same as --set murano-url=.")
    String muranoUrl;

    @Option(names = "--murano-type", paramLabel = "TYPE", description = "Service type: murano (release 0.2) or application-catalog (since 2014.2).")
    String muranoType;

    @Option(names = "--image", paramLabel = "FILE", description = "Windows image to upload; left out when not given.")
    Path image;

    @Option(names = "--image-name", paramLabel = "NAME", description = "Name in Glance (default: the file's name).")
    String imageName;

    @Option(names = "--image-type", paramLabel = "TYPE", description = "Type in murano_image_info.")
    String imageType;

    @Option(names = "--image-title", paramLabel = "TITLE", description = "Title in murano_image_info.")
    String imageTitle;

    @Option(names = "--disk-format", paramLabel = "FORMAT", description = "Disk format (default: by the file's ending, else by its contents).")
    String diskFormat;

    @Option(names = "--visibility", paramLabel = "VISIBILITY", description = "public, private, shared or community.")
    String visibility;

    /** Whether the user asked for anything of the set-up, so that a check looks for it too. */
    boolean given() {
        return recipe != null || !set.isEmpty() || !parts.isEmpty() || !shorthand().isEmpty();
    }

    /** The answers that have an option of their own. */
    private Map<String, String> shorthand() {
        Map<String, String> answers = new LinkedHashMap<>();
        put(answers, "broker-vhost", vhost);
        put(answers, "broker-user", user);
        put(answers, "murano-url", muranoUrl);
        put(answers, "murano-type", muranoType);
        put(answers, "image-file", image == null ? null : image.toAbsolutePath().toString());
        put(answers, "image-name", imageName);
        put(answers, "image-type", imageType);
        put(answers, "image-title", imageTitle);
        put(answers, "image-disk-format", diskFormat);
        put(answers, "image-visibility", visibility);
        return answers;
    }

    private static void put(Map<String, String> answers, String parameter, String value) {
        if (value != null) {
            answers.put(parameter, value);
        }
    }

    /** What was chosen for a lab before, completed and changed by the options. */
    ChosenRecipes.Choice choice(Optional<ChosenRecipes.Choice> before) throws FailureException {
        String name = recipe != null ? recipe : before.map(ChosenRecipes.Choice::recipe).orElse(USUAL);
        boolean same = before.isPresent() && before.get().recipe().equals(name);
        Map<String, String> answers = new LinkedHashMap<>(same ? before.get().answers() : Map.of());
        answers.putAll(shorthand());
        for (String one : set) {
            int equals = one.indexOf('=');
            if (equals <= 0) {
                throw bad("--set", one, "This is no ID=VALUE.", "Give, for example, --set broker-vhost=murano2.");
            }
            answers.put(one.substring(0, equals).strip(), one.substring(equals + 1));
        }
        return new ChosenRecipes.Choice(name, before.map(ChosenRecipes.Choice::questions).orElse(Map.of()), answers, same ? before.get().parts() : Set.of());
    }

    /** The request of a choice; parts that are named are those of this time, and no choice for the next. */
    RecipeRequest request(ChosenRecipes.Choice choice, SetupBooks books) throws FailureException {
        Recipe chosen = books.recipe(choice.recipe());
        Set<String> wanted = new LinkedHashSet<>(parts.isEmpty() ? choice.parts() : parts);
        List<String> without = skippedParts();
        for (String part : without) {
            if (chosen.part(part).isEmpty()) {
                throw bad("--skip", part, "There is no such part.", "Leave out " + String.join(", ", chosen.parts().stream().map(RecipePart::id).toList())
                        + ", or a step with a reason: --skip STEP=REASON.");
            }
        }
        if (!without.isEmpty()) {
            if (wanted.isEmpty()) {
                chosen.parts().forEach(p -> wanted.add(p.id()));
            }
            wanted.removeAll(without);
        }
        return new RecipeRequest(chosen, choice.answers(), wanted);
    }

    private List<String> skippedParts() {
        List<String> all = new ArrayList<>();
        skip.stream().filter(s -> s.indexOf('=') < 0).forEach(s -> all.addAll(List.of(s.split(","))));
        return all;
    }

    /** Reasons of steps that are left out, by id. */
    Map<String, String> skippedSteps() throws FailureException {
        Map<String, String> steps = new LinkedHashMap<>();
        for (String one : skip) {
            int equals = one.indexOf('=');
            if (equals >= 0) {
                String reason = one.substring(equals + 1).strip();
                if (equals == 0 || reason.isEmpty()) {
                    throw bad("--skip", one, "A step is left out with a reason, which stands in the report.", "Give --skip STEP=REASON.");
                }
                steps.put(one.substring(0, equals).strip(), reason);
            }
        }
        return steps;
    }

    private static FailureException bad(String option, String value, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading what to set up", option, value, meaning, next));
    }
}
