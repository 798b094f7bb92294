package org.campanile.core.setup.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mark of an image: read, changed, checked. */
class ImageMarkTest {

    @Test
    void furtherKeysStayWhenTypeAndTitleChange() {
        ImageMark mark = new ImageMark("{\"title\": \"Old\", \"min\": 2, \"type\": \"a\", \"by\": {\"team\": \"lab\"}}").with(" windows.2022 ", "Neu für \u00fc");
        assertEquals("{\"title\":\"Neu für ü\",\"min\":2,\"type\":\"windows.2022\",\"by\":{\"team\":\"lab\"}}", mark.json());
        assertEquals(Optional.empty(), mark.problem());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{", "{\"type\": \"a\"}", "{\"type\": \"a\", \"title\": \" \"}", "{\"type\": [], \"title\": \"x\"}", "null",
            "{\"type\":\"a\",\"title\":\"b\"} x" })
    void whatMuranoCannotReadIsRefused(String json) {
        assertTrue(new ImageMark(json).problem().isPresent(), json);
        assertThrows(FailureException.class, () -> new ImageMark(json).require());
    }

    @Test
    void deepAndLongMarksAreRefusedWithoutHarm() {
        assertTrue(new ImageMark("{\"a\":".repeat(100_000)).problem().isPresent());
        assertTrue(new ImageMark("{\"type\":\"a\",\"title\":\"" + "x".repeat(70_000) + "\"}").problem().isPresent());
    }

    @Test
    void whatADashboardHidesIsSaid() {
        assertTrue(ImageMark.hidden("ws-2012-std").orElse("").contains("hides"));
        assertTrue(ImageMark.hidden("windowsxp").isPresent());
        assertEquals(Optional.empty(), ImageMark.hidden("windows"));
        assertEquals(Optional.empty(), ImageMark.hidden("windows.2012"));
        List<String> hints = ImageMark.of("linux", "Same").hints(List.of(ImageMark.of("linux", "Same")));
        assertEquals(1, hints.size());
        assertTrue(hints.getFirst().contains("hides the other"));
    }
}
