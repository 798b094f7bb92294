package org.campanile.core.deploy.murano;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoEnvironment;

/** Environments of Murano 0.2 as service descriptors, to be imported as documents. Pure. */
public final class MuranoText {

    private MuranoText() {
    }

    /**
     * Whether what this generation tells can become a document: services of 0.2 are what documents are made of, objects of later packages are
     * not convertible (protocol document, section 9.3).
     */
    public static boolean canBecomeDocument(Generation generation) {
        return generation == Generation.FIRST;
    }

    /** The descriptors of an environment with its services. They hold passwords in clear, so the text is only to be read, never shown or written. */
    public static String descriptors(MuranoEnvironment of) {
        JsonArray services = new JsonArray();
        of.components().forEach(c -> services.add(c.json()));
        JsonObject top = new JsonObject();
        top.addProperty("name", of.name());
        top.add("services", services);
        return top.toString();
    }
}
