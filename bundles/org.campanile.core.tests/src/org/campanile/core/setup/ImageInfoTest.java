package org.campanile.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Marks of images: what Murano can read, and what a dashboard of release 0.2 hides. */
class ImageInfoTest {

    @Test
    void marksThatMuranoCannotRead() {
        assertEquals(Optional.empty(), ImageInfo.problem(new ImageInfo("windows.2022", "W \"x\" \u00e9").json()));
        for (String bad : new String[] { "", "x", "[]", "{}", "{\"type\":\"\",\"title\":\"t\"}", "{\"type\":{},\"title\":\"t\"}",
                "[".repeat(20_000), "{\"type\":\"a\",\"title\":\"b\"", "{\"type\":\"a\",\"title\":\"b\"} x" }) {
            assertTrue(ImageInfo.problem(bad).isPresent(), bad.substring(0, Math.min(20, bad.length())));
        }
        assertTrue(new ImageInfo("a", "b").saidBy("{\"title\":\"b\",\"extra\":1,\"type\":\"a\"}"));
        assertFalse(new ImageInfo("a", "b").saidBy("{\"title\":\"c\",\"type\":\"a\"}"));
        assertFalse(new ImageInfo("a", "b").saidBy(null));
    }

    @Test
    void typesThatARelease02DashboardHides() {
        assertTrue(new ImageInfo("ws-2012-std", "x").hiddenBecause().isPresent());
        assertTrue(new ImageInfo("windowsx", "x").hiddenBecause().isPresent());
        for (String shown : new String[] { "windows", "windows.2022", "linux", "cirros.demo" }) {
            assertEquals(Optional.empty(), new ImageInfo(shown, "x").hiddenBecause());
        }
    }
}
