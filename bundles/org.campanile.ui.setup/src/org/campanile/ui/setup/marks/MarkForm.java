package org.campanile.ui.setup.marks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.campanile.core.setup.image.ImageMark;
import org.campanile.core.setup.image.ImageMarks;

/**
 * What is being typed about the mark of one image: the fields and the JSON are two views of one text. An immutable value, without widgets.
 *
 * @param row the image as it is in Glance
 * @param wanted the mark as typed
 */
record MarkForm(ImageMarks.Row row, ImageMark wanted) {

    /** The form of an image: its mark, or one that is proposed from its name. */
    static MarkForm of(ImageMarks.Row row) {
        return new MarkForm(row, row.mark().orElseGet(() -> ImageMark.of(guess(row.image().name()), row.image().name())));
    }

    private static String guess(String name) {
        String low = name.toLowerCase(Locale.ROOT);
        for (String year : List.of("2012", "2016", "2019", "2022", "2025")) {
            if (low.contains(year)) {
                return "windows." + year;
            }
        }
        return low.contains("win") || low.contains("ws-") ? "windows" : "linux";
    }

    MarkForm withFields(String type, String title) {
        return new MarkForm(row, wanted.with(type, title));
    }

    MarkForm withJson(String json) {
        return new MarkForm(row, new ImageMark(json));
    }

    /** Why it cannot be saved, if so. */
    Optional<String> problem() {
        return wanted.problem();
    }

    /** Whether saving would change anything. */
    boolean changed() {
        return row.mark().map(m -> !m.json().equals(wanted.json())).orElse(true);
    }

    /** What is to be said below the form. @param others marks of the other images */
    List<String> said(List<ImageMark> others) {
        List<String> lines = new ArrayList<>();
        problem().ifPresentOrElse(lines::add, () -> lines.addAll(wanted.hints(others)));
        return lines;
    }
}
