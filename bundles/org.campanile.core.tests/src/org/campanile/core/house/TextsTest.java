package org.campanile.core.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * The texts of the window stand in {@code messages.properties} beside the code that shows them, those of the extensions in
 * {@code plugin.properties}: each is there in every language, is used, and can be filled in.
 */
class TextsTest {

    private static final Pattern FIELD = Pattern.compile("public static String (\\w+);");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");
    private static final Pattern BOUND = Pattern.compile("NLS\\s*\\.bind\\(\\s*(?:\\w+ [^,?]* \\? )?Messages\\.(\\w+)");
    private static final Pattern LABEL = Pattern.compile("<([A-Za-z.]+)(?=[\\s/>])((?:\\s+[\\w:]+=\"[^\"]*\")+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s(name|label|tooltip|description|mnemonic)=\"([^\"]*)\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SENTENCE = Pattern.compile("[^<>=]*\\p{L}{2,} [\\p{L}(][^<>=]*");

    /** Elements whose names are not shown to anybody. */
    private static final Set<String> NAMELESS = Set.of("parameter", "property", "variable", "with", "test", "iterate", "separator", "groupMarker");

    private static List<Path> windows() {
        return Tree.bundles().stream().filter(b -> Files.exists(b.resolve("plugin.properties"))).toList();
    }

    private static List<Path> classes() {
        return windows().stream().flatMap(b -> Tree.sources(b).stream()).filter(f -> f.endsWith("Messages.java")).toList();
    }

    private static Set<String> fields(Path messages) {
        return FIELD.matcher(Tree.read(messages)).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> texts(Path file) {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        read.stringPropertyNames().stream().sorted().forEach(k -> texts.put(k, read.getProperty(k)));
        return texts;
    }

    /** The texts of a package in each language it has; the one without a suffix is English and always there. */
    private static List<Path> languages(Path messages) {
        try (Stream<Path> all = Files.list(messages.getParent())) {
            return all.filter(f -> f.getFileName().toString().matches("messages(_\\w+)?\\.properties")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> places(String text) {
        return PLACE.matcher(text).results().map(m -> Integer.valueOf(m.group(1))).distinct().sorted().toList();
    }

    private static String of(Path file) {
        return Tree.root().relativize(file).toString();
    }

    /** Java of the package, and of other packages that name its texts. */
    private static String users(Path messages) {
        String name = messages.getParent().toString().replaceAll(".*/src/", "").replace('/', '.') + ".Messages";
        return windows().stream().flatMap(b -> Tree.sources(b).stream()).filter(f -> !f.endsWith("Messages.java"))
                .filter(f -> f.getParent().equals(messages.getParent()) || Tree.read(f).contains(name)).map(Tree::read).collect(Collectors.joining("\n"));
    }

    @Test
    void everyLanguageHasEveryText() {
        assertEquals(List.of(), classes().stream().flatMap(c -> languages(c).stream().filter(l -> !texts(l).keySet().equals(fields(c)))).map(TextsTest::of).toList());
        assertEquals(List.of(), classes().stream().filter(c -> !Files.exists(c.resolveSibling("messages.properties"))).map(TextsTest::of).toList());
    }

    @Test
    void everyTextIsUsed() {
        List<String> unused = new ArrayList<>();
        for (Path messages : classes()) {
            Set<String> used = Pattern.compile("\\bMessages\\.(\\w+)").matcher(users(messages)).results().map(m -> m.group(1)).collect(Collectors.toSet());
            fields(messages).stream().filter(f -> !used.contains(f)).forEach(f -> unused.add(of(messages) + " " + f));
        }
        assertEquals(List.of(), unused);
    }

    /** Counts from 0 without a gap, the same places in each language, and apostrophes doubled where and only where something is filled in. */
    @Test
    void everyTextCanBeFilledIn() {
        List<String> wrong = new ArrayList<>();
        for (Path messages : classes()) {
            Map<String, String> english = texts(messages.resolveSibling("messages.properties"));
            for (Path language : languages(messages)) {
                texts(language).forEach((key, text) -> {
                    List<Integer> places = places(text);
                    boolean counted = places.equals(IntStream.range(0, places.size()).boxed().toList()) && places.equals(places(english.getOrDefault(key, "")));
                    boolean quoted = places.isEmpty() ? !text.contains("''") : !text.replace("''", "").replace("'{'", "").contains("'");
                    if (!counted || !quoted || text.isEmpty()) {
                        wrong.add(of(language) + " " + key);
                    }
                });
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** A text with places goes through NLS, one without does not. */
    @Test
    void whatHasPlacesIsBound() {
        List<String> wrong = new ArrayList<>();
        for (Path messages : classes()) {
            Map<String, String> texts = texts(messages.resolveSibling("messages.properties"));
            BOUND.matcher(users(messages)).results().map(m -> m.group(1)).filter(k -> texts.containsKey(k) && places(texts.get(k)).isEmpty())
                    .forEach(k -> wrong.add(of(messages) + " " + k + " has no place"));
            Set<String> bound = BOUND.matcher(users(messages)).results().map(m -> m.group(1)).collect(Collectors.toSet());
            texts.forEach((k, text) -> {
                if (!places(text).isEmpty() && !bound.contains(k)) {
                    wrong.add(of(messages) + " " + k + " is not bound");
                }
            });
        }
        assertEquals(List.of(), wrong);
    }

    /** What is told to programmers (exceptions of ours that mean a mistake in the code, and the log) stays where it is; so do patterns and comparisons. */
    @Test
    void noSentenceOfTheWindowIsALiteral() {
        List<String> found = new ArrayList<>();
        for (Path bundle : windows()) {
            for (Path file : Tree.sources(bundle)) {
                Tree.read(file).lines().filter(l -> !l.strip().startsWith("*") && !l.strip().startsWith("/*"))
                        .filter(l -> !l.contains("IllegalStateException(") && !l.contains("IllegalArgumentException(") && !l.contains(".warn("))
                        .filter(l -> !l.contains("Pattern.compile(") && !l.contains("replaceFirst(") && !l.contains(".equals("))
                        .flatMap(l -> LITERAL.matcher(l).results().map(m -> m.group(1))).filter(l -> SENTENCE.matcher(l).matches()).forEach(l -> found.add(of(file) + " " + l));
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void labelsOfExtensionsAreTexts() {
        List<String> wrong = new ArrayList<>();
        for (Path bundle : windows()) {
            Map<String, String> texts = texts(bundle.resolve("plugin.properties"));
            String extensions = Tree.read(bundle.resolve("plugin.xml"));
            LABEL.matcher(extensions).results().filter(m -> !NAMELESS.contains(m.group(1))).flatMap(m -> ATTRIBUTE.matcher(m.group(2)).results())
                    .filter(m -> !m.group(2).startsWith("%")).forEach(m -> wrong.add(of(bundle) + m.group()));
            String all = extensions + Tree.read(bundle.resolve("META-INF/MANIFEST.MF"));
            Set<String> used = Pattern.compile("%([\\w.]+)").matcher(all).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
            if (!used.equals(texts.keySet())) {
                wrong.add(of(bundle) + ": in plugin.properties and used are not the same: " + Stream.concat(used.stream().filter(k -> !texts.containsKey(k)),
                        texts.keySet().stream().filter(k -> !used.contains(k))).toList());
            }
        }
        assertEquals(List.of(), wrong);
    }
}
