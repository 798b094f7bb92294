package org.campanile.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.Recipe;
import org.campanile.core.recipe.RecipeEntry;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.RecipeProblem;
import org.campanile.core.recipe.RecipeReader;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile recipe}: recipes, and the kinds of steps and checks that they are made of. */
@Command(name = "recipe", description = "Recipes of lab set-ups: list, show, check and copy them.", subcommands = { RecipeCommands.Listing.class,
        RecipeCommands.Show.class, RecipeCommands.Validate.class, RecipeCommands.Export.class, RecipeCommands.KindList.class })
final class RecipeCommands extends GroupCommand {

    /** {@code recipe list}. */
    @Command(name = "list", description = "Shipped recipes and your own. Exit code 1 when one cannot be used.")
    static final class Listing extends CliCommand {
        @Override
        int run() throws FailureException {
            Rows rows = Rows.of("name", "title", "from", "parts", "problems");
            boolean bad = false;
            for (SetupBooks.Found found : SetupCommands.books(cli).all()) {
                rows.add(found.name(), found.reading().recipe().map(Recipe::title).orElse(""), found.shipped() ? "shipped" : "yours",
                        found.reading().recipe().map(r -> r.parts().size()).orElse(0), found.reading().problems().size());
                found.reading().problems().forEach(p -> cli.tell(p.line()));
                bad |= !found.reading().problems().isEmpty();
            }
            output().rows(rows);
            return bad ? BAD : GOOD;
        }
    }

    /** {@code recipe show}. */
    @Command(name = "show", description = "What a recipe asks for and does.")
    static final class Show extends CliCommand {
        @Parameters(paramLabel = "NAME|FILE", description = "A shipped name, one of your folder, or a file.")
        String name;

        @Override
        int run() throws FailureException {
            Recipe recipe = SetupCommands.books(cli).recipe(name);
            if (format == Format.table) {
                forPeople(recipe);
                return GOOD;
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("id", recipe.id());
            document.put("title", recipe.title());
            document.put("about", recipe.about());
            document.put("parameters", recipe.parameters().stream().map(Show::parameter).toList());
            document.put("parts", recipe.parts().stream().map(Show::part).toList());
            output().thing(document);
            return GOOD;
        }

        private static Map<String, Object> parameter(RecipeParameter p) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", p.id());
            one.put("label", p.label());
            one.put("type", p.type().word());
            one.put("default", p.fallback());
            one.put("required", p.required());
            one.put("choices", p.choices());
            one.put("help", p.help());
            return one;
        }

        private static Map<String, Object> part(RecipePart p) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", p.id());
            one.put("title", p.title());
            one.put("about", p.about());
            one.put("mistakes", p.mistakes());
            one.put("checks", p.checks().stream().map(RecipeEntry::kind).toList());
            one.put("steps", p.steps().stream().map(s -> s.id() + ": " + s.kind()).toList());
            return one;
        }

        private void forPeople(Recipe recipe) {
            Output out = output();
            out.say(recipe.title() + " (" + recipe.id() + ")");
            recipe.about().lines().forEach(out::say);
            for (RecipePart part : recipe.parts()) {
                out.say("");
                out.say(part.title() + " (--part " + part.id() + ")");
                part.about().lines().forEach(l -> out.say("  " + l));
                part.mistakes().forEach(m -> out.say("  Known mistake: " + m));
                recipe.parametersOf(part).forEach(p -> out.say("  --set " + p.id() + "=   " + p.label() + (p.fallback().isEmpty() ? "" : "; default "
                        + p.fallback()) + (p.choices().isEmpty() ? "" : "; " + String.join(", ", p.choices()))));
                part.checks().forEach(c -> out.say("  check " + c.id() + "   " + c.kind()));
                part.steps().forEach(s -> out.say("  step " + s.id() + "   " + s.kind() + (s.title().isEmpty() ? "" : "   " + s.title())));
            }
        }
    }

    /** {@code recipe validate}. */
    @Command(name = "validate", description = "Tell everything that is wrong with a recipe, with file, line and field. Exit code 1 when there is anything.")
    static final class Validate extends CliCommand {
        @Parameters(paramLabel = "FILE", description = "The recipe.")
        String file;

        @Override
        int run() throws FailureException {
            RecipeReader.Reading reading = SetupCommands.books(cli).reading(file);
            Rows rows = Rows.of("place", "field", "problem");
            for (RecipeProblem problem : reading.problems()) {
                rows.add(problem.place(), problem.field(), problem.message());
            }
            if (format != Format.table) {
                output().rows(rows);
            } else if (reading.problems().isEmpty()) {
                output().say("The recipe can be used.");
            } else {
                reading.problems().forEach(p -> output().say(p.line()));
            }
            return reading.problems().isEmpty() ? GOOD : BAD;
        }
    }

    /** {@code recipe export}. */
    @Command(name = "export", description = "Copy a recipe to a file, to change it and use it with --recipe.")
    static final class Export extends CliCommand {
        @Parameters(paramLabel = "NAME", description = "A shipped name, or one of your folder.")
        String name;

        @Option(names = { "-o", "--output" }, paramLabel = "FILE", description = "The new file (default: stdout).")
        Path target;

        @Mixin
        NewFile replacing;

        @Override
        int run() throws FailureException {
            if (target != null) {
                replacing.check("copying a recipe", cli.around().working().resolve(target));
            }
            String text = SetupCommands.books(cli).text(name);
            if (target == null) {
                output().text(text);
                return GOOD;
            }
            Path file = cli.around().working().resolve(target);
            replacing.write("copying a recipe", file, text);
            cli.tell("Copied to " + file + ". campanile recipe validate " + target + " looks at it after you have changed it.");
            return GOOD;
        }
    }

    /** {@code recipe kinds}. */
    @Command(name = "kinds", description = "Kinds of steps and checks, and what they take.")
    static final class KindList extends CliCommand {
        @Parameters(paramLabel = "KIND", arity = "0..1", description = "One of them, in full.")
        String id;

        @Override
        int run() throws FailureException {
            List<Kind> all = SetupCommands.books(cli).kinds().all().stream().filter(k -> id == null || k.id().equals(id)).toList();
            if (all.isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "listing kinds", id, "", "There is no such kind.",
                        "campanile recipe kinds lists them."));
            }
            Rows rows = id == null ? Rows.of("kind", "of", "takes", "what") : Rows.of("parameter", "type", "required", "default", "choices", "help");
            for (Kind kind : all) {
                if (id == null) {
                    rows.add(kind.id(), kind instanceof StepKind ? "step" : "check", kind.parameters().stream().map(KindParameter::name).toList(),
                            kind.summary());
                } else {
                    kind.parameters().forEach(p -> rows.add(p.name(), p.type().word(), p.required(), p.fallback(), p.choices(), p.help()));
                }
            }
            output().rows(rows);
            return GOOD;
        }
    }
}
