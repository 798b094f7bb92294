package org.campanile.core.setup.prerequisites;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a folder has of a catalogue, by meaning. Immutable; pure. */
public final class Survey {

    /** How a wanted file stands. */
    public enum State {
        /** It lies where it has to. */ PRESENT,
        /** Something lies there that cannot be it. */ DAMAGED,
        /** It seems to lie elsewhere or under another name. */ MISNAMED,
        /** Several files could be it. */ AMBIGUOUS,
        /** It is not there. */ MISSING
    }

    /**
     * A wanted file and what was found of it.
     *
     * @param found what it is or seems to be, best first; empty when missing
     * @param why what is wrong with it, for people
     */
    public record Line(Wanted wanted, State state, List<FoundFile> found, String why) {

        public Line {
            found = List.copyOf(found);
        }

        /** What lies there or seems to be it. */
        public Optional<FoundFile> best() {
            return found.stream().findFirst();
        }
    }

    private final List<Line> lines;

    private Survey(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** All wanted files, in the order of the catalogue. */
    public List<Line> lines() {
        return lines;
    }

    /** The line of a wanted file. */
    public Line line(Wanted wanted) {
        return lines.stream().filter(l -> l.wanted().id().equals(wanted.id())).findFirst().orElseThrow();
    }

    /** Compares a folder's files with a catalogue. */
    public static Survey of(Catalogue catalogue, List<FoundFile> files) {
        Set<String> taken = new HashSet<>();
        List<Line> lines = new ArrayList<>();
        for (Wanted wanted : catalogue.files()) {
            at(catalogue, wanted, files).ifPresent(f -> taken.add(f.path()));
        }
        for (Wanted wanted : catalogue.files()) {
            lines.add(line(catalogue, wanted, files, taken));
        }
        return new Survey(lines);
    }

    /** What stands where the file has to be; for a folder only when it holds anything. */
    private static Optional<FoundFile> at(Catalogue catalogue, Wanted wanted, List<FoundFile> files) {
        Optional<FoundFile> exact = files.stream().filter(f -> f.path().equals(wanted.path())).findFirst();
        if (exact.isEmpty() && !catalogue.caseSensitive()) {
            exact = files.stream().filter(f -> f.path().equalsIgnoreCase(wanted.path())).findFirst();
        }
        return exact.filter(f -> !wanted.tree() || !f.folder() || files.stream().anyMatch(x -> below(x, f)));
    }

    private static boolean below(FoundFile file, FoundFile folder) {
        return file.path().startsWith(folder.path() + "/");
    }

    private static Line line(Catalogue catalogue, Wanted wanted, List<FoundFile> files, Set<String> taken) {
        Optional<FoundFile> there = at(catalogue, wanted, files);
        Optional<String> wrong = there.flatMap(f -> problem(wanted, f, files));
        if (there.isPresent() && wrong.isEmpty()) {
            return new Line(wanted, State.PRESENT, List.of(there.get()), "");
        }
        List<FoundFile> others = files.stream().filter(f -> !taken.contains(f.path()) && !f.path().equals(wanted.path()) && wanted.couldBe(f.path())).toList();
        List<FoundFile> good = others.stream().filter(f -> problem(wanted, f, files).isEmpty()).sorted(nearest(wanted)).toList();
        if (there.isPresent()) {
            return new Line(wanted, State.DAMAGED, List.of(there.get()), wrong.get() + (good.isEmpty() ? "" : "; " + good.getFirst().path() + " seems to be the right one"));
        }
        if (good.size() == 1) {
            return new Line(wanted, State.MISNAMED, good, wanted.hint());
        }
        if (good.size() > 1) {
            // The right name in the wrong folder is sure enough when there is just one of it.
            List<FoundFile> named = good.stream().filter(f -> f.name().equalsIgnoreCase(wanted.name())).toList();
            return named.size() == 1 ? new Line(wanted, State.MISNAMED, named, wanted.hint()) : new Line(wanted, State.AMBIGUOUS, good, wanted.hint());
        }
        String almost = others.isEmpty() ? "" : others.getFirst().path() + " is not it: " + problem(wanted, others.getFirst(), files).orElse("");
        return new Line(wanted, State.MISSING, List.of(), almost.isEmpty() ? wanted.hint() : almost);
    }

    private static Comparator<FoundFile> nearest(Wanted wanted) {
        String folder = wanted.path().contains("/") ? wanted.path().substring(0, wanted.path().lastIndexOf('/')) : "";
        return Comparator.comparing((FoundFile f) -> !f.name().equalsIgnoreCase(wanted.name())).thenComparing(f -> !f.path().startsWith(folder))
                .thenComparingInt(f -> f.path().length()).thenComparing(FoundFile::path);
    }

    /** Why a found file cannot be the wanted one, if so. */
    static Optional<String> problem(Wanted wanted, FoundFile file, List<FoundFile> files) {
        if (wanted.tree()) {
            return treeProblem(wanted, file, files);
        }
        if (file.folder()) {
            return Optional.of("it is a folder");
        }
        Optional<String> content = wanted.content().problem(file);
        if (content.isPresent()) {
            return content;
        }
        if (file.size() < wanted.least()) {
            return Optional.of("it has only " + file.size() + " bytes and should have at least " + wanted.least() + ": the download was cut, or it is another version");
        }
        return wanted.most() > 0 && file.size() > wanted.most() ? Optional.of("it has " + file.size() + " bytes and should have at most " + wanted.most())
                : Optional.empty();
    }

    private static Optional<String> treeProblem(Wanted wanted, FoundFile folder, List<FoundFile> files) {
        if (!folder.folder()) {
            return Optional.of(folder.name().toLowerCase(Locale.ROOT).endsWith(".iso") ? "it is the disk as one file; its content has to lie in " + wanted.path()
                    : "it is a file and has to be a folder");
        }
        for (String held : wanted.holds()) {
            if (files.stream().noneMatch(f -> f.path().equalsIgnoreCase(folder.path() + "/" + held))) {
                return Optional.of("the folder does not hold " + held);
            }
        }
        return Optional.empty();
    }
}
