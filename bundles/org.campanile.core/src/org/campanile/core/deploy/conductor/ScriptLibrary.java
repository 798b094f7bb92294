package org.campanile.core.deploy.conductor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * The scripts that go to agents with a plan, one file a function: PowerShell for Windows, shell for Linux. They are part of this bundle. Thread-safe.
 */
public final class ScriptLibrary {

    private static final String COMMON = "Common";
    private static final String SQL_SERVER = "SqlServer";
    private static final Pattern DEFINED = Pattern.compile("(?m)^function\\s+([A-Za-z]+-[A-Za-z0-9]+)");

    private final Map<String, Optional<String>> texts = new ConcurrentHashMap<>();
    private final Map<List<String>, String> encoded = new ConcurrentHashMap<>();

    /** The same as {@link #powerShell}, as a plan carries them: a JSON list of texts in Base64. */
    String encoded(List<String> functions) throws FailureException {
        String known = encoded.get(functions);
        if (known == null) {
            // Base64 has no character that JSON would escape.
            known = powerShell(functions).stream().map(script -> '"' + Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)) + '"')
                    .collect(Collectors.joining(",", "[", "]"));
            encoded.put(List.copyOf(functions), known);
        }
        return known;
    }

    /** The PowerShell files a plan of these functions needs, in the order in which they have to be loaded. */
    public List<String> powerShell(List<String> functions) throws FailureException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String function : functions) {
            files.put(function, windows(function).orElseThrow(() -> missing(function)));
        }
        List<String> all = new ArrayList<>();
        all.add(windows(COMMON).orElseThrow(() -> missing(COMMON)));
        String sql = windows(SQL_SERVER).orElseThrow(() -> missing(SQL_SERVER));
        if (files.values().stream().anyMatch(text -> usesOneOf(sql, text))) {
            all.add(sql);
        }
        all.addAll(files.values());
        return all;
    }

    private static boolean usesOneOf(String library, String text) {
        Matcher m = DEFINED.matcher(library);
        while (m.find()) {
            if (text.contains(m.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** The shell script of a function for Linux. */
    public String shell(String function) throws FailureException {
        return read("shell/" + function + ".sh").orElseThrow(() -> missing(function));
    }

    private Optional<String> windows(String name) throws FailureException {
        return read("powershell/" + name + ".ps1");
    }

    private Optional<String> read(String path) throws FailureException {
        Optional<String> known = texts.get(path);
        if (known != null) {
            return known;
        }
        try (InputStream in = PlannedStep.class.getResourceAsStream(path)) {
            Optional<String> text = in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            texts.put(path, text);
            return text;
        } catch (IOException e) {
            throw new FailureException(new Failure(Failure.Kind.LOCAL, "reading a script", path, String.valueOf(e.getMessage()), "The product's files cannot be read.",
                    "Install Campanile again."), e);
        }
    }

    private static FailureException missing(String function) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "preparing a plan for an agent", function, "", "No script is known for the function " + function + ".",
                "Look at the steps of the service type for a mistyped function."));
    }
}
