package org.campanile.core.environment;

import java.util.Map;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Reads an environment back from a Heat template that was made of it. Stateless. */
public final class HotImport {

    /** Name of the output that carries the document. */
    public static final String OUTPUT = "campanile_document";

    private final ServiceTypes types;

    /** Documents of these types. */
    public HotImport(ServiceTypes types) {
        this.types = types;
    }

    /** The environment; {@code source} names the text in failures. */
    public Environment read(String source, String template) throws FailureException {
        Yaml yaml = Yaml.read(source, template);
        Map<String, Object> output = yaml.map(yaml.map(yaml.root().get("outputs"), "outputs").get(OUTPUT), "outputs." + OUTPUT);
        String value = yaml.text(output.get("value"), "outputs." + OUTPUT + ".value");
        if (value.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading an environment", source, "",
                    "The template has no output " + OUTPUT + "; it was not made here, or by an older version.",
                    "Import the service descriptors instead, or draw the environment anew."));
        }
        return DocumentCapsule.unpack(source, value, types);
    }
}
