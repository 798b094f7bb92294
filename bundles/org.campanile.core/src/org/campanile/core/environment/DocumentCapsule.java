package org.campanile.core.environment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * A document as one line of text, so that what is made of it can carry it: a stack's template then tells the environment it came from, without any
 * password. The same document gives the same line. Stateless.
 */
public final class DocumentCapsule {

    private static final String MARK = "campanile-1:";
    private static final int MAX_BYTES = 32 << 20;

    private DocumentCapsule() {
    }

    /** The line; clear passwords become references. */
    public static String pack(Environment environment, ServiceTypes types) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (OutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(new EnvironmentFile(types).write(referring(environment)).getBytes(StandardCharsets.UTF_8));
            }
            return MARK + Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FailureException e) {
            throw new IllegalStateException(e.failure().details(), e);
        }
    }

    /** The document of a line; {@code source} names it in failures. */
    public static Environment unpack(String source, String line, ServiceTypes types) throws FailureException {
        if (!line.startsWith(MARK)) {
            throw bad(source, "The text carries no document of an environment.");
        }
        byte[] text;
        try (InputStream zip = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(line.substring(MARK.length()))))) {
            text = zip.readNBytes(MAX_BYTES + 1);
        } catch (IOException | IllegalArgumentException e) {
            throw bad(source, "The document that the text carries is damaged: " + e.getMessage() + ".");
        }
        if (text.length > MAX_BYTES) {
            throw bad(source, "The document that the text carries has more than 32 MiB.");
        }
        return new EnvironmentFile(types).parse(source, new String(text, StandardCharsets.UTF_8));
    }

    private static FailureException bad(String source, String meaning) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading an environment", source, "", meaning,
                "Take a template that was exported or deployed by this program."));
    }

    private static Environment referring(Environment environment) {
        return environment.withServices(environment.services().stream().map(service -> new Service(service.id(), service.type(), service.name(),
                referring(service.fields(), service.name()),
                service.units().stream().map(unit -> new Unit(unit.id(), unit.number(), unit.name(), referring(unit.fields(), service.name() + "/" + unit.number())))
                        .toList()))
                .toList());
    }

    private static Map<String, Object> referring(Map<String, Object> fields, String owner) {
        Map<String, Object> open = new LinkedHashMap<>(fields);
        open.replaceAll((key, value) -> value instanceof Secret ? new SecretRef(owner + "/" + key) : value);
        return open;
    }
}
