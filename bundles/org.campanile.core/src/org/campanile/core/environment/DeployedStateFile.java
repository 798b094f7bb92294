package org.campanile.core.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;

/** A deployed state as YAML, without passwords ({@link PasswordMark}s only). Stateless. */
public final class DeployedStateFile {

    private static final int MAX_BYTES = 32 << 20;

    private DeployedStateFile() {
    }

    /** Reads a file; an absent one means that nothing was deployed. */
    public static DeployedState read(Path file) throws FailureException {
        return Files.exists(file) ? parse(file.toString(), SafeFiles.read(file, MAX_BYTES, "reading what is deployed")) : DeployedState.NOTHING;
    }

    /** Reads a text; {@code source} names it in failures. */
    public static DeployedState parse(String source, String text) throws FailureException {
        Yaml yaml = Yaml.read(source, text);
        Map<String, Object> top = yaml.root();
        if (yaml.number(top.get("format"), "format", 1) != 1) {
            throw yaml.bad("format", "This version reads format 1 only.");
        }
        Map<String, Map<String, String>> resources = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : yaml.map(top.get("resources"), "resources").entrySet()) {
            String at = "resources." + entry.getKey();
            Map<String, String> properties = new LinkedHashMap<>();
            for (Map.Entry<String, Object> property : yaml.map(entry.getValue(), at).entrySet()) {
                properties.put(property.getKey(), yaml.text(property.getValue(), at + "." + property.getKey()));
            }
            resources.put(entry.getKey(), properties);
        }
        return new DeployedState(yaml.flag(top.get("deleted"), "deleted"), yaml.flag(top.get("stack"), "stack"), resources,
                kept(yaml, top.get("services"), "services"), kept(yaml, top.get("units"), "units"));
    }

    private static Map<String, Map<String, Object>> kept(Yaml yaml, Object value, String path) throws FailureException {
        Map<String, Map<String, Object>> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : yaml.map(value, path).entrySet()) {
            kept.put(entry.getKey(), yaml.map(entry.getValue(), path + "." + entry.getKey()));
        }
        return kept;
    }

    /** The state as text. */
    public static String write(DeployedState state) {
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("format", 1L);
        top.put("deleted", state.deleted());
        top.put("stack", state.stack());
        top.put("resources", new LinkedHashMap<>(state.resources()));
        top.put("services", new LinkedHashMap<>(state.services()));
        top.put("units", new LinkedHashMap<>(state.units()));
        return Yaml.write(top);
    }
}
