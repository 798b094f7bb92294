package org.campanile.demolab.servicemanager;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The recorded cases of the service-node resource. */
final class Vectors {

    private Vectors() {
    }

    static Reader open() {
        return new InputStreamReader(Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/service-node.jsonl"),
                "vectors/service-node.jsonl is not among the resources"), StandardCharsets.UTF_8);
    }

    static List<JsonObject> all() {
        try (BufferedReader reader = new BufferedReader(open())) {
            return reader.lines().map(l -> JsonParser.parseString(l).getAsJsonObject()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
