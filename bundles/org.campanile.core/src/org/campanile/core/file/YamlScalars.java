package org.campanile.core.file;

import java.math.BigInteger;

import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Plain values of scalars, so that writing them gives the same again. */
final class YamlScalars {

    private static final int LONGEST_NUMBER = 400;

    private YamlScalars() {
    }

    static Object plain(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
        if (!number || text.length() > LONGEST_NUMBER) {
            return text;
        }
        try {
            return tag.equals(Tag.INT) ? (Object) new BigInteger(text) : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
