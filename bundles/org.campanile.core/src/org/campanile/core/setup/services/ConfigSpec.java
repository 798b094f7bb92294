package org.campanile.core.setup.services;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.campanile.core.config.ValueRule;
import org.campanile.core.file.Yaml;
import org.campanile.core.file.YamlSection;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.task.FailureException;

/**
 * What a sort of configuration file has in it, as a data file says.
 *
 * @param id of the kind
 * @param title the file's usual name
 * @param summary for those who write recipes
 * @param path where it usually is
 * @param alternatives where else it may be; the first that exists is taken
 * @param format how it is written
 * @param utf8 whether its reader refuses bytes that are not UTF-8
 * @param mode of a new file
 * @param owner of a new file
 * @param services that read it
 * @param log where they log, with {@code {service}} for the name
 * @param address parameter that says where the service listens; may be empty
 * @param port parameter that says at which port; may be empty
 * @param parameters of the kind
 * @param rules of parameters whose values are put somewhere as they are
 * @param options in the order of the file
 * @param block lines of Murano's block in a settings file; empty for none
 */
record ConfigSpec(String id, String title, String summary, String path, List<String> alternatives, Format format, boolean utf8, String mode, String owner,
        List<String> services, String log, String address, String port, List<KindParameter> parameters, Map<String, List<ValueRule>> rules,
        List<Option> options, List<String> block) {

    /** How a file is written. */
    enum Format {
        /** oslo.config. */ OSLO,
        /** PasteDeploy. */ PASTE,
        /** Shell assignments. */ SHELL,
        /** Python assignments. */ PYTHON
    }

    /**
     * An option.
     *
     * @param value with placeholders {@code {parameter}} or {@code {parameter:url}}; it is left out when one of them is not given
     * @param literal for Python: put as it is and not as a text
     * @param unless a parameter that leaves it out when given
     */
    record Option(String section, String option, String value, boolean literal, String unless) {
    }

    /** Reads a data file of this package. */
    static ConfigSpec read(String name) {
        String file = name + ".yaml";
        try (InputStream in = ConfigSpec.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file);
            }
            return of(Yaml.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file, "reading what a configuration file holds"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FailureException e) {
            throw new IllegalStateException(e.failure().details(), e);
        }
    }

    private static ConfigSpec of(YamlSection at) throws FailureException {
        List<KindParameter> parameters = new ArrayList<>();
        Map<String, List<ValueRule>> rules = new LinkedHashMap<>();
        for (YamlSection p : at.sections("parameters")) {
            ValueType type = ValueType.valueOf(p.text("type", "text").toUpperCase(Locale.ROOT));
            parameters.add(new KindParameter(p.text("name"), type, p.bool("required", false), p.text("fallback", ""), p.text("help")));
            rules.put(p.text("name"), p.texts("rules").stream().map(ValueRule::of).toList());
        }
        List<Option> options = new ArrayList<>();
        for (YamlSection o : at.sections("options")) {
            options.add(new Option(o.text("section", ""), o.text("option"), o.text("value"), o.bool("literal", false), o.text("unless", "")));
        }
        return new ConfigSpec(at.text("id"), at.text("title"), at.text("summary"), at.text("path"), at.texts("alternatives"),
                Format.valueOf(at.text("format").toUpperCase(Locale.ROOT)), at.bool("utf8", false), at.text("mode", "644"), at.text("owner", ""), at.texts("services"), at.text("log", ""),
                at.text("address", ""), at.text("port", ""), List.copyOf(parameters), rules, List.copyOf(options), at.texts("block"));
    }
}
