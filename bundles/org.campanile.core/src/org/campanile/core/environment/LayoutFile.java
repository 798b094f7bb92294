package org.campanile.core.environment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;

/** The side file of positions: {@code lab1.yaml} has its positions in {@code lab1.layout.yaml}. Stateless. */
public final class LayoutFile {

    private static final int MAX_BYTES = 32 << 20;

    private LayoutFile() {
    }

    /** The side file that belongs to an environment's file. */
    public static Path beside(Path environmentFile) {
        String name = environmentFile.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return environmentFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".layout.yaml");
    }

    /** Reads the side file; an absent one is an empty layout. */
    public static Layout read(Path layoutFile) throws FailureException {
        return Files.exists(layoutFile) ? parse(layoutFile.toString(), SafeFiles.read(layoutFile, MAX_BYTES, "reading positions")) : Layout.EMPTY;
    }

    /** Saves the side file atomically. */
    public static void save(Path layoutFile, Layout layout) throws FailureException {
        SafeFiles.write(layoutFile, write(layout).getBytes(StandardCharsets.UTF_8), "saving positions");
    }

    static Layout parse(String source, String text) throws FailureException {
        Yaml yaml = Yaml.read(source, text);
        Map<String, Layout.Position> positions = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : yaml.map(yaml.root().get("positions"), "positions").entrySet()) {
            String at = "positions." + entry.getKey();
            Map<String, Object> one = yaml.map(entry.getValue(), at);
            positions.put(entry.getKey(), new Layout.Position(coordinate(yaml, one.get("x"), at + ".x"),
                    coordinate(yaml, one.get("y"), at + ".y"), yaml.flag(one.get("pinned"), at + ".pinned")));
        }
        return new Layout(positions);
    }

    private static double coordinate(Yaml yaml, Object value, String path) throws FailureException {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw yaml.bad(path, "A number is expected here.");
    }

    static String write(Layout layout) {
        Map<String, Object> positions = new LinkedHashMap<>();
        layout.positions().forEach((id, position) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("x", position.x());
            one.put("y", position.y());
            if (position.pinned()) {
                one.put("pinned", true);
            }
            positions.put(id, one);
        });
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("format", 1L);
        top.put("positions", positions);
        return Yaml.write(top);
    }
}
