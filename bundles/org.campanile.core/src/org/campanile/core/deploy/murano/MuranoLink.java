package org.campanile.core.deploy.murano;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Which environment of a Murano service a document was deployed as: Murano gives ids of its own, and its names need not be unique. Worker threads only. */
record MuranoLink(Path file) {

    private static final int LARGEST = 1 << 16;

    /** In the folder where it is kept what is deployed of the document. */
    static MuranoLink in(Path folder) {
        return new MuranoLink(folder.resolve("murano.json"));
    }

    /** The id, if one is known for this address. */
    Optional<String> read(String url) throws FailureException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = SafeFiles.read(file, LARGEST, "reading which Murano environment is meant");
        try {
            JsonObject kept = JsonParser.parseString(text).getAsJsonObject();
            return kept.has(url) ? Optional.of(kept.get(url).getAsString()) : Optional.empty();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading which Murano environment is meant", file.toString(), "", "The file is damaged.",
                    "Delete it; the environment is then found by its name."), e);
        }
    }

    /** Remembers it. */
    void write(String url, String id) throws FailureException {
        JsonObject kept = new JsonObject();
        kept.addProperty(url, id);
        SafeFiles.write(file, kept.toString().getBytes(StandardCharsets.UTF_8), "keeping which Murano environment is meant");
    }

    /** Forgets it. */
    void forget() throws FailureException {
        try {
            Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
            throw new FailureException(SafeFiles.local("forgetting which Murano environment is meant", file, e), e);
        }
    }
}
